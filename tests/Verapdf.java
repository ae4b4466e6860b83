import java.io.File;
import java.util.Arrays;
import java.util.TreeSet;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/**
 * Judges each PDF file of a folder by veraPDF, as PDF/A-3b and as PDF/UA-1. Prints a line for each file and profile that passes
 * (name, profile, « OK ») and for each rule that fails (name, profile, clause and test, message), tabs between.
 */
public class Verapdf {
    private static final int MOST_FAILURES = 100;

    public static void main(String[] args) {
        VeraGreenfieldFoundryProvider.initialise();
        File[] files = new File(args[0]).listFiles();
        Arrays.sort(files);
        for (File file : files) {
            judge(file, PDFAFlavour.PDFA_3_B);
            judge(file, PDFAFlavour.PDFUA_1);
        }
    }

    private static void judge(File file, PDFAFlavour flavour) {
        String head = file.getName() + "\t" + flavour + "\t";
        try (PDFAParser parser = Foundries.defaultInstance().createParser(file, flavour);
                PDFAValidator validator =
                        Foundries.defaultInstance().createValidator(flavour, MOST_FAILURES, false, false, false)) {
            ValidationResult result = validator.validate(parser);
            TreeSet<String> faults = new TreeSet<>();
            for (TestAssertion one : result.getTestAssertions()) {
                if (one.getStatus() == TestAssertion.Status.FAILED) {
                    faults.add(one.getRuleId().getClause() + "-" + one.getRuleId().getTestNumber() + " " + one.getMessage());
                }
            }
            if (result.isCompliant() != faults.isEmpty()) {
                faults.add("veraPDF contradicts itself");
            }
            for (String fault : faults) {
                System.out.println(head + fault.replaceAll("\\s+", " "));
            }
            if (faults.isEmpty()) {
                System.out.println(head + "OK");
            }
        } catch (Exception error) {
            System.out.println(head + "unreadable " + String.valueOf(error).replaceAll("\\s+", " "));
        }
    }
}
