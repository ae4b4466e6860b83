"""A PDF fit to keep: what it says of itself, its marks where it earns them, its attached files, the same bytes always.

veraPDF judges what LibreOffice makes in tests/longues/test_verapdf.py; here, files made by code, each with one thing changed.
"""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Callable
from xml.etree import ElementTree

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from delib import __version__, paquet
from delib.anomalie import DonneesError, LectureError, ModeleError
from delib.codes import CODES
from delib.production.pdf import metadonnees
from delib.production.pdf.attaches import attach
from delib.production.pdf.conformite import complete, finish, manques, opened
from delib.production.pdf.fiche import Fiche, of_docx
from delib.production.pdf.sortie import to_bytes
from tests import pdf_hostile
from tests.pdf_hostile import reread, stream
from tests.pdf_tagged import tagged

FICHE = Fiche(
    titre="2025-31\u00a0: Rénovation <& co> de l’école",
    auteur="Commune de Saint-Aubin-des-Prés",
    sujet="Une « rénovation »",
    jour="2025-09-15",
    provenance=(("empreinte", "ab" * 32), ("modele", "deliberation@brouillon")),
)
NS = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "a": metadonnees.PDFA_NS,
    "ua": metadonnees.PDFUA_NS,
    "delib": metadonnees.PROVENANCE_NS,
}


def packet(pdf: bytes) -> ElementTree.Element:
    return ElementTree.fromstring(reread(pdf).root_object["/Metadata"].get_data())  # noqa: S314 - a packet that delib has just written


def said(pdf: bytes, path: str) -> list[str]:
    return [one.text or "" for one in packet(pdf).iterfind(f".//{path}", NS)]


def codes(pdf: bytes) -> list[str]:
    return [one.code for one in manques(pdf, "a.pdf")]


# ------------------------------------------------------------------------------------------------ what a Word file says


def word(**properties: str) -> bytes:
    document = docx.Document()
    for name, value in {"title": "", "author": "", "subject": "", "language": "", **properties}.items():
        setattr(document.core_properties, name, value)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def recored(data: bytes, core: str) -> bytes:
    return paquet.read(data, "a.docx").replaced({"docProps/core.xml": core.encode()}).to_bytes()


CORE = """<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">{}</cp:coreProperties>"""


@pytest.mark.parametrize(
    ("data", "wanted"),
    [
        (word(title="T", author="A", subject="S", language="fr-CA"), ("T", "fr-CA", "A", "S", "2013-12-23")),
        (recored(word(), CORE.format("<dc:title>A\n  b\u00a0: c</dc:title>")), ("A b\u00a0: c", "en-US", "", "", "")),
        (recored(word(), CORE.format("<dc:title>1</dc:title><dc:title>2</dc:title>")), ("1", "en-US", "", "", "")),
        (recored(word(), CORE.format("<dc:title>T</dc:title><dc:language>du latin</dc:language>")), ("T", "en-US", "", "", "")),
        (
            recored(word(), CORE.format("<dc:title>T</dc:title><dcterms:created>2025-12-02T23:59:00Z</dcterms:created>")),
            ("T", "en-US", "", "", "2025-12-02"),
        ),
        (
            recored(word(), CORE.format("<dc:title>T</dc:title><dcterms:created>hier</dcterms:created>")),
            ("T", "en-US", "", "", ""),
        ),
    ],
    ids=["everything", "spaces of XML", "two titles", "no language: that of the styles", "a day", "no day"],
)
def test_the_properties_of_a_word_file(data: bytes, wanted: tuple[str, ...]) -> None:
    fiche = of_docx(data, "acte.docx")
    assert (fiche.titre, fiche.langue, fiche.auteur, fiche.sujet, fiche.jour) == wanted
    assert fiche.provenance == (("empreinte", paquet.read(data, "acte.docx").empreinte),)
    assert fiche.anomalies == ()


def test_a_word_file_without_title_gives_the_name_of_its_file_and_tells() -> None:
    fiche = of_docx(word(), "dossier/Délibération 12.docx")
    assert fiche.titre == "Délibération 12"
    assert [one.code for one in fiche.anomalies] == ["pdf-sans-titre"]


def test_what_is_no_word_file_says_nothing() -> None:
    with pytest.raises(ModeleError):
        of_docx(b"%PDF-1.7", "a.docx")


# ------------------------------------------------------------------------------------------------ what its PDF says


