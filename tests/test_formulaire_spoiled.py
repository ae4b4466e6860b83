"""Spoiled forms: each gives the one anomaly that says what is wrong, where, and what to do; a hostile file is only answered.

The table of `tests.spoiled` is of Word forms; those below are of templates not found, of hostile files, and of PDF forms.
"""

from __future__ import annotations

import contextlib
import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from delib.anomalie import Gravite, LectureError
from delib.codes import CODES
from delib.modele.bibliotheque import Bibliotheque
from delib.production.formulaire import Formulaire, to_yaml
from tests import spoiled
from tests.pdf_forms import Champ, as_pdf, pdf
from tests.spoiled import BODY, FULL, SPOILED, Gate, answers, commented, form, signed, then, typed
from tests.words import docx, plain

NOM = "formulaire-engagement"


def told(formulaire: Formulaire) -> list[str]:
    """Return the codes of what is told of a form, less what is always told of a PDF."""
    return [one.code for one in formulaire.anomalies if one.code != "formulaire-pdf-texte"]


# ------------------------------------------------------------------------------------------------------------ the big table


def test_the_form_that_is_spoiled_is_without_fault() -> None:
    read = Formulaire.read(form().to_bytes())
    assert list(read.anomalies) == []
    assert answers(read) == FULL


def test_there_are_enough_ways_to_spoil_a_form() -> None:
    assert len(SPOILED) >= 40
    assert len({one.nom for one in SPOILED}) == len(SPOILED)


@pytest.mark.parametrize("gate", SPOILED, ids=lambda one: one.nom)
def test_a_spoiled_form_gives_its_anomaly(gate: Gate) -> None:
    read = Formulaire.read(spoiled.spoiled(gate.change))
    assert [(one.code, one.chemin) for one in read.anomalies] == [(gate.code, gate.chemin)]
    (one,) = read.anomalies
    assert gate.lieu in str(one.lieu)
    assert gate.mots in plain(one)
    assert (read.acte is None) == (one.gravite is Gravite.ERREUR)


def test_a_field_that_is_refused_keeps_what_was_typed() -> None:
    read = Formulaire.read(spoiled.spoiled(typed("fait.date", "01/06/25")))
    assert answers(read)["fait"] == {"lieu": "Sceaux", "date": "01/06/25"}


def test_everything_is_told_at_once_in_the_order_of_the_form() -> None:
    changes = [typed("fait.date", "hier"), typed("candidat.territoire", "Lune"), spoiled.emptied("besoin.usagers")]
    read = Formulaire.read(spoiled.spoiled(then(*changes)))
    assert told(read) == ["formulaire-hors-liste", "formulaire-vide", "formulaire-date"]


def test_comments_are_told() -> None:
    (one,) = Formulaire.read(commented()).anomalies
    assert (one.code, "« À revoir avec le DGS »" in one.message) == ("formulaire-commentaires", True)


def test_a_message_never_speaks_of_yaml_or_of_python() -> None:
    for gate in SPOILED:
        for one in Formulaire.read(spoiled.spoiled(gate.change)).anomalies:
            assert not {"yaml", "none", "true", "false", "null"} & set(one.message.casefold().split())


# -------------------------------------------------------------------------------------------------------------- the template


def library(folder: Path, *noms: str) -> Bibliotheque:
    """Return a library of forms of these names, beside the packaged one or not."""
    source = Path(Bibliotheque.default().find(NOM).dossier)
    for nom in noms:
        home = folder / "modeles" / nom / "brouillon"
        home.mkdir(parents=True)
        card = (source / "modele.toml").read_text(encoding="utf-8").replace(f'nom = "{NOM}"', f'nom = "{nom}"')
        (home / "modele.toml").write_text(card, encoding="utf-8")
        (home / f"{NOM}.docx").write_bytes((source / f"{NOM}.docx").read_bytes())
    return Bibliotheque([folder])


