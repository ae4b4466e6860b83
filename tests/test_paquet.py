"""A package is read whatever tool packed it, and written again with the packed bytes of the parts that did not change."""

from __future__ import annotations

import pickle
import shutil
import struct
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import delib
from delib import archive
from delib.archive import LEVEL
from delib.paquet import CONTENT_TYPES, MAX_XML_DEPTH, Paquet, check_xml, read
from tests.archives import zip_of
from tests.words import FICHIER, parts_of, zipped

PARTS = parts_of("Objet : {{ objet }}", header="{{ numero }}", more={"word/media/image1.png": b"\x89PNG" + bytes(range(256)) * 9})
PNG = "word/media/image1.png"


def packed(data: bytes) -> dict[str, tuple[int, bytes]]:
    """Return the method and the packed bytes of each member, as Python's zipfile finds them."""
    found = {}
    with zipfile.ZipFile(BytesIO(data)) as file:
        for info in file.infolist():
            name, extra = struct.unpack_from("<2H", data, info.header_offset + 26)
            start = info.header_offset + 30 + name + extra
            found[info.filename] = (info.compress_type, data[start : start + info.compress_size])
    return found


def unpacked(data: bytes) -> dict[str, bytes]:
    """Return the members as Python's zipfile reads them, their checksums verified."""
    with zipfile.ZipFile(BytesIO(data)) as file:
        assert file.testzip() is None
        return {name: file.read(name) for name in file.namelist() if not name.endswith("/")}


# ------------------------------------------------------------------------------------------------------------- what is copied


def differently_packed() -> bytes:
    """Return a package whose members are stored, packed fast, packed hard, one after the other."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as file:
        for i, (name, data) in enumerate(PARTS.items()):
            file.writestr(name, data, (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)[i % 3 > 0], (None, 1, 9)[i % 3])
    return stream.getvalue()


def test_what_does_not_change_keeps_its_packed_bytes() -> None:
    source = differently_packed()
    before = packed(source)
    changed = {"word/document.xml": b"<a>\xc3\xa9</a>", "docProps/core.xml": b"<b/>"}
    made = read(source, FICHIER).replaced(changed).to_bytes()
    after = packed(made)
    assert {name: one for name, one in after.items() if name not in changed} == {
        name: one for name, one in before.items() if name not in changed
    }
    assert {method for method, _ in after.values()} == {0, 8}
    assert unpacked(made) == {**PARTS, **changed}
    assert before != packed(zipped(PARTS)), "this source is packed otherwise than delib packs"


def test_a_change_packs_the_changed_parts_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    paquet = read(zipped(PARTS), FICHIER)
    asked = []
    real = archive.pack
    monkeypatch.setattr(archive, "pack", lambda name, data: asked.append(name) or real(name, data))
    made = paquet.replaced({"word/document.xml": b"<a/>", "word/neuf.xml": b"<b/>"})
    assert made.to_bytes() == made.to_bytes() == made.replaced({}).to_bytes()
    assert asked == ["word/document.xml", "word/neuf.xml"]


def test_a_package_made_of_parts_is_the_very_file_that_zipfile_writes() -> None:
    """The oracle of every field of every header: names in and out of ASCII, an empty part, the order of the first two."""
    parts = {"word/é.xml": b"<a/>", **PARTS, "word/vide.bin": b""}
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as file:
        for name in [CONTENT_TYPES, "_rels/.rels", *(name for name in parts if name not in (CONTENT_TYPES, "_rels/.rels"))]:
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 3
            info.external_attr = 0o600 << 16
            file.writestr(info, parts[name], compresslevel=LEVEL)
    assert Paquet(parts).to_bytes() == stream.getvalue()


def test_parts_keep_their_order_and_new_ones_come_last() -> None:
    names = [*PARTS][::-1]
    paquet = Paquet({name: PARTS[name] for name in names})
    made = paquet.replaced({"word/neuf.xml": b"<a/>", "word/styles.xml": b"<b/>"})
    assert [*made] == [*names, "word/neuf.xml"]
    written = [*unpacked(made.to_bytes())]
    assert written == [CONTENT_TYPES, "_rels/.rels", *(name for name in made if name not in (CONTENT_TYPES, "_rels/.rels"))]


def test_a_package_is_never_altered() -> None:
    paquet = read(zipped(PARTS), FICHIER)
    before = (dict(paquet), paquet.empreinte, paquet.to_bytes())
    child = paquet.replaced({"word/document.xml": b"<a/>", CONTENT_TYPES: b"<Types/>"})
    assert child.parties == {}
    assert (dict(paquet), paquet.empreinte, paquet.to_bytes()) == before
    assert paquet.parties["word/document.xml"] == "document"


def test_what_is_written_is_read_again_the_same() -> None:
    once = read(differently_packed(), FICHIER).to_bytes()
    assert read(once, FICHIER).to_bytes() == once
    assert dict(read(once, FICHIER)) == PARTS


def test_threads_and_processes_write_the_same_bytes() -> None:
    paquet = Paquet(PARTS)
    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(lambda _: paquet.replaced({"word/document.xml": b"<a/>"}).to_bytes(), range(200)))) == 1
    for one in (paquet, read(differently_packed(), FICHIER), Paquet({})):
        again = pickle.loads(pickle.dumps(one))  # noqa: S301 - our own
        assert dict(again) == dict(one)
        assert again.to_bytes() == one.to_bytes()


# --------------------------------------------------------------------------------------------------------------- who opens it


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a file with copied members of each kind, a changed one and a new one."""
    path = tmp_path_factory.mktemp("paquet") / "acte.docx"
    body = PARTS["word/document.xml"].replace(b"{{ objet }}", "Réfection du toit".encode())
    path.write_bytes(read(differently_packed(), FICHIER).replaced({"word/document.xml": body, "word/média.bin": b"x"}).to_bytes())
    return path


