"""Reads a message of @CTES: a receipt (ARActe), a refusal (AnomalieActe, AnomalieEnveloppe), or what another message is.

An ARActe bears the day of reception and a copy of the act; never the day of transmission, which only the operator knows. What
departs from the schema and leaves no doubt is read and told; what leaves one stays unknown. Checks no signature.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from delib.anomalie import Anomalie, DonneesError, Source, make
from delib.francais.dates import Jour
from delib.prefecture.accuse import Accuse, Lecture, Refus
from delib.prefecture.accuse.arbre import ACTES, MAX_BYTES, Arbre, Noeud, parse
from delib.prefecture.accuse.champs import ActeRecu, Champs, basename, counted
from delib.prefecture.accuse.decodage import decode
from delib.prefecture.accuse.nature import is_xml, nature
from delib.prefecture.identifiant import Identifiant

SOURCE = "ARActe"
"""The source of a receipt read from a message."""
_VERSIONS = "http://www.interieur.gouv.fr/ACTES#"

MESSAGES = {
    "Acte": "un acte tel que la collectivité l’envoie (message 1-1)",
    "ARActe": "un accusé de réception (message 1-2)",
    "AnomalieActe": "le refus d’un acte (message 1-3)",
    "CourrierSimple": "un courrier simple de la préfecture (message 2-1)",
    "ReponseCourrierSimple": "la réponse à un courrier simple (message 2-2)",
    "DemandePieceComplementaire": "une demande de pièces complémentaires (message 3-1)",
    "ARDemandePieceComplementaire": "l’accusé de réception d’une demande de pièces complémentaires (message 3-2)",
    "RefusPieceComplementaire": "un refus de donner des pièces complémentaires (message 3-3)",
    "PieceComplementaire": "un envoi de pièces complémentaires (message 3-4)",
    "ARPieceComplementaire": "l’accusé de réception de pièces complémentaires (message 3-5)",
    "LettreObservations": "une lettre d’observations (message 4-1)",
    "ARLettreObservations": "l’accusé de réception d’une lettre d’observations (message 4-2)",
    "RejetLettreObservations": "le refus de répondre à une lettre d’observations (message 4-3)",
    "ReponseLettreObservations": "la réponse à une lettre d’observations (message 4-4)",
    "ARReponseRejetLettreObservations": "l’accusé de la réponse à une lettre d’observations (message 4-5)",
    "DefereTA": "l’annonce d’un déféré au tribunal administratif (message 5-1)",
    "Annulation": "une demande d’annuler la transmission d’un acte (message 6-1)",
    "ARAnnulation": "l’accusé de réception d’une annulation (message 6-2)",
    "DemandeClassification": "une demande de la classification des matières (message 7-1)",
    "RetourClassification": "la classification des matières (message 7-2)",
    "ReponseClassificationSansChangement": "l’avis que la classification des matières est à jour (message 7-3)",
    "EnveloppeCLMISILL": "une enveloppe de la collectivité vers la préfecture",
    "EnveloppeMISILLCL": "une enveloppe de la préfecture vers la collectivité",
    "AnomalieEnveloppe": "le refus d’une enveloppe",
}
"""What each message is, by the name of its root (actesv1_1.xsd)."""
_COURRIERS = {"DemandePieceComplementaire": "DateCourrierPref", "LettreObservations": "DateCourrierPref", "DefereTA": "DateDepot"}
"""The préfecture's letters that bear on the act's fate, and what dates them."""
LISTED_NAMES = 20
"""How many file names a sentence lists."""


@dataclass(frozen=True, slots=True)
class Message:
    """One message: the name of its root ("" where it is none of @CTES), what it is, and what was read of it.

    `annonce` are the files that an envelope announces, None for another message; `destinataire` the SIREN it is for.
    """

    fichier: str
    nom: str = ""
    quoi: str = ""
    accuse: Accuse | None = None
    refus: Refus | None = None
    annonce: tuple[str, ...] | None = None
    destinataire: str = ""
    anomalies: tuple[Anomalie, ...] = ()

    @property
    def muet(self) -> bool:
        """Return whether it is neither a receipt nor a refusal, and was refused for nothing: it is something else."""
        return bool(self.quoi) and self.accuse is None and self.refus is None


def read_message(data: bytes, fichier: str) -> Lecture:
    """Return what a message holds: one receipt, one refusal, or an error that says what it is instead. Raises nothing."""
    return to_lecture(read_one(data, fichier))


def to_lecture(message: Message) -> Lecture:
    """Return what was read of a message that stands alone."""
    anomalies = message.anomalies
    if message.muet:
        anomalies = (*anomalies, make("accuse-aucun", Source(message.fichier), nature=message.quoi))
    accuses = (message.accuse,) if message.accuse is not None else ()
    return Lecture(accuses, (message.refus,) if message.refus is not None else (), anomalies)


def read_one(data: bytes, fichier: str) -> Message:
    """Return the message that `data` are, with what is wrong in it. Raises nothing."""
    if not is_xml(data):
        return Message(fichier, quoi=nature(data))
    if len(data) > MAX_BYTES:
        return Message(fichier, anomalies=(make("accuse-trop-grand", Source(fichier), limite=f"{MAX_BYTES // 1024 // 1024} Mo"),))
    try:
        text, told = decode(data, fichier)
        bare = text.lstrip("\ufeff \t\r\n")
        return _read(parse(bare, fichier), fichier, told, led=len(bare) != len(text.lstrip("\ufeff")))
    except DonneesError as error:
        return Message(fichier, anomalies=error.anomalies)


def _read(arbre: Arbre, fichier: str, told: list[Anomalie], *, led: bool) -> Message:
    """Return the message that a tree is; `led` where blanks come before it. Raises DonneesError: too many anomalies."""
    nom = arbre.racine.nom
    if nom not in MESSAGES or not (arbre.espace.startswith(_VERSIONS) or not arbre.espace):
        return Message(fichier, quoi=f"un fichier XML d’une autre nature (« {nom} »)")
    champs = Champs(arbre, fichier)
    champs.anomalies[:0] = told
    _tell_departures(arbre, champs)
    if led:
        champs.tell("accuse-ecart", arbre.racine, ecart="des blancs précèdent le message")
    return _READERS.get(nom, _other)(arbre, champs)


def _tell_departures(arbre: Arbre, champs: Champs) -> None:
    """Tell what the message has that one of @CTES does not."""
    racine = arbre.racine
    if arbre.espace != ACTES:
        ecart = f"son espace de noms est « {arbre.espace} »" if arbre.espace else "il n’a pas d’espace de noms"
        champs.tell("accuse-ecart", racine, ecart=ecart)
    elif arbre.nus:
        champs.tell("accuse-ecart", racine, ecart=f"sans espace de noms : {listed(tuple(arbre.nus))}")
    if arbre.mele:
        champs.tell("accuse-non-lu", racine, quoi=f"du texte hors de tout champ (« {arbre.mele} »)")
    if arbre.etrangers:
        espaces = listed(tuple(f"« {espace} »" for espace in arbre.etrangers))
        champs.tell("accuse-non-lu", racine, quoi=f"des éléments ou des attributs d’un autre espace de noms ({espaces})")
    if arbre.signatures:
        champs.tell("accuse-signature", racine, nombre=counted(arbre.signatures, "fichier"))
    if arbre.windows:
        champs.tell("accuse-encodage-windows", racine, exemple=arbre.windows)


# ------------------------------------------------------------------------------------------------------------- the readers


def _ar_acte(arbre: Arbre, champs: Champs) -> Message:
    """Return a receipt; without its identifier, or with two acts, it is refused."""
    racine, nom = arbre.racine, arbre.racine.nom
    identifiant = _identifiant(racine, champs)
    reception = champs.day(racine, "DateReception", champs.attribute(racine, "DateReception"))
    recu = _acte_recu(racine, champs)
    champs.known(racine, ("ActeRecu", "ClassificationDateVersionEnCours"))
    _classification(racine, recu, champs)
    if identifiant is None or recu is None:
        return Message(champs.fichier, nom, anomalies=tuple(champs.anomalies))
    _compare(identifiant, recu, racine, champs)
    accuse = Accuse(
        identifiant,
        reception=reception,
        objet=recu.objet,
        matiere=recu.matiere,
        nature=recu.nature,
        document=recu.document,
        annexes=recu.annexes,
        nombre_annexes=recu.nombre_annexes,
        source=SOURCE,
        fichier=champs.fichier,
    )
    return Message(champs.fichier, nom, MESSAGES[nom], accuse=accuse, anomalies=tuple(champs.anomalies))


def _identifiant(racine: Noeud, champs: Champs) -> Identifiant | None:
    """Return the identifier of the act that a message is about, None where it cannot be told: an error."""
    texte = racine.attributs.get("IDActe", "")
    found = Identifiant.read(texte)
    if found is not None:
        champs.anomalies += found.iter_anomalies(lieu=champs.place(racine))
    elif texte:
        champs.tell("accuse-identifiant", racine, raison=f"« {texte} » n’est pas un identifiant. {_faults(texte)}".strip(". "))
    else:
        champs.tell("accuse-identifiant", racine, raison="son identifiant (IDActe) manque")
    return found


def _faults(texte: str) -> str:
    """Return what is wrong in an identifier."""
    try:
        Identifiant.parse(texte)
    except DonneesError as error:
        return " ".join(one.message for one in error.anomalies)
    return ""


def _acte_recu(racine: Noeud, champs: Champs) -> ActeRecu | None:
    """Return the act that a message copies, empty where it copies none; None where it copies several that differ: an error."""
    found = racine.all("ActeRecu")
    if not found:
        champs.tell("accuse-manque", racine, champ="ActeRecu", effet="ce que la préfecture a reçu reste inconnu")
        return ActeRecu()
    if len(found) > 1:
        different = {repr(one.contenu) for one in found}
        if len(different) > 1:
            champs.tell("accuse-actes-differents", found[1], nombre=len(different))
            return None
        champs.tell("accuse-repetition", found[1], champ="ActeRecu", nombre=len(found))
    return champs.acte(found[0])


def _compare(identifiant: Identifiant, recu: ActeRecu, racine: Noeud, champs: Champs) -> None:
    """Tell where the identifier and the act received disagree."""
    noeud = next(iter(racine.all("ActeRecu")), racine)
    if recu.jour not in (None, identifiant.date):
        champs.tell("accuse-acte-date", noeud, identifiant=Jour(identifiant.date), recu=_shown(recu.jour))
    if recu.numero not in ("", identifiant.numero):
        champs.tell("accuse-acte-numero", noeud, identifiant=identifiant.numero, recu=recu.numero)
    if recu.nature not in ("", identifiant.nature):
        champs.tell("accuse-acte-nature", noeud, identifiant=identifiant.nature, recu=recu.nature)


def _classification(racine: Noeud, recu: ActeRecu | None, champs: Champs) -> None:
    """Tell that the act follows another classification of matières than the préfecture's."""
    jour = champs.day_of(racine, "ClassificationDateVersionEnCours")
    if recu is not None and recu.classification is not None and jour not in (None, recu.classification):
        champs.tell("accuse-classification", racine, acte=Jour(recu.classification), prefecture=_shown(jour))


