"""A programme read across its files: a table of spoiled programmes, to which a jurist can add a line.

Each row copies `examples/`, changes one thing, and says all that must be told beyond what the sound programme tells: the code,
the file, what stands at the place that is pointed at, and words of the message.
"""

from __future__ import annotations

import csv
import functools
import importlib.util
import io
import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

import delib
from delib.acte.dossier.titres import agree, is_title_of
from delib.anomalie import Ligne, Source
from delib.codes import CODES
from delib.modele.bibliotheque import Bibliotheque
from delib.production.programme import check, open_dossier
from tests.conftest import RACINE

EXEMPLES = RACINE / "examples"
BUREAU, CONSEIL = "../deliberation-bureau.yaml", "../deliberation-conseil.yaml"
MAISON, SUITES = "../collectivites/mgp.yaml", "../suites/BM2025-12-02-22-1.yaml"
DOSSIER, CONVENTION, LISTE = "dossier.yaml", "convention.yaml", "beneficiaires.csv"
TYPE = "convention-type.yaml"
REGLEMENT, FORMULAIRE = "reglement.yaml", "formulaire.yaml"
DEPOTS = "formulaires"
MAISON_MODELES = "bibliotheque"
"""Where a row that needs templates of its own puts them."""

Change = Callable[[Path], None]
LIBRARY = Bibliotheque.default()


def copied(folder: Path) -> Path:
    """Return the folder of the programme, in a copy of the examples."""
    shutil.copytree(EXEMPLES, folder / "examples", ignore=shutil.ignore_patterns("*.png"))
    return folder / "examples" / "programme"


def put(fichier: str, old: str, new: str) -> Change:
    """Return the change that writes `new` in place of `old`, which stands once in `fichier`."""

    def change(programme: Path) -> None:
        path = programme / fichier
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} : {text.count(old)} fois dans {fichier}"
        path.write_text(text.replace(old, new), encoding="utf-8")

    return change


def cell(titre: str, commune: str, valeur: str) -> Change:
    """Return the change that writes `valeur` in a cell of the list, in a column that is added where there is none."""

    def change(programme: Path) -> None:
        path = programme / LISTE
        rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig")), delimiter=";"))
        for row in rows:
            row.setdefault(titre, "")
            if row["commune"] == commune:
                row[titre] = valeur
        _write(path, rows)

    return change


def without_row(commune: str) -> Change:
    """Return the change that takes a commune out of the list."""

    def change(programme: Path) -> None:
        path = programme / LISTE
        rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig")), delimiter=";"))
        _write(path, [row for row in rows if row["commune"] != commune])

    return change