def test_zip_tools_find_no_fault(written: Path) -> None:
    tools = [[sys.executable, "-m", "zipfile", "-t", str(written)]]
    if (unzip := shutil.which("unzip")) is not None:
        tools.append([unzip, "-tqq", str(written)])
    for tool in tools:
        done = subprocess.run(tool, capture_output=True, text=True, check=False)
        assert (done.returncode, done.stderr) == (0, ""), done.stdout


def test_python_docx_opens_it(written: Path) -> None:
    import docx

    assert [paragraph.text for paragraph in docx.Document(str(written)).paragraphs] == ["Objet : Réfection du toit"]


def test_libreoffice_opens_it(written: Path, to_pdf: Callable[[list[Path]], list[Path]], pdftotext: str) -> None:
    (pdf,) = to_pdf([written])
    text = subprocess.run([pdftotext, str(pdf), "-"], capture_output=True, text=True, check=True).stdout
    assert "Objet : Réfection du toit" in text


# ------------------------------------------------------------------------------------------------------- odd but legal archives


class Unseekable(BytesIO):
    """A stream that cannot go back: zipfile then writes data descriptors."""

    def seekable(self) -> bool:
        return False

    def seek(self, *_place: int) -> int:
        raise OSError


def streamed() -> bytes:
    """Return a package that zipfile wrote without going back."""
    stream = Unseekable()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in PARTS.items():
            file.writestr(name, data)
    return stream.getvalue()


