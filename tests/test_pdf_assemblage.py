"""An act and its annexes in one PDF: every page as it was, every name its own, the marks kept or told lost."""

from __future__ import annotations

import io
from collections.abc import Sequence

import pikepdf
import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DictionaryObject, IndirectObject, NameObject

from delib.anomalie import DelibError, DonneesError, Gravite, LectureError, Page
from delib.codes import CODES
from delib.production.pdf.assemblage import join
from delib.production.pdf.attaches import attach
from delib.production.pdf.conformite import finish, manques, opened
from delib.production.pdf.fiche import Fiche
from delib.production.pdf.sortie import to_bytes
from delib.production.pdf.structure import walk
from tests import pdf_hostile
from tests.pdf_hostile import encrypted, plain, reread, signed, stream, target
from tests.pdf_tagged import Tagged, tagged

ACTE = finish(tagged(textes=("acte 1", "acte 2"), tags=["H1"]), Fiche("Un acte", jour="2025-12-02"), "acte.pdf")


def joined(*annexes: bytes, acte: bytes = ACTE) -> tuple[PdfReader, list[str]]:
    """Return pypdf's strict reading of the act followed by annexes « a1.pdf », « a2.pdf »…, and the codes told."""
    pdf, told = join(acte, [(f"dossier/a{rank}.pdf", data) for rank, data in enumerate(annexes, 1)], "acte.pdf")
    assert [one.gravite for one in told if one.gravite is Gravite.ERREUR] == []
    again, _told = join(acte, [(f"dossier/a{rank}.pdf", data) for rank, data in enumerate(annexes, 1)], "acte.pdf")
    assert again == pdf
    return reread(pdf), [one.code for one in told]


def texts(reader: PdfReader) -> list[str]:
    return [page.extract_text().strip() for page in reader.pages]


def marks(reader: PdfReader) -> tuple[bool, bool]:
    packet = reader.root_object["/Metadata"].get_data()
    return b"pdfaid:part" in packet, b"pdfuaid:part" in packet


# ------------------------------------------------------------------------------------------------------------- its pages


def test_without_annexes_it_is_the_same() -> None:
    assert join(ACTE, [], "acte.pdf") == (ACTE, [])


def test_the_pages_follow_in_the_order_given() -> None:
    reader, told = joined(tagged(textes=("b1", "b2")), tagged(textes=("c1",)))
    assert texts(reader) == ["acte 1", "acte 2", "b1", "b2", "c1"]
    assert told == []
    assert marks(reader) == (True, True)


@pytest.mark.parametrize(
    "box",
    [
        "/MediaBox[0 0 842 595]",
        "/MediaBox[0 0 595 842]/Rotate 90",
        "/MediaBox[0 0 595 842]/Rotate 270/UserUnit 2",
        "/MediaBox[-10 -20 585 822]/CropBox[0 0 500 700]",
        "/MediaBox[0 0 3370.39 2383.94]/TrimBox[10 10 3000 2000]",
    ],
)
def test_a_page_keeps_its_size_and_its_rotation(box: str) -> None:
    annexe = tagged(boxes=[box])
    reader, _told = joined(annexe)
    page, alone = reader.pages[2], reread(annexe).pages[0]
    for key in ("/MediaBox", "/CropBox", "/TrimBox", "/Rotate", "/UserUnit"):
        assert page.get(key) == alone.get(key)
    assert page["/Contents"].get_data() == alone["/Contents"].get_data()


def test_what_pages_inherit_is_still_theirs() -> None:
    """The box and the rotation stand in the tree of pages of the annex, not in its pages."""
    annexe = tagged(textes="ab", boxes=["", ""]).replace(b"/Count 2/Res", b"/Count 2/Rotate 90/MediaBox[0 0 9 8]/Res")
    reader, _told = joined(annexe)
    assert [(page.rotation, page.mediabox.width) for page in reader.pages] == [(0, 595), (0, 595), (90, 9), (90, 9)]


def test_a_tree_of_pages_that_lies_is_made_flat() -> None:
    reader, _told = joined(pdf_hostile.tree("<</Type/Pages/Kids[3 0 R]/Count 99/Rotate 180>>"))
    assert reader.root_object["/Pages"]["/Count"] == 3 == len(reader.pages)
    assert reader.pages[2].rotation == 180


