"""Archives of messages and envelopes: what is read of each, what is left out and told, and what is refused."""

from __future__ import annotations

import dataclasses
import io
import sys
import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from delib.anomalie import Gravite
from delib.archive import Damaged
from delib.codes import accuses
from delib.prefecture.accuse import Lecture
from delib.prefecture.accuse.enveloppes import read_archive
from delib.prefecture.accuse.lecture import read
from delib.prefecture.accuse.nature import archive_kind
from delib.prefecture.accuse.tar import DOSSIER, FICHIER, MAX_MEMBERS, Swollen, iter_members
from tests import messages as m
from tests import test_accuse_messages
from tests.messages import NOM, gzipped, made, other, packed
from tests.small_room import Room
from tests.test_accuse_messages import LU, REFUS, codes

NOM_AR = f"{NOM}-1-2_12.xml"
AUTRE = dataclasses.replace(LU, identifiant=dataclasses.replace(LU.identifiant, numero="AUTRE"))
AUTRE_AR = made(numero="AUTRE", identifiant="075-200054781-20251202-AUTRE-DE")
ENVELOPPE = "TACT--SPREF0011-200054781-20251216-3.xml"
PDF = b"%PDF-1.7\n%..." + bytes(2000)


def lu(data: bytes, kind: str = "") -> Lecture:
    """Return what is read of an archive, of the kind that its bytes tell."""
    return read_archive(io.BytesIO(data), "lot.tar.gz", kind or archive_kind(data))


