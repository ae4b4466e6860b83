"""The names of the files that are exchanged: documents, envelopes, archives, and who sends them.

A document's name says its act; an envelope's only who wrote to whom, and when. What a name leaves empty stays empty: a request
(`DEP-SIREN----7-1_0.xml`) is about no act.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from delib.prefecture.identifiant import Identifiant, compact, read_day
from delib.prefecture.natures import TYPOLOGIE

MESSAGES = {
    (1, 1): "Acte",
    (1, 2): "ARActe",
    (1, 3): "AnomalieActe",
    (2, 1): "CourrierSimple",
    (2, 2): "ReponseCourrierSimple",
    (3, 1): "DemandePieceComplementaire",
    (3, 2): "ARDemandePieceComplementaire",
    (3, 3): "RefusPieceComplementaire",
    (3, 4): "PieceComplementaire",
    (3, 5): "ARPieceComplementaire",
    (4, 1): "LettreObservations",
    (4, 2): "ARLettreObservations",
    (4, 3): "RejetLettreObservations",
    (4, 4): "ReponseLettreObservations",
    (4, 5): "ARReponseRejetLettreObservations",
    (5, 1): "DefereTA",
    (6, 1): "Annulation",
    (6, 2): "ARAnnulation",
    (7, 1): "DemandeClassification",
    (7, 2): "RetourClassification",
    (7, 3): "ReponseClassificationSansChangement",
}
"""The messages by their transaction and flux, and the root of their XML (S2LOW). 1-4 to 1-6 do not exist."""

MAX_NOM = 255
"""The longest name read, in characters: file systems take no more."""

_DEPARTEMENT = r"[0-9]{3}|02[AB]"
_AUTORITE = rf"(?:PREF|SGAR)(?:{_DEPARTEMENT})|SPREF(?:{_DEPARTEMENT})[0-9]"
_DOCUMENT = re.compile(
    rf"(?:(?P<typologie>{TYPOLOGIE})-)?(?P<departement>{_DEPARTEMENT})-(?P<siren>[0-9]{{9}})-(?P<jour>[0-9]{{8}}|)"
    r"-(?P<numero>[A-Za-z0-9](?:[A-Za-z0-9_\- ]{0,13}[A-Za-z0-9])?|)-(?P<nature>[A-Z]{2}|)"
    r"-(?P<transaction>[0-9])-(?P<flux>[0-9])_(?P<rang>0|[1-9][0-9]{0,8})\.(?P<extension>[A-Za-z0-9]{1,10})"
)
_ENVELOPPE = re.compile(
    rf"(?P<anomalie>ANO_)?(?:(?P<operateur>[A-Z0-9]{{3}})-)?(?P<sens>EACT|TACT)--(?P<emetteur>[0-9]{{9}}|{_AUTORITE})"
    r"-(?P<destinataire>[0-9]{9}|)-(?P<jour>[0-9]{8})-(?P<rang>0|[1-9][0-9]{0,8})\.(?P<extension>xml|tar\.gz)"
)
_NOM_AUTORITE = re.compile(rf"(?P<genre>S?PREF|SGAR)(?P<departement>{_DEPARTEMENT})(?P<arrondissement>[0-9]?)")


@dataclass(frozen=True, slots=True)
class Document:
    """The name of a document, `99_DE-075-200054781-20251202-BM25-12-02-22-1-DE-1-1_1.pdf`; `str()` writes it back as it was.

    `rang` is 0 for the message itself, 1 for the act and from 2 on for its annexes when a collectivité sends; in what comes back
    it means nothing. `date`, `numero` and `nature` may be unknown. The date is that of the decision, or of the sending.
    """

    departement: str
    siren: str
    date: date | None
    numero: str
    nature: str
    transaction: int
    flux: int
    rang: int
    extension: str
    typologie: str = ""

    def __str__(self) -> str:
        day = compact(self.date) if self.date is not None else ""
        message = f"{self.transaction}-{self.flux}_{self.rang}.{self.extension}"
        parts = (self.departement, self.siren, day, self.numero, self.nature, message)
        return "-".join((self.typologie, *parts) if self.typologie else parts)

    @classmethod
    def of(cls, identifiant: Identifiant, rang: int, extension: str, typologie: str = "") -> Document:
        """Return the name of a file of an act that is transmitted (message 1-1)."""
        one = identifiant
        return cls(one.departement, one.siren, one.date, one.numero, one.nature, 1, 1, rang, extension, typologie)

    @classmethod
    def parse(cls, nom: str) -> Document | None:
        """Return what the name of a document says, whatever folder stands before it; None for another name."""
        found = _DOCUMENT.fullmatch(basename(nom))
        if found is None:
            return None
        day = read_day(found["jour"])
        if day is None and found["jour"]:
            return None
        return cls(
            departement=found["departement"],
            siren=found["siren"],
            date=day,
            numero=found["numero"],
            nature=found["nature"],
            transaction=int(found["transaction"]),
            flux=int(found["flux"]),
            rang=int(found["rang"]),
            extension=found["extension"],
            typologie=found["typologie"] or "",
        )

    @property
    def identifiant(self) -> Identifiant | None:
        """Return the identifier of the act, None where the name does not say it whole."""
        if self.date is None or not self.numero or not self.nature:
            return None
        return Identifiant(self.departement, self.siren, self.date, self.numero, self.nature)

    @property
    def message(self) -> str:
        """Return the root of the message that this is, or goes with: « ARActe »; "" for a code that does not exist."""
        return MESSAGES.get((self.transaction, self.flux), "")


@dataclass(frozen=True, slots=True)
class Enveloppe:
    """The name of an envelope or of its archive, `SLO-EACT--200054781--20251216-3.tar.gz`; `str()` writes it back as it was.

    `sens` is EACT or TACT. `emetteur` is a SIREN, or an authority of the State; `destinataire` a SIREN, or "" for the ministry.
    `operateur` are the three letters of who carried it (SLO, SIC), on an archive; `anomalie` says that it was rejected.
    """

    sens: str
    emetteur: str
    destinataire: str
    date: date
    rang: int
    extension: str
    operateur: str = ""
    anomalie: bool = False

    def __str__(self) -> str:
        before = f"{'ANO_' if self.anomalie else ''}{self.operateur}{'-' if self.operateur else ''}"
        return f"{before}{self.sens}--{self.emetteur}-{self.destinataire}-{compact(self.date)}-{self.rang}.{self.extension}"

    @classmethod
    def parse(cls, nom: str) -> Enveloppe | None:
        """Return what the name of an envelope says, whatever folder stands before it; None for another name."""
        found = _ENVELOPPE.fullmatch(basename(nom))
        day = read_day(found["jour"]) if found is not None else None
        if found is None or day is None:
            return None
        return cls(
            sens=found["sens"],
            emetteur=found["emetteur"],
            destinataire=found["destinataire"],
            date=day,
            rang=int(found["rang"]),
            extension=found["extension"],
            operateur=found["operateur"] or "",
            anomalie=found["anomalie"] is not None,
        )


@dataclass(frozen=True, slots=True)
class Autorite:
    """Who receives acts for the State: PREF075 a préfecture, SPREF0441 a sous-préfecture, SGAR044 a secretariat of a région."""

    genre: str
    departement: str
    arrondissement: str = ""

    def __str__(self) -> str:
        return f"{self.genre}{self.departement}{self.arrondissement}"

    @classmethod
    def parse(cls, nom: str) -> Autorite | None:
        """Return the authority of that name (seven characters, nine for a sous-préfecture); None where it is no such name."""
        found = _NOM_AUTORITE.fullmatch(nom)
        if found is None or (found["genre"] == "SPREF") != bool(found["arrondissement"]):
            return None
        return cls(found["genre"], found["departement"], found["arrondissement"])


def basename(nom: str) -> str:
    """Return a file's name without its folders, whichever slash parts them; "" for one longer than a file can have."""
    bare = re.split(r"[/\\]", nom)[-1] if len(nom) <= 16 * MAX_NOM else ""
    return bare if len(bare) <= MAX_NOM else ""
