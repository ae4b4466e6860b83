"""The table schema of SCDL « délibérations » 2.1.5, as data, the checks that it asks for, and the file itself.

Fields, patterns and rules are those of the published schema (28 August 2023), read in datagouv/schema.data.gouv.fr; what its
`custom_checks` mean is read in Validata's own. A cell is a text, empty where nothing is known. Knows nothing of acts.

The file is UTF-8 without a mark, separated by commas, each line ended by CR LF: RFC 4180, which the schema's tools expect. The
first signs of a text are left alone: this is data for machines, where a formula has nobody to fool.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from delib.francais.nombres import luhn
from delib.prefecture import matieres

Ligne = Mapping[str, str]
"""A row: the text of each field that is known, by its name."""


@dataclass(frozen=True, slots=True)
class Champ:
    """A field: its title, whether it is required, what it must be (`attendu`, in French) and whether a text is that."""

    nom: str
    titre: str
    requis: bool = False
    attendu: str = ""
    admet: Callable[[str], bool] | None = None


@dataclass(frozen=True, slots=True)
class Faute:
    """A rule that a row breaks: the code of the anomaly, the field, and what fills the sentence."""

    code: str
    champ: str
    details: Mapping[str, object]


# -------------------------------------------------------------------------------------------------------- what a text is


def _pattern(motif: str) -> Callable[[str], bool]:
    found = re.compile(motif, re.ASCII)
    return lambda text: found.fullmatch(text) is not None


def _is_date(text: str) -> bool:
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text) is None:
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


LA_POSTE = "356000000"
"""The SIREN whose SIRET have a key of their own: the sum of their figures, a multiple of five (but for its seat's)."""


def is_siret(text: str) -> bool:
    """Return whether a text is a SIRET, its key included: Luhn's, or that of La Poste."""
    if re.fullmatch(r"[0-9]{14}", text) is None:
        return False
    return luhn(text) or (text.startswith(LA_POSTE) and sum(map(int, text)) % 5 == 0)


def _is_years(text: str) -> bool:
    """Return whether a text is a year, or two whose second comes after the first (`year-interval-value`)."""
    found = re.fullmatch(r"([0-9]{4})(?:/([0-9]{4}))?", text)
    return found is not None and (found[2] is None or found[1] < found[2])


def _is_matiere(text: str) -> bool:
    return re.fullmatch(r"[0-9]\.[0-9]{1,2}", text) is not None and matieres.write(matieres.parse(text)) == text and _named(text)


def _named(text: str) -> bool:
    return bool(matieres.scdl_name(text))


_TETES = frozenset(matieres.label(code).casefold() for code in matieres.MATIERES if len(code) == 1)


def _is_matiere_name(text: str) -> bool:
    """Return whether a name opens with a national head, before a slash that has no space around it."""
    head, slash, below = text.partition("/")
    return bool(slash) and head.casefold() in _TETES and not below.startswith(" ")


DEPARTEMENT = r"(?:[0-9]{3}|02[AB])"
_URI = r"https?://[A-Za-z0-9.\-]+(?::[0-9]+)?(?:[/?#](?:[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=]|%[0-9A-Fa-f]{2})*)?"
"""An address as RFC 3986 writes one: what it does not admit is encoded, « é » as %C3%A9."""

CHAMPS = (
    Champ("COLL_NOM", "nom de la collectivité", requis=True),
    Champ("COLL_SIRET", "SIRET de la collectivité", True, "un SIRET : quatorze chiffres, dont la clé", is_siret),
    Champ("DELIB_ID", "numéro de la délibération", requis=True),
    Champ("DELIB_DATE", "date d’adoption", True, "une date AAAA-MM-JJ", _is_date),
    Champ("DELIB_MATIERE_CODE", "code de la matière", True, "le code d’une matière nationale, de 1.1 à 9.4", _is_matiere),
    Champ("DELIB_MATIERE_NOM", "nom de la matière", True, "le nom d’une matière nationale", _is_matiere_name),
    Champ("DELIB_OBJET", "objet de la délibération", requis=True),
    Champ("BUDGET_ANNEE", "année du budget", False, "une année AAAA, ou deux AAAA/AAAA dans l’ordre", _is_years),
    Champ("BUDGET_NOM", "nom du budget"),
    Champ(
        "PREF_ID",
        "identifiant du contrôle de légalité",
        False,
        "de la forme PREFNNN, SPREFNNNM ou SGARNNN",
        _pattern(rf"PREF{DEPARTEMENT}|SPREF{DEPARTEMENT}[0-9]|SGAR{DEPARTEMENT}"),
    ),
    Champ("PREF_DATE", "date de réception par la préfecture", False, "une date AAAA-MM-JJ", _is_date),
    *(
        Champ(f"VOTE_{nom}", titre, False, "un nombre entier", _pattern(r"[0-9]+"))
        for nom, titre in (
            ("EFFECTIF", "membres en exercice"),
            ("REEL", "votants"),
            ("POUR", "voix pour"),
            ("CONTRE", "voix contre"),
            ("ABSTENTION", "abstentions"),
        )
    ),
    Champ("DELIB_URL", "adresse du document", False, "une adresse : ni espace ni lettre accentuée", _pattern(_URI)),
)
"""The fields, in the order of the schema, which is that of the file."""
NOMS = tuple(one.nom for one in CHAMPS)
VOTE = tuple(nom for nom in NOMS if nom.startswith("VOTE_"))
SOLIDAIRES = (("BUDGET_ANNEE", "BUDGET_NOM"), VOTE)
"""Fields that are all given, or none (`cohesive-columns-value`)."""
AU_MOINS = (
    ("PREF_DATE", "DELIB_DATE"),
    ("VOTE_EFFECTIF", "VOTE_REEL"),
    ("VOTE_REEL", "VOTE_POUR"),
    ("VOTE_REEL", "VOTE_CONTRE"),
    ("VOTE_REEL", "VOTE_ABSTENTION"),
)
"""Fields of which the first is no less than the second, where both are given (`compare-columns-value`)."""
SOMMES = (("VOTE_REEL", ("VOTE_POUR", "VOTE_CONTRE", "VOTE_ABSTENTION")),)
"""Fields of which the first is the sum of the others (`sum-columns-value`)."""


def iter_fautes(ligne: Ligne) -> Iterator[Faute]:
    """Yield each rule of the schema that a row breaks."""
    wrong: set[str] = set()
    for champ in CHAMPS:
        value = ligne.get(champ.nom, "")
        if not value and champ.requis:
            yield Faute("scdl-requis", champ.nom, {"titre": champ.titre})
        elif value and champ.admet is not None and not champ.admet(value):
            wrong.add(champ.nom)
            yield Faute("scdl-forme", champ.nom, {"valeur": value, "attendu": champ.attendu})
    for noms in SOLIDAIRES:
        absents = [nom for nom in noms if not ligne.get(nom)]
        if absents and len(absents) < len(noms):
            donnes = [nom for nom in noms if nom not in absents]
            yield Faute("scdl-solidaires", donnes[0], {"donnes": ", ".join(donnes), "absents": ", ".join(absents)})
    sound = {nom: value for nom, value in ligne.items() if value and nom not in wrong}
    yield from _iter_contradictions(sound)


def _iter_contradictions(ligne: Ligne) -> Iterator[Faute]:
    for nom, autre in AU_MOINS:
        if nom in ligne and autre in ligne and _rank(ligne[nom]) < _rank(ligne[autre]):
            yield Faute("scdl-ordre", nom, {"valeur": ligne[nom], "autre": autre, "autre_valeur": ligne[autre]})
    for nom, parties in SOMMES:
        if nom in ligne and all(one in ligne for one in parties):
            somme = sum(int(ligne[one]) for one in parties)
            if somme != int(ligne[nom]):
                yield Faute("scdl-somme", nom, {"valeur": ligne[nom], "parties": ", ".join(parties), "somme": somme})


def _rank(text: str) -> tuple[int, str]:
    """Return what a whole number, or a date, sorts by."""
    return (int(text), "") if text.isdecimal() else (0, text)


def to_csv(lignes: Iterable[Ligne]) -> bytes:
    """Return the file: the header of the schema, then a line for each row."""
    written = io.StringIO(newline="")
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow(NOMS)
    writer.writerows([ligne.get(nom, "") for nom in NOMS] for ligne in lignes)
    return written.getvalue().encode()