def test_the_metadata_say_the_fiche_and_nothing_else() -> None:
    done = finish(tagged(), FICHE, "a.pdf")
    reader = reread(done)
    assert dict(reader.metadata or {}) == {
        "/Title": FICHE.titre,
        "/Author": FICHE.auteur,
        "/Subject": FICHE.sujet,
        "/Creator": "Writer",
        "/Producer": "LibreOffice 7.4",
        "/CreationDate": "D:20250915000000Z",
    }
    assert {name: said(done, path) for name, path in PATHS.items()} == {
        "titre": [FICHE.titre],
        "auteur": [FICHE.auteur],
        "sujet": [FICHE.sujet],
        "langue": ["fr-FR"],
        "jour": ["2025-09-15T00:00:00Z"],
        "outil": ["Writer"],
        "producteur": ["LibreOffice 7.4"],
        "empreinte": ["ab" * 32],
        "modele": ["deliberation@brouillon"],
        "version": [__version__],
        "pdfa": ["3"],
        "niveau": ["B"],
        "pdfua": ["1"],
    }
    root = reader.root_object
    assert (root["/Lang"], root["/ViewerPreferences"]["/DisplayDocTitle"].value) == ("fr-FR", True)
    assert reader.pdf_header == "%PDF-1.7"


PATHS = {
    "titre": "dc:title/rdf:Alt/rdf:li",
    "auteur": "dc:creator/rdf:Seq/rdf:li",
    "sujet": "dc:description/rdf:Alt/rdf:li",
    "langue": "dc:language/rdf:Bag/rdf:li",
    "jour": "xmp:CreateDate",
    "outil": "xmp:CreatorTool",
    "producteur": "pdf:Producer",
    "empreinte": "delib:empreinte",
    "modele": "delib:modele",
    "version": "delib:delib",
    "pdfa": "a:part",
    "niveau": "a:conformance",
    "pdfua": "ua:part",
}


def test_what_the_fiche_does_not_say_is_not_said() -> None:
    done = finish(tagged(), Fiche("T"), "a.pdf")
    assert set(reread(done).metadata or {}) == {"/Title", "/Creator", "/Producer"}
    for name in ("auteur", "sujet", "jour", "empreinte", "modele"):
        assert said(done, PATHS[name]) == []


def test_nothing_of_the_clock_is_left() -> None:
    """Converted another year, with another profile: the same bytes."""
    done = finish(tagged(year=2026), FICHE, "a.pdf")
    assert done == finish(tagged(year=2031), FICHE, "a.pdf")
    assert b"2026" not in done
    intent = reread(done).root_object["/OutputIntents"][0]["/DestOutputProfile"].get_data()
    assert intent[24:36] == b"\x07\xce\0\x02\0\x09\0\0\0\0\0\0"
    assert intent[84:100] == bytes(16)
    assert len(re.findall(rb"/ID \[<([0-9a-f]{32})><\1>\]", done)) == 1


def test_another_fiche_is_another_identifier() -> None:
    one, other = (finish(tagged(), Fiche(titre), "a.pdf") for titre in ("T", "U"))
    assert reread(one).trailer["/ID"] != reread(other).trailer["/ID"]


def test_a_provenance_that_nobody_declared_is_refused() -> None:
    with pytest.raises(KeyError):
        finish(tagged(), Fiche("T", provenance=(("auteur", "Mme Durand"),)), "a.pdf")


def test_a_text_too_long_for_the_dictionary_stands_in_the_packet() -> None:
    long = "é" * 20_000
    done = finish(tagged(), Fiche("T", sujet=long), "a.pdf")
    assert "/Subject" not in (reread(done).metadata or {})
    assert said(done, PATHS["sujet"]) == [long]


@settings(max_examples=50)
@given(st.text(min_size=1), st.text(), st.text())
def test_finished_again_it_is_the_same(titre: str, auteur: str, sujet: str) -> None:
    fiche = Fiche(titre, auteur=auteur, sujet=sujet)
    done = finish(tagged(), fiche, "a.pdf")
    assert finish(done, fiche, "a.pdf") == done
    assert reread(done).root_object["/Lang"] == "fr-FR"


# ------------------------------------------------------------------------------------------------------------ the marks

BORDER = b"q 1 w 0 J 1 j\n85 719.5 m\n526.95 719.5 l S\nQ\n"
BOX = b"0.85 0.85 0.85 rg 10 10 100 20 re f*\n"
PDFA, PDFUA = "pdf-sans-pdfa", "pdf-sans-pdfua"


def link(more: str) -> str:
    return f"/Annots[<</Type/Annot/Subtype/Link/Rect[0 0 9 9]{more}>>]"