def test_objects_that_lie_in_a_stream_are_joined_too() -> None:
    reader, _told = joined(pdf_hostile.packed())
    assert len(reader.pages) == 3


def test_a_long_structure_packed_together_stays_so() -> None:
    """Word packs the tags of an annex; spelt out, they would take three times the room."""
    plainly = tagged(textes=[f"page {rank}" for rank in range(150)], tags=["H1"])
    packed = grouped(plainly)
    assert len(packed) < 0.8 * len(plainly)
    pdf, told = join(ACTE, [("a.pdf", packed)], "acte.pdf")
    assert told == []
    assert len(pdf) < len(ACTE) + len(packed) + 1000
    assert texts(reread(pdf)) == texts(reread(join(ACTE, [("a.pdf", plainly)], "acte.pdf")[0]))
    assert spoken(pdf)[-1] == ("P", 151)
    done = finish(pdf, Fiche("T"), "a.pdf")
    assert finish(done, Fiche("T"), "a.pdf") == done
    assert len(done) < len(pdf) + 1000


def grouped(pdf: bytes) -> bytes:
    return to_bytes(opened(pdf, "a.pdf"), packed=True)


def test_a_font_and_a_profile_that_are_there_are_not_there_twice() -> None:
    many = [tagged(textes=("b",)) for _ in range(5)]
    reader, _told = joined(*many)
    fonts = {page["/Resources"]["/Font"]["/F1"]["/FontDescriptor"].raw_get("/FontFile2").idnum for page in reader.pages}
    assert len(fonts) == 1
    assert len(reader.root_object["/OutputIntents"]) == 1


def test_three_hundred_pages_weigh_what_they_weighed() -> None:
    annexe = tagged(textes=[f"page {rank}" for rank in range(300)])
    pdf, told = join(ACTE, [("a.pdf", annexe)], "acte.pdf")
    assert told == []
    assert len(pdf) < 1.1 * (len(ACTE) + len(annexe))
    assert texts(reread(pdf))[-1] == "page 299"


# ------------------------------------------------------------------------------------------------------------ its structure


def spoken(pdf: bytes) -> list[tuple[str, int]]:
    """Return what a screen reader would go through: the role of each tag in order, and the page where it lies."""
    reader = reread(pdf)
    ranks = {page.indirect_reference.idnum: rank for rank, page in enumerate(reader.pages) if page.indirect_reference}
    root = reader.root_object["/StructTreeRoot"]
    roles = root.get("/RoleMap", DictionaryObject())
    told: list[tuple[str, int]] = []

    def visit(reference: IndirectObject, parent: IndirectObject) -> None:
        tag = reference.get_object()
        assert tag.raw_get("/P").idnum == parent.idnum
        role = str(tag["/S"])
        if "/Pg" in tag:
            told.append((str(roles.get(role, role))[1:], ranks[tag.raw_get("/Pg").idnum]))
        kids = tag.raw_get("/K")
        kids = kids.get_object() if isinstance(kids, IndirectObject) else kids
        for kid in kids if isinstance(kids, list) else [kids]:
            if isinstance(kid, IndirectObject):
                visit(kid, reference)

    top = reader.root_object.raw_get("/StructTreeRoot")
    for kid in root["/K"] if isinstance(root["/K"], list) else [root.raw_get("/K")]:
        visit(kid, top)
    return told


def parents(pdf: bytes) -> list[list[int]]:
    """Return, page by page, the numbers of the tags that the parent tree says its contents belong to."""
    reader = reread(pdf)
    nums = reader.root_object["/StructTreeRoot"]["/ParentTree"]["/Nums"]
    tree = {int(nums[at]): nums[at + 1].get_object() for at in range(0, len(nums), 2)}
    assert sorted(tree) == list(tree)
    return [[one.idnum for one in tree[page["/StructParents"]]] for page in reader.pages]


def test_the_structure_is_one_tree_in_reading_order() -> None:
    pdf, _told = join(ACTE, [("a.pdf", tagged(textes="bc", tags=["H1", "H2"])), ("d.pdf", tagged(textes="d"))], "acte.pdf")
    assert spoken(pdf) == [("H1", 0), ("P", 1), ("H1", 2), ("H2", 3), ("P", 4)]


