"""From Word to PDF: what the PDF says, holds and shows; what is refused before LibreOffice is called; the commands.

Every fault of LibreOffice itself has its test in tests/longues/test_pdf_office.py.
"""

from __future__ import annotations

import io
import json
import os
import stat
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader, PdfWriter

import delib
from delib.anomalie import DelibError
from delib.modele.bibliotheque import Bibliotheque
from delib.production.pdf import office
from delib.production.pdf.achevement import Resultat
from delib.production.pdf.conversion import Annexe, Demande, convert_all
from delib.production.pdf.examen import examine
from delib.production.pdf.jointes import attached
from delib.production.pdf.office import iter_converted
from delib.production.pdf.suite import update
from tests.conftest import RACINE
from tests.test_command import BUREAU, CONSEIL, act, run
from tests.words import docx, p

MODELES = sorted(path.parent for path in RACINE.glob("modeles/*/brouillon/exemple.yaml"))
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

FIRED = frozenset(
    (
        *("pdf-office-absent", "pdf-office-chemin", "pdf-office-lancement", "pdf-office-autre", "pdf-office-vain"),
        *("pdf-office-delai", "pdf-office-echec", "pdf-temporaire", "pdf-image-externe", "pdf-champ-variable", "pdf-revisions"),
        "pdf-contenu-perdu",
        *("pdf-donnees-omises", "pdf-pas-word", "pdf-dossier-vide", "pdf-annexe-genre", "pdf-pas-projet", "pdf-ancien"),
    )
)
"""The codes that the tests of this module fire: see `test_the_tables_fire_the_codes`."""