MARKS: dict[str, tuple[dict[str, object], list[str]]] = {
    "tagged, embedded, profiled": ({}, []),
    "PDF/A-2u, which PDF/A-3b contains": ({"pdfa": "2U"}, []),
    "PDF/A-1b, which it does not": ({"pdfa": "1B"}, [PDFA]),
    "claims no PDF/A": ({"pdfa": ""}, [PDFA]),
    "claims no PDF/UA": ({"pdfua": False}, [PDFUA]),
    "a font is not embedded": ({"embedded": False}, [PDFA]),
    "not tagged": ({"tagged": False}, [PDFUA]),
    "tags said doubtful": ({"marked": "/Marked true/Suspects true"}, [PDFUA]),
    "tags not said": ({"marked": "/Marked false"}, [PDFUA]),
    "an image without text": ({"tags": ["Figure"]}, [PDFUA]),
    "an image with its text": ({"tags": ["Figure"], "element": "/Alt(Un plan)"}, []),
    "a style that means an image": ({"tags": ["Plan"], "root": "/RoleMap<</Plan/Figure>>"}, [PDFUA]),
    "headings in order": ({"textes": "abcd", "tags": ["H1", "H2", "H3", "H1"]}, []),
    "a level skipped": ({"textes": "ab", "tags": ["H1", "H3"]}, [PDFUA]),
    "first heading of level 2": ({"textes": "ab", "tags": ["H2", "H2"]}, [PDFUA]),
    "a style that means a heading": ({"tags": ["Titre"], "root": "/RoleMap<</Titre/H2>>"}, [PDFUA]),
    "borders outside tags, by LibreOffice": ({"before": BORDER}, []),
    "a shaded box outside tags, by LibreOffice": ({"before": BOX}, []),
    "borders outside tags, by another": ({"before": BORDER, "producer": "Autre"}, [PDFUA]),
    "a curve outside tags": ({"before": b"0 0 m 1 1 2 2 3 3 c S\n"}, [PDFUA]),
    "a text outside tags": ({"before": b"BT /F1 9 Tf (x) Tj ET\n"}, [PDFUA]),
    "an image in the content, outside tags": ({"before": b"BI /W 1/H 1/BPC 8/CS/G ID x EI\n"}, [PDFUA]),
    "a text in a mark that is no tag": ({"before": b"/Span<</Lang(fr)>>BDC BT /F1 9 Tf (x) Tj ET EMC\n"}, [PDFUA]),
    "an artifact": ({"before": b"/Artifact BMC BT /F1 9 Tf (x) Tj ET 0 0 9 9 re f EMC\n"}, []),
    "an artifact with a dictionary": ({"before": b"/Artifact<</Type/Pagination/BBox[0 0 9 9]>>BDC 0 0 9 9 re f EMC\n"}, []),
    "marks within a tag": ({"before": b"/P<</MCID 1>>BDC /Span BMC (EMC) Tj EMC (f) Tj EMC\n"}, []),
    "operators that are texts": ({"before": b"/P<</MCID 1>>BDC (\\) f ( S ) EMC) Tj EMC % f S Tj\n"}, []),
    "a clip": ({"before": b"q 0 0 9 9 re W* n Q\n"}, []),
    "a link that is tagged": ({"annots": link("/StructParent 7")}, []),
    "a link that is not": ({"annots": link("")}, [PDFUA]),
    "a hidden annotation": ({"annots": "/Annots[<</Subtype/Popup/Rect[0 0 9 9]/F 2>>]"}, []),
    "a comment without appearance": ({"annots": "/Annots[<</Subtype/Text/Rect[0 0 9 9]/StructParent 7>>]"}, [PDFA]),
    "a script": ({"annots": link("/StructParent 7/A<</S/JavaScript/JS(x)>>")}, [PDFA]),
    "a program run": ({"annots": link("/StructParent 7/A<</S/Launch/F(x)>>")}, [PDFA]),
    "an address": ({"annots": link("/StructParent 7/A<</S/URI/URI(https://example.org)>>")}, []),
    "scripts of the document": ({"catalog": "/Names<</JavaScript<</Names[(a)<</S/JavaScript/JS(x)>>]>>>>"}, [PDFA]),
    "fields left to be drawn": ({"catalog": "/AcroForm<</Fields[]/NeedAppearances true>>"}, [PDFA]),
    "an XFA form": ({"catalog": "/AcroForm<</Fields[]/XFA(x)>>"}, [PDFA]),
    "a transparent page": ({"page": "/Group<</S/Transparency>>"}, []),
}


