"""Makes the filled forms of examples/programme: `python outils/candidatures.py [DOSSIER]` (by default, into formulaires/).

Same data in, same files out. Who signs, and when the application came, are those of beneficiaires.csv; the rest is invented here.
Run it again when the template of the form changes.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import delib
from delib.acte.listes import open_list
from delib.francais import communes
from delib.francais.nombres import luhn
from delib.francais.tri import fold

PROGRAMME = Path(__file__).resolve().parents[1] / "examples" / "programme"
AVIS = "Avis n° 2025-01 du 1er septembre 2025"
JOUR = "2025-10-10"
"""The day on which the forms are signed, where the list does not say when the application came."""


class Candidature(NamedTuple):
    """What a commune answers, beside who it is: its territory, who follows the matter, what it wants."""

    territoire: str
    elu: str
    delegation: str
    technique: str
    fonction: str
    problematique: str
    donnees: str
    format: str
    agents: int
    precisions: str = ""


COMMERCE = "commerce et centre-ville"
NUMERIQUE = "numérique et ville intelligente"

CANDIDATURES = {
    "95018": Candidature(
        *("boucle_nord_de_seine", "Alain Vasseur", COMMERCE, "Nadia Belkacem", "directrice du commerce"),
        "La vacance commerciale de l’avenue principale est relevée à pied, deux fois par an.",
        *("Relevé des locaux commerciaux, 2019-2025", "tableur", 3),
    ),
    "93005": Candidature(
        *("paris_terres_d_envol", "Sonia Carvalho", COMMERCE, "Éric Lemoine", "manager de centre-ville"),
        "Les commerçants demandent une vue partagée de la fréquentation des deux centres.",
        *("Comptages de piétons, 2023-2025", "base", 2),
    ),
    "92077": Candidature(
        *("grand_paris_seine_ouest", "Hélène Aubry", NUMERIQUE, "Paul Nguyen", "responsable des systèmes d’information"),
        "Les demandes des commerçants arrivent par cinq canaux et ne sont pas rapprochées.",
        *("Courriels du service économique, 2024-2025", "messagerie", 1),
    ),
    "94015": Candidature(
        *("paris_est_marne_et_bois", "Bruno Da Silva", COMMERCE, "Inès Roche", "chargée de mission commerce"),
        "Le marché couvert perd des exposants sans que l’on sache lesquels reviendraient.",
        *("Registre du marché, 2018-2025", "tableur", 2),
    ),
    "94017": Candidature(
        *("paris_est_marne_et_bois", "Fatou Ndiaye", NUMERIQUE, "Marc Delattre", "directeur du numérique"),
        "L’arrivée de la gare change les parcours à pied dans le centre.",
        *("Comptages de piétons, 2022-2025", "SIG", 4),
        "Une étude de mobilité conduite avec le territoire",
    ),
    "94018": Candidature(
        *("paris_est_marne_et_bois", "Olivier Grand", COMMERCE, "Claire Pons", "cheffe du service économique"),
        "Les autorisations de terrasse sont instruites sur papier.",
        *("Autorisations de terrasse, 2020-2025", "papier", 2),
    ),
    "92020": Candidature(
        *("vallee_sud_grand_paris", "Maud Leroy", COMMERCE, "Karim Haddad", "manager de centre-ville"),
        "Les rez-de-chaussée des immeubles neufs restent vides plus d’un an.",
        *("Permis et locaux d’activité, 2017-2025", "base", 2),
    ),
    "93031": Candidature(
        *("plaine_commune", "Yves Marchetti", NUMERIQUE, "Lucie Fabre", "directrice de l’innovation"),
        "Les signalements de propreté autour des commerces ne sont pas anticipés.",
        *("Signalements des habitants, 2021-2025", "base", 3),
    ),
    "91326": Candidature(
        *("grand_orly_seine_bievre", "Anne Besson", COMMERCE, "Thomas Guérin", "chargé du commerce"),
        "Le stationnement de courte durée du centre est mal réparti dans la journée.",
        *("Occupation des places, 2023-2025", "SIG", 2),
    ),
    "93048": Candidature(
        *("est_ensemble", "Djamila Ferhat", NUMERIQUE, "Simon Kessler", "responsable de la donnée"),
        "La ville voudrait décrire l’offre des commerces de proximité par quartier.",
        *("Relevé des activités, 2020-2025", "tableur", 4),
    ),
    "93055": Candidature(
        *("est_ensemble", "Laurent Pinto", COMMERCE, "Émilie Caron", "directrice du développement économique"),
        "Les ateliers d’artisans sont difficiles à rapprocher des locaux disponibles.",
        *("Locaux et demandes, 2021-2025", "tableur", 2),
        "Un appel à projets régional sur l’artisanat",
    ),
    "92071": Candidature(
        *("vallee_sud_grand_paris", "Isabelle Mercier", COMMERCE, "Julien Morel", "manager de centre-ville"),
        "La rue piétonne veut mesurer l’effet de ses animations.",
        *("Comptages de piétons, 2021-2025", "base", 2),
    ),
    "94078": Candidature(
        *("grand_orly_seine_bievre", "Rachid Amrani", COMMERCE, "Sophie Lambert", "chargée de mission centre-ville"),
        "La requalification du centre demande de suivre l’ouverture et la fermeture des commerces.",
        *("Relevé des locaux commerciaux, 2022-2025", "tableur", 3),
    ),
}
"""By INSEE code. All is invented: nobody of that name has been looked for."""


def donnees(insee: str, ligne: Mapping[str, str]) -> dict[str, object]:
    """Return the data of the form of the commune `insee`, whose row of the list says `ligne`, path by path."""
    (commune,) = communes.find(insee)
    one = CANDIDATURES[insee]
    # Said at the time, and not what the list says since: most communes deliberate once they are selected.
    habilitation: dict[str, object] = {"type": "a_venir"}
    jour = ligne.get("candidature.date", JOUR)
    if ligne.get("habilitation.date", "9999") <= jour:
        habilitation = {"type": ligne.get("habilitation.type", "deliberation")}
        habilitation |= {"numero": ligne["habilitation.numero"], "date": ligne["habilitation.date"]}
    domaine = fold(commune.nom).replace(" ", "-")
    aides: dict[str, object] = {"reponse": "oui", "precisions": one.precisions} if one.precisions else {"reponse": "non"}
    return {
        "acte": "formulaire-engagement",
        "collectivite": "../collectivites/mgp.yaml",
        "programme": {"nom": "Appropriation Métropolitaine"},
        "approbation": {"numero": "CM2025/04/07/19-2", "date": "2025-04-07"},
        "parcours": {"intitule": "IA-Attractivité des centres villes", "reference_avis": AVIS},
        "candidat": {
            "nature": "commune",
            "nom": commune.nom,
            "code_insee": insee,
            "siret": siret(commune.siren),
            "territoire": one.territoire,
            "adresse": ligne.get("siege", f"Hôtel de ville, {commune.nom}"),
        },
        "signataire": {name: ligne[f"representant.{name}"] for name in ("civilite", "prenom", "nom", "qualite")},
        "habilitation": habilitation,
        "referent": {
            "elu": {"nom": one.elu, "delegation": one.delegation, "courriel": f"elus@{domaine}.example"},
            "technique": {
                **{"nom": one.technique, "fonction": one.fonction},
                **{"courriel": f"services@{domaine}.example", "telephone": f"01 99 00 {insee[1:3]} {insee[3:]}"},
            },
            "dpo": {"nom": "Service commun de la protection des données", "courriel": f"dpo@{domaine}.example"},
        },
        "besoin": {
            "problematique": one.problematique,
            "usagers": f"{one.agents} agents de la commune et les commerçants du centre",
            "resultats": "Un diagnostic tenu à jour, utile aux agents et compris des commerçants.",
            "autres_aides": aides,
        },
        "donnees": {"jeux": [{"nom": one.donnees, "format": one.format, "personnelles": "non"}], "aipd": "ne_sait_pas"},
        "moyens": {
            "agents": {"nombre": one.agents, "temps": "une demi-journée par semaine et par agent"},
            "calendrier": "Toute l’année, hors août et fêtes de fin d’année",
        },
        "engagement": dict.fromkeys(("reglement", "convention", "absence_flux", "evaluation", "communication", "rgpd"), True),
        "fait": {"lieu": commune.nom, "date": jour},
        "pieces": {"deliberation": habilitation["type"] != "a_venir", "note_intention": True},
        "depot": {name: ligne[f"candidature.{name}"] for name in ("numero",) if f"candidature.{name}" in ligne},
    }


def siret(siren: str) -> str:
    """Return the SIRET that the first establishment of `siren` would have: its key alone is computed, nothing is looked up."""
    return next(f"{siren}0001{key}" for key in range(10) if luhn(f"{siren}0001{key}"))


def lignes(liste: Path) -> dict[str, dict[str, str]]:
    """Return, by INSEE code, what each row of the list says, path by path."""
    spec = delib.Bibliotheque.default().schemas.spec("convention-engagement.v1")
    made = {}
    for rangee in open_list(liste, spec):
        said = {cellule.chemin: str(cellule.valeur) for cellule in rangee.cellules}
        (commune,) = communes.find(said["commune"], epci="200054781")
        made[commune.code] = said
    return made


def main(sortie: Path, liste: Path = PROGRAMME / "beneficiaires.csv") -> None:
    """Write the forms in folder `sortie`."""
    sortie.mkdir(parents=True, exist_ok=True)
    for insee, ligne in lignes(liste).items():
        acte = delib.load(donnees(insee, ligne), dossier=str(PROGRAMME))
        document = delib.build(acte)
        (commune,) = communes.find(insee)
        (sortie / f"{fold(commune.nom).replace(' ', '-')}.docx").write_bytes(document.docx)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else PROGRAMME / "formulaires")