def test_each_page_leads_to_its_own_tags() -> None:
    pdf, _told = join(ACTE, [("a.pdf", tagged(textes="bc")), ("d.pdf", tagged(textes="d"))], "acte.pdf")
    pages = [page.indirect_reference for page in reread(pdf).pages]
    reader = reread(pdf)
    for page, tags in zip(pages, parents(pdf), strict=True):
        (tag,) = (IndirectObject(one, 0, reader).get_object() for one in tags)
        assert page is not None
        assert tag.raw_get("/Pg").idnum == page.idnum


def test_a_style_that_means_another_thing_keeps_its_meaning() -> None:
    """« Intitulé » is a heading here and a paragraph there; each keeps its own meaning, under another name."""
    acte = tagged(tags=["Intitul#e9"], root="/RoleMap<</Intitul#e9/H1/Corps/P>>")
    annexe = tagged(textes="bc", tags=["Intitul#e9", "Corps"], root="/RoleMap<</Intitul#e9/Suite/Suite/P/Corps/P>>")
    pdf, told = join(acte, [("b.pdf", annexe)], "acte.pdf")
    assert told == []
    roles = reread(pdf).root_object["/StructTreeRoot"]["/RoleMap"]
    assert [role for role, _page in spoken(pdf)] == ["H1", "Suite", "P"]
    assert roles["/Suite"] == "/P"


def test_a_style_that_would_change_what_the_act_means_is_renamed() -> None:
    """The annex maps « P » to something else: the act's own paragraphs stay paragraphs."""
    pdf, _told = join(tagged(textes="a"), [("b.pdf", tagged(textes="b", root="/RoleMap<</P/Div>>"))], "acte.pdf")
    assert [role for role, _page in spoken(pdf)] == ["P", "Div"]


def test_identifiers_of_tags_stay_apart() -> None:
    """Two notes « n1 »; a cell that names its header by it still does."""
    parts = [
        tagged(textes="ab", tags=["Note", "TD"], element="/ID(n{})/A<</O/Table/Headers[(n0)]>>", root="/IDTree<<>>")
        for _ in range(2)
    ]
    pdf, told = join(parts[0], [("b.pdf", parts[1])], "acte.pdf")
    assert told == []
    reader = reread(pdf)
    tree = reader.root_object["/StructTreeRoot"]["/IDTree"]["/Names"]
    assert tree[::2] == ["n0", "n0-2", "n1", "n1-2"]
    tags = [one.get_object() for one in tree[1::2]]
    assert [tag["/ID"] for tag in tags] == tree[::2]
    headers = {str(tag["/ID"]): _headers(tag["/A"]) for tag in tags}
    assert headers == {"n0": ["n0"], "n1": ["n0"], "n0-2": ["n0-2"], "n1-2": ["n0-2"]}


def _headers(attributes: object) -> list[str]:
    found = attributes[0] if isinstance(attributes, list) else attributes
    return [str(one) for one in found["/Headers"]]  # type: ignore[index]


def test_classes_of_tags_stay_apart() -> None:
    part = "/ClassMap<</c<</O/Layout/TextAlign/{}>>>>"
    acte, annexe = (tagged(element="/C/c", root=part.format(align)) for align in ("Center", "End"))
    pdf, _told = join(acte, [("b.pdf", annexe)], "acte.pdf")
    root = reread(pdf).root_object["/StructTreeRoot"]
    tags = [top["/K"][0] for top in (one.get_object() for one in root["/K"])]
    assert [root["/ClassMap"][tag.get_object()["/C"]]["/TextAlign"] for tag in tags] == ["/Center", "/End"]


def test_an_annex_in_another_language_says_so() -> None:
    pdf, _told = join(ACTE, [("a.pdf", tagged(lang="en-GB")), ("b.pdf", tagged(lang="fr-FR"))], "acte.pdf")
    tops = [one.get_object() for one in reread(pdf).root_object["/StructTreeRoot"]["/K"]]
    assert [top.get("/Lang") for top in tops] == [None, "en-GB", None]


def test_an_annex_without_tags_takes_none_of_the_act() -> None:
    """The keys of its pages would lead to the tags of the act."""
    annexe = plain(page="/StructParents 0/Annots[<</Subtype/Link/Rect[0 0 9 9]/StructParent 1>>]")
    reader, _told = joined(annexe)
    page = reader.pages[2]
    assert "/StructParents" not in page
    assert "/StructParent" not in page["/Annots"][0]