@pytest.mark.parametrize("nom", MARKS)
def test_a_mark_is_kept_where_it_is_earned_and_only_there(nom: str) -> None:
    changes, wanted = MARKS[nom]
    done, told = complete(tagged(**changes), Fiche("T"), "a.pdf")
    assert [one.code for one in told] == codes(done) == wanted
    assert said(done, PATHS["pdfa"]) == ([] if PDFA in wanted else ["3"])
    assert said(done, PATHS["pdfua"]) == ([] if PDFUA in wanted else ["1"])
    assert finish(done, Fiche("T"), "a.pdf") == done


def test_a_withheld_mark_never_comes_back() -> None:
    """A file whose font is put back after it was finished no longer claims anything."""
    done = finish(tagged(embedded=False), Fiche("T"), "a.pdf")
    assert said(finish(done, Fiche("T"), "a.pdf"), PATHS["pdfa"]) == []


def test_several_reasons_are_told_together() -> None:
    (told,) = manques(tagged(textes="ab", tags=["H1", "H3"], annots=link("")), "a.pdf")
    assert "sautent un niveau" in told.message
    assert "des liens" in told.message


def test_borders_are_said_decorative_and_still_drawn() -> None:
    found = reread(finish(tagged(before=BORDER + BOX), Fiche("T"), "a.pdf")).pages[0]["/Contents"].get_data()
    content = b" ".join(found.split())
    assert content.startswith(b"q 1 w 0 J 1 j /Artifact BMC 85 719.5 m 526.95 719.5 l S EMC Q 0.85 0.85 0.85 rg /Artifact BMC 10")
    drawn = b" ".join((BORDER + BOX).split())
    assert content.replace(b"/Artifact BMC ", b"").replace(b" EMC ", b" ", 2).startswith(drawn)


@pytest.mark.parametrize(
    ("tabs", "wanted"), [("", "/S"), ("/Tabs(S)", "/S"), ("/Tabs/S", "/S"), ("/Tabs/R", "/R")], ids=["none", "string", "S", "R"]
)
def test_annotations_are_reached_in_the_order_of_the_structure(tabs: str, wanted: str) -> None:
    done = finish(tagged(annots=link("/StructParent 7"), page=tabs), Fiche("T"), "a.pdf")
    assert reread(done).pages[0]["/Tabs"] == wanted


# ------------------------------------------------------------------------------------------------------------ refusals


@pytest.mark.parametrize("work", ["finish", "manques", "attach"])
@pytest.mark.parametrize(
    ("pdf", "code"),
    [
        (pdf_hostile.signed(), "pdf-signe"),
        (pdf_hostile.encrypted("secret"), "pdf-chiffre"),
        (b"", "pdf-illisible"),
        (tagged()[:3000], "pdf-illisible"),
    ],
    ids=["signed", "encrypted", "empty", "cut"],
)
def test_what_cannot_be_completed(work: str, pdf: bytes, code: str) -> None:
    works: dict[str, Callable[[], object]] = {
        "finish": lambda: finish(pdf, FICHE, "a.pdf"),
        "manques": lambda: manques(pdf, "a.pdf"),
        "attach": lambda: attach(pdf, "x.json", b"{}", "application/json", "X", "a.pdf"),
    }
    with pytest.raises(DonneesError if code == "pdf-signe" else LectureError) as raised:
        works[work]()
    assert [one.code for one in raised.value.anomalies] == [code]


# ------------------------------------------------------------------------------------------------------------ attached


def test_an_attached_file_is_found_whole() -> None:
    data = "données: é\n".encode() * 500
    done = attach(finish(tagged(), FICHE, "a.pdf"), "été 2025.yaml", data, "application/yaml", "Données de l’acte", "a.pdf")
    reader = reread(done)
    assert reader.attachments == {"été 2025.yaml": [data]}
    (associated,) = reader.root_object["/AF"]
    held = associated.get_object()
    assert (held["/AFRelationship"], held["/F"], held["/UF"], held["/Desc"]) == (
        "/Data",
        "été 2025.yaml",
        "été 2025.yaml",
        "Données de l’acte",
    )
    stored = held["/EF"]["/F"]
    assert stored["/Subtype"] == "/application/yaml"
    assert stored["/Params"]["/Size"] == len(data)
    assert stored["/Params"]["/CheckSum"].original_bytes == hashlib.md5(data, usedforsecurity=False).digest()
    assert stored["/Params"]["/ModDate"] == "D:20250915000000Z"
    assert codes(done) == []


