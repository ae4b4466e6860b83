"""A file given as a template may be anything: it is refused in French, in bounded time and memory, or read; nothing else."""

from __future__ import annotations

import os
import random
import resource
import struct
import subprocess
import sys
import zipfile
import zlib
from io import BytesIO
from pathlib import Path

import pytest

import delib
from delib.anomalie import Gravite, Word
from delib.codes import CODES
from delib.modele.bibliotheque import Version
from delib.modele.strict import GabaritStrict
from delib.paquet import MAX_BYTES, MAX_MEMBERS, MAX_XML_DEPTH, read
from tests.archives import zip_of
from tests.words import FICHIER, HEAD, SPACES, docx, p, parts_of, zipped

SOUND = docx("Objet : {{ objet }}", header="{{ numero }}", title="{{ objet }}")
PARTS = parts_of("Objet : {{ objet }}", header="{{ numero }}", title="{{ objet }}")


def refusal(data: bytes) -> tuple[str, str]:
    """Return the code and the whole message that refuse `data`; ("", "") when it is read and compiled."""
    try:
        gabarit = GabaritStrict(read(data, FICHIER), FICHIER)
    except delib.ModeleError as error:
        anomalies = error.anomalies
    else:
        anomalies = tuple(gabarit.anomalies)
    for one in anomalies:
        assert one.code in CODES
        assert one.gravite is Gravite.ERREUR
        assert isinstance(one.lieu, Word)
        assert one.lieu.fichier == FICHIER
    return (anomalies[0].code, str(anomalies[0])) if anomalies else ("", "")


def with_part(name: str, data: bytes | str) -> bytes:
    """Return the sound file with one part put in, or replaced."""
    return zipped({**PARTS, name: data.encode() if isinstance(data, str) else data})


