"""Numbers and amounts: tables that a jurist can add to, and laws that hold for every number."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from delib.francais.nombres import Montant
from delib.francais.signes import FINE, NBSP


def plain(value: object) -> str:
    """Return how a value prints, its no-break spaces as plain ones, so that the tables read easily."""
    return str(value).replace(NBSP, " ").replace(FINE, " ")


AMOUNTS = [
    ("0", "0 €"),
    ("12", "12 €"),
    ("999", "999 €"),
    ("1000", "1 000 €"),
    ("45800", "45 800 €"),
    ("1250.5", "1 250,50 €"),
    ("1250.50", "1 250,50 €"),
    ("1250.00", "1 250 €"),
    ("0.05", "0,05 €"),
    ("1234567.89", "1 234 567,89 €"),
    ("10000000000000", "10 000 000 000 000 €"),
]


@pytest.mark.parametrize(("euros", "prints"), AMOUNTS)
def test_an_amount_prints_as_acts_write_it(euros: str, prints: str) -> None:
    assert plain(Montant(Decimal(euros))) == prints
    assert " " not in str(Montant(Decimal(euros))), "held by no-break spaces"


@given(st.decimals(0, 10**13, places=2))
def test_an_amount_is_read_back_to_the_cent(euros: Decimal) -> None:
    assert Decimal(plain(Montant(euros)).removesuffix(" €").replace(" ", "").replace(",", ".")) == euros