def field(instruction: str, shown: str) -> str:
    """Return the runs of a Word field that was last shown as `shown`."""
    inside = f'<w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
    marks = [f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")]
    return f"{marks[0]}{inside}{marks[1]}<w:r><w:t>{shown}</w:t></w:r>{marks[2]}"


def blank(pages: int = 1) -> bytes:
    """Return a PDF of blank pages."""
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(595, 842)
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


def text(pdf: bytes) -> str:
    """Return what pdftotext reads, its spaces made single."""
    done = subprocess.run(["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True)
    return " ".join(done.stdout.decode().split())


# ----------------------------------------------------------------------------------------------- one call for all of these

FIELDS = docx(
    p("Le ", field('DATE \\@ "dd/MM/yyyy"', "1er janvier 2020"), " à ", field("TIME", "9 h 30")),
    p("Fichier ", field("FILENAME", "ancien.docx"), ", chemin ", field("FILENAME \\p", "C:\\actes\\ancien.docx")),
    p('<w:fldSimple w:instr=" DATE "><w:r><w:t>le jour dit</w:t></w:r></w:fldSimple>'),
    title="Des champs",
)


@pytest.fixture(scope="module")
def made(soffice: str, pdftotext: str) -> dict[str, Resultat]:
    """Return the PDF of each of these, converted in one call of LibreOffice."""
    annexes = (Annexe("plan.pdf", blank(3)), Annexe("annexe.docx", docx("Le texte de l’annexe", title="Annexe")))
    acte = docx("Le texte de l’acte", title="Un acte")
    demandes = {
        **{folder.parent.name: _of_template(folder) for folder in MODELES},
        "champs": Demande("ici/champs é.docx", FIELDS),
        "ailleurs": Demande("là/champs é.docx", docx("Un autre, du même nom", title="Un autre")),
        "sans titre": Demande("note de synthèse.docx", docx("Texte", title="")),
        "annexes": Demande("acte.docx", acte, annexes),
        "projet": Demande("acte.docx", acte, annexes, projet=True),
        "données": Demande("acte.docx", acte, donnees=b'{"acte": "essai"}\n'),
    }
    return dict(zip(demandes, convert_all(list(demandes.values())), strict=True))


def _of_template(folder: Path) -> Demande:
    document = delib.build(folder / "exemple.yaml")
    return Demande(document.nom, document.docx)


SAID = {
    "convention-engagement": (
        "2026-IA-01 : Convention d’engagement avec la commune d’Argenteuil – programme « Appropriation Métropolitaine »",
        "Métropole du Grand Paris",
        "Programme « Appropriation Métropolitaine », parcours « IA-Attractivité des centres villes »",
    ),
    "deliberation": (
        "2025-31 : Rénovation de la toiture de l'école et demande de subvention",
        "Commune de Saint-Aubin-des-Prés",
        "Rénovation de la toiture de l'école et demande de subvention",
    ),
    "formulaire-engagement": (
        "Formulaire d’engagement – Appropriation Métropolitaine – Sceaux",
        "Métropole du Grand Paris",
        "Programme « Appropriation Métropolitaine », parcours « IA-Attractivité des centres villes »",
    ),
    "reglement": (
        "Règlement du programme « Appropriation Métropolitaine »",
        "Métropole du Grand Paris",
        "Programme « Appropriation Métropolitaine »",
    ),
    "sommaire": (
        "Sommaire du dossier du programme « Appropriation Métropolitaine »",
        "Métropole du Grand Paris",
        "Programme « Appropriation Métropolitaine »",
    ),
}


@pytest.mark.parametrize("nom", [folder.parent.name for folder in MODELES])
def test_the_pdf_of_a_shipped_template_says_its_title_author_subject_and_language(nom: str, made: Mapping[str, Resultat]) -> None:
    reader = PdfReader(io.BytesIO(made[nom].pdf))
    assert reader.metadata is not None
    said = (reader.metadata.title, reader.metadata.author, reader.metadata.subject)
    assert tuple(str(one).replace("\u00a0", " ") for one in said) == SAID[nom]
    assert reader.trailer["/Root"]["/Lang"] == "fr-FR"
    assert bool(reader.trailer["/Root"]["/ViewerPreferences"]["/DisplayDocTitle"])
    assert reader.outline, "its headings are bookmarks"
    assert made[nom].anomalies == ()


@pytest.mark.parametrize("nom", [folder.parent.name for folder in MODELES])
def test_the_pdf_of_a_shipped_template_prints_what_the_word_file_prints(nom: str, made: Mapping[str, Resultat]) -> None:
    folder = next(one for one in MODELES if one.parent.name == nom)
    printed = text(made[nom].pdf).replace(" ", "")
    words = [word for word in delib.build(folder / "exemple.yaml").texte.replace("\u2011", "-").split() if len(word) > 6]
    lost = {word for word in words if word not in printed and "-" not in word and "’" not in word}
    assert len(lost) <= len(set(words)) // 20, lost  # a word cut at the end of a line, in a narrow cell


def test_a_field_that_varies_shows_what_the_saved_file_showed(made: Mapping[str, Resultat]) -> None:
    shown = text(made["champs"].pdf)
    assert "Le 1er janvier 2020 à 9 h 30" in shown
    assert "Fichier champs é.docx, chemin C:\\actes\\ancien.docx" in shown, "the name of the file is its name"
    assert "le jour dit" in shown
    assert [one.code for one in made["champs"].anomalies] == ["pdf-champ-variable"] * 3
    assert {str(one).split("champ ")[1][:4] for one in made["champs"].anomalies} == {"DATE", "TIME", "FILE"}


def test_two_files_of_one_name_each_have_their_own_pdf(made: Mapping[str, Resultat]) -> None:
    assert "Un autre, du même nom" in text(made["ailleurs"].pdf)


def test_a_file_without_a_title_takes_its_name_and_says_so(made: Mapping[str, Resultat]) -> None:
    metadata = PdfReader(io.BytesIO(made["sans titre"].pdf)).metadata
    assert metadata is not None
    assert metadata.title == "note de synthèse"
    assert [one.code for one in made["sans titre"].anomalies] == ["pdf-sans-titre"]


def test_annexes_follow_the_act_in_their_order(made: Mapping[str, Resultat]) -> None:
    pages = PdfReader(io.BytesIO(made["annexes"].pdf)).pages
    assert len(pages) == 1 + 3 + 1
    assert "Le texte de l’acte" in pages[0].extract_text()
    assert [pages[at].extract_text().strip() for at in (1, 2, 3)] == [""] * 3
    assert "Le texte de l’annexe" in pages[4].extract_text()


def watermarks(pdf: bytes) -> list[int]:
    """Return how many watermarks delib drew on each page."""
    contents = [page.get_contents() for page in PdfReader(io.BytesIO(pdf)).pages]
    return [one.get_data().count(b"/Watermark") if one is not None else 0 for one in contents]


def test_a_draft_has_projet_across_each_page_annexes_too(made: Mapping[str, Resultat]) -> None:
    assert watermarks(made["projet"].pdf) == [1] * 5
    assert watermarks(made["annexes"].pdf) == [0] * 5


def test_a_word_file_that_has_its_watermark_is_known() -> None:
    assert examine(delib.build(delib.load(CONSEIL, variante="projet")).docx, "x.docx").filigrane
    assert not examine(delib.build(CONSEIL).docx, "x.docx").filigrane


def test_the_data_are_attached_and_their_hash_said(made: Mapping[str, Resultat]) -> None:
    reader = PdfReader(io.BytesIO(made["données"].pdf))
    assert reader.attachments["donnees.json"] == [b'{"acte": "essai"}\n']
    assert b"<delib:donnees>" in made["données"].pdf
    assert b"<delib:donnees>" not in made["annexes"].pdf


def test_a_pdf_tells_hashes_of_what_made_it_and_no_path(made: Mapping[str, Resultat]) -> None:
    for nom, one in made.items():
        assert one.pdf.count(b"<delib:empreinte>") == 1, nom
        for secret in (b"delib-pdf-", b"/tmp/", os.fsencode(RACINE)):
            assert secret not in one.pdf, (nom, secret)


def test_the_same_input_gives_the_same_bytes(
    made: Mapping[str, Resultat], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "un dossier é").mkdir()
    monkeypatch.chdir(tmp_path)
    for name, value in {"TMPDIR": str(tmp_path / "un dossier é"), "TZ": "Asia/Tokyo", "LC_ALL": "de_DE.UTF-8"}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr("tempfile.tempdir", None)
    monkeypatch.delenv("HOME", raising=False)
    document = delib.build(MODELES[1] / "exemple.yaml")
    assert document.to_pdf() == made["deliberation"].pdf
    assert list((tmp_path / "un dossier é").iterdir()) == [], "nothing is left in the temporary folder"


# ------------------------------------------------------------------------------------------------ refused before LibreOffice


def linked(kind: str, tag: str, target: str = "http://exemple.invalid/x", mode: str = "External") -> bytes:
    """Return a .docx whose body holds `tag`, which names a relationship `rId7`, that leads out of the file unless told."""
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId7" Type="{REL}/{kind}" Target="{target}" TargetMode="{mode}"/></Relationships>'
    )
    return docx(tag, more={"word/_rels/document.xml.rels": relations})


BLIP = '<w:p><w:r><w:drawing><a:blip {}="rId7"{}/></w:drawing></w:r></w:p>'
VML = '<w:p><w:r><w:pict><v:shape><v:imagedata {}="rId7"{}/></v:shape></w:pict></w:r></w:p>'
REFUSED = {
    "a linked picture": (linked("image", BLIP.format("r:link", "")), {"pdf-image-externe"}),
    "an old linked picture": (linked("image", VML.format("r:id", "")), {"pdf-image-externe"}),
    "a picture of this machine": (linked("image", BLIP.format("r:link", ""), "file:///etc/x.png"), {"pdf-image-externe"}),
    "another document": (
        linked("subDocument", '<w:p><w:r><w:t>x</w:t></w:r></w:p><w:subDoc r:id="rId7"/>'),
        {"pdf-image-externe"},
    ),
    "a page of a site": (linked("aFChunk", '<w:altChunk r:id="rId7"/>'), {"pdf-image-externe"}),
    "a page within": (linked("aFChunk", '<w:altChunk r:id="rId7"/>', "x.html", "Internal"), {"pdf-contenu-perdu"}),
    "nothing": (b"", {"docx-pas-docx"}),
    "random bytes": (bytes(range(256)) * 40, {"docx-pas-docx"}),
    "a PDF": (blank(), {"docx-pas-docx"}),
    "half a Word file": (FIELDS[: len(FIELDS) // 2], {"docx-tronque"}),
}
TOLD = {
    "a linked picture with its copy": (linked("image", BLIP.format("r:link", ' r:embed="rId1"')), set()),
    "an old one with its copy": (linked("image", VML.format("r:href", ' r:id="rId1"')), set()),
    "a link of the text": (
        linked("hyperlink", '<w:p><w:hyperlink r:id="rId7"><w:r><w:t>x</w:t></w:r></w:hyperlink></w:p>'),
        set(),
    ),
    "a picture that nothing shows": (linked("image", p("rien")), set()),
    "tracked changes": (docx('<w:p><w:ins w:id="1" w:author="x"><w:r><w:t>x</w:t></w:r></w:ins></w:p>'), {"pdf-revisions"}),
    "a tracked deletion in the header": (docx("x", header='<w:p><w:del w:id="1" w:author="x"/></w:p>'), {"pdf-revisions"}),
    "today’s date": (docx(p(field("date  \\* MERGEFORMAT", "x"))), {"pdf-champ-variable"}),
    "the time, in the footer": (docx("x", footer=p(field("TIME", "x"))), {"pdf-champ-variable"}),
    "the page, the pages, the file": (docx(p(field("PAGE", "1"), field("NUMPAGES", "2"), field("FILENAME", "x"))), set()),
    "a word that begins like a field": (docx(p(field("DATEDUJOUR", "x"), field("TIMES", "x"))), set()),
    "a text that looks like one": (docx("DATE TIME FILENAME \\p"), set()),
}


@pytest.mark.parametrize(("data", "codes"), REFUSED.values(), ids=REFUSED)
def test_refused_before_libreoffice_is_called(data: bytes, codes: set[str]) -> None:
    with pytest.raises(DelibError) as caught:
        convert_all([Demande("x.docx", data), Demande("sain.docx", FIELDS)], soffice="absent-de-cette-machine")
    assert {one.code for one in caught.value.anomalies} == codes
    assert caught.value.exit_code == 1


@pytest.mark.parametrize(("data", "codes"), TOLD.values(), ids=TOLD)
def test_converted_and_told(data: bytes, codes: set[str]) -> None:
    assert {one.code for one in examine(data, "x.docx").anomalies} == codes


def test_an_unfit_annex_is_told_with_the_rest() -> None:
    annexes = (Annexe("plan.pdf", b"%PDF-1.4 rien"), Annexe("note.docx", b"PK"))
    with pytest.raises(DelibError) as caught:
        convert_all([Demande("acte.docx", b"", annexes)], soffice="absent-de-cette-machine")
    assert {one.lieu.fichier for one in caught.value.anomalies if one.lieu} == {"acte.docx", "plan.pdf", "note.docx"}


# --------------------------------------------------------------------------------------------------- a faulty LibreOffice


def program(folder: Path, *lines: str, version: str = "LibreOffice 7.4 (imitée)") -> str:
    """Write a program that stands for LibreOffice, and says that it is; return its path."""
    path = folder / "soffice"
    said = f'case "$*" in *--version*) echo "{version}"; exit 0;; esac'
    path.write_text("\n".join(("#!/bin/sh", said, *lines, "")), encoding="utf-8")
    path.chmod(0o755)
    return str(path)


FAULTS: dict[str, tuple[Sequence[str], str, int, set[str]]] = {
    # what the program does, what it says that it is, how many documents, what is told
    "does nothing": (["exit 0"], "LibreOffice", 1, {"pdf-office-echec"}),
    "does nothing, twice": (["exit 0"], "LibreOffice", 3, {"pdf-office-vain", "pdf-office-echec"}),
    "dies": (["kill -9 $$"], "LibreOffice", 1, {"pdf-office-echec"}),
    "is another program": (["exit 0"], "rm (GNU coreutils) 9.1", 1, {"pdf-office-autre"}),
    "hangs": (["sleep 60"], "LibreOffice", 1, {"pdf-office-delai"}),
    "writes garbage": (
        [
            'for one in "$@"; do case "$one" in *.docx) ;; */sortie) out="$one";; esac; done',
            'printf "x\\n%%%%EOF\\n" > "$out/x.pdf"',
        ],
        "LibreOffice",
        1,
        {"pdf-office-echec"},
    ),
}


@pytest.mark.parametrize(("lines", "version", "count", "codes"), FAULTS.values(), ids=FAULTS)
def test_a_program_that(lines: Sequence[str], version: str, count: int, codes: set[str], tmp_path: Path) -> None:
    documents = [Demande(f"{'xyz'[rank]}.docx", FIELDS) for rank in range(count)]
    with pytest.raises(DelibError) as caught:
        convert_all(documents, soffice=program(tmp_path, *lines, version=version), delai=0.5)
    assert {one.code for one in caught.value.anomalies} == codes
    assert caught.value.exit_code == 3, "a tool failed"


def test_libreoffice_is_found_where_it_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def told(soffice: str | None = None) -> tuple[list[str], int]:
        with pytest.raises(DelibError) as caught:
            list(iter_converted([("x.docx", FIELDS)], soffice, 0.5))
        return [one.code for one in caught.value.anomalies], caught.value.exit_code

    other = program(tmp_path, "exit 0", version="autre chose")
    plain = tmp_path / "texte"
    plain.write_text("rien", encoding="utf-8")
    monkeypatch.setenv("DELIB_SOFFICE", other)
    assert told() == (["pdf-office-autre"], 3), "by the variable"
    assert told(str(plain)) == (["pdf-office-chemin"], 2), "the option before the variable; a text is no program"
    assert told(str(tmp_path)) == (["pdf-office-chemin"], 2), "nor is a folder"
    plain.chmod(plain.stat().st_mode | stat.S_IXUSR)
    plain.write_bytes(b"\x7fELF rien")
    assert told(str(plain)) == (["pdf-office-lancement"], 2), "nor a file that cannot be run"
    monkeypatch.setenv("DELIB_SOFFICE", str(tmp_path / "absent"))
    assert told() == (["pdf-office-chemin"], 2)
    monkeypatch.delenv("DELIB_SOFFICE")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert told() == (["pdf-office-autre"], 3), "by PATH"
    monkeypatch.setenv("PATH", str(tmp_path / "vide"))
    monkeypatch.setattr("delib.production.pdf.installation._ELSEWHERE", ())
    assert told() == (["pdf-office-absent"], 3), "nowhere: what to install is said"


# ------------------------------------------------------------------------------------------------------- the data attached

EXAMPLES = [*(folder / "exemple.yaml" for folder in MODELES), CONSEIL, BUREAU]


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: str(path.relative_to(RACINE)))
def test_the_attached_data_build_the_same_act(path: Path, tmp_path: Path) -> None:
    document = delib.build(path)
    data, _ = attached(path, Bibliotheque.default().schemas, document.docx)
    alone = tmp_path / "donnees.json"
    alone.write_bytes(data)
    assert delib.build(alone).docx == document.docx, "from this file alone: nothing of it is elsewhere"
    assert attached(path, Bibliotheque.default().schemas, document.docx)[0] == data


def test_what_serves_delib_alone_and_ways_to_reach_persons_are_left_out_unless_printed(tmp_path: Path) -> None:
    path = act(
        tmp_path,
        expose="[Écrire à contact@essai.example ou appeler le 01 99 00 12 34.]",
        considerants="[que Mme X. est malade, que Mme Y. l’aide]",
        formule="PUBLIC",
        publication_restreinte="{chemins: [considerants.1], motif: santé}",
        regles="{visa-chronologie: {gravite: info}}",
        collectivite="{nom: Commune d’Essai, nature: commune, siege: 'Mairie, agent@essai.example', "
        "organes: {conseil: {intitule: le Conseil municipal}}}",
        accepte="{visa-chronologie: connu}",
    )
    document = delib.build(path)
    data, told = attached(path, Bibliotheque.default().schemas, document.docx)
    kept = json.loads(data)
    assert kept["expose"] == ["Écrire à contact@essai.example ou appeler le 01 99 00 12 34."], "the act prints it"
    assert "agent@" not in data.decode()
    assert "malade" not in data.decode(), "what is to be masked in the act is not attached to it"
    assert kept["formule"] == "PUBLIC"
    assert "regles" not in kept
    assert "accepte" not in kept
    assert [one.code for one in told] == ["pdf-donnees-omises"]
    for chemin in ("collectivite.siege", "considerants", "regles", "accepte", "publication_restreinte"):
        assert chemin in told[0].message


# ---------------------------------------------------------------------------------------------------------- the commands


def test_delib_pdf_and_build_pdf_make_the_same_file(soffice: str, tmp_path: Path) -> None:
    built = run("build", CONSEIL, "--pdf", "-o", tmp_path / "un")
    assert built.returncode == 0, built.stderr
    name = "CM2025-04-07-19-2_extrait"
    assert built.stdout.splitlines() == [str(tmp_path / "un" / f"{name}.{kind}") for kind in ("docx", "pdf")]
    (tmp_path / "un" / "~$ouvert.docx").write_bytes(b"verrou de Word")
    done = run("pdf", tmp_path / "un", "-o", tmp_path / "deux", "--json")
    assert done.returncode == 0, done.stdout
    said = json.loads(done.stdout)
    assert [one["pdf"] for one in said["documents"]] == [str(tmp_path / "deux" / f"{name}.pdf")]
    assert (tmp_path / "un" / f"{name}.pdf").read_bytes() == (tmp_path / "deux" / f"{name}.pdf").read_bytes()


MISUSED = {
    "--joindre without --pdf": (["build", CONSEIL, "--joindre", "x.pdf"], "« --joindre » ne vaut qu’avec --pdf."),
    "--projet without --pdf": (["build", CONSEIL, "--projet"], "« --projet » ne vaut qu’avec --pdf."),
    "--avec-donnees without --pdf": (["build", CONSEIL, "--avec-donnees"], "« --avec-donnees » ne vaut qu’avec --pdf."),
    "--soffice without --pdf": (["build", CONSEIL, "--soffice", "x"], "« --soffice » ne vaut qu’avec --pdf."),
    "--delai without --pdf": (["build", CONSEIL, "--delai", "3"], "« --delai » ne vaut qu’avec --pdf."),
    "annexes of two acts": (["build", CONSEIL, BUREAU, "--pdf", "--joindre", "x.pdf"], "--joindre ne vaut que pour un seul acte"),
    "annexes of a programme": (
        ["build", RACINE / "examples/programme/dossier.yaml", "--pdf", "--joindre", "x.pdf"],
        "ni pour une série, ni pour un dossier",
    ),
    "« PROJET » on a voted act": (["build", CONSEIL, "--pdf", "--projet"], "[pdf-pas-projet]"),
    "an annex of an unknown kind": (["build", CONSEIL, "--pdf", "--joindre", "x.xlsx"], "[pdf-annexe-genre]"),
    "annexes of two files": (["pdf", "a.docx", "b.docx", "--joindre", "x.pdf"], "--joindre ne vaut que pour un seul fichier"),
    "data given to `delib pdf`": (["pdf", CONSEIL], "donnez-le à « delib build --pdf »"),
    "a folder without a Word file": (["pdf", RACINE / "docs"], "[pdf-dossier-vide]"),
    "a file that is not there": (["pdf", "absent.docx"], "[docx-illisible]"),
    "no time at all": (["pdf", "a.docx", "--delai", "0"], "de 1 à 86400"),
    "a program that is not there": (["pdf", "vide.docx", "--soffice", "/absent"], "[pdf-office-chemin]"),
}


@pytest.mark.parametrize(("arguments", "said"), MISUSED.values(), ids=MISUSED)
def test_misused(arguments: Sequence[Any], said: str, tmp_path: Path) -> None:
    (tmp_path / "vide.docx").write_bytes(FIELDS)
    done = run(*arguments, cwd=tmp_path)
    assert said in done.stderr
    assert done.returncode == 2
    assert [path.name for path in tmp_path.iterdir()] == ["vide.docx"], "nothing is written"


def test_the_help_tells_the_delay() -> None:
    assert f"(par défaut : {office.DELAI:g})" in " ".join(run("pdf", "--help").stdout.split())


def test_all_the_files_that_cannot_be_read_are_told_at_once(tmp_path: Path) -> None:
    done = run("pdf", "un.docx", "deux.docx", cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr.count("[docx-illisible]") == 2


def test_two_files_for_one_pdf_are_refused(tmp_path: Path) -> None:
    for folder in ("un", "deux"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "acte.docx").write_bytes(FIELDS)
    done = run("pdf", "un", "deux", "-o", "sortie", cwd=tmp_path)
    assert done.returncode == 1
    assert "Deux documents auraient le même nom, « acte.pdf »" in done.stderr
    assert not (tmp_path / "sortie").exists()


def test_one_bad_file_among_several_and_nothing_is_written(tmp_path: Path) -> None:
    (tmp_path / "sain.docx").write_bytes(FIELDS)
    (tmp_path / "vide.docx").write_bytes(b"")
    (tmp_path / "coupé.docx").write_bytes(FIELDS[:900])
    done = run("pdf", ".", cwd=tmp_path)
    assert done.returncode == 1
    assert sorted(line.partition(" : ")[0] for line in done.stderr.splitlines() if "erreur [" in line) == [
        "./coupé.docx",
        "./vide.docx",
    ]
    assert not list(tmp_path.glob("*.pdf"))


ROOM = """
import resource, sys
from delib.cli import main
resource.setrlimit(resource.RLIMIT_FSIZE, (900, 900))
main(["pdf", "x.docx", "--soffice", sys.argv[1]])
"""


def test_no_room_in_the_temporary_folder(tmp_path: Path) -> None:
    (tmp_path / "x.docx").write_bytes(FIELDS)
    command = [sys.executable, "-c", ROOM, program(tmp_path, "exit 0")]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, encoding="utf-8", check=False)
    assert "[pdf-temporaire]" in done.stderr
    assert done.returncode == 3


def test_the_pdf_of_another_file_is_never_replaced_unasked(tmp_path: Path) -> None:
    (tmp_path / "x.docx").write_bytes(FIELDS)
    (tmp_path / "x.pdf").write_bytes(blank())
    suite = update([str(tmp_path / "x.docx")], soffice="absent-de-cette-machine")
    assert [one.code for one in suite.anomalies] == ["pdf-ancien"]
    assert (suite.chemins, suite.refuses, suite.exit_code) == ([], 1, 2)


def test_the_pdf_of_the_same_file_is_left_alone(made: Mapping[str, Resultat], tmp_path: Path) -> None:
    (tmp_path / "x.docx").write_bytes(FIELDS)
    (tmp_path / "x.pdf").write_bytes(made["champs"].pdf + b"% signed since")
    suite = update([str(tmp_path / "x.docx")], soffice="absent-de-cette-machine")
    assert (suite.chemins, suite.inchanges, suite.anomalies) == ([], 1, ())


def test_the_tables_fire_the_codes() -> None:
    tables = [codes for table in (REFUSED, TOLD) for _, codes in table.values()] + [codes for *_, codes in FAULTS.values()]
    named = {said[1:-1] for _, said in MISUSED.values() if said.startswith("[pdf-")}
    alone = {"pdf-office-absent", "pdf-office-lancement", "pdf-temporaire", "pdf-donnees-omises", "pdf-pas-word", "pdf-ancien"}
    assert {code for code in named.union(alone, *tables) if code.startswith("pdf-")} == FIRED