def stored(name: str, data: str) -> bytes:
    """Return the sound file with one part put in uncompressed, so that its ratio says nothing."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for key, part in {**PARTS, name: data.encode()}.items():
            archive.writestr(key, part)
    return stream.getvalue()


def without(name: str) -> bytes:
    """Return the sound file less a part."""
    return zipped({key: data for key, data in PARTS.items() if key != name})


def member(name: str, data: bytes = b"x") -> bytes:
    """Return the sound file with one more member of any name."""
    stream = BytesIO(SOUND)
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr(zipfile.ZipInfo(name), data)
    return stream.getvalue()


def bits(at: int, flag: int) -> bytes:
    """Return the sound file with `flag` set in the general purpose flags of its first entry, local and central."""
    data = bytearray(SOUND)
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = data.find(signature) + offset
        data[place + at] |= flag
    return bytes(data)


def put(mark: bytes, offset: int, value: bytes, data: bytes = SOUND) -> bytes:
    """Return the sound file with `value` put at `offset` in the first record that bears `mark`."""
    at = data.index(mark) + offset
    return data[:at] + value + data[at + len(value) :]


LOCAL, CENTRAL, END = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"
WIDE = zip_of(PARTS.items(), wide="central", ends="record full")
END64, LOCATOR = b"PK\x06\x06", b"PK\x06\x07"


def counted(by: int) -> bytes:
    """Return the sound file whose directory announces more members than it has, or fewer."""
    count = struct.pack("<H", len(PARTS) + by)
    return put(END, 8, count * 2)


def end_in_locator() -> bytes:
    """Return an archive whose zip64 locator leads to an end that begins four bytes before it."""
    at = WIDE.index(LOCATOR)
    return WIDE[: at - 4] + END64 + WIDE[at : at + 8] + struct.pack("<Q", at - 4) + WIDE[at + 16 :]


def nested_members() -> bytes:
    """Return the sound file with a stored member whose bytes are the record of another, in the directory too."""
    inner = zip_of([("word/b.bin", b"x" * 50)])
    record, entry = inner[: inner.index(CENTRAL)], inner[inner.index(CENTRAL) : inner.index(END)]
    stream = BytesIO(SOUND)
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_STORED) as archive:
        archive.writestr("word/a.bin", record)
    data = stream.getvalue()
    end = data.rindex(END)
    entry = entry[:42] + struct.pack("<I", data.rindex(record)) + entry[46:]
    size, start = struct.unpack_from("<2I", data, end + 12)
    count = struct.pack("<H", len(PARTS) + 2)
    return data[:end] + entry + END + b"\0" * 4 + count * 2 + struct.pack("<2IH", size + len(entry), start, 0)


def in_the_comment() -> bytes:
    """Return an archive whose members lie after its end, in its comment."""
    sound = zip_of(PARTS.items())
    start, end = sound.index(CENTRAL), sound.index(END)
    listed, at = bytearray(sound[start:end]), 0
    while at < len(listed):
        (place,) = struct.unpack_from("<I", listed, at + 42)
        struct.pack_into("<I", listed, at + 42, place + len(listed) + 22)
        at += 46 + sum(struct.unpack_from("<3H", listed, at + 28))
    finish = sound[end : end + 12] + struct.pack("<2IH", len(listed), 0, start)
    return bytes(listed) + finish + sound[:start]


def other_method(method: int) -> bytes:
    """Return the sound file with a stored member said to be packed by another method."""
    data = member("word/a.bin", b"x")
    for mark, offset in ((LOCAL, 8), (CENTRAL, 10)):
        at = data.rindex(mark) + offset
        data = data[:at] + struct.pack("<H", method) + data[at + 2 :]
    return data


def deep(levels: int) -> str:
    """Return a document whose elements nest `levels` deep."""
    return f"<w:document {SPACES}>{'<w:p>' * levels}{'</w:p>' * levels}</w:document>"


LAUGHS = '<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]><w:document>&c;</w:document>'
EXTERNAL = '<!DOCTYPE l [<!ENTITY a SYSTEM "file:///etc/passwd">]><w:document>&a;</w:document>'
QUADRATIC = f'<!DOCTYPE l [<!ENTITY a "{"x" * 100_000}">]><w:document>{"&a;" * 1000}</w:document>'

# What is given as a template; the code that refuses it; a word of the message.
REFUSED: list[tuple[str, bytes | None, str, str]] = [
    ("an empty file", b"", "docx-pas-docx", "fichier vide"),
    ("an old .doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "docx-pas-docx", ".doc"),
    ("a PDF", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", "docx-pas-docx", "PDF"),
    ("an RTF", b"{\\rtf1\\ansi Bonjour}", "docx-pas-docx", "RTF"),
    ("a text", "Délibération".encode(), "docx-pas-docx", "autre nature"),
    ("a picture", b"\x89PNG\r\n\x1a\n", "docx-pas-docx", "autre nature"),
    ("two letters", b"PK", "docx-tronque", "abîmé"),
    ("a zip of something else", zipped({"mimetype": b"application/epub+zip"}), "docx-pas-docx", "pas un document Word"),
    ("an empty zip", zipped({}), "docx-pas-docx", "pas un document Word"),
    (
        "an OpenDocument",
        zipped({"content.xml": b"<a/>", "META-INF/manifest.xml": b"<a/>"}),
        "docx-pas-docx",
        "pas un document Word",
    ),
    (
        "a spreadsheet",
        zipped({"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<a/>"}),
        "docx-pas-docx",
        "pas un document",
    ),
    ("no [Content_Types].xml", without("[Content_Types].xml"), "docx-pas-docx", "pas un document Word"),
    ("no document.xml", without("word/document.xml"), "docx-pas-docx", "pas un document Word"),
    ("a zip in a zip", zipped({"acte.docx": SOUND}), "docx-pas-docx", "pas un document Word"),
    ("a file over the limit", b"PK" + b"\0" * MAX_BYTES, "docx-trop-grand", "50"),
    ("too many members", zipped({**PARTS, **{f"a/{i}": b"" for i in range(MAX_MEMBERS)}}), "docx-bombe", "2000"),
    ("a member that swells", with_part("word/media/a.bin", b"\0" * 30_000_000), "docx-bombe", "démesuré"),
    ("too much text", with_part("word/document.xml", os.urandom(9_000_000).hex()), "docx-bombe", "Mo"),
    ("a name that climbs", member("word/../../etc/passwd"), "docx-nom", "etc/passwd"),
    ("a name that only climbs", member("../x"), "docx-nom", "../x"),
    ("an absolute name", member("/etc/passwd"), "docx-nom", "/etc/passwd"),
    ("a name of Windows", member("word\\document.xml"), "docx-nom", "document.xml"),
    ("a name twice", None, "docx-nom", "word/document.xml"),
    ("a name twice but for case", member("WORD/Document.XML"), "docx-nom", "Document.XML"),
    ("a password", bits(0, 0x01), "docx-chiffre", "mot de passe"),
    ("a strong password", bits(0, 0x40), "docx-chiffre", "mot de passe"),
    ("a hidden directory", bits(1, 0x20), "docx-chiffre", "mot de passe"),
    ("a hidden character in a name", member("word/QQ").replace(b"word/QQ", b"word/\0Q"), "docx-nom", "word/"),
    ("a line in a name", member("word/a\nb"), "docx-nom", "a↵b"),
    ("an empty name", zip_of([*PARTS.items(), ("", b"x")]), "docx-nom", "«"),
    ("a folder that climbs", member("../", b""), "docx-nom", "../"),
    ("a name that is not UTF-8", put(CENTRAL, 8, b"\0\x08", SOUND).replace(b"[Content", b"[\xe9ontent"), "docx-tronque", "abîmé"),
    ("a patch", bits(0, 0x20), "docx-tronque", "abîmé"),
    ("bytes before the archive", b"PK00" + SOUND, "docx-tronque", "abîmé"),
    ("a comment cut short", put(END, 20, b"\x09\x00") + b"12345678", "docx-tronque", "abîmé"),
    ("a directory of one more member", counted(1), "docx-tronque", "abîmé"),
    ("a directory of one member less", counted(-1), "docx-tronque", "abîmé"),
    ("a directory on another disk", put(END, 6, b"\1\0"), "docx-tronque", "abîmé"),
    ("a part of an archive", put(END, 4, b"\1\0"), "docx-tronque", "abîmé"),
    ("a directory split over two disks", put(END, 8, b"\1\0"), "docx-tronque", "abîmé"),
    ("a member on another disk", put(CENTRAL, 34, b"\1\0"), "docx-tronque", "abîmé"),
    ("an entry that is none", put(CENTRAL, 2, b"\7\7"), "docx-tronque", "abîmé"),
    ("a member whose header is none", put(LOCAL, 2, b"\7\7"), "docx-tronque", "abîmé"),
    ("a member of two names", put(LOCAL, 31, b"X"), "docx-tronque", "abîmé"),
    ("a member of two methods", put(LOCAL, 8, b"\0\0"), "docx-tronque", "abîmé"),
    ("a member far away", put(CENTRAL, 42, b"\xf0\xff\xff\xff"), "docx-tronque", "abîmé"),
    (
        "a member larger than it says",
        put(CENTRAL, 24, struct.pack("<I", len(PARTS["[Content_Types].xml"]) - 1)),
        "docx-tronque",
        "abîmé",
    ),
    (
        "a member smaller than it says",
        put(CENTRAL, 24, struct.pack("<I", len(PARTS["[Content_Types].xml"]) + 1)),
        "docx-tronque",
        "abîmé",
    ),
    ("a wrong checksum", put(CENTRAL, 16, b"\0\0\0\0"), "docx-tronque", "abîmé"),
    ("a packing of old", other_method(1), "docx-tronque", "abîmé"),
    ("a packing of others", other_method(12), "docx-tronque", "abîmé"),
    ("a member inside another", nested_members(), "docx-tronque", "abîmé"),
    ("members after the end", in_the_comment(), "docx-tronque", "abîmé"),
    ("a zip64 end that is none", put(END64, 2, b"\7\7", WIDE), "docx-tronque", "abîmé"),
    ("a zip64 end far away", put(LOCATOR, 8, b"\xff" * 8, WIDE), "docx-tronque", "abîmé"),
    ("a zip64 end too near", end_in_locator(), "docx-tronque", "abîmé"),
    ("a directory of another size", put(END, 12, struct.pack("<I", 9)), "docx-tronque", "abîmé"),
    ("a zip64 end that contradicts the other", put(END, 8, b"\1\0\1\0", WIDE), "docx-tronque", "abîmé"),
    ("a zip64 field too short", put(b"\x01\x00\x18\x00", 2, b"\x10\0", WIDE), "docx-tronque", "abîmé"),
    ("a zip64 size that none has", put(b"\x01\x00\x18\x00", 4, b"\xff" * 8, WIDE), "docx-bombe", "démesuré"),
    ("content types cut short", with_part("[Content_Types].xml", "<Types>"), "xml-mal-forme", "[Content_Types].xml"),
    ("a DTD in the content types", with_part("[Content_Types].xml", EXTERNAL), "xml-dtd", "[Content_Types].xml"),
    ("content types of 20 MB", stored("[Content_Types].xml", "<T>" + "<a/>" * 5_000_000 + "</T>"), "docx-bombe", "16 Mo"),
    (
        "comments",
        with_part("word/comments.xml", "<w:comments xmlns:w='w'><w:comment w:id='0'><w:p/></w:comment></w:comments>"),
        "modele-commentaires",
        "commentaires",
    ),
    ("macros", with_part("word/vbaProject.bin", b"\xd0\xcf"), "docx-macros", "macros"),
    (
        "macros by their type",
        with_part(
            "[Content_Types].xml",
            '<Types><Override ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/></Types>',
        ),
        "docx-macros",
        "macros",
    ),
    ("a DTD", with_part("word/document.xml", "<!DOCTYPE w:document><w:document/>"), "xml-dtd", "word/document.xml"),
    ("a billion laughs", with_part("word/document.xml", LAUGHS), "xml-dtd", "word/document.xml"),
    ("a quadratic blow-up", with_part("word/document.xml", QUADRATIC), "xml-dtd", "word/document.xml"),
    ("an external entity", with_part("word/styles.xml", EXTERNAL), "xml-dtd", "word/styles.xml"),
    ("a DTD in UTF-16", with_part("word/styles.xml", LAUGHS.encode("utf-16")), "xml-dtd", "word/styles.xml"),
    ("a DTD in the relations", with_part("_rels/.rels", EXTERNAL), "xml-dtd", "_rels/.rels"),
    ("an entity out of nowhere", with_part("word/document.xml", "<w:document>&eacute;</w:document>"), "xml-mal-forme", "ligne 1"),
    ("a depth of 257", with_part("word/document.xml", deep(MAX_XML_DEPTH)), "xml-profondeur", "256"),
    ("a depth of 100,000", stored("word/document.xml", deep(100_000)), "xml-profondeur", "256"),
    ("a depth in UTF-16", with_part("word/styles.xml", deep(1_000).encode("utf-16")), "xml-profondeur", "256"),
    ("XML cut short", with_part("word/document.xml", deep(3)[:-5]), "xml-mal-forme", "ligne 1"),
    ("XML crossed", with_part("word/document.xml", "<a><b></a></b>"), "xml-mal-forme", "ligne 1"),
    ("an undeclared prefix is Word's own affair", with_part("word/document.xml", "<w:document/>"), "", ""),
    ("an empty document.xml", with_part("word/document.xml", ""), "xml-mal-forme", "word/document.xml"),
    ("a control character", with_part("word/document.xml", "<w:document>\x07</w:document>"), "xml-mal-forme", "ligne 1"),
    ("bytes that are not UTF-8", with_part("word/document.xml", b"<w:document>\xe9</w:document>"), "xml-mal-forme", "ligne 1"),
    ("a body in UTF-16", with_part("word/document.xml", deep(2).encode("utf-16")), "xml-mal-forme", "UTF-8"),
    (
        "a body in Latin-1",
        with_part("word/document.xml", b'<?xml version="1.0" encoding="ISO-8859-1"?>' + b"<w:document>\xe9</w:document>"),
        "xml-mal-forme",
        "UTF-8",
    ),
    (
        "a body that says Latin-1",
        with_part("word/document.xml", '<?xml version="1.0" encoding="ISO-8859-1"?><w:document/>'),
        "xml-mal-forme",
        "UTF-8",
    ),
]


@pytest.mark.parametrize(("name", "data", "code", "said"), REFUSED, ids=[one[0] for one in REFUSED])
def test_what_is_no_sound_template_is_refused(name: str, data: bytes | None, code: str, said: str) -> None:
    if data is None:
        with pytest.warns(UserWarning, match="Duplicate name"):
            data = member("word/document.xml")
    found, message = refusal(data)
    assert found == code, message
    assert said in message
    assert not any(word in message for word in ("Error", "Traceback", "mismatched", "not well-formed"))


def test_a_sound_template_is_read() -> None:
    assert refusal(SOUND) == ("", "")


def test_every_truncation_is_refused() -> None:
    """At every byte of the last hundred, and at one in thirteen before."""
    cuts = {*range(0, len(SOUND), 13), *range(len(SOUND) - 100, len(SOUND))}
    refused = {cut: refusal(SOUND[:cut])[0] for cut in cuts}
    assert set(refused.values()) <= {"docx-pas-docx", "docx-tronque"}, refused


@pytest.mark.parametrize("seed", range(150))
def test_a_flipped_bit_is_refused_or_harmless(seed: int) -> None:
    """A flip may fall on a date or an attribute that nobody reads; it never gives another exception."""
    chance = random.Random(seed)  # noqa: S311 - a seed, so that a failure can be played again
    data = bytearray(SOUND)
    for _ in range(chance.choice((1, 1, 2, 8))):
        at = chance.randrange(len(data))
        data[at] ^= 1 << chance.randrange(8)
    code, _ = refusal(bytes(data))
    if not code:
        assert read(bytes(data), FICHIER)["word/document.xml"] == PARTS["word/document.xml"]


@pytest.mark.parametrize("seed", range(60))
def test_a_document_that_lost_or_gained_bytes_is_refused_or_harmless(seed: int) -> None:
    """The XML of the body is cut about, and zipped again as if nothing had happened."""
    chance = random.Random(seed)  # noqa: S311 - a seed, so that a failure can be played again
    xml = bytearray(PARTS["word/document.xml"])
    for _ in range(chance.choice((1, 3))):
        at = chance.randrange(len(xml))
        if chance.random() < 0.5:
            del xml[at : at + chance.randrange(1, 40)]
        else:
            xml[at:at] = bytes(chance.choice(b"<>&/{}%\"' wp:\x00\xff") for _ in range(chance.randrange(1, 6)))
    refusal(with_part("word/document.xml", bytes(xml)))


# ---------------------------------------------------------------------------------------------------- bombs, in a small room

MEMORY = 700 * 1024 * 1024
SECONDS = 20


def overlapping() -> bytes:
    """Return a zip whose many entries all point at one compressed block."""
    block = zipped({"a": b"\0" * 1_000_000})
    central = block[block.find(b"PK\x01\x02") : block.find(b"PK\x05\x06")]
    local = block[: block.find(b"PK\x01\x02")]
    entries = b""
    for index in range(1_500):
        name = f"{index:05d}".encode()
        entries += central[:28] + struct.pack("<H", len(name)) + central[30:46] + name
    end = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, 1_500, 1_500, len(entries), len(local), 0)
    return local + entries + end


def crowded() -> bytes:
    """Return a zip whose directory announces a million entries, in 47 MB."""
    entry = struct.pack("<4s6H3I5H2I", b"PK\x01\x02", 20, 20, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0) + b"a"
    entries = entry * 1_000_000
    return b"PK\x03\x04" + entries + struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, len(entries), 4, 0)


def lying() -> bytes:
    """Return a zip whose directory says that a part of 600 MB holds ten bytes."""
    deflater = zlib.compressobj(1, zlib.DEFLATED, -15)
    body = b"".join(deflater.compress(bytes(1_000_000)) for _ in range(600)) + deflater.flush()
    data = zip_of([*PARTS.items(), ("word/media/a.bin", b"0123456789")])
    end = data.index(END)
    local, entry = data.rindex(LOCAL), data.rindex(CENTRAL)
    first = data.index(CENTRAL)
    packed = struct.pack("<I", len(body))
    start = local + 30 + len("word/media/a.bin")
    made = data[: local + 18] + packed + data[local + 22 : start] + body
    place = struct.pack("<I", len(made))
    made += data[first : entry + 20] + packed + data[entry + 24 : end]
    return made + data[end : end + 16] + place + b"\0\0"


BOMBS = [
    ("one member of 400 MB", lambda: zipped({**PARTS, "word/media/a.bin": b"\0" * 400_000_000}), "docx-bombe"),
    (
        "many members of 1 MB",
        lambda: zipped({**PARTS, **{f"word/media/{i}.bin": b"\0" * 1_000_000 for i in range(300)}}),
        "docx-bombe",
    ),
    ("entries that overlap", overlapping, "docx-tronque"),
    ("a directory of a million entries", crowded, "docx-bombe"),
    ("a size that lies", lying, "docx-tronque"),
    ("15 MB of empty elements", lambda: with_part("word/document.xml", b"<a>" + b"<b/>" * 3_700_000 + b"</a>"), "docx-bombe"),
    ("a body of paragraphs", lambda: docx(*[p(f"{i:x}{os.urandom(60).hex()}") for i in range(40_000)]), ""),
]


@pytest.mark.parametrize(("name", "make", "code"), BOMBS, ids=[name for name, _, _ in BOMBS])
def test_a_bomb_is_refused_in_bounded_time_and_memory(name: str, make: object, code: str, tmp_path: Path, racine: Path) -> None:
    """In a process that may take neither much memory nor much time: it dies of it, and the test fails, if delib does."""
    path = tmp_path / "bombe.docx"
    path.write_bytes(make())  # type: ignore[operator]
    program = (
        "import sys, delib\n"
        "from delib.paquet import open_file\n"
        "from delib.modele.strict import GabaritStrict\n"
        "try:\n"
        "    GabaritStrict(open_file(sys.argv[1]), 'bombe.docx')\n"
        "except delib.ModeleError as error:\n"
        "    print(error.anomalies[0].code)\n"
    )

    def small_room() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))

    done = subprocess.run(
        [sys.executable, "-c", program, str(path)], capture_output=True, text=True, preexec_fn=small_room, check=False, cwd=racine
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == code


# --------------------------------------------------------------------------------------------------------------------- files


def test_a_missing_file_a_folder_and_a_device_are_told_in_french(tmp_path: Path) -> None:
    tables = [(tmp_path / "rien.docx", "n’existe pas"), (tmp_path, "pas un fichier"), (Path("/dev/zero"), "pas un fichier")]
    for path, said in tables:
        with pytest.raises(delib.LectureError) as refused:
            delib.Modele("a", Version((1, 0, 0)), str(path.parent), path.name).gabarit()
        (anomalie,) = refused.value.anomalies
        assert anomalie.code == "docx-illisible"
        assert said in str(anomalie)
        assert refused.value.exit_code == 2


# ------------------------------------------------------------------------------------------------------------ modele.toml

GOOD = 'nom = "avis"\nversion = "1.0.0"\ndocx = "avis.docx"\nschemas = ["deliberation.v1"]\n'

# What modele.toml says; the code; a word of the message.
TOMLS = [
    ("a syntax error", 'nom = "avis\nversion = 1', "modele-toml", "modele.toml:1:"),
    ("not UTF-8", b'nom = "\xe9"', "modele-toml", "UTF-8"),
    ("too deep", "a = " + "[" * 5_000, "modele-toml", "s’emboîte"),
    ("too large", "# " + "x" * 70_000, "modele-toml", "64"),
    ("an unknown key", GOOD + 'auteur = "moi"\n', "modele-toml", "« auteur »"),
    ("another name", GOOD.replace('"avis"', '"avi"'), "modele-toml", "avis, 1.0.0"),
    ("another version", GOOD.replace("1.0.0", "1.0.1"), "modele-toml", "avis, 1.0.0"),
    ("nothing at all", "", "modele-toml", "avis, 1.0.0"),
    ("a Word file elsewhere", GOOD.replace("avis.docx", "../1.0.0/avis.docx"), "modele-toml", "de ce dossier"),
    ("an absolute Word file", GOOD.replace("avis.docx", "/srv/avis.docx"), "modele-toml", "de ce dossier"),
    ("a Word file of another kind", GOOD.replace("avis.docx", "avis.doc"), "modele-toml", "de ce dossier"),
    ("a number for a Word file", GOOD.replace('"avis.docx"', "3"), "modele-toml", "de ce dossier"),
    ("schemas in one text", GOOD.replace('["deliberation.v1"]', '"deliberation.v1"'), "modele-toml", "listes"),
    ("a document that is no table", GOOD + "document = 3\n", "modele-toml", "[document]"),
    ("an unknown key of document", GOOD + '[document]\nauteur = "a"\n', "modele-toml", "[document]"),
    ("a date that is no text", GOOD + "[document]\ndate = 3\n", "modele-toml", "texte"),
    ("a range that is none", GOOD + 'delib = "la dernière"\n', "modele-toml", "intervalle"),
    ("a range of huge numbers", GOOD + f'delib = ">={"9" * 5_000}"\n', "modele-toml", "intervalle"),
    ("a later delib", GOOD + 'delib = ">=99"\n', "modele-delib", ">=99"),
    ("an earlier delib", GOOD + 'delib = ">=0.0.1,<0.0.2"\n', "modele-delib", "<0.0.2"),
    ("exactly another delib", GOOD + 'delib = "==0.0.1"\n', "modele-delib", "==0.0.1"),
    ("no Word file", GOOD.replace("avis.docx", "absent.docx"), "docx-illisible", "n’existe pas"),
]


@pytest.mark.parametrize(("name", "toml", "code", "said"), TOMLS, ids=[name for name, _, _, _ in TOMLS])
def test_a_faulty_modele_toml_is_told(name: str, toml: str | bytes, code: str, said: str, tmp_path: Path) -> None:
    folder = tmp_path / "modeles" / "avis" / "1.0.0"
    folder.mkdir(parents=True)
    (folder / "modele.toml").write_bytes(toml if isinstance(toml, bytes) else toml.encode())
    (folder / "avis.docx").write_bytes(SOUND)
    library = delib.Bibliotheque([tmp_path])
    with pytest.raises((delib.ModeleError, delib.LectureError)) as refused:
        library.gabarit(library.find("avis"))
    message = str(refused.value)
    assert refused.value.anomalies[0].code == code
    assert said in message
    assert "avis" in message


def test_the_faults_of_a_modele_toml_are_told_together(tmp_path: Path) -> None:
    folder = tmp_path / "modeles" / "avis" / "brouillon"
    folder.mkdir(parents=True)
    (folder / "modele.toml").write_text('nom = "a"\nx = 1\ny = 2\ndocx = 3\nschemas = 4\n', encoding="utf-8")
    with pytest.raises(delib.ModeleError) as refused:
        delib.Bibliotheque([tmp_path]).find("avis")
    assert len(refused.value.anomalies) == 5


def test_the_head_of_a_part_may_bear_a_byte_order_mark() -> None:
    data = with_part("word/document.xml", b"\xef\xbb\xbf" + (HEAD + deep(2)).encode())
    assert refusal(data) == ("", "")


FIRED = {one[2] for one in (*REFUSED, *TOMLS)} - {""}