def test_a_pdf_without_day_attaches_a_file_without_day() -> None:
    done = attach(finish(tagged(), Fiche("T"), "a.pdf"), "a.json", b"{}", "application/json", "D", "a.pdf")
    (held,) = (one.get_object() for one in reread(done).root_object["/AF"])
    assert set(held["/EF"]["/F"]["/Params"]) == {"/Size", "/CheckSum"}


def test_several_files_are_sorted_and_a_name_serves_once() -> None:
    done = finish(tagged(), FICHE, "a.pdf")
    for nom in ("b.json", "é.json", "a.json", "漢.json"):
        done = attach(done, nom, nom.encode(), "application/json", nom, "a.pdf")
    names = reread(done).root_object["/Names"]["/EmbeddedFiles"]["/Names"][::2]
    assert [one.original_bytes for one in names] == sorted(one.original_bytes for one in names)
    assert {nom: data[0] for nom, data in reread(done).attachments.items()} == {
        nom: nom.encode() for nom in ("a.json", "b.json", "é.json", "漢.json")
    }
    with pytest.raises(DonneesError) as raised:
        attach(done, "a.json", b"other", "application/json", "", "a.pdf")
    assert [one.code for one in raised.value.anomalies] == ["pdf-attache-nom"]


def test_attached_files_of_a_deep_tree_are_all_kept() -> None:
    """A tree of names of several levels, as Acrobat writes it."""
    file = "<</Type/Filespec/F({0})/UF({0})/EF<</F 503 0 R>>>>"
    pdf = tagged(
        catalog="/Names<</EmbeddedFiles 500 0 R>>/AF[501 0 R]",
        more={
            500: "<</Kids[<</Limits[(a)(b)]/Names[(a)501 0 R(b)502 0 R]>><</Kids[<</Limits[(z)(z)]/Names[(z)502 0 R]>>]>>]>>",
            501: file.format("a"),
            502: file.format("b"),
            503: stream(b"x", "/Type/EmbeddedFile"),
        },
    )
    root = reread(attach(pdf, "m.json", b"{}", "application/json", "", "a.pdf")).root_object
    assert root["/Names"]["/EmbeddedFiles"]["/Names"][::2] == ["a", "b", "m.json", "z"]
    assert len(root["/AF"]) == 2


# ----------------------------------------------------------------------------------------------------------- one serialiser


def test_what_is_written_is_written_the_same() -> None:
    one, other = (to_bytes(opened(tagged(), "a.pdf")) for _ in range(2))
    assert one == other == to_bytes(opened(one, "a.pdf"))
    assert reread(one).trailer["/ID"][0] == reread(one).trailer["/ID"][1] != bytes(16)


def test_what_nothing_refers_to_is_left_behind() -> None:
    pdf = tagged(more={500: "(un brouillon)", 501: "[500 0 R]"})
    assert b"brouillon" not in finish(pdf, Fiche("T"), "a.pdf")


def test_an_older_version_of_an_object_is_left_behind() -> None:
    """A PDF saved again by a word processor keeps what it said before: what is published does not."""
    pdf = pdf_hostile.updated(pdf_hostile.plain(more={4: "(le nom effacé)"}, catalog="/A 4 0 R"), {4: "(rien)"})
    done = finish(pdf, Fiche("T"), "a.pdf")
    assert b"effac" not in done
    assert reread(done).root_object["/A"] == "rien"


def test_marks_are_taken_out_of_any_packet() -> None:
    for packet_of in (
        '<x xmlns:p="{0}"><p:part>3</p:part><p:conformance>B</p:conformance><y>z</y></x>',
        '<x xmlns:p="{0}"><d p:part="3" p:conformance=\'B\' y="z>"/></x>',
        '<x xmlns:p="{0}" xmlns:q="{0}" q:part="3"><p:part/></x>',
    ):
        text = packet_of.format(metadonnees.PDFA_NS).encode()
        left = metadonnees.without(text, metadonnees.PDFA_NS)
        assert metadonnees.marks_of(left) == metadonnees.Marques()
        ElementTree.fromstring(left)  # noqa: S314 - made by the test
        assert (b"z" in text) == (b"z" in left)
        assert metadonnees.without(text, metadonnees.PDFUA_NS) == text


# ------------------------------------------------------------------------------------------------------------ the codes

FIRED = frozenset({"pdf-sans-titre", "pdf-signe", "pdf-chiffre", "pdf-illisible", PDFA, PDFUA, "pdf-attache-nom"})


def test_every_code_fired_here_is_known() -> None:
    assert set(CODES) >= FIRED
    assert {code for _changes, told in MARKS.values() for code in told} == {PDFA, PDFUA}