def forced() -> bytes:
    """Return a package whose local headers bear the zip64 sizes of small members."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in PARTS.items():
            with file.open(name, "w", force_zip64=True) as member:
                member.write(data)
    return stream.getvalue()


def appended(*, comment: bytes = b"", folder: str = "", name: str = "") -> bytes:
    """Return the sound file with a comment, a folder, a member of any name."""
    stream = BytesIO(zipped(PARTS))
    with zipfile.ZipFile(stream, "a") as file:
        file.comment = comment
        if folder:
            file.writestr(folder, b"")
        if name:
            file.writestr(name, b"x")
    return stream.getvalue()


def in_cp437() -> bytes:
    """Return the sound file with a member named « é » as DOS wrote it, without the flag of UTF-8."""
    data = appended(name="word/Q.bin")
    return data.replace(b"word/Q.bin", b"word/\x82.bin")


def trailing() -> bytes:
    """Return the sound file whose first member has three bytes left after the end of its deflated ones."""
    data = zip_of(PARTS.items())
    body = dict(packed(data))[CONTENT_TYPES][1]
    grown = data.replace(body, body + b"\0\0\0", 1)
    for mark, offset in ((b"PK\x03\x04", 18), (b"PK\x01\x02", 20)):
        at = grown.index(mark) + offset
        grown = grown[:at] + struct.pack("<I", len(body) + 3) + grown[at + 4 :]
    at = grown.index(b"PK\x01\x02") + 46 + len(CONTENT_TYPES) + 3
    while grown[at : at + 4] == b"PK\x01\x02":  # the other members lie three bytes further
        (place,) = struct.unpack_from("<I", grown, at + 42)
        grown = grown[: at + 42] + struct.pack("<I", place + 3) + grown[at + 46 :]
        at += 46 + sum(struct.unpack_from("<3H", grown, at + 28))
    return grown[:-6] + struct.pack("<I", len(grown) - 22 - struct.unpack("<I", grown[-10:-6])[0]) + b"\0\0"


UNIX = struct.pack("<2HB2I", 0x5455, 9, 3, 1_700_000_000, 1_700_000_000)
NTFS = struct.pack("<2H", 0x000A, 4) + b"\0" * 4
LEGAL = [
    ("data descriptors", streamed(), {}),
    ("data descriptors with a signature", zip_of(PARTS.items(), descriptor=b"PK\x07\x08"), {}),
    ("data descriptors without a signature", zip_of(PARTS.items(), descriptor=b""), {}),
    ("extra fields, other here and there", zip_of(PARTS.items(), extra=(UNIX + NTFS, UNIX)), {}),
    ("an extra field cut short", zip_of(PARTS.items(), extra=(b"\x01", b"\x55\x54\xff")), {}),
    ("zip64 sizes in the local headers", forced(), {}),
    ("zip64 sizes everywhere", zip_of(PARTS.items(), wide="local central"), {}),
    ("zip64 sizes after another field", zip_of(PARTS.items(), wide="central", extra=(b"", NTFS)), {}),
    ("zip64 ends", zip_of(PARTS.items(), ends="record"), {}),
    ("zip64 ends that alone know", zip_of(PARTS.items(), ends="record full"), {}),
    ("zip64 all over", zip_of(PARTS.items(), wide="local central", ends="record full", descriptor=b"PK\x07\x08"), {}),
    ("a comment", appended(comment="délibération".encode()), {}),
    ("the longest comment", appended(comment=b"x" * 65_535), {}),
    ("bytes after the end", zipped(PARTS) + b"\r\n", {}),
    ("a folder", appended(folder="word/media/"), {}),
    ("a name in UTF-8", zip_of({**PARTS, "word/é.bin": b"x"}.items()), {"word/é.bin": b"x"}),
    ("a name of DOS", in_cp437(), {"word/é.bin": b"x"}),
    ("the mark of a split archive", zip_of(PARTS.items(), head=b"PK00"), {}),
    ("bytes after a deflated member", trailing(), {}),
    ("deflated members without a last block", zip_of(PARTS.items(), whole=False), {}),
]


@pytest.mark.parametrize(("name", "data", "more"), LEGAL, ids=[one[0] for one in LEGAL])
def test_an_odd_but_legal_archive_is_read_right_and_written_plain(name: str, data: bytes, more: dict[str, bytes]) -> None:
    parts = {**PARTS, **more}
    assert dict(read(data, FICHIER)) == parts == unpacked(data), name
    made = read(data, FICHIER).to_bytes()
    assert unpacked(made) == parts
    for method, body in packed(made).values():
        inflater = zlib.decompressobj(-15)
        inflater.decompress(body if method else b"\3\0")
        assert (inflater.eof, inflater.unused_data) == (True, b""), "one whole stream a member"
    with zipfile.ZipFile(BytesIO(made)) as file:
        assert file.comment == b""
        for info in file.infolist():
            assert (info.extra, info.comment, info.extract_version, info.internal_attr) == (b"", b"", 20, 0)
            assert info.flag_bits == (0 if info.filename.isascii() else 0x0800)
            local = struct.unpack_from("<4s5H3I2H", made, info.header_offset)
            assert local[6:9] == (info.CRC, info.compress_size, info.file_size), "no data descriptor"
            assert local[10] == 0


# ------------------------------------------------------------------------------------------------------- the kinds of the parts

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"


def typed(overrides: dict[str, str], defaults: str = "", parts: Iterable[str] | None = None) -> bytes:
    """Return a package whose content types are `overrides` (short: « header »), holding their `parts`."""
    said = "".join(
        f'<Override PartName="/{name}" ContentType="{kind if "/" in kind else f"{WORD}.{kind}+xml"}"/>'
        for name, kind in overrides.items()
    )
    xml = f'<Types xmlns="{TYPES}"><Default Extension="rels" ContentType="a/b"/>{defaults}{said}</Types>'
    return zipped({CONTENT_TYPES: xml.encode(), **dict.fromkeys(parts or overrides, b"<a/>")})


CORE = "application/vnd.openxmlformats-package.core-properties+xml"
MAIN = "document.main"
KINDS = [
    (
        "Word",
        typed({"word/document.xml": MAIN, "docProps/core.xml": CORE}),
        {"word/document.xml": "document", "docProps/core.xml": "core"},
    ),
    ("Word online", typed({"word/document2.xml": MAIN}), {"word/document2.xml": "document"}),
    (
        "each kind, and what is none",
        typed(
            {
                "word/document.xml": MAIN,
                "word/header3.xml": "header",
                "word/pied.xml": "footer",
                "word/footnotes.xml": "footnotes",
                "word/endnotes.xml": "endnotes",
                "word/comments.xml": "comments",
                "word/styles.xml": "styles",
                "word/theme.xml": "application/vnd.openxmlformats-officedocument.theme+xml",
            }
        ),
        {
            "word/document.xml": "document",
            "word/header3.xml": "header",
            "word/pied.xml": "footer",
            "word/footnotes.xml": "footnotes",
            "word/endnotes.xml": "endnotes",
            "word/comments.xml": "comments",
        },
    ),
    (
        "the document as the type of every .xml",
        typed(
            {"word/styles.xml": "styles"},
            f'<Default Extension="XML" ContentType="{WORD}.{MAIN}+xml"/>',
            ["doc.xml", "word/styles.xml"],
        ),
        {"doc.xml": "document"},
    ),
    (
        "a name in other capitals",
        typed({"Word/Document.xml": MAIN}, parts=["word/document.xml"]),
        {"word/document.xml": "document"},
    ),
    ("a type in other capitals", typed({"word/document.xml": f"{WORD}.{MAIN}+xml".upper()}), {"word/document.xml": "document"}),
    (
        "a part that is not there",
        typed({"word/document.xml": MAIN, "word/header1.xml": "header"}, parts=["word/document.xml"]),
        {"word/document.xml": "document"},
    ),
    (
        "the glossary's own notes",
        typed({"word/document.xml": MAIN, "word/glossary/footnotes.xml": "footnotes"}),
        {"word/document.xml": "document"},
    ),
    (
        "other quotes, another order, a prefix",
        zipped(
            {
                CONTENT_TYPES: (
                    f"<t:Types xmlns:t='{TYPES}'><t:Override\n ContentType = '{WORD}.{MAIN}+xml'\t"
                    "PartName = '/a&#46;xml' ></t:Override></t:Types>"
                ).encode("utf-16"),
                "a.xml": b"<a/>",
            }
        ),
        {"a.xml": "document"},
    ),
]


@pytest.mark.parametrize(("name", "data", "kinds"), KINDS, ids=[one[0] for one in KINDS])
def test_the_content_types_tell_the_parts_that_a_person_fills(name: str, data: bytes, kinds: dict[str, str]) -> None:
    assert read(data, FICHIER).parties == kinds, name


EVERY = '<Types><Default Extension="xml" ContentType="application/vnd.ms-word.document.MACROENABLED.main+xml"/></Types>'
MACROS = "application/vnd.ms-word.{}.main+xml"
NOT_WORD = [
    ("a template", typed({"word/document.xml": "template.main"}), "docx-pas-docx", ".dotx"),
    ("a document with macros", typed({"word/document.xml": MACROS.format("document.macroEnabled")}), "docx-macros", ".docx"),
    (
        "a template with macros",
        typed({"word/document.xml": MACROS.format("template.macroEnabledTemplate")}),
        "docx-macros",
        ".docx",
    ),
    (
        "macros under another name",
        typed({"word/document.xml": MAIN, "word/a.xml": "application/vnd.ms-office.vbaProject"}),
        "docx-macros",
        "macros",
    ),
    (
        "macros typed by their extension, in UTF-16",
        zipped({CONTENT_TYPES: EVERY.encode("utf-16"), "word/document.xml": b"<a/>"}),
        "docx-macros",
        "macros",
    ),
    ("two documents", typed({"word/document.xml": MAIN, "word/document2.xml": MAIN}), "docx-pas-docx", "plusieurs documents"),
    ("a document of no type", typed({}, parts=["word/document.xml"]), "docx-pas-docx", "pas un document Word"),
    ("a document that is no .xml", typed({"word/document.bin": MAIN}), "docx-pas-docx", "pas un document Word"),
    ("a spreadsheet", typed({"xl/workbook.xml": "a/b.sheet.main+xml"}), "docx-pas-docx", "pas un document Word"),
]


@pytest.mark.parametrize(("name", "data", "code", "said"), NOT_WORD, ids=[one[0] for one in NOT_WORD])
def test_what_is_not_one_document_is_refused(name: str, data: bytes, code: str, said: str) -> None:
    with pytest.raises(delib.ModeleError) as refused:
        read(data, FICHIER)
    (anomalie,) = refused.value.anomalies
    assert anomalie.code == code, name
    assert said in str(anomalie)
    assert ".docx" in anomalie.conseil


def test_a_package_without_content_types_has_no_such_part() -> None:
    assert Paquet({"word/document.xml": b"<a/>"}).parties == {}


# ---------------------------------------------------------------------------------------------------------------- XML checked


def code_of(xml: bytes | str, *, espaces: bool = False) -> str:
    """Return the code that refuses a part, "" when it is sound."""
    try:
        check_xml(xml if isinstance(xml, bytes) else xml.encode(), FICHIER, "word/document.xml", espaces=espaces)
    except delib.ModeleError as error:
        (anomalie,) = error.anomalies
        assert "word/document.xml" in str(anomalie)
        return anomalie.code
    return ""


PREFIXES = [
    ("<w:a xmlns:w='w'/>", ""),
    ("<a/>", ""),
    ("<w:a/>", "xml-mal-forme"),
    ("<a w:b='1'/>", "xml-mal-forme"),
    ("<a xml:space='preserve'/>", ""),
    ("<a><w:b xmlns:w='w'/><w:c/></a>", "xml-mal-forme"),
    ("<a xmlns:v='x' xmlns:w='x' v:b='1' w:b='2'/>", "xml-mal-forme"),
    ("<w:a xmlns:w=''/>", "xml-mal-forme"),
    ("<a:b:c xmlns:a='a'/>", "xml-mal-forme"),
]


@pytest.mark.parametrize(("xml", "code"), PREFIXES, ids=[one[0] for one in PREFIXES])
def test_an_undeclared_prefix_is_refused_when_asked(xml: str, code: str) -> None:
    assert code_of(xml) == ""
    assert code_of(xml, espaces=True) == code


def test_an_undeclared_prefix_is_told_with_its_place() -> None:
    with pytest.raises(delib.ModeleError, match=r"préfixe non déclaré ligne 2, colonne 1"):
        check_xml(b"<a>\n<w:b/></a>", FICHIER, "word/document.xml", espaces=True)


FILLS = [
    "<w:t>x</w:t>",
    "<w:br/>",
    "<w:t a='/>'/>",
    "<w:t>a/b > c </w:t>",
    '<w:t a="/">/></w:t>',
    "<b/>",
    "<w:t>≥</w:t>",
]
HIDDEN = [
    "<!-- </w:p></w:p> -->",
    "<w:t><![CDATA[</w:p></w:p>]]></w:t>",
    "<?mso </w:p></w:p>?>",
    "<w:t a='/>/>'/>",
    "<w:t>/>/>/></w:t>",
]
# In UTF-16, the bytes of these letters are « </:> », as if an element ended.
WIDE = ["⼼㸺" * 300, "㰯㨾" * 300]


def nested(levels: int, fill: str, *, width: int = 0) -> str:
    """Return a document `levels` deep, with `fill` at each level and `width` more of it at the top."""
    return f'<?xml version="1.0"?><w:a xmlns:w="w">{fill * width}{f"<w:p>{fill}" * (levels - 1)}{"</w:p>" * (levels - 1)}</w:a>'


@pytest.mark.parametrize("fill", ["", *FILLS, *HIDDEN, *WIDE])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "iso-8859-1", "cp1252"])
def test_the_depth_is_counted_whatever_stands_between(fill: str, encoding: str) -> None:
    """What looks like the end of an element and is not hides no depth; what is deep enough and no more is read."""

    def coded(levels: int) -> bytes:
        said = f' encoding="{encoding}"' if encoding in ("iso-8859-1", "cp1252") else ""
        return nested(levels, fill).replace('"1.0"', f'"1.0"{said}').encode(encoding, "xmlcharrefreplace")

    own = 1 if fill.startswith("<w:t") or fill in ("<w:br/>", "<b/>") else 0
    assert code_of(coded(MAX_XML_DEPTH - own)) == ""
    assert code_of(coded(MAX_XML_DEPTH - own + 1)) == "xml-profondeur"
    assert code_of(coded(MAX_XML_DEPTH + 1), espaces=True) == "xml-profondeur"


@given(
    st.lists(st.sampled_from([*FILLS, *HIDDEN, "<w:p>", "<w:p>", "<w:p>", "<w:tc><w:p>", "</>", "</>"]), max_size=40),
    st.integers(1, 90),
)
def test_the_depth_is_that_of_the_tree(pieces: list[str], times: int) -> None:
    """Random trees, repeated: the quick count and the exact one agree on each."""
    opened: list[str] = []
    depth = deepest = 1
    made = []
    for piece in pieces * times:
        if piece == "</>":
            if opened:
                made.append(opened.pop())
                depth -= made[-1].count("</")
        elif piece.startswith(("<w:p>", "<w:tc>")):
            made.append(piece)
            opened.append("</w:p></w:tc>" if "tc" in piece else "</w:p>")
            depth += piece.count("<")
        else:
            made.append(piece)
            deepest = max(deepest, depth + (0 if piece[1] in "!?" else 1))
        deepest = max(deepest, depth)
    xml = f'<w:a xmlns:w="w">{"".join(made)}{"".join(reversed(opened))}</w:a>'
    assert code_of(xml) == ("xml-profondeur" if deepest > MAX_XML_DEPTH else "")


def test_a_wide_document_is_not_a_deep_one() -> None:
    for fill in FILLS:
        assert code_of(nested(20, fill, width=20_000)) == ""