class Demande(NamedTuple):
    """A form whose template is not plain: its mark, what is asked for, the other forms that there are, and what is told."""

    nom: str
    marque: str
    modele: str | None
    autres: tuple[str, ...]
    code: str
    mots: str
    lu: str


DEMANDES = (
    Demande("no mark, one form in the library", "", None, (), "formulaire-modele-seul", f"{NOM}@brouillon", f"{NOM}@brouillon"),
    Demande("no mark, the template asked for", "", NOM, (), "", "", f"{NOM}@brouillon"),
    Demande("no mark, two forms in the library", "", None, ("autre",), "formulaire-inconnu", f"autre, {NOM}", ""),
    Demande("a version that is not there", f"{NOM}@9.0.0", None, (), "formulaire-modele-absent", "brouillon", ""),
    Demande("a template that is not there", "inconnu@1.0.0", None, (), "formulaire-modele-absent", "aucune", ""),
    Demande("a mark that is none", "../../etc/passwd", None, (), "formulaire-modele-absent", "--bibliotheque", ""),
    Demande(
        "a version that is not there, another asked for",
        f"{NOM}@9.0.0",
        NOM,
        (),
        "formulaire-modele-autre",
        "9.0.0",
        f"{NOM}@brouillon",
    ),
    Demande("the mark wins", f"{NOM}@brouillon", "autre", ("autre",), "formulaire-modele-autre", "vérifiez", f"{NOM}@brouillon"),
    Demande("a template that is no form", "deliberation@brouillon", None, (), "formulaire-pas-un-formulaire", NOM, ""),
)


@pytest.mark.parametrize("demande", DEMANDES, ids=lambda one: one.nom)
def test_the_template_of_a_form(demande: Demande, tmp_path: Path) -> None:
    bibliotheque = library(tmp_path, *demande.autres)
    read = Formulaire.read(signed(demande.marque), bibliotheque=bibliotheque, modele=demande.modele)
    assert told(read) == ([demande.code] if demande.code else [])
    assert demande.mots in " ".join(map(plain, read.anomalies))
    assert read.modele == demande.lu
    assert (answers(read) == FULL) == bool(demande.lu)


def test_another_word_file_is_no_form() -> None:
    read = Formulaire.read(docx("Procès-verbal", "Rien à voir."), modele=NOM)
    assert told(read) == ["formulaire-etranger"]
    assert (dict(read.donnees), read.acte) == ({}, None)


# -------------------------------------------------------------------------------------------------------------- hostile files


def zipped(**parts: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name.replace("__", "/"), data)
    return stream.getvalue()


def doctored(name: str, data: bytes) -> bytes:
    """Return the filled form, one of its parts put in place of its own."""
    return form().replaced({name: data}).to_bytes()


def macros() -> bytes:
    types = form()["[Content_Types].xml"].replace(
        b"wordprocessingml.document.main+xml", b"ms-word.document.macroEnabled.main+xml"
    )
    return doctored("[Content_Types].xml", types)


XXE = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'
LAUGHS = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]><a>&c;</a>'
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 504

