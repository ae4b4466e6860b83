"""Reads the messages of an archive (.tar.gz, .tar, .zip, or one message packed by gzip), and what its envelope announces.

Extracts nothing to the disk and opens no archive in the archive. Links, devices and names that would leave the folder are told
and left out. The other files (the act, its annexes, letters) are not read.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from delib import archive
from delib.anomalie import Anomalie, Gravite, Source, make
from delib.prefecture.accuse import Lecture
from delib.prefecture.accuse.arbre import MAX_BYTES
from delib.prefecture.accuse.champs import basename, counted
from delib.prefecture.accuse.messages import Message, listed, read_one, to_lecture
from delib.prefecture.accuse.nature import HEAD, archive_kind, is_xml, nature
from delib.prefecture.accuse.tar import (
    DOSSIER,
    FICHIER,
    MAX_MEMBERS,
    MAX_RATIO,
    MAX_UNPACKED,
    Inflated,
    Member,
    Readable,
    Swollen,
    is_header,
    iter_members,
)

MAX_PACKED = 150 * 1024 * 1024
"""The largest archive read: what a transmission may weigh in all (Pastell's form says 150 Mo)."""
MAX_XML = 64 * 1024 * 1024
"""The most bytes of messages read in one archive: ten thousand receipts are 20 MiB."""
MAX_NAME = 500
"""The longest name of a member read, in characters."""
_CONTENT_TYPES = b"[Content_Types].xml"
_ODD = re.compile(r"[\x00-\x1f\x7f-\x9f]")


def read_archive(stream: BinaryIO, fichier: str, kind: str) -> Lecture:
    """Return what the messages of an archive of that kind (« gzip », « tar », « zip ») hold. Raises OSError alone."""
    lot = _Lot(fichier)
    try:
        if kind == "gzip":
            unpacked = _Peeked(Inflated(stream))
            if (alone := _alone(unpacked, fichier)) is not None:
                return alone
            if unpacked.head:
                lot.take_all(iter_members(unpacked, MAX_BYTES))
            unpacked.drain()
        else:
            lot.take_all(iter_members(stream, MAX_BYTES) if kind == "tar" else _zipped(stream))
    except archive.Damaged:
        if kind == "gzip":  # it tells at its end alone that nothing was altered: what came before cannot be trusted
            lot = _Lot(fichier)
        lot.tell("accuse-archive", raison="est abîmée ou incomplète")
    except Swollen:
        lot.tell("accuse-archive", raison="est démesurée : trop de fichiers, ou trop grands une fois décompressés")
    except _Office:
        return Lecture(anomalies=(make("accuse-aucun", Source(fichier), nature="un document bureautique (.docx, .odt…)"),))
    return lot.lecture()


class _Office(Exception):  # noqa: N818 - leaves the reading of a zip, is caught above
    pass


class _Peeked:
    """A stream whose first bytes can be seen before they are read."""

    def __init__(self, stream: Readable) -> None:
        self._stream = stream
        self.head = stream.read(HEAD)
        self._left = self.head

    def read(self, size: int, /) -> bytes:
        """Return `size` bytes, fewer at the end."""
        made, self._left = self._left[:size], self._left[size:]
        return made + self._stream.read(size - len(made)) if len(made) < size else made

    def drain(self) -> None:
        """Read to the end: only there does gzip tell that nothing was altered."""
        while self._stream.read(HEAD * HEAD):
            pass


def _alone(stream: _Peeked, fichier: str) -> Lecture | None:
    """Return what a packed file that is no archive holds, None where it is one."""
    if is_xml(stream.head):
        data = stream.read(MAX_BYTES + 1)
        stream.drain()
        return to_lecture(read_one(data, fichier))
    if not stream.head.strip(b"\0") or is_header(stream.head):
        return None
    return Lecture(anomalies=(make("accuse-aucun", Source(fichier), nature=f"{nature(stream.head)}, compressé par gzip"),))


def _zipped(stream: BinaryIO) -> Iterator[Member]:
    """Yield the members of a zip that may be messages, the others with their first bytes at most.

    Raises Damaged, Swollen, and _Office for a document.
    """
    data = stream.read(MAX_PACKED + 1)
    where = archive.directory(data)
    if where.members > MAX_MEMBERS:
        raise Swollen
    entries = archive.entries(data, where)
    if any(one.name in ("[Content_Types].xml", "META-INF/manifest.xml", "mimetype") for one in entries):
        raise _Office
    total = 0
    for entry in entries:
        total += entry.size
        if total > MAX_UNPACKED or (entry.size > 1024 * 1024 and entry.size > MAX_RATIO * max(entry.end - entry.start, 1)):
            raise Swollen
        if entry.flags & archive.ENCRYPTED:
            yield Member(entry.name, "un fichier chiffré", entry.size, b"")
        elif entry.name.endswith("/"):
            yield Member(entry.name, DOSSIER, 0, b"")
        else:
            large = entry.size > MAX_BYTES
            yield Member(entry.name, FICHIER, entry.size, _head(data, entry) if large else archive.unpack(data, entry)[0])


def _head(data: bytes, entry: archive.Entry) -> bytes:
    """Return the first bytes of a member too large to be a message. Raises Damaged."""
    packed = data[entry.start : min(entry.end, entry.start + HEAD)]
    if entry.method == archive.STORED:
        return packed
    try:
        return zlib.decompressobj(-15).decompress(packed, HEAD)
    except zlib.error:
        raise archive.Damaged from None


class _Lot:
    """What an archive holds, as it is read."""

    def __init__(self, fichier: str) -> None:
        self._fichier = fichier
        self._anomalies: list[Anomalie] = []
        self._messages: list[Message] = []
        self._present: list[str] = []
        self._other: list[str] = []
        self._read = 0

    def tell(self, code: str, **details: object) -> None:
        """Note an anomaly of the archive."""
        self._anomalies.append(make(code, Source(self._fichier), "", **details))

    def take_all(self, members: Iterable[Member]) -> None:
        """Read each member that is a message, and note what the others are."""
        for member in members:
            if member.kind != DOSSIER:
                self._take(member)

    def _take(self, member: Member) -> None:
        name = member.name.removeprefix("./")
        raison = _left_out(member, name)
        if raison:
            self.tell("accuse-archive-membre", nom=name[:MAX_NAME], raison=raison)
        elif is_xml(member.data) and member.size > MAX_BYTES:
            place = Source(f"{self._fichier}/{name}")
            self._anomalies.append(make("accuse-trop-grand", place, limite=f"{MAX_BYTES // 1024 // 1024} Mo"))
        elif is_xml(member.data):
            self._read += len(member.data)
            if self._read > MAX_XML:
                raise Swollen
            self._present.append(basename(name))
            self._messages.append(read_one(member.data, f"{self._fichier}/{name}"))
        elif archive_kind(member.data) and _CONTENT_TYPES not in member.data[:HEAD]:
            self.tell("accuse-archive-imbriquee", nom=name)
        else:
            self._other.append(name)

    def lecture(self) -> Lecture:
        """Return what was read of the whole archive."""
        accuses = tuple(one.accuse for one in self._messages if one.accuse is not None)
        refus = tuple(one.refus for one in self._messages if one.refus is not None)
        anomalies = [anomalie for one in self._messages for anomalie in one.anomalies]
        anomalies += [
            make("accuse-message", Source(one.fichier), nature=one.quoi)
            for one in self._messages
            if one.muet and one.annonce is None
        ]
        anomalies += self._of_envelopes()
        if self._other:
            noms = listed(tuple(self._other))
            self.tell("accuse-archive-reste", nombre=counted(len(self._other), "fichier"), noms=noms)
        anomalies += self._anomalies
        if not accuses and not refus and not any(one.gravite is Gravite.ERREUR for one in anomalies):
            anomalies.append(make("accuse-aucun", Source(self._fichier), nature=self._nature()))
        return Lecture(accuses, refus, tuple(anomalies))

    def _nature(self) -> str:
        """Return what an archive without receipt is."""
        if self._messages:
            return f"une archive où l’on trouve {', et '.join(dict.fromkeys(one.quoi for one in self._messages))}"
        return "une archive sans message de @CTES" if self._other else "une archive vide"

    def _of_envelopes(self) -> Iterator[Anomalie]:
        """Yield what the envelopes announce and is not there, what they do not and is, and receipts of another SIREN."""
        envelopes = [one for one in self._messages if one.annonce is not None]
        if not envelopes:
            return
        here = frozenset(self._present)
        for one in envelopes:
            absent = tuple(name for name in one.annonce or () if name not in here)
            if absent:
                nombre = counted(len(absent), "message")
                yield make("accuse-enveloppe-absent", Source(one.fichier), nombre=nombre, noms=listed(absent))
            for other in self._messages:
                siren = other.accuse.identifiant.siren if other.accuse is not None else one.destinataire
                if one.destinataire not in ("", siren):
                    yield make("accuse-enveloppe-siren", Source(other.fichier), destinataire=one.destinataire, siren=siren)
        announced = {name for one in envelopes for name in one.annonce or ()}
        for one in self._messages:
            name = basename(one.fichier)
            if one.annonce is None and name not in announced and one.nom:
                yield make("accuse-enveloppe-surplus", Source(one.fichier), noms=name)


def _left_out(member: Member, name: str) -> str:
    """Return why a member is not read, "" where it may be."""
    if member.kind != FICHIER:
        return f"c’est {member.kind}"
    if len(name) > MAX_NAME or _ODD.search(name):
        return "son nom est démesuré, ou a des caractères interdits"
    steps = re.split(r"[\\/]", name)
    if ".." in steps or not steps[0] or not steps[-1] or re.match(r"[A-Za-z]:", name):
        return "son nom sortirait du dossier"
    return ""