# --------------------------------------------------------------------------------------------------------------- its marks

PDFA, PDFUA = "annexe-sans-pdfa", "annexe-sans-pdfua"
LOST: dict[str, tuple[bytes, list[str]]] = {
    "as good as the act": (tagged(), []),
    "PDF/A-2u": (tagged(pdfa="2U"), []),
    "PDF/A-1b, tagged": (tagged(pdfa="1B"), [PDFA]),
    "tagged, no PDF/A": (tagged(pdfa=""), [PDFA]),
    "PDF/A, not said PDF/UA": (tagged(pdfua=False), [PDFUA]),
    "PDF/A, not tagged": (tagged(tagged=False), [PDFUA]),
    "a font is missing": (tagged(embedded=False), [PDFA]),
    "a blank page of a scanner": (plain(), [PDFA, PDFUA]),
    "colours of a printer": (tagged(components=4), [PDFA]),
    "headings without numbers": (tagged(tags=["H"]), [PDFUA]),
    "headings with numbers": (tagged(tags=["H1"]), []),
    "a level skipped": (tagged(textes="ab", tags=["H1", "H3"]), [PDFUA]),
    "tags in a loop": (tagged(root="/K 21 0 R", element="/K[21 0 R]"), [PDFUA]),
}


@pytest.mark.parametrize("nom", LOST)
def test_exactly_the_mark_that_is_lost_is_dropped_and_told(nom: str) -> None:
    annexe, wanted = LOST[nom]
    pdf, told = join(ACTE, [("bonne.pdf", tagged()), ("celle-ci.pdf", annexe)], "acte.pdf")
    assert [one.code for one in told] == wanted
    assert {one.lieu for one in told} <= {Page("celle-ci.pdf")}
    assert marks(reread(pdf)) == (PDFA not in wanted, PDFUA not in wanted)
    assert len(manques(pdf, "acte.pdf")) == len(wanted)
    assert len(reread(pdf).pages) > 3


def test_a_mark_that_is_lost_stays_lost_when_it_is_finished() -> None:
    pdf, _told = join(ACTE, [("a.pdf", plain())], "acte.pdf")
    assert marks(reread(finish(pdf, Fiche("T"), "acte.pdf"))) == (False, False)


def test_every_annex_that_costs_a_mark_is_named() -> None:
    _pdf, told = join(ACTE, [("a.pdf", plain()), ("b.pdf", tagged()), ("c.pdf", tagged(pdfa=""))], "acte.pdf")
    assert [(str(one.lieu), one.code) for one in told] == [("a.pdf", PDFA), ("c.pdf", PDFA), ("a.pdf", PDFUA)]


def test_an_act_without_marks_has_none_to_lose() -> None:
    assert joined(plain(), acte=plain())[1] == []


def test_what_the_act_itself_lacks_is_told_of_the_act() -> None:
    """Joined before it is finished, as a whole is converted."""
    pdf, told = join(tagged(textes="ab", tags=["H1", "H3"]), [("a.pdf", tagged())], "acte.pdf")
    assert [(str(one.lieu), one.code) for one in told] == [("acte.pdf", "pdf-sans-pdfua")]
    assert marks(reread(pdf)) == (True, False)


def test_annexes_of_annexes() -> None:
    once, _told = join(ACTE, [("a.pdf", tagged(textes="b"))], "acte.pdf")
    twice, told = join(once, [("c.pdf", tagged(textes="c")), ("d.pdf", once)], "acte.pdf")
    assert told == []
    assert texts(reread(twice)) == ["acte 1", "acte 2", "b", "c", "acte 1", "acte 2", "b"]
    assert [page for _role, page in spoken(twice)] == list(range(7))
    assert len({tuple(tags) for tags in parents(twice)}) == 7


# ---------------------------------------------------------------------------------------------- its bookmarks and its labels


def outlined(reader: PdfReader) -> list[object]:
    def told(entries: Sequence[object]) -> list[object]:
        return [
            told(one) if isinstance(one, list) else (str(one["/Title"]), reader.get_destination_page_number(one))  # type: ignore[index,arg-type]
            for one in entries
        ]

    return told(reader.outline)


