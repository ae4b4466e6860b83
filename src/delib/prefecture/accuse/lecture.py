"""Reads receipts from files, by what they hold and never by their names: messages, archives of messages, stamped PDFs.

An envelope alone holds no receipt: the messages that it announces are looked for beside it. Nothing is written, nothing fetched.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import replace

from delib.anomalie import Anomalie, DonneesError, Gravite, LectureError, Source, make
from delib.prefecture.accuse import Accuse, Lecture
from delib.prefecture.accuse.arbre import MAX_BYTES
from delib.prefecture.accuse.champs import counted
from delib.prefecture.accuse.enveloppes import MAX_PACKED, read_archive
from delib.prefecture.accuse.fusion import merged
from delib.prefecture.accuse.messages import Message, listed, read_one, to_lecture
from delib.prefecture.accuse.nature import HEAD, archive_kind, is_pdf
from delib.systeme import os_reason

MAX_ANNOUNCED = 200
"""The most messages of an envelope looked for beside it."""


def read_all(paths: Iterable[str | os.PathLike[str]]) -> Lecture:
    """Return what the files hold, put together: each receipt once. Raises LectureError with every file that cannot be read."""
    lectures: list[Lecture] = []
    unread: list[Anomalie] = []
    for path in paths:
        try:
            lectures.append(read(path))
        except LectureError as error:
            unread += error.anomalies
    if unread:
        raise LectureError(unread)
    return merged(lectures)


def read(path: str | os.PathLike[str]) -> Lecture:
    """Return what a file holds. Raises LectureError: it is absent, a folder, forbidden, or a PDF that does not open."""
    return merged([_read(os.fspath(path))])


def the_only(paths: Iterable[str | os.PathLike[str]]) -> Accuse:
    """Return the one receipt that the files hold, with what is worth knowing of it.

    Raises LectureError (a file cannot be read) and DonneesError: no receipt, several, a refusal, or anything wrong.
    """
    lecture = read_all(paths)
    errors = [one for one in lecture.anomalies if one.gravite is Gravite.ERREUR]
    if len(lecture.accuses) > 1:
        noms = listed(tuple(f"{one.identifiant} ({one.fichier})" for one in lecture.accuses))
        errors.append(make("accuse-plusieurs", nombre=len(lecture.accuses), noms=noms))
    if not lecture.accuses and not errors:
        errors.append(make("accuse-aucun", nature="une liste vide"))
    if errors:
        raise DonneesError([*(one for one in lecture.anomalies if one not in errors), *errors])
    return replace(lecture.accuses[0], anomalies=lecture.anomalies)


def _read(path: str) -> Lecture:
    if os.path.isdir(path):
        raise LectureError([make("fichier-dossier", Source(path))])
    if os.path.exists(path) and not os.path.isfile(path):  # a pipe would be waited for, a device read without end
        raise LectureError([make("fichier-illisible", Source(path), raison="ce n’est pas un fichier")])
    try:
        with open(path, "rb") as stream:
            head = stream.read(HEAD)
            stream.seek(0)
            if kind := archive_kind(head):
                if os.fstat(stream.fileno()).st_size > MAX_PACKED:
                    return _refused("accuse-archive", path, raison=f"dépasse {MAX_PACKED // 1024 // 1024} Mo")
                return read_archive(stream, path, kind)
            data = stream.read(MAX_BYTES + 1) if not is_pdf(head) else b""
    except FileNotFoundError:
        raise LectureError([make("fichier-absent", Source(path))]) from None
    except OSError as error:
        raise LectureError([make("fichier-illisible", Source(path), raison=os_reason(error))]) from None
    return _message(data, path) if data or not is_pdf(head) else _pdf(path)


def _pdf(path: str) -> Lecture:
    """Return the receipts stamped on a PDF."""
    from delib.prefecture.accuse.tampons import read_pdf  # noqa: PLC0415 - messages do without
    from delib.production.pdf.ouverture import load  # noqa: PLC0415

    lecture = read_pdf(load(path), path)
    bad = any(one.gravite is Gravite.ERREUR for one in lecture.anomalies)
    if lecture.accuses or lecture.refus or bad:
        return lecture
    return merged([lecture, _refused("accuse-aucun", path, nature="un PDF où ne se lit aucun accusé de réception")])


def _message(data: bytes, path: str) -> Lecture:
    """Return what a message holds; of an envelope, what the messages beside it hold."""
    message = read_one(data, path)
    return _beside(message, path) if message.annonce else to_lecture(message)


def _beside(envelope: Message, path: str) -> Lecture:
    """Return what the messages that an envelope announces hold, those that lie in its folder."""
    folder = os.path.dirname(path)
    names = (envelope.annonce or ())[:MAX_ANNOUNCED]
    found = [name for name in names if _is_plain(name) and os.path.isfile(os.path.join(folder, name))]
    absent = tuple(name for name in envelope.annonce or () if name not in found)
    if not found:
        return to_lecture(envelope)
    told = list(envelope.anomalies)
    if absent:
        told.append(make("accuse-enveloppe-absent", Source(path), nombre=counted(len(absent), "message"), noms=listed(absent)))
    messages = []
    for name in found:
        with open(os.path.join(folder, name), "rb") as stream:
            messages.append(read_one(stream.read(MAX_BYTES + 1), os.path.join(folder, name)))
    told += [make("accuse-message", Source(one.fichier), nature=one.quoi) for one in messages if one.muet]
    read = [Lecture(anomalies=one.anomalies) if one.muet else to_lecture(one) for one in messages]
    if all(one.muet for one in messages):
        told.append(make("accuse-aucun", Source(path), nature=envelope.quoi))
    return merged([Lecture(anomalies=tuple(told)), *read])


def _is_plain(name: str) -> bool:
    """Return whether a name that a message gives names a file of the folder, and nothing else."""
    return name not in ("", ".", "..") and name.isprintable() and not any(sign in name for sign in "/\\:")


def _refused(code: str, path: str, **details: object) -> Lecture:
    return Lecture(anomalies=(make(code, Source(path), "", **details),))