UNREADABLE: tuple[tuple[str, Callable[[], bytes], str], ...] = (
    ("nothing", lambda: b"", "docx-pas-docx"),
    ("a text", lambda: b"Nom : Sceaux", "docx-pas-docx"),
    ("a picture", lambda: b"\x89PNG\r\n\x1a\n" + b"\0" * 100, "docx-pas-docx"),
    ("an old .doc, or one with a password", lambda: OLE, "docx-pas-docx"),
    ("RTF", lambda: rb"{\rtf1 Sceaux}", "docx-pas-docx"),
    ("a zip of something else", lambda: zipped(a__b=b"x"), "docx-pas-docx"),
    ("a spreadsheet's content types", lambda: doctored("[Content_Types].xml", b"<Types/>"), "docx-pas-docx"),
    ("cut in two", lambda: form().to_bytes()[:9_000], "docx-tronque"),
    ("a bomb", lambda: doctored("word/media/a.bin", b"\0" * 60_000_000), "docx-bombe"),
    ("ten thousand members", lambda: zipped(**{f"m{rank}": b"" for rank in range(10_000)}), "docx-bombe"),
    ("macros", macros, "docx-macros"),
    ("an external entity", lambda: doctored(BODY, XXE), "xml-dtd"),
    ("an external entity in its properties", lambda: doctored("docProps/custom.xml", XXE), "xml-dtd"),
    ("entities that swell", lambda: doctored("word/styles.xml", LAUGHS), "xml-dtd"),
    ("XML too deep", lambda: doctored(BODY, b"<a>" * 5_000 + b"</a>" * 5_000), "xml-profondeur"),
    ("XML cut", lambda: doctored(BODY, form()[BODY][:-40]), "xml-mal-forme"),
    ("a PDF that is none", lambda: b"%PDF-1.7\n" + b"nothing " * 50, "formulaire-pdf-illisible"),
    ("a PDF cut in two", lambda: pdf({"candidat.nom": Champ("Sceaux")})[:300], "formulaire-pdf-illisible"),
)


@pytest.mark.parametrize(("make", "code"), [one[1:] for one in UNREADABLE], ids=[one[0] for one in UNREADABLE])
def test_what_cannot_be_read_at_all_is_refused(make: Callable[[], bytes], code: str) -> None:
    with pytest.raises(LectureError) as caught:
        Formulaire.read(make())
    assert [one.code for one in caught.value.anomalies] == [code]


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    for path, code in ((tmp_path / "absent.docx", "fichier-absent"), (tmp_path, "fichier-dossier")):
        with pytest.raises(LectureError) as caught:
            Formulaire.read(path)
        assert [one.code for one in caught.value.anomalies] == [code]


