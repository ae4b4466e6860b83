"""Makes the tables of communes that delib ships: `python outils/communes.py DOSSIER` (communes-2026.csv, epci-2026.csv).

Same files in, same files out, byte for byte. Refuses a source that the rules below do not cover.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable
from pathlib import Path

from delib.francais.signes import APOSTROPHE
from delib.francais.toponymes import keys

DONNEES = Path(__file__).resolve().parents[1] / "src" / "delib" / "francais" / "donnees"

CORRECTIONS = {
    # The table says 0 of a name that begins with « Le ». France Bleu, 1er janvier 2019 : « un conseil municipal se réunit
    # vendredi au Vernet-Chaméane » ; « du Vernet-Chaméane ».
    "63448": "2",
}
"""Codes of article that the source has wrong."""

OUTRE_MER = {
    # Names that are a common noun want an article of their own (« l’archipel des Kerguelen ») that the name does not
    # give: refused.
    "98411": "",  # Îles Saint-Paul et Nouvelle-Amsterdam
    "98412": "",  # Archipel des Kerguelen
    "98413": "",  # Archipel des Crozet
    "98415": "",  # Îles Éparses de l’océan Indien
    "98901": "",  # Île de Clipperton
    # Names with an article of their own.
    "98414": "3",  # La Terre-Adélie
    "98809": "5",  # L’Île-des-Pins
    "98813": "3",  # La Foa : « la commune de La Foa » (CAA Paris, 7 avril 2016, n° 14PA00985)
    "98817": "2",  # Le Mont-Dore : « la commune du Mont-Dore » (CE, 15 novembre 2018, n° 417397)
    # Vowels.
    "98611": "1",  # Alo : « la circonscription territoriale d’Alo » (Outre-mer La 1re, 10 mars 2014)
    "98613": "1",  # Uvea : « la circonscription d’Uvea » (Wallis-et-Futuna La 1re)
    "98711": "1",  # Anaa : elided as French does ; the chambre territoriale des comptes also writes « de Anaa »
    "98712": "1",  # Arue : as above ; « de Arue » is read too
    "98713": "1",  # Arutua
    "98758": "1",  # Uturoa : « port d’Uturoa » (Shom, instructions nautiques)
    "98819": "1",  # Ouégoa : « le bourg d’Ouégoa » (Trésors des régions, MGM)
    "98820": "1",  # Ouvéa : « la mairie d’Ouvéa » (its own bulletin)
    # « Ua » is not elided: « maire de Ua Pou », « maire de Ua Huka » (Sénat, rapport r24-017).
    "98756": "0",
    "98757": "0",
    # The h of Polynesian and Kanak names is sounded, or at least bars elision.
    "98720": "0",  # Hao : « la commune de Hao »
    "98721": "0",  # Hikueru : « conseillers municipaux de Hikueru » (Tahiti Infos, 21 janvier 2020)
    "98722": "0",  # Hitiaa O Te Ra : « maire de Hitia’a o te Ra » (Tahiti Infos, 11 mars 2023)
    "98723": "0",  # Hiva-Oa : « maire de Hiva Oa » (Sénat, rapport r24-017)
    "98724": "0",  # Huahine : « maire de Huahine » (Tahiti Infos, 11 mars 2023)
    "98807": "0",  # Hienghène : « centre médico-social de Hienghène » ; « d’Hienghène » is found nowhere
    "98808": "0",  # Houaïlou : « tribu de Houaïlou »
    "98832": "0",  # Yaté : y before a vowel, « commune de Yaté »
}
"""The code of article of entries overseas (975 to 989) that the source leaves without: "" is a refusal.

The others begin with a consonant, and are 0: « de Papeete ».
"""

CONSONNES = frozenset("BCDFGJKLMNPQRSTVWXZ")
LIGNES = {"communes-2026.csv": 34_969, "epci-2026.csv": 1_255}


def read(path: Path) -> list[dict[str, str]]:
    """Return the rows of a CSV file. Raises SystemExit when they are not as many as expected."""
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    if len(rows) != LIGNES[path.name]:
        sys.exit(f"{path.name} : {len(rows)} lignes, {LIGNES[path.name]} attendues")
    return rows


def article(row: dict[str, str]) -> str:
    """Return the code of article of a commune. Raises SystemExit where no rule says it."""
    code, given = row["code"], row["tncc"]
    if given:
        return CORRECTIONS.get(code, given)
    if code in OUTRE_MER:
        return OUTRE_MER[code]
    if row["nom"][0] not in CONSONNES or row["nom"].startswith(("Le ", "La ", "Les ")):
        sys.exit(f"{code} {row['nom']} : sans code d’article, et sans règle")
    return "0"


def typographic(nom: str) -> str:
    """Return `nom` with the typographic apostrophe, on one line."""
    return " ".join(nom.replace("'", APOSTROPHE).split())


def write(path: Path, lines: Iterable[str]) -> None:
    """Write a table, its lines sorted by bytes: they are searched by halves."""
    table = sorted(f"{line}\n".encode() for line in lines)
    path.write_bytes(b"".join(table))
    sys.stdout.write(f"{path.name} : {len(table)} lignes, {sum(map(len, table))} octets\n")


def main(folder: Path, target: Path = DONNEES) -> None:
    """Write the three tables made from the CSV files of `folder`. Raises SystemExit where a rule is missing."""
    communes = read(folder / "communes-2026.csv")
    epci = read(folder / "epci-2026.csv")
    records, names = [], []
    for row in communes:
        code, nom = row["code"], typographic(row["nom"])
        if row["departement"] != code[: 3 if code.startswith(("97", "98")) else 2]:
            sys.exit(f"{code} {nom} : département {row['departement']}")
        records.append("\t".join((code, nom, article(row), row["siren"], row["epci"])))
        names += [f"{key}\t{code}" for key in keys(nom)]
    write(target / "communes.tsv", records)
    write(target / "noms.tsv", names)
    write(target / "epci.tsv", ("\t".join((row["siren"], row["type"], typographic(row["nom"]))) for row in epci))


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage : python outils/communes.py DOSSIER")
    main(Path(sys.argv[1]))