def bookmarked(texte: str, count: int = 2) -> bytes:
    items = {
        501 + rank: f"<</Title({texte} {rank})/Parent 500 0 R/Dest[100 0 R/Fit]"
        f"{f'/Next {502 + rank} 0 R' if rank < count - 1 else ''}{f'/Prev {500 + rank} 0 R' if rank else ''}>>"
        for rank in range(count)
    }
    root = f"<</Type/Outlines/First 501 0 R/Last {500 + count} 0 R/Count {count}>>"
    return tagged(catalog="/Outlines 500 0 R", more={500: root, **items})


def test_each_annex_has_a_bookmark_that_holds_its_own() -> None:
    reader, _told = joined(bookmarked("b"), tagged(), acte=bookmarked("a"))
    assert outlined(reader) == [("a 0", 0), ("a 1", 0), ("a1", 1), [("b 0", 1), ("b 1", 1)], ("a2", 2)]
    root = reader.root_object["/Outlines"]
    assert root["/Count"] == 4
    assert root["/First"]["/Next"]["/Next"]["/Count"] == -2
    assert root["/Last"]["/Prev"]["/Title"] == "a1"


def test_an_act_without_bookmarks_is_given_some() -> None:
    reader, _told = joined(tagged(), tagged())
    assert outlined(reader) == [("a1", 2), ("a2", 3)]


@pytest.mark.parametrize(("shown", "called"), [(True, "Règlement du programme"), (False, "a1")], ids=["shown", "not shown"])
def test_an_annex_is_called_by_the_title_that_it_shows(shown: bool, called: str) -> None:
    with pikepdf.open(io.BytesIO(tagged())) as annexe:
        annexe.Root["/ViewerPreferences"] = pikepdf.Dictionary(DisplayDocTitle=shown)
        annexe.docinfo["/Title"] = "Règlement du programme"
        stream = io.BytesIO()
        annexe.save(stream)
    reader, _told = joined(stream.getvalue())
    assert outlined(reader) == [(called, 2)]


@pytest.mark.parametrize(
    ("acte", "annexe", "wanted"),
    [
        ("", "", ["1", "2", "3", "4"]),
        ("/PageLabels<</Nums[0<</S/r>>]>>", "", ["i", "ii", "3", "4"]),
        ("", "/PageLabels<</Nums[0<</S/D/P(A-)>>]>>", ["1", "2", "A-1", "A-2"]),
        ("/PageLabels<</Nums[0<</S/r>>1<</S/D>>]>>", "/PageLabels<</Nums[0<</S/A>>1<</S/D/St 7>>]>>", ["i", "1", "A", "7"]),
    ],
    ids=["none", "of the act", "of the annex", "of both"],
)
def test_labels_of_pages_are_kept(acte: str, annexe: str, wanted: list[str]) -> None:
    reader, _told = joined(tagged(textes="bc", catalog=annexe), acte=tagged(textes="ab", catalog=acte))
    assert reader.page_labels == wanted


# ---------------------------------------------------------------------------------------------------------- names and links


def linked(more: str, calls: str) -> bytes:
    """Return a PDF of two pages with a link on each, that calls a destination of the second."""
    annots = f"/Annots[<</Subtype/Link/Rect[0 0 9 9]/StructParent 9{calls}>>]"
    return tagged(textes="ab", annots=annots, catalog=more)


NAMED = "/Names<</Dests<</Names[(ch1)[102 0 R/Fit]]>>>>"
OLD = "/Dests<</ch1[102 0 R/Fit]>>"


def called(reader: PdfReader, rank: int) -> int:
    """Return the rank of the page that the link of a page leads to."""
    link = reader.pages[rank]["/Annots"][0]
    dest = link.get("/Dest") if "/Dest" in link else link["/A"]["/D"]
    if isinstance(dest, NameObject):
        return target(reader, reader.root_object["/Dests"][dest])
    if isinstance(dest, str):
        names = reader.root_object["/Names"]["/Dests"]["/Names"]
        return target(reader, names[names.index(dest) + 1])
    return target(reader, dest)