def zipped(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return stream.getvalue()


def header(name: bytes = b"a.xml", size: bytes = b"00000000001\0", kind: bytes = b"0") -> bytes:
    """Return the header of a member, of any size that it claims."""
    block = bytearray(512)
    block[: len(name)] = name
    block[124:136] = size
    block[156:157] = kind
    block[257:265] = b"ustar\x0000"
    block[148:156] = b" " * 8
    block[148:156] = b"%06o\0 " % sum(block)
    return bytes(block)


# (what, archive, identifiers read, refusals read, codes)
LUES: list[tuple[str, bytes, int, int, list[str]]] = [
    ("one message", packed({NOM_AR: made()}), 1, 0, []),
    ("a plain tar", packed({NOM_AR: made()}, "w:"), 1, 0, []),
    ("a zip", zipped({NOM_AR: made()}), 1, 0, []),
    ("a zip, stored", zipped({NOM_AR: made()}, zipfile.ZIP_STORED), 1, 0, []),
    ("a message packed alone", gzipped(made()), 1, 0, []),
    ("a refusal packed alone", gzipped(made(racine="AnomalieActe")), 0, 1, ["accuse-refus"]),
    ("in a folder", packed({f"./lot/{NOM_AR}": made()}), 1, 0, []),
    ("two acts", packed({"a.xml": made(), "b.xml": AUTRE_AR}), 2, 0, []),
    ("a receipt and a refusal", packed({"a.xml": made(), "b.xml": made(racine="AnomalieActe")}), 1, 1, ["accuse-refus"]),
    ("an envelope and what it announces", packed({ENVELOPPE: m.envelope([NOM_AR]), NOM_AR: made()}), 1, 0, []),
    (
        "an envelope, a message missing",
        packed({ENVELOPPE: m.envelope([NOM_AR, "b.xml"]), NOM_AR: made()}),
        1,
        0,
        ["accuse-enveloppe-absent"],
    ),
    (
        "an envelope, a message more",
        packed({ENVELOPPE: m.envelope([NOM_AR]), NOM_AR: made(), "b.xml": AUTRE_AR}),
        2,
        0,
        ["accuse-enveloppe-surplus"],
    ),
    (
        "an envelope for another",
        packed({ENVELOPPE: m.envelope([NOM_AR], siren="213300635"), NOM_AR: made()}),
        1,
        0,
        ["accuse-enveloppe-siren"],
    ),
    (
        "with the act and its annexes",
        packed({"a.xml": made(), "99_DE-a.pdf": PDF, "b.png": b"\x89PNG"}),
        1,
        0,
        ["accuse-archive-reste"],
    ),
    ("a name in Latin letters", packed({"reçu.xml": made()}), 1, 0, []),
    ("a very long name", packed({f"{'dossier/' * 30}a.xml": made()}), 1, 0, []),
    (
        "the same receipt twice",
        packed({"a.xml": made(), "b.xml": made("utf-8", "UTF-8")}),
        1,
        0,
        ["accuse-repete"],
    ),
    (
        "an annulation",
        packed({"a.xml": made(), "b.xml": other("ARAnnulation", IDActe=NOM, DateReception="2025-12-20")}),
        1,
        0,
        ["accuse-annulation", "accuse-message"],
    ),
    ("a message at fault among others", packed({"a.xml": made(), "b.xml": b"<a>"}), 1, 0, ["accuse-xml"]),
    ("a message too large", packed({"a.xml": made(), "b.xml": made(objet=" " * 5_000_000)}, "w:"), 1, 0, ["accuse-trop-grand"]),
    (
        "a message too large, in a zip",
        zipped({"a.xml": made(), "b.xml": made(objet="x" * 5_000_000)}, zipfile.ZIP_STORED),
        1,
        0,
        ["accuse-trop-grand"],
    ),
    ("a large PDF in a zip", zipped({"a.xml": made(), "b.pdf": PDF * 3000}, zipfile.ZIP_STORED), 1, 0, ["accuse-archive-reste"]),
    # -- what is left out
    ("a name that climbs", packed({"a.xml": made(), "../b.xml": AUTRE_AR}), 1, 0, ["accuse-archive-membre"]),
    ("a name from the root", packed({"a.xml": made(), "/tmp/b.xml": AUTRE_AR}), 1, 0, ["accuse-archive-membre"]),  # noqa: S108 - a name
    ("a name of Windows that climbs", packed({"a.xml": made(), "..\\b.xml": AUTRE_AR}), 1, 0, ["accuse-archive-membre"]),
    ("a name of another disk", packed({"a.xml": made(), "C:b.xml": AUTRE_AR}), 1, 0, ["accuse-archive-membre"]),
    ("a name that obeys", packed({"a.xml": made(), "b\x1b[2J.xml": AUTRE_AR}), 1, 0, ["accuse-archive-membre"]),
    ("a link", packed({"a.xml": made(), "b.xml": b""}, kinds={"b.xml": tarfile.SYMTYPE}), 1, 0, ["accuse-archive-membre"]),
    ("a hard link", packed({"a.xml": made(), "b.xml": b""}, kinds={"b.xml": tarfile.LNKTYPE}), 1, 0, ["accuse-archive-membre"]),
    ("a device", packed({"a.xml": made(), "b.xml": b""}, kinds={"b.xml": tarfile.CHRTYPE}), 1, 0, ["accuse-archive-membre"]),
    ("a pipe", packed({"a.xml": made(), "b.xml": b""}, kinds={"b.xml": tarfile.FIFOTYPE}), 1, 0, ["accuse-archive-membre"]),
    ("a folder", packed({"lot": b"", "lot/a.xml": made()}, kinds={"lot": tarfile.DIRTYPE}), 1, 0, []),
    (
        "an archive in the archive",
        packed({"a.xml": made(), "b.tar.gz": packed({"c.xml": AUTRE_AR})}),
        1,
        0,
        ["accuse-archive-imbriquee"],
    ),
    ("a zip in the archive", packed({"a.xml": made(), "b.zip": zipped({"c.xml": AUTRE_AR})}), 1, 0, ["accuse-archive-imbriquee"]),
    (
        "a tar in the archive",
        packed({"a.xml": made(), "b.tar": packed({"c.xml": AUTRE_AR}, "w:")}),
        1,
        0,
        ["accuse-archive-imbriquee"],
    ),
    (
        "a Word document in the archive",
        packed({"a.xml": made(), "b.docx": zipped({"[Content_Types].xml": b"<a/>"})}),
        1,
        0,
        ["accuse-archive-reste"],
    ),
    # -- no receipt
    ("nothing", packed({}), 0, 0, ["accuse-aucun"]),
    ("nothing, in a zip", zipped({}), 0, 0, ["accuse-aucun"]),
    ("a PDF alone", packed({"a.pdf": PDF}), 0, 0, ["accuse-archive-reste", "accuse-aucun"]),
    ("a PDF packed alone", gzipped(PDF), 0, 0, ["accuse-aucun"]),
    ("nothing, packed", gzipped(b""), 0, 0, ["accuse-aucun"]),
    (
        "an act as it is sent",
        packed({"a.xml": made(racine="Acte"), "e.xml": m.envelope(["a.xml"])}),
        0,
        0,
        ["accuse-aucun", "accuse-message"],
    ),
    ("a Word document", zipped({"[Content_Types].xml": b"<a/>", "word/document.xml": b"<a/>"}), 0, 0, ["accuse-aucun"]),
    # -- damaged: what could be read is read
    ("cut short", packed({"a.xml": made(), "b.xml": AUTRE_AR}, "w:")[:2600], 1, 0, ["accuse-archive"]),
    ("cut short, packed", packed({"a.xml": made()})[:-12], 0, 0, ["accuse-archive"]),
    ("altered, packed", packed({"a.xml": made()})[:-8] + bytes(8), 0, 0, ["accuse-archive"]),
    ("the mark of gzip alone", b"\x1f\x8b\x08", 0, 0, ["accuse-archive"]),
    ("not gzip at all", b"\x1f\x8b" + b"x" * 100, 0, 0, ["accuse-archive"]),
    ("a zip cut short", zipped({"a.xml": made()})[:-30], 0, 0, ["accuse-archive"]),
    (
        "a header spoilt",
        packed({"a.xml": made(), "b.xml": AUTRE_AR}, "w:").replace(b"b.xml", b"c.xml", 1),
        1,
        0,
        ["accuse-archive"],
    ),
    ("a hundred thousand gzips end to end", gzipped(b"") * 100_000, 0, 0, ["accuse-archive"]),
    ("a negative size", header(size=b"\xff" * 12), 0, 0, ["accuse-archive"]),
    ("a size in letters", header(size=b"beaucoup\0\0\0\0"), 0, 0, ["accuse-archive"]),
    ("a size of 8 Go", header(size=b"77777777777\0") + b"x", 0, 0, ["accuse-archive"]),
    ("a size of an exabyte", header(size=b"\x80" + b"\0" * 3 + b"\x10" + b"\0" * 7) + b"x", 0, 0, ["accuse-archive"]),
    ("a name of 8 Go", header(b"././@LongLink", b"77777777777\0", b"L"), 0, 0, ["accuse-archive"]),
    (
        "a pax header at fault",
        header(kind=b"x", size=b"00000000011\0") + b"x path=a\n".ljust(512, b"\0"),
        0,
        0,
        ["accuse-archive"],
    ),
    (
        "a pax header of size 0",
        header(kind=b"x", size=b"00000000011\0") + b"0 path=a\n".ljust(512, b"\0"),
        0,
        0,
        ["accuse-archive"],
    ),
    (
        "too many members",
        b"".join([header(size=b"0" * 11 + b"\0")] * (MAX_MEMBERS + 1)),
        0,
        0,
        ["accuse-archive", "accuse-archive-reste"],
    ),
]


@pytest.mark.parametrize(("data", "accuses", "refus", "told"), [row[1:] for row in LUES], ids=[row[0] for row in LUES])
def test_an_archive_is_read_and_told(data: bytes, accuses: int, refus: int, told: list[str], tmp_path: Path) -> None:
    path = tmp_path / "lot"
    path.write_bytes(data)
    lecture = read(path)
    assert lecture.accuses == (LU, AUTRE)[:accuses]
    assert lecture.refus == (REFUS,)[:refus]
    assert codes(lecture) == sorted(told)
    assert list(tmp_path.iterdir()) == [path], "nothing is extracted"


FIRED = frozenset(code for row in LUES for code in row[-1])
"""The codes that the table fires."""


def test_a_receipt_says_which_file_of_which_archive_it_is(tmp_path: Path) -> None:
    path = tmp_path / "lot.tar.gz"
    path.write_bytes(packed({f"d/{NOM_AR}": made(papier="O")}))
    lecture = read(path)
    assert lecture.accuses[0].fichier == f"{path}/d/{NOM_AR}"
    assert str(lecture.anomalies[0].lieu).startswith(f"{path}/d/{NOM_AR}:")


def test_two_gzips_end_to_end_are_one(tmp_path: Path) -> None:
    data = packed({"a.xml": made(), "b.xml": AUTRE_AR}, "w:")
    assert lu(gzipped(data[:700]) + gzipped(data[700:]) + bytes(512)).accuses == (LU, AUTRE)


# --------------------------------------------------------------------------------------------------------------- envelopes


def test_an_envelope_gives_the_messages_that_lie_beside_it(tmp_path: Path) -> None:
    (tmp_path / NOM_AR).write_bytes(made())
    (tmp_path / ENVELOPPE).write_bytes(m.envelope([NOM_AR, "absent.xml"]))
    lecture = read(tmp_path / ENVELOPPE)
    assert lecture.accuses == (LU,)
    assert codes(lecture) == ["accuse-enveloppe-absent"]


def test_an_envelope_alone_names_what_it_announces(tmp_path: Path) -> None:
    (tmp_path / ENVELOPPE).write_bytes(m.envelope([NOM_AR]))
    lecture = read(tmp_path / ENVELOPPE)
    assert codes(lecture) == ["accuse-aucun"]
    assert NOM_AR in lecture.anomalies[0].message


def test_an_envelope_beside_the_act_it_sent_is_no_receipt(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_bytes(made(racine="Acte"))
    (tmp_path / ENVELOPPE).write_bytes(m.envelope(["a.xml"], racine="EnveloppeCLMISILL"))
    assert codes(read(tmp_path / ENVELOPPE)) == ["accuse-aucun", "accuse-message"]


@pytest.mark.parametrize("name", ["../secret.xml", "..\\secret.xml", "/etc/passwd", "", ".", "..", "a\0b"])
def test_an_envelope_never_leads_out_of_its_folder(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "d"
    folder.mkdir()
    (tmp_path / "secret.xml").write_bytes(made())
    (folder / ENVELOPPE).write_bytes(m.envelope([name.replace("\0", "x")]))
    assert read(folder / ENVELOPPE).accuses == ()


def test_an_envelope_that_announces_itself_ends(tmp_path: Path) -> None:
    (tmp_path / ENVELOPPE).write_bytes(m.envelope([ENVELOPPE]))
    assert read(tmp_path / ENVELOPPE).accuses == ()


# ------------------------------------------------------------------------------------------------- tar, as others write it

NOMS = st.from_regex(r"[a-zé0-9_]{1,40}(/[a-z0-9_]{1,90}){0,3}", fullmatch=True)


@given(
    members=st.dictionaries(NOMS, st.binary(max_size=2000), max_size=6),
    format=st.sampled_from([tarfile.USTAR_FORMAT, tarfile.GNU_FORMAT, tarfile.PAX_FORMAT]),
    limit=st.integers(0, 3000),
)
@settings(max_examples=60)
def test_any_tar_reads_as_tarfile_wrote_it(members: dict[str, bytes], format: int, limit: int) -> None:
    stream = io.BytesIO()
    written = {}
    with tarfile.open(fileobj=stream, mode="w", format=format) as archive:
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            try:
                archive.addfile(info, io.BytesIO(data))
            except ValueError:  # ustar has no room for that name
                continue
            written[name] = data
    stream.seek(0)
    read_back = [(one.name, one.kind, one.size, one.data) for one in iter_members(stream, limit)]
    assert read_back == [(name, FICHIER, len(data), data[:limit]) for name, data in written.items()]


@given(data=st.binary(max_size=3000), at=st.integers(0, 3000))
@settings(max_examples=100)
def test_an_archive_altered_is_read_or_refused(data: bytes, at: int) -> None:
    sound = packed({"a.xml": made(), "b.xml": AUTRE_AR}, "w:")
    spoilt = sound[:at] + data + sound[at + len(data) :]
    try:
        for member in iter_members(io.BytesIO(spoilt), 100):
            assert member.kind != DOSSIER or not member.data
    except (Damaged, Swollen):
        pass


# ---------------------------------------------------------------------------------------------------------------- hostile

GRANDES = [
    "zeros",
    "zeros in a member",
    "a tar of zeros",
    "messages without end",
    "a zip of zeros",
    "a zip of messages",
    "151 Mo of padding",
]


def judge(table: str, number: int) -> dict[str, Any]:
    """Return what is read of an archive that swells, and what it opened: in a room."""
    written: list[str] = []
    data = _large(GRANDES[number])
    sys.addaudithook(lambda event, args: written.append(f"{event} {args[:1]}") if event.startswith(("socket", "open")) else None)
    lecture = lu(data)
    bad = any(one.gravite is Gravite.ERREUR for one in lecture.anomalies)
    return {"accuses": len(lecture.accuses), "codes": codes(lecture), "opened": list(written), "bad": bad}


def _large(name: str) -> bytes:
    if name == "zeros":
        return gzipped(bytes(40_000_000))
    if name == "zeros in a member":
        return gzipped(header(size=b"00230455000\0") + bytes(40_000_000))
    if name == "a tar of zeros":
        return gzipped(packed({f"{rank}.xml": bytes(5_000_000) for rank in range(20)}, "w:"))
    if name == "messages without end":
        return gzipped(packed({f"{rank}.xml": made(objet=" " * 4_000_000) for rank in range(20)}, "w:"))
    if name == "a zip of zeros":
        return zipped({"a.xml": bytes(40_000_000)})
    if name == "a zip of messages":
        return zipped({f"{rank}.xml": made(objet=" " * 4_000_000) for rank in range(20)})
    return gzipped(made()) + bytes(151_000_000)


@pytest.fixture(scope="module")
def room() -> Iterator[Room]:
    with Room(__name__) as opened:
        yield opened


@pytest.mark.parametrize("number", range(len(GRANDES)), ids=GRANDES)
def test_an_archive_that_swells_is_refused_in_a_small_room(room: Room, number: int) -> None:
    told = room.run("archives", number)
    assert "raised" not in told, told
    assert "died" not in told, told
    assert told["opened"] == []
    assert told["bad"], told


def test_every_code_of_messages_is_fired() -> None:
    own = {code for code in accuses.CODES if not code.startswith("accuse-tampon-")}
    assert own == FIRED | test_accuse_messages.FIRED
