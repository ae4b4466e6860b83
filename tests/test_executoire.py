"""The day an act became exécutoire: a table to which a jurist can add a line.

Sources: CGCT, art. L. 2131-1, I (« dès que »), II (notification of individual acts), III (publication on line), IV (small
communes); art. L. 5211-3 (groups of communes); ord. n° 2021-1310, art. 6 (1 July 2022). No day is added (« dès que » : CRPA,
art. L. 221-2 gives way); a date that is missing is never replaced by the latest of the others.
"""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from delib.droit.executoire import REFORME, executoire, of_suites


def jour(texte: str) -> date | None:
    return date.fromisoformat(texte) if texte else None


class Cas(NamedTuple):
    """What is known of an act; the day expected (« » : undetermined), the day before which it surely was not, what is missing."""

    nom: str
    connu: dict[str, Any]
    jour: str
    au_plus_tot: str = ""
    manque: str = ""


ACTES = [
    Cas("published after it was sent", {"transmission": "2025-12-16", "publication": "2025-12-18"}, "2025-12-18", "2025-12-18"),
    Cas("sent after it was published", {"transmission": "2025-12-20", "publication": "2025-12-18"}, "2025-12-20", "2025-12-20"),
    Cas(
        "both the same day: no day is added",
        {"transmission": "2025-12-16", "publication": "2025-12-16"},
        "2025-12-16",
        "2025-12-16",
    ),
    Cas("publication unknown", {"transmission": "2025-12-16"}, "", "2025-12-16", "la date de la publication n’est pas connue"),
    Cas(
        "transmission unknown",
        {"publication": "2025-12-18"},
        "",
        "2025-12-18",
        "la date de la transmission au représentant de l’État n’est pas connue",
    ),
    Cas(
        "nothing known",
        {},
        "",
        "",
        "la date de la transmission au représentant de l’État et la date de la publication ne sont pas connues",
    ),
    Cas(
        "not to be transmitted: publicity alone",
        {"publication": "2025-12-18", "transmissible": False},
        "2025-12-18",
        "2025-12-18",
    ),
    Cas(
        "not to be transmitted, not published: its transmission does not count",
        {"transmission": "2025-12-16", "transmissible": False},
        "",
        "",
        "la date de la publication n’est pas connue",
    ),
    Cas(
        "individual: notified",
        {"transmission": "2025-12-16", "notification": "2025-12-22", "individuel": True},
        "2025-12-22",
        "2025-12-22",
    ),
    Cas(
        "individual: sent after it was notified",
        {"transmission": "2025-12-24", "notification": "2025-12-22", "individuel": True},
        "2025-12-24",
        "2025-12-24",
    ),
    Cas(
        "individual: published is not notified",
        {"transmission": "2025-12-16", "publication": "2025-12-18", "individuel": True},
        "",
        "2025-12-16",
        "la date de la notification n’est pas connue",
    ),
    Cas(
        "individual and not to be transmitted",
        {"notification": "2025-12-22", "individuel": True, "transmissible": False},
        "2025-12-22",
        "2025-12-22",
    ),
    Cas(
        "an ordinary act: notified is not published",
        {"transmission": "2025-12-16", "notification": "2025-12-22"},
        "",
        "2025-12-16",
        "la date de la publication n’est pas connue",
    ),
]