ODD: tuple[tuple[str, bytes], ...] = (
    (
        "an empty body",
        b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body/></w:document>',
    ),
    ("no body", b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"/>'),
    ("another root", b"<a/>"),
    ("controls alone", re.sub(rb"<w:t[ >].*?</w:t>", b"", form()[BODY])),
    ("tables without cells", form()[BODY].replace(b"<w:tc>", b"<w:tr>").replace(b"</w:tc>", b"</w:tr>")),
    (
        "fields never closed",
        form()[BODY].replace(b"<w:body>", b'<w:body><w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r></w:p>'),
    ),
    (
        "ends of fields alone",
        form()[BODY].replace(b"<w:body>", b'<w:body><w:p><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'),
    ),
    (
        "odd symbols",
        form()[BODY].replace(b"<w:body>", b'<w:body><w:p><w:r><w:sym w:char="D800" w:font="Wingdings"/><w:sym/></w:r></w:p>'),
    ),
    ("odd boxes", form()[BODY].replace(b'w14:val="2612"', b'w14:val="zz"').replace(b'w14:val="1"', b'w14:val="peut-etre"')),
    ("odd dates", form()[BODY].replace(b"T00:00:00Z", b"").replace(b'fullDate="2025', b'fullDate="9999-99-99')),
)


@pytest.mark.parametrize("body", [one[1] for one in ODD], ids=[one[0] for one in ODD])
def test_an_odd_body_is_read_without_a_crash(body: bytes) -> None:
    read = Formulaire.read(doctored(BODY, body))
    assert set(told(read)) <= set(CODES)
    to_yaml(read)


def test_ten_thousand_controls_are_told_within_bounds() -> None:
    one = '<w:p><w:sdt><w:sdtPr><w:tag w:val="x"/></w:sdtPr><w:sdtContent><w:r><w:t>a</w:t></w:r></w:sdtContent></w:sdt></w:p>'
    read = Formulaire.read(spoiled.spoiled(spoiled.at_the_end(one * 10_000)))
    assert len(read.anomalies) <= 1_001


# ------------------------------------------------------------------------------------------------------------------------ PDF


class Faux(NamedTuple):
    """A PDF form with a fault, and the one anomaly that it must give."""

    nom: str
    make: Callable[[], bytes]
    code: str
    chemin: str = ""
    lieu: str = ""


def filled_pdf(**changes: Champ | None) -> bytes:
    """Return the filled form as a PDF; `changes` by path, dots written `__`: None takes the field away."""
    return as_pdf(FULL, {name.replace("__", "."): one for name, one in changes.items()})


PDFS = (
    Faux(
        "a text emptied",
        lambda: filled_pdf(candidat__adresse=Champ("")),
        "formulaire-vide",
        "candidat.adresse",
        "page 1, sous « Siège »",
    ),
    Faux(
        "a box not ticked",
        lambda: filled_pdf(engagement__rgpd=Champ("/Off", "/Btn")),
        "formulaire-case-vide",
        "engagement.rgpd",
        "page 1",
    ),
    Faux(
        "out of the list",
        lambda: filled_pdf(candidat__territoire=Champ("Lune", "/Ch")),
        "formulaire-hors-liste",
        "candidat.territoire",
        "page 1",
    ),
    Faux("a field taken away", lambda: filled_pdf(fait__lieu=None), "formulaire-champ-disparu", "fait.lieu"),
    Faux(
        "a field added",
        lambda: filled_pdf(remarque=Champ("Vite")),
        "formulaire-champ-ajoute",
        "remarque",
        "page 1, sous « remarque »",
    ),
    Faux("a date that is none", lambda: filled_pdf(fait__date=Champ("31/06/2025")), "formulaire-date", "fait.date"),
    Faux("encrypted", lambda: pdf({"candidat.nom": Champ("Sceaux")}, protegee=True), "formulaire-pdf-chiffre"),
    Faux("XFA", lambda: pdf({"candidat.nom": Champ("Sceaux")}, xfa=True), "formulaire-pdf-xfa"),
    Faux("printed", lambda: pdf({}), "formulaire-pdf-sans-champ"),
    Faux("another form", lambda: pdf({"autre": Champ("x")}), "formulaire-etranger"),
)


@pytest.mark.parametrize("faux", PDFS, ids=lambda one: one.nom)
def test_a_spoiled_pdf_gives_its_anomaly(faux: Faux) -> None:
    read = Formulaire.read(faux.make(), modele=NOM)
    assert told(read) == [faux.code]
    one = next(one for one in read.anomalies if one.code == faux.code)
    assert one.chemin == faux.chemin
    assert faux.lieu in str(one.lieu)


@pytest.mark.parametrize("loop", ["fields", "parents", "pages"])
def test_a_pdf_that_turns_in_circles_is_answered(loop: str) -> None:
    read = Formulaire.read(as_pdf(FULL, loop=loop))
    assert told(read) == []
    assert answers(read) == FULL


def scratched(data: bytes, wounds: list[tuple[int, int]]) -> bytes:
    """Return `data` with some bytes changed, out of its first line."""
    made = bytearray(data)
    for place, byte in wounds:
        made[10 + place % (len(made) - 10)] = byte
    return bytes(made)


@given(st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 255)), min_size=1, max_size=20), st.booleans())
def test_a_damaged_file_is_read_or_refused(wounds: list[tuple[int, int]], is_pdf: bool) -> None:
    data = as_pdf(FULL) if is_pdf else form().to_bytes()
    with contextlib.suppress(LectureError):
        to_yaml(Formulaire.read(scratched(data, wounds), modele=NOM))


# ---------------------------------------------------------------------------------------------------------------------- codes

FIRED: frozenset[str] = frozenset(
    {
        *(one.code for one in (*SPOILED, *DEMANDES, *PDFS) if one.code),
        *(code for _, _, code in UNREADABLE),
        *("formulaire-commentaires", "formulaire-pdf-texte"),
    }
)
"""The codes that these tests see told."""