def _anomalie_acte(arbre: Arbre, champs: Champs) -> Message:
    """Return the refusal of an act."""
    recu = _acte_recu(arbre.racine, champs)
    champs.known(arbre.racine, ("Date", "Nature", "Detail", "ActeRecu", "ClassificationDateVersionEnCours"))
    _classification(arbre.racine, recu, champs)
    numero, objet = (recu.numero, recu.objet) if recu is not None else ("", "")
    quoi = f"la préfecture a refusé l’acte{f' n° {numero}' if numero else ''}"
    return _refused(arbre, champs, quoi, numero=numero, objet=objet)


def _anomalie_enveloppe(arbre: Arbre, champs: Champs) -> Message:
    """Return the refusal of an envelope, with the files that it announced."""
    recue = champs.only(arbre.racine, "EnveloppeRecue")
    champs.known(arbre.racine, ("Date", "Nature", "Detail", "EnveloppeRecue"))
    fichiers = _announced(recue, champs) if recue is not None else ()
    quoi = f"la préfecture a refusé l’enveloppe{f' de {listed(fichiers)}' if fichiers else ''}"
    return _refused(arbre, champs, quoi, fichiers=fichiers)


def _refused(
    arbre: Arbre, champs: Champs, quoi: str, *, numero: str = "", objet: str = "", fichiers: tuple[str, ...] = ()
) -> Message:
    racine = arbre.racine
    jour = champs.day_of(racine, "Date")
    given = champs.text(racine, "Nature")
    code = f"{int(given):03d}" if re.fullmatch(r"[0-9]{1,3}", given) else given
    detail = champs.text(racine, "Detail", requis=False)
    le = f" le {Jour(jour)}" if jour is not None else ""
    pourquoi = f": {detail}" if detail else "sans dire pourquoi"
    champs.tell("accuse-refus", racine, quoi=f"{quoi}{le}{f' (anomalie {code})' if code else ''}", pourquoi=pourquoi.rstrip("."))
    refus = Refus(jour, code, detail, numero, objet, fichiers, fichier=champs.fichier)
    return Message(champs.fichier, racine.nom, MESSAGES[racine.nom], refus=refus, anomalies=tuple(champs.anomalies))