def _write(path: Path, rows: list[dict[str, str]]) -> None:
    made = io.StringIO()
    writer = csv.DictWriter(made, list(rows[0]), delimiter=";", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    path.write_text(made.getvalue(), encoding="utf-8")


@functools.cache
def candidatures() -> Any:
    """Return the program that makes the forms of the example."""
    spec = importlib.util.spec_from_file_location("candidatures", RACINE / "outils" / "candidatures.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def form(nom: str, insee: str, **said: object) -> Change:
    """Return the change that writes, under `nom`, the form of a commune, what it says of `candidat`, `engagement`… replaced."""

    def change(programme: Path) -> None:
        made = candidatures()
        donnees = made.donnees(insee, made.lignes(EXEMPLES / "programme" / LISTE)[insee])
        acte = delib.load({**donnees, **said}, dossier=str(EXEMPLES / "programme"))
        (programme / DEPOTS / nom).write_bytes(delib.build(acte).docx)

    return change


def removed(fichier: str) -> Change:
    return lambda programme: (programme / fichier).unlink()


def copy(fichier: str, other: str) -> Change:
    return lambda programme: (programme / other).write_bytes((programme / fichier).read_bytes())


def version(numero: str) -> Change:
    """Return the change that adds, in a library beside the examples, the template of conventions under a version number."""

    def change(programme: Path) -> None:
        modele = programme / MAISON_MODELES / "modeles" / "convention-engagement" / numero
        shutil.copytree(RACINE / "modeles" / "convention-engagement" / "brouillon", modele)
        card = modele / "modele.toml"
        card.write_text(card.read_text(encoding="utf-8").replace('"brouillon"', f'"{numero}"'), encoding="utf-8")

    return change


class Dit(NamedTuple):
    """What is told: its code, the file, what stands at the place it points at (in a list, the cell), words of the message."""

    code: str
    fichier: str
    la: str
    mots: str = ""


class Cas(NamedTuple):
    """A spoiled programme, and what is told beyond what the sound one tells; `tu` are codes of the sound one that go."""

    nom: str
    changes: tuple[Change, ...]
    dit: tuple[Dit, ...]
    tu: tuple[str, ...] = ()


def cas(nom: str, *parts: Change | Dit, tu: tuple[str, ...] = ()) -> Cas:
    changes = tuple(one for one in parts if not isinstance(one, Dit))
    return Cas(nom, changes, tuple(one for one in parts if isinstance(one, Dit)), tu)


SAIN = (
    Dit("typographie-mots", CONSEIL, "projet « Démonstrateurs d'Intelligence", "à projets"),
    Dit("dossier-executoire-inconnu", BUREAU, "suites/BM2025-12-02-22-1.yaml", "la date de la mise en ligne n’est pas connue"),
    Dit("dossier-titres-divers", BUREAU, ">-", "CM2025/04/07/19-1"),
    Dit("dossier-ecriture", BUREAU, "le règlement du programme", "« Appropriation métropolitaine » (lignes 72, 73, 74, 75, 97)"),
)
"""What the real acts have of their own: see examples/programme/LISEZMOI.md."""
EXECUTOIRE = ("dossier-executoire-inconnu",)
EN_LIGNE = "accuse:"

CITATIONS = [
    cas(
        "an act cited that nobody knows",
        put(DOSSIER, "- numero: CM2025/04/07/29-1", "- numero: CM2025/04/07/29-9"),
        Dit("dossier-acte-absent", BUREAU, "CM2025/04/07/29-1", "ni dans ses « references »"),
        Dit("dossier-acte-absent", CONVENTION, "CM2025/04/07/29-1"),
    ),
    cas(
        "a visa whose field and words do not give the same number",
        put(BUREAU, "    acte: CM2025/04/07/19-2", "    acte: CM2025/04/07/19-1"),
        Dit("dossier-numero-cite", BUREAU, "CM2025/04/07/19-1", "son texte cite CM2025/04/07/19-2"),
    ),
    cas(
        "an act cited before it exists",
        put(DOSSIER, "- numero: CM2025/04/07/29-1\n    date: 2025-04-07", "- numero: CM2025/04/07/29-1\n    date: 2026-01-15"),
        Dit("dossier-acte-posterieur", BUREAU, "CM2025/04/07/29-1", "du 15 janvier 2026"),
        Dit("dossier-date", CONVENTION, "2025-04-07", "il est du 15 janvier 2026"),
    ),
    cas(
        "an act of the same séance that comes after",
        put(CONSEIL, "la délibération CM2025/04/07/19-1", "la délibération CM2025/04/07/19-3"),
        put(CONSEIL, "acte: CM2025/04/07/19-1", "acte: CM2025/04/07/19-3"),
        put(DOSSIER, "references:", "references:\n  - {numero: CM2025/04/07/19-3, date: 2025-04-07}"),
        Dit("dossier-rang", CONSEIL, "CM2025/04/07/19-3", "dans la même séance"),
        Dit("dossier-titres-divers", REGLEMENT, ">-", "../deliberation-bureau.yaml:60:5"),
        tu=("dossier-titres-divers",),
    ),
    cas(
        "an act that cites itself",
        put(CONSEIL, "acte: CM2025/04/07/19-1", "acte: CM2025/04/07/19-2"),
        Dit("dossier-acte-soi", CONSEIL, "CM2025/04/07/19-2"),
        Dit("dossier-numero-cite", CONSEIL, "CM2025/04/07/19-2"),
    ),
    cas(
        "the date of an act cited",
        put(CONVENTION, "numero: CM2025/04/07/19-2\n  date: 2025-04-07", "numero: CM2025/04/07/19-2\n  date: 2025-04-08"),
        Dit("dossier-date", CONVENTION, "2025-04-08", "il est du 7 avril 2025 (../deliberation-conseil.yaml:13:9)"),
        Dit("dossier-modele-ecart", CONVENTION, "2025-04-08", "« 8 avril 2025 » dans la série, « 7 avril 2025 » dans le modèle"),
    ),
    cas(
        "the day when an act cited became exécutoire",
        put(SUITES, EN_LIGNE, "mise_en_ligne: {date: 2025-12-17}\naccuse:"),
        put(CONVENTION, "date: 2025-12-02", "date: 2025-12-02\n  executoire: 2025-12-16"),
        Dit("dossier-executoire-autre", CONVENTION, "2025-12-16", "le 17 décembre 2025"),
        tu=EXECUTOIRE,
    ),
    cas(
        "a title that is neither the objet nor an alinéa",
        put(CONVENTION, "portant ouverture du parcours", "portant fermeture du parcours"),
        Dit("dossier-titre", CONVENTION, ">-", "« Ouverture du parcours IA-Attractivité des centres villes"),
    ),
    cas(
        "a title that a visa changes by one word",
        put(BUREAU, "approuvant le lancement du programme", "approuvant le lancement du projet"),
        Dit("dossier-titre", BUREAU, ">-", "ni un alinéa de son dispositif"),
    ),
    cas(
        "a title other than the reference's",
        put(CONVENTION, "portant modification des délégations", "portant suppression des délégations"),
        Dit("dossier-titre-reference", CONVENTION, ">-", "« portant modification"),
    ),
    cas(
        "a reference to an act that the dossier holds",
        put(DOSSIER, "references:", "references:\n  - {numero: BM2025/12/02/22-1}"),
        Dit("dossier-numero-double", DOSSIER, "BM2025/12/02/22-1", "../deliberation-bureau.yaml:35:9"),
    ),
    cas(
        "the two titles of CM2025/04/07/19-1, once the reference says which is right",
        put(
            DOSSIER,
            "- {numero: CM2025/04/07/19-1, date: 2025-04-07}",
            "- numero: CM2025/04/07/19-1\n    intitule: approuvant la Stratégie de la Métropole du Grand Paris",
        ),
        Dit("dossier-titre-reference", BUREAU, ">-", "la stratégie métropolitaine"),
        tu=("dossier-titres-divers",),
    ),
]

ANNEXES = [
    cas(
        "an annex approved that the dossier does not have",
        put(DOSSIER, "  - {cle: reglement, fichier: reglement.yaml, approuvee_par: lancement}\n", ""),
        Dit("dossier-annexe-absente", CONSEIL, "reglement", "CM2025/04/07/19-2 approuve l’annexe « reglement »"),
    ),
    cas(
        "an annex that its act does not approve",
        put(DOSSIER, "reglement.yaml, approuvee_par: lancement", "reglement.yaml, approuvee_par: selection"),
        Dit("dossier-annexe-non-approuvee", DOSSIER, "selection", "Aucun alinéa de la délibération BM2025/12/02/22-1"),
    ),
    cas(
        "an annex that no act approves",
        put(
            DOSSIER, "cle: formulaire, fichier: formulaire.yaml, approuvee_par: lancement", "cle: form, fichier: formulaire.yaml"
        ),
        Dit("dossier-annexe-absente", CONSEIL, "formulaire"),
        Dit("dossier-annexe-non-approuvee", DOSSIER, "form,", "Aucun alinéa des délibérations du dossier"),
    ),
    cas(
        "the form under the key of the règlement",
        put(DOSSIER, "reglement.yaml", "formulaire.yaml"),
        put(DOSSIER, "cle: formulaire, fichier: formulaire.yaml", "cle: formulaire, fichier: reglement.yaml"),
        Dit("dossier-annexe-nature", DOSSIER, "formulaire.yaml", "« Règlement du programme"),
        Dit("dossier-annexe-nature", DOSSIER, "reglement.yaml", "« Formulaire d’engagement »"),
    ),
    cas(
        "a version that the dossier says approved",
        put(
            DOSSIER,
            "reglement.yaml, approuvee_par: lancement",
            "reglement.yaml, approuvee_par: lancement, version: reglement@1.0.0",
        ),
        Dit("dossier-annexe-version", DOSSIER, "reglement@1.0.0", "c’est reglement@brouillon qui sert"),
    ),
    cas(
        "a version that the délibération says approved",
        put(
            CONSEIL,
            "« Appropriation Métropolitaine », numero: 1}",
            "« Appropriation Métropolitaine », numero: 1, modele: reglement@2}",
        ),
        Dit("dossier-annexe-version", CONSEIL, "reglement@2", "c’est reglement@brouillon qui sert"),
    ),
    cas(
        "a document that is no longer the one approved",
        put(
            DOSSIER,
            "reglement.yaml, approuvee_par: lancement",
            f"reglement.yaml, approuvee_par: lancement, empreinte: {'0' * 64}",
        ),
        Dit("dossier-annexe-empreinte", DOSSIER, "0" * 64),
    ),
    cas(
        "a model that is no longer the one approved",
        put(
            DOSSIER,
            "convention-type.yaml, approuvee_par: lancement",
            f"convention-type.yaml, approuvee_par: lancement, empreinte: {'0' * 64}",
        ),
        Dit("dossier-annexe-empreinte", DOSSIER, "0" * 64),
    ),
    cas(
        "what a series shares, in the place of the model: its template is no longer the one approved",
        put(
            DOSSIER,
            "convention-type.yaml, approuvee_par: lancement",
            f"convention.yaml, approuvee_par: lancement, empreinte: {'0' * 64}",
        ),
        Dit("dossier-annexe-empreinte", DOSSIER, "0" * 64),
    ),
    cas(
        "an annex that says another act approved it",
        put(FORMULAIRE, "numero: CM2025/04/07/19-2", "numero: CM2025/04/07/19-1"),
        Dit("dossier-approbation", FORMULAIRE, "CM2025/04/07/19-1", "c’est CM2025/04/07/19-2 qui l’approuve"),
    ),
]

STRATEGIE = """strategie:
  numero: CM2025/04/07/19-1
  date: 2025-04-07
  intitule: >-
    approuvant la Stratégie de la Métropole du Grand Paris pour le déploiement de solutions durables et éthiques
    d'intelligence artificielle au service des politiques publiques métropolitaines
"""

MODELES = [
    cas(
        "conventions longer than the model approved (C5)",
        put(CONVENTION, "duree: 18 mois", "duree: 24 mois"),
        Dit(
            "dossier-modele-ecart",
            CONVENTION,
            "24 mois",
            "« duree » : « 24 mois » dans la série, « 18 mois » dans le modèle approuvé (annexe « convention », "
            "convention-type.yaml:20:8)",
        ),
    ),
    cas(
        "two differences, two anomalies (C5)",
        put(CONVENTION, "preavis: 1 mois", "preavis: 2 mois"),
        put(CONVENTION, "exemplaires: 2", "exemplaires: 3"),
        Dit(
            "dossier-modele-ecart", CONVENTION, "2 mois", "« preavis » : « deux mois » dans la série, « un mois » dans le modèle"
        ),
        Dit("dossier-modele-ecart", CONVENTION, "3", "« exemplaires » : « 3 » dans la série, « 2 » dans le modèle"),
    ),
    cas(
        "a model approved by another act than the conventions say (C5)",
        put(CONVENTION, "lancement:\n  numero: CM2025/04/07/19-2", "lancement:\n  numero: CM2025/04/07/19-1"),
        Dit("dossier-modele-ecart", CONVENTION, "CM2025/04/07/19-1", "« lancement.numero »"),
        Dit("dossier-titres-divers", CONVENTION, ">-"),
    ),
    cas(
        "a strategy, and copies, that the model gives and the conventions leave out (C5)",
        put(CONVENTION, STRATEGIE, ""),
        put(CONVENTION, "exemplaires: 2\n", ""),
        Dit(
            "dossier-modele-ecart", CONVENTION, "acte", "« strategie » : rien dans la série, « CM2025/04/07/19-1 » dans le modèle"
        ),
        Dit("dossier-modele-ecart", CONVENTION, "acte", "« exemplaires » : rien dans la série, « 2 » dans le modèle"),
    ),
    cas(
        "a signatory, a parcours and a calendar that the model knew already (C5)",
        put(
            TYPE,
            "exemplaires: 2",
            "exemplaires: 2\nsignataire: {civilite: Mme, prenom: Anne, nom: Roy, qualite: Présidente}\n"
            "parcours: {intitule: IA-Propreté}\n"
            "calendrier: [{etape: Bilan, echeance: juin 2027}]",
        ),
        Dit("dossier-modele-ecart", CONVENTION, "ollier", "« Patrick OLLIER » dans la série, « Anne ROY »"),
        Dit("dossier-modele-ecart", CONVENTION, "IA-Attractivité", "« parcours.intitule »"),
        Dit("dossier-modele-ecart", CONVENTION, "calendrier", "4 éléments dans la série, 1 élément dans le modèle"),
    ),
    cas(
        "one step of a calendar (C5)",
        put(
            TYPE,
            "exemplaires: 2",
            "exemplaires: 2\ncalendrier:\n"
            '  - {etape: "Acculturation : formation des élus et des agents", echeance: du 2 au 27 mars 2026}\n'
            '  - {etape: "Co-construction : ateliers", echeance: d’avril à juin 2026}\n'
            '  - {etape: "Expérimentation : tests et retours d\'usage", echeance: de septembre 2026 à mars 2027}\n'
            "  - {etape: Évaluation et bilan, echeance: juin 2028}\n",
        ),
        Dit("dossier-modele-ecart", CONVENTION, "juin 2027", "« calendrier[3].echeance »"),
    ),
    cas(
        "a row that has its own duration (C5)",
        cell("duree", "Sceaux", "12 mois"),
        Dit("serie-valeur-remplacee", CONVENTION, "18 mois"),
        Dit("dossier-modele-ecart", LISTE, "12 mois", "« 12 mois » dans la série, « 18 mois » dans le modèle"),
    ),
    cas(
        "the apostrophe and the space of another keyboard change nothing",
        put(MAISON, "typographie: corriger", "typographie: laisser"),
        put(
            TYPE,
            "d'intelligence artificielle au service des politiques publiques métropolitaines\nduree",
            "d’intelligence artificielle au service des politiques publiques métropolitaines\nduree",
        ),
        tu=("typographie-mots",),
    ),
    cas(
        "conventions on another version of the template than the model approved (C5)",
        version("1.0.0"),
        put(CONVENTION, "acte: convention-engagement", "acte: convention-engagement\nmodele: convention-engagement@1.0.0"),
        put(TYPE, "etat: modele", "etat: modele\nmodele: convention-engagement@brouillon"),
        Dit(
            "dossier-modele-version",
            CONVENTION,
            "convention-engagement@1.0.0",
            "avec convention-engagement@1.0.0 ; le modèle approuvé (annexe « convention », convention-type.yaml:6:9) est imprimé "
            "avec convention-engagement@brouillon",
        ),
    ),
    cas(
        "a second model: the conventions follow the nearest",
        put(
            DOSSIER,
            "fichier: convention-type.yaml, approuvee_par: lancement}",
            "fichier: convention-type.yaml, approuvee_par: lancement}\n  - {cle: autre, fichier: autre.yaml}",
        ),
        copy(TYPE, "autre.yaml"),
        put("autre.yaml", "duree: 18 mois", "duree: 6 mois"),
        Dit("dossier-annexe-non-approuvee", DOSSIER, "autre"),
    ),
]

AUTRE = '{nom: Métropole de Lyon, nature: metropole, siren: "200046977", organes: {conseil: {intitule: le Conseil}}}'

NOMS = [
    cas(
        "a programme whose name has no word",
        put(DOSSIER, "programme: {nom: Appropriation Métropolitaine}", "programme: {nom: '« … »'}"),
        Dit("dossier-programme-absent", CONSEIL, ">-"),
        Dit("dossier-programme-absent", BUREAU, ">-"),
        *(
            Dit("dossier-programme", fichier, "Appropriation Métropolitaine")
            for fichier in (REGLEMENT, FORMULAIRE, TYPE, CONVENTION)
        ),
        tu=("dossier-ecriture",),
    ),
    cas(
        "another house",
        put(FORMULAIRE, "collectivite: ../collectivites/mgp.yaml", f"collectivite: {AUTRE}"),
        Dit("dossier-collectivite", FORMULAIRE, "collectivite", "« Métropole de Lyon »"),
    ),
    cas(
        "another programme",
        put(REGLEMENT, "programme: {nom: Appropriation Métropolitaine}", "programme: {nom: Innover dans la Ville}"),
        Dit(
            "dossier-programme",
            REGLEMENT,
            "Innover dans la Ville",
            "le dossier est du programme « Appropriation Métropolitaine »",
        ),
    ),
    cas(
        "a programme that no délibération names",
        put(DOSSIER, "programme: {nom: Appropriation Métropolitaine}", "programme: {nom: Quartiers Sobres}"),
        Dit("dossier-programme-absent", CONSEIL, ">-", "« Quartiers Sobres »"),
        Dit("dossier-programme-absent", BUREAU, ">-"),
        *(
            Dit("dossier-programme", fichier, "Appropriation Métropolitaine")
            for fichier in (REGLEMENT, FORMULAIRE, TYPE, CONVENTION)
        ),
        tu=("dossier-ecriture",),
    ),
    cas(
        "the programme written without its capital",
        put(REGLEMENT, "programme: {nom: Appropriation Métropolitaine}", "programme: {nom: Appropriation métropolitaine}"),
        Dit("dossier-ecriture", REGLEMENT, "Appropriation métropolitaine", "(ligne 6)"),
    ),
    cas(
        "another parcours",
        put(CONVENTION, "{intitule: IA-Attractivité des centres villes}", "{intitule: IA-Propreté}"),
        Dit("dossier-parcours", CONVENTION, "IA-Propreté", "BM2025/12/02/22-1"),
    ),
    cas(
        "the parcours written with another hyphen",
        put(CONVENTION, "{intitule: IA-Attractivité des centres villes}", "{intitule: IA-Attractivité des centres-villes}"),
        Dit("dossier-ecriture", CONVENTION, "IA-Attractivité des centres-villes", "BM2025/12/02/22-1 l’écrit autrement"),
    ),
]

PREMIERE = """      - acte: CM2025/04/07/29-1
        objet: conclure les conventions, chartes et autres engagements, n'emportant aucune incidence financière
"""
SECONDE = """      - acte: CM2025/04/07/19-2
        objet: la sélection des candidats retenus au titre du dispositif « Appropriation Métropolitaine »
"""

DELEGATIONS = [
    cas(
        "a Bureau whose delegations nobody gave",
        put(MAISON, f"    delegation:\n{PREMIERE}{SECONDE}", ""),
        Dit("dossier-delegation-inconnue", MAISON, "bureau", "ne dit pas ce qui lui a été délégué"),
    ),
    cas(
        "a Bureau to which nothing is delegated: it is not competent",
        put(MAISON, f"    delegation:\n{PREMIERE}{SECONDE}", "    delegation: []\n"),
        Dit("dossier-delegation-absente", MAISON, "delegation", "il n’est pas compétent"),
    ),
    cas(
        "a delegation that the act does not invoke",
        put(MAISON, PREMIERE + SECONDE, PREMIERE.replace("29-1", "29-7")),
        Dit("dossier-delegation-non-visee", BUREAU, "visas", "(CM2025/04/07/29-7)"),
    ),
    cas(
        "a delegation whose objet nobody gave",
        put(MAISON, PREMIERE, "      - acte: CM2025/04/07/29-1\n"),
        Dit("dossier-delegation-sans-objet", MAISON, "CM2025/04/07/29-1"),
    ),
    cas(
        "an act that delegates nothing",
        put(CONSEIL, "verbe: DELEGUE", "verbe: DIT"),
        put(CONSEIL, "    delegataire: bureau\n", ""),
        Dit("dossier-delegation-sans-alinea", MAISON, "CM2025/04/07/19-2", "aucun alinéa de son dispositif ne délègue"),
    ),
    cas(
        "an objet that the delegating act does not have",
        put(MAISON, "la sélection des candidats retenus", "la sélection des lauréats"),
        Dit("dossier-delegation-objet", MAISON, "la sélection des lauréats", "../deliberation-conseil.yaml:102:5"),
    ),
    cas(
        "a delegation to another body",
        put(CONSEIL, "delegataire: bureau", "delegataire: conseil"),
        Dit("dossier-delegation-delegataire", CONSEIL, "conseil", "à « bureau »"),
    ),
    cas(
        "a delegation that has nothing to do with the act",
        put(MAISON, PREMIERE + SECONDE, "      - {acte: CM2025/04/07/29-1, objet: acquérir les terrains bâtis ou non bâtis}\n"),
        Dit("dossier-delegation-hors-objet", BUREAU, ">-", "« acquérir les terrains bâtis ou non bâtis »"),
    ),
    cas(
        "conventions under another delegation than their decision",
        put(CONVENTION, "numero: CM2025/04/07/29-1", "numero: CM2025/04/07/29-2"),
        Dit("dossier-acte-absent", CONVENTION, "CM2025/04/07/29-2"),
        Dit("dossier-delegation-autre", CONVENTION, "CM2025/04/07/29-2", "(CM2025/04/07/29-1, CM2025/04/07/19-2)"),
    ),
    cas(
        "conventions under another selection than their decision",
        put(CONVENTION, "numero: BM2025/12/02/22-1", "numero: BM2025/12/02/22-2"),
        Dit("dossier-acte-absent", CONVENTION, "BM2025/12/02/22-2"),
        Dit("dossier-decision-autre", CONVENTION, "BM2025/12/02/22-2", "la décision de cette série est BM2025/12/02/22-1"),
    ),
    cas(
        "a decision that lets nobody sign",
        put(BUREAU, "à signer les conventions à conclure avec", "à préparer les conventions avec"),
        Dit("dossier-signature-non-autorisee", BUREAU, "dispositif"),
    ),
    cas(
        "the Conseil's act taken for the decision",
        put(DOSSIER, "decision: selection", "decision: lancement"),
        Dit("dossier-liste-absente", CONSEIL, "dispositif"),
        Dit("dossier-signature-non-autorisee", CONSEIL, "dispositif"),
        Dit(
            "dossier-executoire-inconnu", CONSEIL, "CM2025/04/07/19-2", "la date de la transmission au représentant de l’État et"
        ),
        Dit("dossier-decision-autre", CONVENTION, "BM2025/12/02/22-1"),
        Dit("dossier-parcours", CONVENTION, "IA-Attractivité des centres villes"),
        tu=EXECUTOIRE,
    ),
]

SANS_LISTE = put(CONVENTION, "beneficiaires: ../deliberation-bureau.yaml\n", "")

SERIES = [
    cas(
        "a convention signed before the préfecture received the decision (C1)",
        cell("fait.date", "Juvisy-sur-Orge", "2025-12-15"),
        Dit("dossier-signature-anticipee", LISTE, "2025-12-15", "n’est pas exécutoire avant le 16 décembre 2025"),
    ),
    cas(
        "a convention signed before the decision was on line (C1)",
        put(SUITES, EN_LIGNE, "mise_en_ligne: {date: 2025-12-20}\naccuse:"),
        cell("fait.date", "Juvisy-sur-Orge", "2025-12-19"),
        Dit("dossier-signature-anticipee", LISTE, "2025-12-19", "CE, avis, 10 juin 1996, n° 176873"),
        tu=EXECUTOIRE,
    ),
    cas(
        "a convention signed the very day: no day is added",
        put(SUITES, EN_LIGNE, "mise_en_ligne: {date: 2025-12-20}\naccuse:"),
        cell("fait.date", "Juvisy-sur-Orge", "2025-12-20"),
        tu=EXECUTOIRE,
    ),
    cas(
        "a convention signed before the commune's own délibération was exécutoire (C1)",
        cell("fait.date", "Pantin", "2026-02-12"),
        Dit("convention-avant-executoire", LISTE, "2026-02-12", "2026.02.12-05"),
    ),
    cas(
        "a commune that does not say when its délibération became exécutoire",
        cell("habilitation.executoire", "Argenteuil", ""),
        Dit(
            "dossier-habilitation-executoire",
            LISTE,
            "deliberation",
            "l’acte 2025-112, qui habilite le signataire pour « Argenteuil »",
        ),
    ),
    cas(
        "a commune whose signatory nobody empowered (C4)",
        *(cell(f"habilitation.{name}", "Argenteuil", "") for name in ("type", "numero", "date", "executoire")),
        Dit("champ-manquant", LISTE, "Argenteuil", "Habilitation"),
    ),
    cas(
        "a commune without its row (C2)",
        without_row("Pantin"),
        Dit("serie-element-sans-rangee", BUREAU, "Pantin"),
    ),
    cas(
        "the same, where the convention does not repeat the list of the decision (C2)",
        SANS_LISTE,
        without_row("Pantin"),
        Dit("dossier-commune-sans-convention", BUREAU, "Pantin", "BM2025/12/02/22-1"),
        Dit("dossier-formulaire-sans-suite", f"{DEPOTS}/pantin.docx", ""),
    ),
    cas(
        "a commune that nobody chose (C2)",
        SANS_LISTE,
        cell("commune", "Pantin", "Bobigny"),
        Dit("dossier-commune-sans-convention", BUREAU, "Pantin"),
        Dit("dossier-commune-non-retenue", LISTE, "Bobigny", "nul n’est habilité à signer"),
        Dit("dossier-formulaire-absent", LISTE, "Bobigny"),
        Dit("dossier-formulaire-sans-suite", f"{DEPOTS}/pantin.docx", ""),
    ),
    cas(
        "an amount in what the conventions share (C3)",
        put(CONVENTION, "echeance: juin 2027", "echeance: juin 2027 pour 5 000 €"),
        Dit("dossier-montant", CONVENTION, "juin 2027 pour 5 000 €", "« 5 000 € »"),
    ),
    cas(
        "an amount in a row (C3)",
        cell("candidature.numero", "Sceaux", "12 (500 euros)"),
        Dit("dossier-montant", LISTE, "12 (500 euros)", "« 500 euros »"),
    ),
]

FORMULAIRES = [
    cas(
        "no form",
        removed(f"{DEPOTS}/sceaux.docx"),
        Dit("dossier-formulaire-absent", LISTE, "Sceaux", "« Sceaux » n’a pas de formulaire rempli"),
    ),
    cas(
        "two forms",
        copy(f"{DEPOTS}/sceaux.docx", f"{DEPOTS}/sceaux-2.docx"),
        Dit("dossier-formulaire-double", f"{DEPOTS}/sceaux.docx", "", "sceaux-2.docx"),
    ),
    cas(
        "a form with a box that is not ticked",
        form("sceaux.docx", "92071", engagement={"reglement": True}),
        Dit("dossier-formulaire-erreurs", f"{DEPOTS}/sceaux.docx", "", "5 erreurs, la première"),
    ),
    cas(
        "a form that another commune filled",
        form("sceaux.docx", "93055"),
        Dit("dossier-formulaire-double", f"{DEPOTS}/sceaux.docx", "", "« Pantin » a déjà un formulaire"),
        Dit("dossier-formulaire-absent", LISTE, "Sceaux"),
    ),
    cas(
        "a form that does not say whose it is",
        form("sceaux.docx", "92071", candidat={"nature": "commune"}),
        Dit("dossier-formulaire-anonyme", f"{DEPOTS}/sceaux.docx", ""),
        Dit("dossier-formulaire-absent", LISTE, "Sceaux"),
    ),
    cas(
        "a file that is no form",
        copy(LISTE, f"{DEPOTS}/note.docx"),
        Dit("dossier-formulaire-anonyme", f"{DEPOTS}/note.docx", ""),
    ),
    cas(
        "a signatory who is not the form's",
        cell("representant.prenom", "Sceaux", "Hubert"),
        Dit("dossier-formulaire-differe", LISTE, "Hubert", "« Étienne » dans le formulaire (formulaires/sceaux.docx"),
    ),
]

CASES = [*CITATIONS, *ANNEXES, *MODELES, *NOMS, *DELEGATIONS, *SERIES, *FORMULAIRES]

REFUS = [
    cas(
        "a key given twice",
        put(DOSSIER, "cle: selection, fichier", "cle: lancement, fichier"),
        Dit("dossier-cle-double", DOSSIER, "lancement", "dossier.yaml:9:11"),
        Dit("dossier-cle-inconnue", DOSSIER, "selection", "« selection » n’est la clé d’aucune délibération"),
    ),
    cas(
        "a key that no act has",
        put(DOSSIER, "decision: selection", "decision: selections"),
        Dit("dossier-cle-inconnue", DOSSIER, "selections", "vouliez-vous « selection » ?"),
    ),
    cas(
        "a dossier in a dossier",
        put(DOSSIER, "fichier: ../deliberation-conseil.yaml", "fichier: dossier.yaml"),
        Dit("dossier-dans-dossier", DOSSIER, "dossier.yaml"),
    ),
    cas(
        "a dossier among the annexes",
        put(DOSSIER, "fichier: reglement.yaml", "fichier: dossier.yaml"),
        Dit("dossier-dans-dossier", DOSSIER, "dossier.yaml"),
    ),
    cas(
        "a règlement among the acts",
        put(DOSSIER, "fichier: ../deliberation-conseil.yaml", "fichier: reglement.yaml"),
        Dit("dossier-pas-acte", DOSSIER, "reglement.yaml", "(reglement)"),
    ),
    cas(
        "an act that is not there",
        put(DOSSIER, "../deliberation-conseil.yaml", "../deliberation.yaml"),
        Dit("chemin-illisible", DOSSIER, "../deliberation.yaml", "Ce fichier n’existe pas."),
    ),
    cas(
        "a path that leaves from the root",
        put(DOSSIER, "fichier: reglement.yaml", "fichier: /etc/reglement.yaml"),
        Dit("chemin-refuse", DOSSIER, "/etc/reglement.yaml"),
    ),
    cas(
        "a folder of forms that is not there",
        put(DOSSIER, "formulaires: formulaires", "formulaires: candidatures"),
        Dit("chemin-illisible", DOSSIER, "candidatures", "Ce dossier n’existe pas."),
    ),
    cas(
        "a file where the folder of forms is due",
        put(DOSSIER, "formulaires: formulaires", "formulaires: beneficiaires.csv"),
        Dit("chemin-illisible", DOSSIER, "beneficiaires.csv", "et non un dossier de formulaires"),
    ),
    cas(
        "a list that is not there",
        put(DOSSIER, "pour: beneficiaires.csv", "pour: communes.csv"),
        Dit("chemin-illisible", DOSSIER, "communes.csv", "Ce fichier n’existe pas."),
    ),
    cas(
        "a file of the conventions that is not there",
        put(DOSSIER, "fichier: convention.yaml, pour", "fichier: conventions.yaml, pour"),
        put(DOSSIER, "  - {cle: convention, fichier: convention-type.yaml, approuvee_par: lancement}\n", ""),
        Dit("chemin-illisible", DOSSIER, "conventions.yaml"),
    ),
    cas(
        "two acts refused, all told at once",
        put(BUREAU, "  date: 2025-12-02\n", "  date: 2025-13-02\n"),
        put(REGLEMENT, "groupement: false", "groupement: peut-être"),
        Dit("date-impossible", BUREAU, "2025-13-02"),
        Dit("type-inattendu", REGLEMENT, "peut-être"),
    ),
    cas(
        "a list whose header is refused",
        put(LISTE, "commune;", "ville;"),
        Dit("colonne-inconnue", LISTE, "ville"),
    ),
]

FIRED: frozenset[str] = frozenset(one.code for case in (*CASES, *REFUS) for one in case.dit) | {one.code for one in SAIN}


def test_every_kind_of_difference_is_in_a_table() -> None:
    told_elsewhere = {"dossier-pas-document"}  # by `delib.build`: test_journeys
    assert {code for code in CODES if code.startswith("dossier-")} - told_elsewhere <= FIRED


def told(programme: Path, anomalies: tuple[delib.Anomalie, ...]) -> Counter[tuple[str, str, str]]:
    """Return what is told, each with its code, its file and what stands where it points; notes on one file alone left out."""
    kept = [one for one in anomalies if one.gravite > delib.Gravite.INFO or one.code.startswith("dossier-")]
    return Counter((one.code, one.lieu.fichier if one.lieu else "", _at(programme, one)) for one in kept)


def _at(programme: Path, one: delib.Anomalie) -> str:
    """Return what stands at the place of an anomaly: the rest of the line, or the cell of a list."""
    if not isinstance(one.lieu, Source | Ligne) or not one.lieu.ligne:
        return ""
    line = (programme / one.lieu.fichier).read_text(encoding="utf-8-sig").splitlines()[one.lieu.ligne - 1]
    if one.lieu.fichier == LISTE:
        return line.split(";")[max(one.lieu.colonne, 1) - 1]
    return line[one.lieu.colonne - 1 :]


def compared(programme: Path, anomalies: tuple[delib.Anomalie, ...], dit: tuple[Dit, ...], case: str) -> None:
    found = told(programme, anomalies)
    left = list(found.elements())
    for one in dit:
        same = [this for this in left if this[:2] == one[:2] and this[2].startswith(one.la)]
        assert same, f"{case} : {one} n’est pas dit\n" + "\n".join(map(str, left))
        left.remove(same[0])
        messages = [
            str(this).replace("\u00a0", " ")
            for this in anomalies
            if this.code == one.code and this.lieu and this.lieu.fichier == one.fichier
        ]
        assert any(one.mots in message for message in messages), messages
    assert left == [], "\n".join(str(one) for one in anomalies if one.gravite > delib.Gravite.INFO)
    assert all(one.conseil for one in anomalies if one.code.startswith("dossier-")), "an anomaly says what to do"


def checked(programme: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[delib.Anomalie, ...]:
    monkeypatch.chdir(programme)
    library = Bibliotheque([MAISON_MODELES]) if (programme / MAISON_MODELES).is_dir() else LIBRARY
    return check(open_dossier(DOSSIER, library))


def test_the_sound_programme(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    programme = copied(tmp_path)
    compared(programme, checked(programme, monkeypatch), SAIN, "sain")


@pytest.mark.parametrize("case", CASES, ids=[case.nom for case in CASES])
def test_a_spoiled_programme(case: Cas, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    programme = copied(tmp_path)
    if case not in (*SERIES, *FORMULAIRES):  # thirteen forms take most of the time
        put(DOSSIER, ", formulaires: formulaires}", "}")(programme)
    for change in case.changes:
        change(programme)
    expected = (*case.dit, *(one for one in SAIN if one.code not in case.tu))
    compared(programme, checked(programme, monkeypatch), expected, case.nom)


@pytest.mark.parametrize("case", REFUS, ids=[case.nom for case in REFUS])
def test_a_programme_that_cannot_be_read(case: Cas, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    programme = copied(tmp_path)
    for change in case.changes:
        change(programme)
    monkeypatch.chdir(programme)
    with pytest.raises(delib.DonneesError) as refused:
        open_dossier(DOSSIER, LIBRARY)
    errors = tuple(one for one in refused.value.anomalies if one.gravite is delib.Gravite.ERREUR)
    compared(programme, errors, case.dit, case.nom)


# ----------------------------------------------------------------------------------------------------------- titles, alone

IA = "de formation-expérimentation de solutions d'intelligence artificielle au service des politiques publiques métropolitaines"
TITRES = [
    (f"approuvant le lancement du programme « Appropriation Métropolitaine » {IA}", True),
    (f"approuvant le LANCEMENT du programme « appropriation metropolitaine » {IA}", True),
    (f"adoptant le lancement du programme « Appropriation Métropolitaine » {IA}", False),
    ("approuvant le lancement du programme « Appropriation Métropolitaine »", True),
    ("approuvant le lancement du programme « Innover dans la Ville »", False),
    ("approuvant le règlement", False),
    ("approuvant le règlement du programme « Appropriation Métropolitaine »", True),
    ("portant lancement du programme « Appropriation Métropolitaine » d'acculturation-co-construction-expérimentation", True),
    ("relative au lancement du programme « Appropriation Métropolitaine »", True),
    ("déléguant au Bureau de la Métropole la sélection des candidats retenus", True),
    ("déléguant au Président la sélection des candidats retenus", False),
    ("approuvant le règlement du programme « Appropriation Métropolitaine » et déléguant au Bureau de la Métropole", True),
    ("approuvant le règlement du programme « Appropriation Métropolitaine » et créant un comité d'examen", False),
]


@pytest.mark.parametrize(("cite", "right"), TITRES, ids=[cite[:70] for cite, _ in TITRES])
def test_the_title_under_which_an_act_is_cited(cite: str, right: bool) -> None:
    assert is_title_of(cite, delib.load(EXEMPLES / "deliberation-conseil.yaml")) is right


@pytest.mark.parametrize(
    ("cite", "other", "same"),
    [
        ("portant modification des statuts du syndicat", "modification des statuts du syndicat (SMAN)", True),
        ("approuvant la Stratégie", "approuvant la stratégie", True),
        ("approuvant la Stratégie de la Métropole", "approuvant la stratégie métropolitaine de déploiement", False),
        ("approuvant les statuts", "modifiant les statuts", False),
        ("approuvant le programme", "approuvant le programme d'actions 2025", False),
    ],
)
def test_two_titles_of_one_act(cite: str, other: str, same: bool) -> None:
    assert agree(cite, other) is agree(other, cite) is same


def test_the_forms_of_the_example_are_those_of_their_program(tmp_path: Path) -> None:
    from delib.production.formulaire import Formulaire

    candidatures().main(tmp_path)
    made, kept = sorted(tmp_path.glob("*.docx")), sorted((EXEMPLES / "programme" / DEPOTS).glob("*.docx"))
    assert [path.name for path in made] == [path.name for path in kept]
    assert len(made) == 13
    for path, other in zip(made, kept, strict=True):
        read, read_again = Formulaire.read(path), Formulaire.read(other)
        assert read_again.anomalies == (), "run `make candidatures`: the template has changed"
        assert dict(read.donnees) == dict(read_again.donnees)