@pytest.mark.parametrize(
    ("more", "calls"),
    [
        (NAMED, "/Dest(ch1)"),
        (NAMED, "/A<</S/GoTo/D(ch1)>>"),
        (OLD, "/Dest/ch1"),
        ("", "/Dest[102 0 R/Fit]"),
        ("/Names<</Dests<</Names[<FEFF00E9>[102 0 R/Fit]]>>>>", "/Dest<FEFF00E9>"),
    ],
    ids=["by name", "by an action", "by an old name", "direct", "by an accented name"],
)
def test_a_link_leads_where_it_led(more: str, calls: str) -> None:
    """The same name in three files leads to three pages."""
    reader, _told = joined(linked(more, calls), linked(more, calls), acte=linked(more, calls))
    assert [called(reader, rank) for rank in range(6)] == [1, 1, 3, 3, 5, 5]


def test_attached_files_of_annexes_are_those_of_the_whole() -> None:
    annexe = attach(tagged(), "a.json", b"annexe", "application/json", "", "b.pdf")
    acte = attach(ACTE, "a.json", b"acte", "application/json", "", "acte.pdf")
    pdf, told = join(acte, [("b.pdf", annexe)], "acte.pdf")
    assert told == []
    root = reread(pdf).root_object
    files = root["/Names"]["/EmbeddedFiles"]["/Names"]
    assert [one["/EF"]["/F"].get_data() for one in (one.get_object() for one in files[1::2])] == [b"acte", b"annexe"]
    assert [one.idnum for one in root["/AF"]] == [one.idnum for one in files[1::2]]


def test_an_attached_file_that_says_no_relation_is_given_one() -> None:
    file = "<</Type/Filespec/F(a)/UF(a)/EF<</F 501 0 R>>>>"
    annexe = tagged(
        catalog="/Names<</EmbeddedFiles<</Names[(a)500 0 R]>>>>",
        more={500: file, 501: stream(b"x", "/Type/EmbeddedFile/Subtype/a")},
    )
    (one,) = joined(annexe)[0].root_object["/AF"]
    assert one.get_object()["/AFRelationship"] == "/Unspecified"


def test_layers_are_shown_as_they_were() -> None:
    """In the act all is shown but one; in the annex all is hidden but one."""
    layers = "/OCProperties<</OCGs[500 0 R 501 0 R]/D<</Name(d)/Order[500 0 R 501 0 R]{}>>>>"
    groups: dict[int, str | bytes] = {500: "<</Type/OCG/Name(x)>>", 501: "<</Type/OCG/Name(y)>>"}
    acte = tagged(catalog=layers.format("/OFF[501 0 R]"), more=groups)
    annexe = tagged(catalog=layers.format("/BaseState/OFF/ON[500 0 R]"), more=groups)
    for first in (acte, tagged()):
        told = joined(annexe, acte=first)[0].root_object["/OCProperties"]
        order = told["/D"]["/Order"]
        assert len(told["/OCGs"]) == len(order) == (4 if first is acte else 2)
        off = [order.index(one) for one in told["/D"].get("/OFF", [])]
        assert off == ([1, 3] if first is acte else [])
        assert told["/D"].get("/BaseState") == (None if first is acte else "/OFF")


# ------------------------------------------------------------------------------------------------------------------ fields


def form(value: str, font: str = "Helvetica", name: str = "nom") -> bytes:
    fields = "/AcroForm<</Fields[500 0 R]/DA(/Helv 10 Tf 0 g)/DR<</Font<</Helv 502 0 R>>>>/CO[500 0 R]>>"
    return tagged(
        annots="/Annots[500 0 R]",
        catalog=fields,
        more={
            500: f"<</FT/Tx/T({name})/V({value})/Subtype/Widget/Rect[0 0 99 20]/AP<</N 501 0 R>>/StructParent 5>>",
            501: stream(b"/Tx BMC EMC", "/Type/XObject/Subtype/Form/BBox[0 0 99 20]"),
            502: f"<</Type/Font/Subtype/Type1/BaseFont/{font}>>",
        },
    )