def _acte(arbre: Arbre, champs: Champs) -> Message:
    """Return an act as it was sent: no receipt, but it says which act it is."""
    racine = arbre.racine
    numero = racine.attributs.get("NumeroInterne", "")
    jour = champs.day(racine, "Date", racine.attributs.get("Date", ""))
    which = f", n° {numero}" if numero else ""
    return _told(arbre, champs, f"{MESSAGES['Acte']}{which}{f' du {Jour(jour)}' if jour is not None else ''}")


def _enveloppe(arbre: Arbre, champs: Champs) -> Message:
    """Return an envelope: the files that it announces, and the SIREN of who receives it."""
    annonce = _announced(arbre.racine, champs)
    to = champs.only(arbre.racine, "Destinataire", requis=arbre.racine.nom == "EnveloppeMISILLCL")
    quoi = f"{MESSAGES[arbre.racine.nom]}, qui annonce {listed(annonce)}" if annonce else MESSAGES[arbre.racine.nom]
    siren = to.attributs.get("SIREN", "") if to is not None else ""
    return Message(champs.fichier, arbre.racine.nom, quoi, annonce=annonce, destinataire=siren, anomalies=tuple(champs.anomalies))


def _announced(noeud: Noeud, champs: Champs) -> tuple[str, ...]:
    """Return the names of the files that an envelope announces."""
    envoyes = champs.only(noeud, "FormulairesEnvoyes", effet="les messages de l’enveloppe restent inconnus")
    given = [champs.text(one, "NomFichier") for one in envoyes.all("Formulaire")] if envoyes is not None else []
    return tuple(dict.fromkeys(basename(name) for name in given if name))


