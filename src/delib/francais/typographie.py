"""French typography: what is not as it should be in a text (`iter_anomalies`), and what a machine may put right (`apply`).

Spaces and signs are put right, and the accents of capitals that can take but one. Letters and figures never change: what would
add, take or replace one is told. Identifiers, addresses, file names, code and the names between braces are kept (see `protege`).

Of the facts T1–T36 of droit.md, `REGLES` says which rule keeps each. These have none, and why:

- T18, T34 (one case of a name all along an act) and T25 (the end of each visa) are seen on a whole act, by whoever holds it;
- T26, T27 (the form of a citation) are for the room that reads citations; T35 (figures of a SIREN) for the one that reads data;
- T17's other half (an acronym explained where it first stands) needs the whole act too;
- T19 (no-break hyphens in names of communes) would break search and copy in the Word file;
- T36 (small numbers in letters) has too many exceptions: ages, durations, tables, votes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from operator import itemgetter
from typing import TypeVar

from delib.francais.capitales import find_capitals
from delib.francais.coquilles import REGLES, Coquille, Edit, Regle, Remark
from delib.francais.espaces import find_etc, find_signs_and_spaces
from delib.francais.guillemets import find_quotes
from delib.francais.protege import Span, find_protected
from delib.francais.signes import APOSTROPHE, FINE, NBSP

__all__ = ["REGLES", "Coquille", "Regle", "apply", "iter_anomalies"]

_BLANCS = (" ", NBSP, FINE)
_PLACE = itemgetter(0)
_Found = TypeVar("_Found", bound="tuple[int, int, str | None, str]")


def apply(texte: str, *, dispositif: bool = False, verbatim: Sequence[Span] = ()) -> str:
    """Return `texte` with every sure rule applied; the spans of `verbatim` (characters from 0) are kept.

    With `dispositif`, the text is an operative paragraph that begins with its verb.
    """
    plain = _plain(texte)
    edits, _ = _find(texte, plain, find_protected(plain, verbatim), dispositif=dispositif)
    if not edits:
        return texte
    parts: list[str] = []
    last = 0
    for start, end, wanted, _ in edits:
        parts += (texte[last:start], wanted)
        last = end
    parts.append(texte[last:])
    return "".join(parts)


def iter_anomalies(texte: str, *, dispositif: bool = False, verbatim: Sequence[Span] = ()) -> Iterator[Coquille]:
    """Yield what typography finds in `texte`, in order of place; the sure ones do not overlap. Arguments as for `apply`."""
    from delib.francais.tournures import find_words  # noqa: PLC0415 - `apply` does without

    plain = _plain(texte)
    protected = find_protected(plain, verbatim)
    edits, remarks = _find(texte, plain, protected, dispositif=dispositif)
    remarks += find_words(texte, plain, dispositif=dispositif)
    found: list[Remark] = [*edits, *(_outside(sorted(remarks, key=_PLACE), protected) if remarks else ())]
    for start, end, wanted, regle in sorted(found, key=_PLACE):
        yield Coquille(regle, start, end, texte[start:end], wanted)


def _plain(texte: str) -> str:
    """Return `texte` with one kind of space, apostrophe and « ° », character for character: what the rules decide on."""
    if texte.isascii():
        return texte
    plain = texte.replace(NBSP, " ").replace(FINE, " ").replace("\u2009", " ")
    return plain.replace(APOSTROPHE, "'").replace("‘", "'").replace("´", "'").replace("º", "°")


def _find(texte: str, plain: str, protected: Sequence[Span], *, dispositif: bool) -> tuple[list[Edit], list[Remark]]:
    """Return the sure changes, in order and apart from one another, and the remarks that come with them."""
    edits: list[Edit] = []
    remarks: list[Remark] = []
    # The order is of precedence at one place: what « etc. » adds stands before the space that another rule mends.
    if "etc" in plain:
        edits += find_etc(plain)
    if '"' in plain or "«" in plain or "»" in plain or "“" in plain or "”" in plain:
        quotes, remarks = find_quotes(texte, plain, protected)
        edits += quotes
    edits += find_signs_and_spaces(texte, plain)
    accents, unsure = find_capitals(plain, dispositif=dispositif)
    edits += accents
    edits.sort(key=_PLACE)
    return _apart(_outside(edits, protected)), remarks + unsure


def _outside(found: list[_Found], protected: Sequence[Span]) -> list[_Found]:
    """Return what touches no protected span, of places in order. What is put just before or after one is kept."""
    if not protected:
        return found
    kept: list[_Found] = []
    at = 0
    for one in found:
        while at < len(protected) and protected[at][1] <= one[0]:
            at += 1
        if at == len(protected) or protected[at][0] >= one[1]:
            kept.append(one)
    return kept


def _apart(edits: list[Edit]) -> list[Edit]:
    """Return the changes that the ones before leave room for; a space is not put twice at one place."""
    kept: list[Edit] = []
    last, written = 0, ""
    for edit in edits:
        start, end, wanted, _ = edit
        if start < last or (start == end == last and written.endswith(_BLANCS)):
            continue
        kept.append(edit)
        last, written = end, wanted
    return kept