SUITES = [
    Cas(
        "BM2025/12/02/22-1, as its stamp has it: nothing says when it was put on line",
        {"acte": "2025-12-02", "transmissions": ["2025-12-16"]},
        "",
        "2025-12-16",
        "la date de la mise en ligne n’est pas connue",
    ),
    Cas(
        "the same, once on line",
        {"acte": "2025-12-02", "transmissions": ["2025-12-16"], "mise_en_ligne": "2025-12-17"},
        "2025-12-17",
        "2025-12-17",
    ),
    Cas(
        "posted up where the house publishes on line: does not count",
        {"acte": "2025-12-02", "transmissions": ["2025-12-16"], "affichage": "2025-12-03"},
        "",
        "2025-12-16",
        "la date de la mise en ligne n’est pas connue",
    ),
    Cas(
        "posted up by a small commune that chose to",
        {"acte": "2025-12-02", "transmissions": ["2025-12-16"], "affichage": "2025-12-18", "mode": "affichage"},
        "2025-12-18",
        "2025-12-18",
    ),
    Cas(
        "on line where a small commune chose to post up: does not count",
        {"acte": "2025-12-02", "transmissions": ["2025-12-16"], "mise_en_ligne": "2025-12-18", "mode": "affichage"},
        "",
        "2025-12-16",
        "la date de la publication n’est pas connue",
    ),
    Cas(
        "before the reform, posting up serves",
        {"acte": "2022-06-30", "transmissions": ["2022-07-04"], "affichage": "2022-07-05"},
        "2022-07-05",
        "2022-07-05",
    ),
    Cas(
        "before the reform, whichever came first",
        {"acte": "2021-04-07", "transmissions": ["2021-04-09"], "affichage": "2021-04-12", "mise_en_ligne": "2021-05-03"},
        "2021-04-12",
        "2021-04-12",
    ),
    Cas(
        "the first day of the reform",
        {"acte": "2022-07-01", "transmissions": ["2022-07-04"], "affichage": "2022-07-05"},
        "",
        "2022-07-04",
        "la date de la mise en ligne n’est pas connue",
    ),
    Cas(
        "two receipts of one day",
        {"acte": "2025-12-02", "transmissions": ["2025-12-16", "2025-12-16"], "mise_en_ligne": "2025-12-17"},
        "2025-12-17",
        "2025-12-17",
    ),
    Cas(
        "two receipts of two days: which one was whole?",
        {"acte": "2025-12-02", "transmissions": ["2025-12-20", "2025-12-16"], "mise_en_ligne": "2025-12-17"},
        "",
        "2025-12-17",
        "la date de la transmission au représentant de l’État (les accusés de réception ont plusieurs dates) n’est pas connue",
    ),
    Cas(
        "individual: each of its recipients waits for its own notification",
        {"acte": "2025-12-02", "transmissions": ["2025-12-16"], "mise_en_ligne": "2025-12-17", "individuel": True},
        "",
        "2025-12-16",
        "la date de la notification n’est pas connue",
    ),
    Cas(
        "not to be transmitted",
        {"acte": "2025-12-02", "mise_en_ligne": "2025-12-03", "transmissible": False},
        "2025-12-03",
        "2025-12-03",
    ),
]

_DATES = frozenset({"acte", "transmission", "publication", "notification", "mise_en_ligne", "affichage"})


def read(connu: dict[str, Any]) -> dict[str, Any]:
    made = {name: jour(value) if name in _DATES else value for name, value in connu.items()}
    if "transmissions" in made:
        made["transmissions"] = [jour(one) for one in made["transmissions"]]
    return made


@pytest.mark.parametrize(
    ("cas", "rule"),
    [*((cas, executoire) for cas in ACTES), *((cas, of_suites) for cas in SUITES)],
    ids=[cas.nom for cas in (*ACTES, *SUITES)],
)
def test_the_day(cas: Cas, rule: Any) -> None:
    made = rule(**read(cas.connu))
    assert made.jour == jour(cas.jour)
    assert made.au_plus_tot == jour(cas.au_plus_tot)
    assert made.raison == cas.manque


DAYS = st.none() | st.dates(date(2022, 7, 1), date(2030, 12, 31))


@given(DAYS, DAYS, DAYS, st.booleans(), st.booleans())
def test_a_day_is_known_or_a_reason_is(
    sent: date | None, published: date | None, notified: date | None, individual: bool, transmissible: bool
) -> None:
    made = executoire(
        transmission=sent, publication=published, notification=notified, individuel=individual, transmissible=transmissible
    )
    assert (made.jour is None) == bool(made.raison)
    needed = [notified if individual else published, *([sent] if transmissible else [])]
    known = [one for one in needed if one is not None]
    assert (made.jour is None) == (None in needed)
    assert made.au_plus_tot == max(known, default=None)


@given(st.dates(REFORME, date(2030, 12, 31)), st.lists(st.dates(REFORME, date(2030, 12, 31)), max_size=3), DAYS)
def test_a_day_once_known_is_the_day_of_something_that_was_done(act: date, sent: list[date], online: date | None) -> None:
    made = of_suites(acte=act, transmissions=sent, mise_en_ligne=online)
    assert made.jour is None or made.jour in {*sent, online}