def _annulation(arbre: Arbre, champs: Champs) -> Message:
    """Return the news that the transmission of an act was cancelled."""
    racine = arbre.racine
    jour = champs.day(racine, "DateReception", champs.attribute(racine, "DateReception"))
    champs.tell("accuse-annulation", racine, identifiant=_named(racine), jour=_shown(jour))
    return _told(arbre, champs, MESSAGES[racine.nom])


def _courrier(arbre: Arbre, champs: Champs) -> Message:
    """Return a letter that bears on the fate of an act."""
    racine, champ = arbre.racine, _COURRIERS[arbre.racine.nom]
    jour = champs.day_of(racine, champ) if racine.all(champ) else champs.day(racine, champ, champs.attribute(racine, champ))
    champs.tell("accuse-courrier", racine, nature=MESSAGES[racine.nom], identifiant=_named(racine), jour=_shown(jour))
    return _told(arbre, champs, MESSAGES[racine.nom])


def _other(arbre: Arbre, champs: Champs) -> Message:
    """Return a message that is no receipt, with the act that it is about where it names one."""
    named = arbre.racine.attributs.get("IDActe", "")
    return _told(arbre, champs, f"{MESSAGES[arbre.racine.nom]}{f', pour l’acte {named}' if named else ''}")


def _told(arbre: Arbre, champs: Champs, quoi: str) -> Message:
    return Message(champs.fichier, arbre.racine.nom, quoi, anomalies=tuple(champs.anomalies))


_READERS: dict[str, Callable[[Arbre, Champs], Message]] = {
    "ARActe": _ar_acte,
    "AnomalieActe": _anomalie_acte,
    "AnomalieEnveloppe": _anomalie_enveloppe,
    "Acte": _acte,
    "EnveloppeCLMISILL": _enveloppe,
    "EnveloppeMISILLCL": _enveloppe,
    "ARAnnulation": _annulation,
    **dict.fromkeys(_COURRIERS, _courrier),
}


def _named(racine: Noeud) -> str:
    return racine.attributs.get("IDActe", "") or "inconnu"


def _shown(jour: date | None) -> str:
    """Return a day in French, « date inconnue » where it is not known."""
    return str(Jour(jour)) if jour is not None else "date inconnue"


def listed(names: tuple[str, ...]) -> str:
    """Return « a.xml, b.xml », the first ones of many."""
    return f"{', '.join(names[:LISTED_NAMES])}{', …' if len(names) > LISTED_NAMES else ''}"
