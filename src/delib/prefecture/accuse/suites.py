"""A receipt as the suites of an act keep it (schemas/suites.v1.json): what is not known is not written."""

from __future__ import annotations

from delib.prefecture.accuse import Accuse
from delib.prefecture.accuse.messages import SOURCE

XML, TAMPON = "xml", "tampon"
"""Where the days come from, in the words of the schema."""


def of_accuse(accuse: Accuse) -> dict[str, str]:
    """Return the entry of a receipt: its identifier, its days as `2025-12-16`, and the source of its days.

    Of two sources put together, the stamp alone tells the day of transmission: the days are its own where it is there.
    """
    days = {"teletransmission": accuse.transmission, "reception": accuse.reception}
    return {
        "identifiant": str(accuse.identifiant),
        **{name: day.isoformat() for name, day in days.items() if day is not None},
        "source": XML if accuse.source == SOURCE else TAMPON,
    }
