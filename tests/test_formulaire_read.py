"""Forms read back: what was answered comes out equal, whatever program filled the form and however it wrote it.

Filled by delib, by code as Word does, after LibreOffice saved it, by hand-made XML, as a PDF; then the data as YAML.
"""

from __future__ import annotations

import datetime
import io
import json
import re
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pikepdf
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

import delib
from delib.acte import reponses
from delib.acte.chemins import value_at
from delib.acte.reponses import is_answered, iter_answers
from delib.acte.schema import Schemas
from delib.modele.saisies import Saisie, bookmark, spec_at
from delib.paquet import read
from delib.production.formulaire import Formulaire, to_yaml
from delib.production.formulaire.texte import iter_altered, read_lines
from delib.production.formulaire.xml import read_corps
from delib.production.formulaire.yaml import written
from tests import spoiled
from tests.pdf_forms import Champ, as_pdf
from tests.spoiled import (
    BODY,
    FULL,
    HOUSE,
    MODELE,
    SAISIES,
    Change,
    answers,
    control,
    emptied,
    flat,
    form,
    plugged,
    properties,
    run,
    shown,
    shows,
    then,
    typed,
    unmarked,
)
from tests.words import docx


def told(formulaire: Formulaire) -> set[str]:
    return {one.code for one in formulaire.anomalies}


# --------------------------------------------------------------------------------------------------------------- round trips


def test_what_delib_fills_comes_back_equal() -> None:
    read_ = Formulaire.read(form().to_bytes())
    assert answers(read_) == FULL
    assert read_.anomalies == ()
    assert read_.acte is not None
    assert read_.modele == "formulaire-engagement@brouillon"
    assert read_.donnees["acte"] == MODELE


def test_a_blank_form_says_nothing_but_that_boxes_are_not_ticked() -> None:
    read_ = Formulaire.read(form(filled=False).to_bytes())
    assert not any(map(is_answered, answers(read_).values()))
    assert told(read_) == {"formulaire-vide", "formulaire-case-vide"}
    assert read_.acte is None


def by_code(donnees: Mapping[str, Any], base: str | None = None) -> str:
    """Return the body of the blank form, filled as a program does: text in each control, boxes ticked, dates kept."""
    xml = base or form(filled=False)[BODY].decode()
    for chemin, valeur in flat(donnees).items():
        content = run(shown(chemin, valeur)).replace("\n", '</w:t><w:br/><w:t xml:space="preserve">')
        xml = shows(chemin, content)(xml)
        if SAISIES[chemin].genre == "case":
            xml = properties(chemin, r'(<w14:checked w14:val=")[01]', rf"\g<1>{int(valeur)}")(xml)
        if SAISIES[chemin].genre == "date":
            xml = properties(chemin, r"<w:date\b(?: [^<>]*)?>", f'<w:date w:fullDate="{valeur}T00:00:00Z">')(xml)
    return xml


def test_what_a_program_fills_comes_back_equal() -> None:
    read_ = Formulaire.read(form(filled=False).replaced({BODY: by_code(FULL).encode()}).to_bytes())
    assert answers(read_) == FULL
    assert read_.anomalies == ()


def test_a_form_is_read_from_its_path(tmp_path: Path) -> None:
    path = tmp_path / "Sceaux.docx"
    path.write_bytes(form().to_bytes())
    assert Formulaire.read(path).fichier == Formulaire.read(str(path)).fichier == str(path)


def test_each_answer_knows_where_it_stands() -> None:
    lieux = Formulaire.read(form().to_bytes()).lieux
    assert set(flat(FULL)) <= set(lieux)
    assert "Candidat › Siège" in str(lieux["candidat.adresse"])
    assert len({str(one) for one in lieux.values()}) == len(lieux)


# --------------------------------------------------------------------------------------------------------------- LibreOffice