def test_fields_keep_their_values_and_their_look() -> None:
    reader, told = joined(form("un"), form("deux", font="Courier"), form("trois", name="prenom"))
    assert {name: field.get("/V") for name, field in (reader.get_fields() or {}).items()} == {
        "nom": "un",
        "nom-2": "deux",
        "prenom": "trois",
    }
    assert told == ["annexe-champs"]
    form_ = reader.root_object["/AcroForm"]
    fonts = {name: font["/BaseFont"] for name, font in form_["/DR"]["/Font"].items()}
    drawn = [field.get_object()["/DA"].split()[0] for field in form_["/Fields"]]
    assert [fonts[name] for name in drawn] == ["/Helvetica", "/Courier", "/Helvetica"]
    assert len(form_["/CO"]) == 3


# -------------------------------------------------------------------------------------------------------------- refusals


def test_scripts_are_not_joined_and_this_is_told() -> None:
    script = "<</S/JavaScript/JS(app.alert)>>"
    for catalog in (f"/Names<</JavaScript<</Names[(a){script}]>>>>", f"/OpenAction{script}", f"/AA<</WC{script}>>"):
        pdf, told = join(ACTE, [("a.pdf", tagged(catalog=catalog))], "acte.pdf")
        assert "annexe-scripts" in [one.code for one in told]
        assert b"app.alert" not in pdf


REFUSED = {
    "encrypted": (encrypted("secret"), "pdf-chiffre"),
    "encrypted without a password": (encrypted(""), "pdf-chiffre"),
    "signed": (signed(), "pdf-signe"),
    "empty": (b"", "pdf-illisible"),
    "no PDF": (b"PK\3\4", "pdf-illisible"),
    "cut": (tagged()[:3000], "pdf-illisible"),
    "without pages": (pdf_hostile.tree("<</Type/Pages/Kids[]/Count 0>>"), "pdf-illisible"),
    "an XFA form": (plain("/NeedsRendering true/AcroForm<</Fields[]/XFA(x)>>"), "annexe-xfa"),
}


@pytest.mark.parametrize("nom", REFUSED)
def test_what_cannot_be_joined(nom: str) -> None:
    annexe, code = REFUSED[nom]
    with pytest.raises(DelibError) as raised:
        join(ACTE, [("bonne.pdf", tagged()), ("celle-ci.pdf", annexe)], "acte.pdf")
    assert [(one.code, one.lieu) for one in raised.value.anomalies] == [(code, Page("celle-ci.pdf"))]


def test_all_that_is_refused_is_told_at_once() -> None:
    parts = [(f"{nom}.pdf", data) for nom, (data, _code) in REFUSED.items()]
    with pytest.raises(LectureError) as raised:
        join(encrypted("x"), parts, "acte.pdf")
    assert {str(one.lieu) for one in raised.value.anomalies} == {"acte.pdf", *(nom for nom, _data in parts)}
    with pytest.raises(DonneesError):
        join(ACTE, [("s.pdf", signed())], "acte.pdf")


def test_an_annex_made_by_another_library() -> None:
    """pypdf's own file, objects in its way, two pages in a tree of its own."""
    writer = PdfWriter()
    for width in (100, 200):
        writer.add_blank_page(width, 300)
    out = io.BytesIO()
    writer.write(out)
    reader, told = joined(out.getvalue())
    assert [page.mediabox.width for page in reader.pages] == [595, 595, 100, 200]
    assert told == [PDFA, PDFUA]


def test_a_file_saved_many_times_is_joined_as_it_is_now() -> None:
    data = pdf_hostile.plain()
    for turn in range(20):
        data = pdf_hostile.updated(data, {3: pdf_hostile.PAGE.format(f"/Rotate {turn % 4 * 90}")})
    assert joined(data)[0].pages[2].rotation == 270


# ---------------------------------------------------------------------------------------------------------------- the codes

FIRED = frozenset({PDFA, PDFUA, "annexe-xfa", "annexe-champs", "annexe-scripts", "pdf-signe", "pdf-chiffre", "pdf-illisible"})


def test_every_code_of_annexes_is_fired() -> None:
    assert {code for code in CODES if code.startswith("annexe-")} & FIRED == {one for one in FIRED if one.startswith("annexe-")}
    assert {code for _data, code in REFUSED.values()} | {code for _data, codes in LOST.values() for code in codes} <= FIRED


def test_the_tests_walk_what_delib_walks() -> None:
    pdf = opened(Tagged(textes="abc").to_bytes(), "a.pdf")
    assert len(walk(pdf.Root).elements) == 4