@pytest.fixture(scope="session")
def saved(soffice: str, tmp_path_factory: pytest.TempPathFactory) -> Callable[[bytes], bytes]:
    """Return a function that has LibreOffice open a Word file and save it again."""
    profile = tmp_path_factory.mktemp("profil")

    def save(data: bytes) -> bytes:
        source, out = tmp_path_factory.mktemp("lu") / "formulaire.docx", tmp_path_factory.mktemp("ecrit")
        source.write_bytes(data)
        command = [soffice, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", "docx:MS Word 2007 XML"]
        subprocess.run([*command, "--outdir", str(out), str(source)], check=True, timeout=240, capture_output=True)
        return (out / source.name).read_bytes()

    return save


LINES = {"besoin": {**FULL["besoin"], "problematique": "Les vitrines se vident : 12 % en 2024. Les données manquent."}}
"""LibreOffice takes line breaks out of controls: what is told of them is in the table of spoiled forms."""


def test_a_filled_form_that_libreoffice_saved_comes_back_equal(saved: Callable[[bytes], bytes]) -> None:
    data = saved(delib.build({**HOUSE, **FULL, **LINES}).docx)
    assert b"w:tag " not in read(data, "")[BODY]
    read_ = Formulaire.read(data)
    assert answers(read_) == {**FULL, **LINES}
    assert read_.anomalies == ()


def test_line_breaks_that_libreoffice_loses_are_told(saved: Callable[[bytes], bytes]) -> None:
    read_ = Formulaire.read(saved(form().to_bytes()))
    assert [(one.code, one.chemin) for one in read_.anomalies] == [("formulaire-lignes-collees", "besoin.problematique")]


def test_a_form_filled_after_libreoffice_saved_it_comes_back_equal(saved: Callable[[bytes], bytes]) -> None:
    package = read(saved(form(filled=False).to_bytes()), "")
    xml = package[BODY].decode()
    for chemin, valeur in flat({**FULL, **LINES}).items():
        xml = typed_in_libreoffice(xml, chemin, shown(chemin, valeur))
    once = package.replaced({BODY: xml.encode()}).to_bytes()
    for data in (once, saved(once)):
        read_ = Formulaire.read(data)
        assert answers(read_) == {**FULL, **LINES}
        assert {one.code for one in read_.anomalies} <= {"formulaire-case-double"}


def typed_in_libreoffice(xml: str, chemin: str, texte: str) -> str:
    """Return the XML that LibreOffice saved, `texte` typed in the place of what the field's bookmark holds."""
    start = re.search(rf'<w:bookmarkStart [^<>]*w:name="{re.escape(bookmark(chemin))}"/>', xml)
    assert start is not None, chemin
    low = max(xml.rindex("<w:tc>", 0, start.start()), 0)
    high = xml.index("</w:tc>", low)
    inside = xml[low:high]
    texts = list(re.finditer(r"<w:t(?: [^<>]*)?>[^<]*</w:t>", inside))
    first, *others = texts
    for one in reversed(others):
        inside = inside[: one.start()] + inside[one.end() :]
    inside = inside[: first.start()] + run(texte).removeprefix("<w:r>").removesuffix("</w:r>") + inside[first.end() :]
    inside = inside.replace("<w:showingPlcHdr/>", "").replace('<w:rStyle w:val="DelibInvite"/>', "")
    inside = re.sub(r'(<w14:checked w14:val=")[01]', rf"\g<1>{int(texte == '☒')}", inside)
    return xml[:low] + inside + xml[high:]


# ---------------------------------------------------------------------------------------------------------- hand-made variants

LONG = "besoin.resultats"
TEXTE = "Mesurer la fréquentation"


def pieces(*runs: str) -> Change:
    """Put runs in a long text."""
    return shows(LONG, "".join(runs))


def cell_of(chemin: str, change: Callable[[str], str]) -> Change:
    """Change the cell of a field, from its first tag to its last."""

    def changed(xml: str) -> str:
        at = control(xml, chemin).start()
        low, high = xml.rindex("<w:tc>", 0, at), xml.index("</w:tc>", at) + len("</w:tc>")
        return xml[:low] + change(xml[low:high]) + xml[high:]

    return changed


def sdt(inside: str, tag: str = "") -> str:
    """Return a control around blocks, cells or rows."""
    said = f'<w:tag w:val="{tag}"/>' if tag else "<w:group/>"
    return f"<w:sdt><w:sdtPr>{said}</w:sdtPr><w:sdtContent>{inside}</w:sdtContent></w:sdt>"


def around_row(chemin: str, tag: str = "") -> Change:
    """Put a control around the row of a field; with a `tag`, in the place of the field's own."""

    def change(xml: str) -> str:
        at = spoiled.row(xml, chemin)
        return spoiled.replaced(xml, at, sdt(xml[slice(*at)].replace(f'<w:tag w:val="{tag}"/>', ""), tag))

    return change


def bare(chemin: str) -> Change:
    """Take the control of a field away, and keep its text."""
    return plugged(chemin, lambda _whole, content: content)


def moved_bookmark(chemin: str, to: str) -> Change:
    """Move the bookmark of a field into the cell of another."""
    nom = f'w:name="{bookmark(chemin)}"'
    return then(
        unmarked(chemin),
        plugged(to, lambda whole, _: f'<w:bookmarkStart w:id="901" {nom}/>{whole}<w:bookmarkEnd w:id="901"/>'),
    )


def untitled(chemin: str) -> Change:
    return properties(chemin, "<w:(?:tag|alias) [^<>]*/>", "")


INSERTED = '<w:ins w:id="902" w:author="A" w:date="2025-05-01T00:00:00Z">{}</w:ins>'
DELETED = '<w:del w:id="903" w:author="A"><w:r><w:delText>{}</w:delText></w:r></w:del>'
FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> DOCVARIABLE a </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r>{}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)
CHOICE = (
    '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
    '<mc:Choice Requires="w14">{}</mc:Choice><mc:Fallback>{}</mc:Fallback></mc:AlternateContent>'
)
LEGACY_BOX = (
    '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:checked/></w:checkBox></w:ffData></w:fldChar></w:r>'
    '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)
UNENTERED = '</w:p><w:p><w:pPr><w:rPr><w:del w:id="7" w:author="A"/></w:rPr></w:pPr>'
TRACKED = "formulaire-revisions"

VARIANTS: tuple[tuple[str, Change, str], ...] = (
    ("one run", pieces(run(TEXTE)), ""),
    ("a run a letter", pieces(*map(run, TEXTE)), ""),
    (
        "pasted with its looks",
        pieces(run("Mesurer ", "<w:b/>"), run("la ", '<w:color w:val="FF0000"/>'), run("fréquentation")),
        "",
    ),
    ("spelling marks between", pieces(run("Mesurer "), '<w:proofErr w:type="spellStart"/>', run("la fréquentation")), ""),
    ("blanks at its ends", pieces(run(" \u00a0"), run(TEXTE), run("\t\u202f ")), ""),
    (
        "empty paragraphs around",
        cell_of(LONG, lambda xml: xml.replace("</w:tcPr>", "</w:tcPr><w:p/>").replace("</w:tc>", "<w:p/></w:tc>")),
        "",
    ),
    ("soft hyphens", pieces(run("Mesurer la fré"), "<w:r><w:softHyphen/></w:r>", run("quen\u00adtation")), ""),
    ("zero-width spaces from the web", pieces(run("\ufeffMesurer\u200b la fréquentation")), ""),
    ("a link", pieces(run("Mesurer "), f'<w:hyperlink w:anchor="a">{run("la fréquentation")}</w:hyperlink>'), ""),
    ("a field, read by its result", pieces(run("Mesurer "), FIELD.format(run("la fréquentation"))), ""),
    ("a simple field", pieces(f'<w:fldSimple w:instr=" DATE ">{run(TEXTE)}</w:fldSimple>'), ""),
    ("a smart tag", pieces(f'<w:smartTag w:uri="u" w:element="e">{run(TEXTE)}</w:smartTag>'), ""),
    ("custom XML", pieces(f'<w:customXml w:uri="u" w:element="e">{run(TEXTE)}</w:customXml>'), ""),
    ("an insertion tracked", pieces(run("Mesurer "), INSERTED.format(run("la fréquentation"))), TRACKED),
    ("a deletion tracked", pieces(run("Mesurer "), DELETED.format("tout "), run("la fréquentation")), TRACKED),
    (
        "both, one over the other",
        pieces(DELETED.format("Compter"), INSERTED.format(run("Mesurer")), run(" la fréquentation")),
        TRACKED,
    ),
    (
        "a text moved",
        pieces(f'<w:moveFrom w:id="9">{run("Ailleurs")}</w:moveFrom><w:moveTo w:id="8">{run(TEXTE)}</w:moveTo>'),
        TRACKED,
    ),
    (
        "a choice of drawings",
        pieces(CHOICE.format(run(TEXTE), run("Autre"))),
        "",
    ),
    ("a comment's marks", pieces('<w:commentRangeStart w:id="0"/>', run(TEXTE), '<w:commentRangeEnd w:id="0"/>'), ""),
    ("a control in the control", pieces(f"<w:sdt><w:sdtPr/><w:sdtContent>{run(TEXTE)}</w:sdtContent></w:sdt>"), ""),
    (
        "Word still says that it is empty",
        then(pieces(run(TEXTE)), properties(LONG, "<w:text ", "<w:showingPlcHdr/><w:text ")),
        "",
    ),
    ("in place of the control", bare(LONG), ""),
    ("in place of the control and the bookmark", then(bare(LONG), unmarked(LONG)), ""),
    ("without tag nor title", untitled(LONG), ""),
    ("without tag, title nor bookmark", then(untitled(LONG), unmarked(LONG)), ""),
    ("its title alone", then(properties(LONG, "<w:tag [^<>]*/>", ""), unmarked(LONG)), ""),
    ("its bookmark moved", moved_bookmark(LONG, "fait.lieu"), ""),
    ("two bookmarks exchanged", then(moved_bookmark(LONG, "fait.lieu"), moved_bookmark("fait.lieu", LONG)), ""),
    (
        "the control around the paragraph",
        cell_of(LONG, lambda xml: re.sub(r"(<w:p>.*</w:p>)", lambda found: sdt(found[1]), xml, flags=re.DOTALL)),
        "",
    ),
    ("a control around the cell", cell_of(LONG, sdt), ""),
    (
        "the field's own control around the cell",
        then(cell_of(LONG, lambda xml: sdt(xml, LONG)), untitled(LONG)),
        "",
    ),
    ("a control around the row", around_row(LONG), ""),
    ("the tag of a field around its row", around_row(LONG, LONG), ""),
    (
        "a control around the whole form",
        lambda xml: re.sub(
            r"(<w:body>)(.*?)(<w:sectPr(?:(?!<w:sectPr).)*</w:body>)",
            lambda found: found[1] + sdt(found[2]) + found[3],
            xml,
            count=1,
            flags=re.DOTALL,
        ),
        "",
    ),
    (
        "a row put above",
        lambda xml: spoiled.replaced(xml, (at := spoiled.row(xml, LONG)), f"<w:tr><w:tc><w:p/></w:tc></w:tr>{xml[slice(*at)]}"),
        "",
    ),
    ("every tag and title dropped", lambda xml: re.sub(r"<w:(?:tag|alias) [^<>]*/>", "", xml), ""),
    (
        "every tag, title and bookmark dropped",
        lambda xml: re.sub(r"<w:(?:tag|alias|bookmarkStart|bookmarkEnd) [^<>]*/>", "", xml),
        "",
    ),
    (
        "every control and bookmark dropped, as by an editor on the web",
        lambda xml: re.sub(
            r"</?w:sdt(?:Content)?>|<w:sdtPr>.*?</w:sdtPr>|<w:bookmark(?:Start|End) [^<>]*/>", "", xml, flags=re.DOTALL
        ),
        "",
    ),
    (
        "every control dropped",
        lambda xml: re.sub(
            r"</?w:sdt(?:Content)?>|<w:sdtPr>.*?</w:sdtPr>", "", form(filled=True)[BODY].decode(), flags=re.DOTALL
        ),
        "",
    ),
    (
        "fixed text cut in runs",
        lambda xml: xml.replace(
            "engagement de candidater", 'engagement</w:t></w:r><w:r><w:t xml:space="preserve"> de candidater'
        ),
        "",
    ),
    (
        "fixed text with other spaces and quotes",
        lambda xml: xml.replace("d’engagement", "d'engagement").replace("\u00a0", " "),
        "",
    ),
    ("a box of another font", then(shows("engagement.rgpd", '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>')), ""),
    ("a cross typed over a box", bare("engagement.rgpd"), ""),
    *(
        (f"a box that says {sign}", then(plugged("engagement.rgpd", lambda _whole, _content, sign=sign: run(sign))), "")
        for sign in ("x", "X", "✓", "☑", "Oui")
    ),
    (
        "a legacy check box",
        plugged(
            "engagement.rgpd",
            lambda *_: LEGACY_BOX,
        ),
        "",
    ),
    *(
        (f"a date as {one}", typed("fait.date", one), "")
        for one in (
            "01/06/2025",
            "2025-06-01",
            "1er juin 2025",
            "Le dimanche 1er juin 2025.",
            "1ER JUIN 2025",
            "1\u00a0er\u00a0juin 2025",
        )
    ),
    *(
        (f"an item as {one}", typed("habilitation.type", one), code)
        for one, code in (
            ("deliberation", ""),
            (" Délibération ", ""),
            ("délibération", "formulaire-choix-lu"),
            ("DELIBERATION", "formulaire-choix-lu"),
        )
    ),
    ("a number with a blank", typed("moyens.agents.nombre", "3\u00a0"), ""),
)
"""How the same answers may be written in XML, and what delib tells of it."""


@pytest.mark.parametrize(("change", "code"), [one[1:] for one in VARIANTS], ids=[one[0] for one in VARIANTS])
def test_the_same_answers_written_otherwise_come_back_equal(change: Change, code: str) -> None:
    read_ = Formulaire.read(spoiled.spoiled(change))
    assert answers(read_) == FULL
    assert told(read_) == ({code} if code else set())


PARAGRAPHS = "</w:p><w:p>"
SEVERAL: tuple[tuple[str, Change, str], ...] = (
    ("line breaks", pieces(run("a"), "<w:r><w:br/></w:r>", run("b")), "a\nb"),
    ("carriage returns", pieces(run("a"), "<w:r><w:cr/></w:r>", run("b")), "a\nb"),
    ("Enter", plugged(LONG, lambda *_: f"{run('a')}{PARAGRAPHS}{run('b')}{PARAGRAPHS}{PARAGRAPHS}{run('c')}"), "a\nb\n\nc"),
    (
        "Enter, taken back with changes tracked",
        plugged(
            LONG,
            lambda *_: f"{run('a')}{UNENTERED}{run('b')}{PARAGRAPHS}{run('c')}",
        ),
        "a\nbc",
    ),
    (
        "a list pasted as a table",
        cell_of(
            LONG,
            lambda xml: xml.replace(
                "</w:tc>",
                f"<w:tbl><w:tr><w:tc><w:p>{run('a')}</w:p></w:tc><w:tc><w:p>{run('b')}</w:p></w:tc></w:tr></w:tbl><w:p/></w:tc>",
            ),
        ),
        "",
    ),
    ("no-break spaces stay", pieces(run("12\u00a0% de l\u202fan")), "12\u00a0% de l\u202fan"),
    ("tabs stay", pieces(run("a"), "<w:r><w:tab/></w:r>", run("b")), "a\tb"),
    ("smart quotes stay", pieces(run("« L’été » – “so”")), "« L’été » – “so”"),
    ("no-break hyphens", pieces(run("a"), "<w:r><w:noBreakHyphen/></w:r>", run("b")), "a\u2011b"),
    ("blanks that XML does not keep", pieces("<w:r><w:t> a </w:t></w:r>", run(" b")), "a b"),
    (
        "a formula",
        pieces(
            run("x = "),
            '<m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"><m:r><m:t>y</m:t></m:r></m:oMath>',
        ),
        "x = y",
    ),
)


@pytest.mark.parametrize(("change", "texte"), [one[1:] for one in SEVERAL if one[2]], ids=[one[0] for one in SEVERAL if one[2]])
def test_a_long_text_keeps_its_lines_and_its_signs(change: Change, texte: str) -> None:
    read_ = Formulaire.read(spoiled.spoiled(change))
    assert value_at(read_.donnees, LONG) == texte


def test_rows_between_are_closed_up() -> None:
    gone = then(*(emptied(f"donnees.jeux[0].{one}") for one in ("nom", "format", "personnelles")))
    read_ = Formulaire.read(spoiled.spoiled(gone))
    assert read_.donnees["donnees"]["jeux"] == FULL["donnees"]["jeux"][1:]
    assert "ligne 3" in str(read_.lieux["donnees.jeux[0].nom"])


def test_a_list_that_takes_other_texts_takes_them() -> None:
    read_ = Formulaire.read(spoiled.spoiled(typed("signataire.qualite", "Maire déléguée")))
    assert value_at(read_.donnees, "signataire.qualite") == "Maire déléguée"


# --------------------------------------------------------------------------------------------------------------- fixed text

TEXT: tuple[tuple[str, tuple[str, ...], tuple[str, ...], tuple[tuple[str, str], ...]], ...] = (
    ("the same", ("a", "b"), ("a", "b"), ()),
    ("empty paragraphs", ("a", "", "b"), ("", "a", "b", "  "), ()),
    ("spaces, quotes and hyphens", ("l’an\u00a02025", "mi-août"), ("l'an 2025 ", "mi\u2011août"), ()),
    ("a paragraph cut", ("a b c d", "e"), ("a b", "c d", "e"), ()),
    ("two paragraphs joined", ("a b", "c d", "e"), ("a b c d", "e"), ()),
    ("a tag stands for any text", ("Programme {{ programme.nom }}.", "b"), ("Programme Essai.", "b"), ()),
    ("but not for other words", ("Le {{ a }}.",), ("Un essai.",), (("supprime", "Le …."), ("ajoute", "Un essai."))),
    ("a paragraph that is a tag", ("a", "{{ programme.nom }}", "b"), ("a", "Essai", "b"), ()),
    ("two tags", ("{{ a }} du {{ b }} !", "z"), ("x du y du z !", "z"), ()),
    ("a condition printed", ("{%p if a %}", "b c", "{%p endif %}", "d"), ("b c", "d"), ()),
    ("a condition not printed", ("{%p if a %}", "b c", "{%p endif %}", "d"), ("d",), ()),
    ("a condition in another", ("{%p if a %}", "b", "{%p if c %}", "d", "{%p endif %}", "{%p endif %}", "e"), ("b", "e"), ()),
    ("a condition in a line", ("a {% if b %}c{% endif %} d",), ("a d",), ()),
    ("and printed", ("a {% if b %}c{% endif %} d",), ("a c d",), ()),
    ("a loop", ("{%p for a in b %}", "x {{ a }}", "{%p endfor %}", "z"), ("x 1", "z"), ()),
    ("a sentence removed", ("un deux", "trois quatre", "cinq six"), ("un deux", "cinq six"), (("supprime", "trois quatre"),)),
    ("the first removed", ("un deux", "trois quatre"), ("trois quatre",), (("supprime", "un deux"),)),
    ("the last removed", ("un deux", "trois quatre"), ("un deux",), (("supprime", "trois quatre"),)),
    ("a sentence added", ("un deux", "cinq six"), ("un deux", "trois quatre", "cinq six"), (("ajoute", "trois quatre"),)),
    ("all removed", ("un deux", "trois"), (), (("supprime", "un deux"), ("supprime", "trois"))),
    ("a word changed", ("interdit de fumer ici",), ("permis de fumer ici",), (("modifie", "permis"),)),
    ("changed, and one more", ("il ne fume pas",), ("Sauf", "il ne fume plus"), (("ajoute", "Sauf"), ("modifie", "plus"))),
    ("two exchanged", ("un deux", "trois"), ("trois", "un deux"), (("supprime", "un deux"), ("ajoute", "un deux"))),
)
"""The paragraphs of a template, those of a form, and what is told: removed, changed, added."""


@pytest.mark.parametrize(("attendu", "lu", "wanted"), [one[1:] for one in TEXT], ids=[one[0] for one in TEXT])
def test_fixed_text_is_compared(attendu: tuple[str, ...], lu: tuple[str, ...], wanted: tuple[tuple[str, str], ...]) -> None:
    modele, form_ = (read_corps(read(docx(*texts), "")[BODY]) for texts in (attendu, lu))
    found = list(iter_altered(read_lines(modele.alineas), form_.alineas, "a.docx"))
    assert [one.code.removeprefix("formulaire-texte-") for one in found] == [code for code, _ in wanted]
    assert all(mots in one.message for one, (_, mots) in zip(found, wanted, strict=True))


@given(st.lists(st.sampled_from("abcd"), max_size=8), st.lists(st.sampled_from("abcd"), max_size=8))
def test_what_is_told_of_fixed_text_is_what_changed(attendu: list[str], lu: list[str]) -> None:
    modele, form_ = (read_corps(read(docx(*texts), "")[BODY]) for texts in (attendu, lu))
    found = list(iter_altered(read_lines(modele.alineas), form_.alineas, "a.docx"))
    assert (found == []) == (attendu == lu)


# ----------------------------------------------------------------------------------------------------------- any data at all

INVITES = {one.invite for one in SAISIES.values()}
SIGNS = st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Cn", "Co", "Zl", "Zp", "Cf"), exclude_characters="\u00ad")
TEXTS = (
    st.text(SIGNS, min_size=1, max_size=60)
    .map(lambda one: " ".join(one.split()))
    .filter(
        lambda one: (
            one and one not in INVITES and not any(one.startswith(each) or one.endswith(each) for each in INVITES if " " in each)
        )
    )
)
LONGS = st.lists(TEXTS, min_size=1, max_size=4).map("\n".join)


def value_of(saisie: Saisie) -> st.SearchStrategy[Any]:
    """Return answers that the schema admits for a field."""
    if saisie.genre == "case":
        return st.booleans()
    if saisie.genre == "date":
        return st.dates(min_value=datetime.date(1000, 1, 1)).map(lambda day: day.isoformat())
    if saisie.genre == "liste":
        return st.sampled_from([value for _, value in saisie.choix])
    known = {
        "candidat.nom": st.from_regex(r"[A-ZÉ][a-zéï’-]{0,30}[a-z]", fullmatch=True),  # it names the file
        "candidat.code_insee": st.from_regex(r"[0-9][0-9AB][0-9]{3}", fullmatch=True),
        "candidat.siret": st.from_regex(r"[0-9]{14}", fullmatch=True),
        "moyens.agents.nombre": st.integers(0, 10**6),
    }
    for end, strategy in (("courriel", st.just("a@b.fr")), ("telephone", st.from_regex(r"0[1-9] [0-9]{8}", fullmatch=True))):
        known |= {chemin: strategy for chemin in SAISIES if chemin.endswith(end)}
    return known.get(saisie.chemin, LONGS if saisie.genre == "lignes" else TEXTS)


@st.composite
def forms(draw: st.DrawFn) -> dict[str, Any]:
    """Return data of a form, answered here and there, its lists without a hole."""
    made: dict[str, Any] = {}
    rows = draw(st.integers(0, 5))
    for chemin, saisie in SAISIES.items():
        rank = re.search(r"\[([0-9]+)\]", chemin)
        named = rank is not None and chemin.endswith(".nom")
        if (
            saisie.genre == "case"
            or (rank is None and draw(st.booleans()))
            or (rank and int(rank[1]) < rows and (named or draw(st.booleans())))
        ):
            store(made, chemin, draw(value_of(saisie)))
    return made


def store(donnees: dict[str, Any], chemin: str, valeur: Any) -> None:
    """Put `valeur` at a path."""
    here: Any = donnees
    steps = re.findall(r"[^.\[\]]+", chemin)
    for step, after in zip(steps, [*steps[1:], None], strict=True):
        new = valeur if after is None else [] if after.isdigit() else {}
        if isinstance(here, list):
            if int(step) == len(here):
                here.append(new)
            here = here[int(step)]
        else:
            here = here.setdefault(step, new)


@given(forms())
def test_any_data_come_back_equal(donnees: dict[str, Any]) -> None:
    assert answers(Formulaire.read(delib.build({**HOUSE, **donnees}).docx)) == donnees


@given(forms())
def test_any_data_that_a_program_fills_come_back_equal(donnees: dict[str, Any]) -> None:
    assert answers(Formulaire.read(form(filled=False).replaced({BODY: by_code(donnees).encode()}).to_bytes())) == donnees


@given(st.text(max_size=200), st.sampled_from(sorted(SAISIES)))
def test_whatever_is_typed_is_read_or_refused(texte: str, chemin: str) -> None:
    clean = re.sub("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]", "", texte)
    read_ = Formulaire.read(spoiled.spoiled(typed(chemin, clean)))
    assert read_.acte is not None or read_.anomalies
    to_yaml(read_)


# --------------------------------------------------------------------------------------------------------------------- YAML

LINED = st.lists(st.text(max_size=6), min_size=2, max_size=4).map("\n".join)
TREES = st.recursive(
    st.booleans() | st.integers(-(10**14), 10**14) | st.text(max_size=40) | LINED,
    lambda below: st.lists(below, max_size=4) | st.dictionaries(st.text(min_size=1, max_size=8), below, max_size=4),
    max_leaves=20,
)


@given(st.dictionaries(st.text(max_size=8), TREES, max_size=5))
def test_any_data_written_as_yaml_come_back_equal(donnees: dict[str, Any]) -> None:
    assert yaml.safe_load(written(donnees)) == donnees


TRICKY = (
    *(
        "01000",
        "non",
        "oui",
        "null",
        "~",
        "a : b",
        "a: b",
        "- a",
        "#a",
        "a #b",
        "'a",
        '"a"',
        "{a}",
        "[a]",
        "&a",
        "*a",
        "!a",
        "|",
        ">",
        "%a",
    ),
    *(
        "@a",
        "`a",
        "2025-04-07",
        "12:30",
        "1e3",
        "0x1F",
        "1_000",
        ".5",
        "=",
        "<<",
        "\\n",
        "a\\",
        "é\u00a0è",
        "a\u2028b",
        "a\x85b",
        "😀",
    ),
    *(
        "a\nb",
        "a\n\nb",
        "a\n",
        "\na",
        " a\nb",
        "a \nb",
        "a\n b",
        "a\n\tb",
        "a\tb",
        "---\na",
        "...\na",
        "a\r\nb",
        "\u00a0a\nb",
        "a\n#b",
        "a\nb: c",
    ),
)


@pytest.mark.parametrize("texte", TRICKY)
def test_a_tricky_text_comes_back_equal_from_delib_itself(texte: str, tmp_path: Path) -> None:
    donnees = {**HOUSE, "besoin": {"problematique": texte}}
    path = tmp_path / "a.yaml"
    path.write_text(written(donnees), encoding="utf-8", newline="")
    assert delib.load(path)["besoin"]["problematique"] == delib.load(donnees)["besoin"]["problematique"] == texte


def test_the_data_of_a_form_load_as_an_act(tmp_path: Path) -> None:
    read_ = Formulaire.read(form().to_bytes())
    path = tmp_path / "Sceaux.yaml"
    path.write_text(to_yaml(read_), encoding="utf-8")
    assert yaml.safe_load(path.read_text(encoding="utf-8")) == dict(read_.donnees)
    again = delib.build({**HOUSE, **yaml.safe_load(path.read_text(encoding="utf-8"))})
    assert again.docx == form().to_bytes()


# ---------------------------------------------------------------------------------------------------------------------- PDF


@pytest.mark.parametrize("split", [True, False], ids=["names in a hierarchy", "whole names"])
def test_a_pdf_comes_back_equal(split: bool) -> None:
    read_ = Formulaire.read(as_pdf(FULL, split=split))
    assert answers(read_) == FULL
    assert [one.code for one in read_.anomalies] == ["formulaire-pdf-texte"]
    assert read_.modele == "formulaire-engagement@brouillon"
    assert str(read_.lieux["candidat.nom"]) == "<formulaire>, page 1, sous « Nom officiel »"


def test_a_pdf_list_is_read_by_what_it_shows_too() -> None:
    shows_ = {
        chemin: Champ(shown(chemin, value_at(FULL, chemin)), "/Ch")
        for chemin, one in SAISIES.items()
        if one.genre == "liste" and value_at(FULL, chemin)
    }
    assert answers(Formulaire.read(as_pdf(FULL, shows_))) == FULL


@pytest.mark.parametrize(
    ("drawing", "code"),
    [
        (lambda field: {"/Parent": field}, ""),
        (lambda field: {"/T": field["/T"], "/V": field["/V"]}, "formulaire-champ-repete"),
        (lambda field: {"/T": field["/T"], "/V": pikepdf.String("Ailleurs")}, "formulaire-champ-dispute"),
    ],
    ids=["one field drawn twice", "two fields that say the same", "two fields that differ"],
)
def test_a_pdf_field_may_be_drawn_on_several_pages(drawing: Callable[[Any], dict[str, Any]], code: str) -> None:
    with pikepdf.open(io.BytesIO(as_pdf(FULL, split=False))) as document:
        (field,) = (one for one in document.Root["/AcroForm"]["/Fields"] if one["/T"] == "candidat.adresse")
        page = document.add_blank_page()
        again = {"/FT": pikepdf.Name.Tx, **drawing(field), "/Subtype": pikepdf.Name.Widget, "/P": page.obj}
        widget = document.make_indirect(pikepdf.Dictionary(again))
        page.obj["/Annots"] = pikepdf.Array([widget])
        if "/Parent" in again:
            first = document.make_indirect(pikepdf.Dictionary({"/Subtype": pikepdf.Name.Widget, "/Parent": field}))
            del field["/Subtype"]
            field["/Kids"] = pikepdf.Array([widget, first])
            document.pages[0].obj["/Annots"].append(first)
        else:
            document.Root["/AcroForm"]["/Fields"].insert(0, widget)
        stream = io.BytesIO()
        document.save(stream)
    read_ = Formulaire.read(stream.getvalue())
    assert [one.code for one in read_.anomalies] == ["formulaire-pdf-texte", *([code] if code else [])]
    assert answers(read_) == FULL
    assert str(read_.lieux["candidat.adresse"]) == "<formulaire>, page 1, sous « Siège »"


# ------------------------------------------------------------------------------------------------------------- the answers


ESSAI = {
    "$id": "https://delib.invalid/schemas/essai.v1.json",
    "type": "object",
    "additionalProperties": False,
    "properties": {
        "jeux": {
            "title": "Jeux",
            "type": "array",
            "x-reponse": "obligatoire",
            "items": {
                "type": "object",
                "additionalProperties": False,
                "properties": {
                    "nom": {"title": "Nom", "type": "string", "x-reponse": "obligatoire"},
                    "note": {"title": "Note", "type": "string"},
                },
            },
        }
    },
}


def test_answers_are_judged_at_every_level(tmp_path: Path) -> None:
    """An object or a list may be owed as a whole, whatever its fields."""
    (tmp_path / "essai.v1.json").write_text(json.dumps(ESSAI), encoding="utf-8")
    spec = Schemas([str(tmp_path)]).spec("essai.v1")
    champs = {f"jeux[{rank}].{nom}": reponses.Champ(nom) for rank in range(2) for nom in ("nom", "note")}

    def told_of(donnees: dict[str, Any]) -> list[str]:
        return [one.chemin for one in iter_answers(lambda chemin: spec_at(spec, chemin)[0], champs, donnees, frozenset())]

    assert told_of({}) == ["jeux"]
    assert told_of({"jeux": [{"nom": "a"}]}) == []
    assert told_of({"jeux": [{"nom": "a"}, {"note": "b"}]}) == ["jeux[1].nom"]
