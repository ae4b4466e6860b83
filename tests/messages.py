"""Messages of @CTES, made for the tests: a sound receipt, any of its fields changed, in any encoding and order."""

from __future__ import annotations

import gzip
import io
import tarfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from xml.sax.saxutils import escape, quoteattr

ACTES = "http://www.interieur.gouv.fr/ACTES#v1.1-20040216"
SCHEMA = f"{ACTES} actesv1_1.xsd"
NOM = "075-200054781-20251202-BM25_12_02-DE"
"""The identifier of the sound receipt: one that the schema of 2017 takes (no hyphen)."""


@dataclass(frozen=True)
class Message:
    """A receipt as it is written: texts, None for what is left out. `autour` and `dedans` are XML put in the root, in the act."""

    racine: str = "ARActe"
    identifiant: str | None = NOM
    reception: str | None = "2025-12-16"
    jour: str | None = "2025-12-02"
    numero: str | None = "BM25_12_02"
    nature: str | None = "1"
    matieres: Sequence[str | None] = ("8", "4")
    objet: str | None = "Création d'un parcours & sélection"
    precedent: str | None = None
    classification: str | None = "2019-04-18"
    document: str | None = f"99_DE-{NOM}-1-1_1.pdf"
    annexes: Sequence[str] | None = ()
    nombre: str | None = None
    papier: str | None = "N"
    en_cours: str | None = "2019-04-18"
    date_refus: str | None = "2025-12-17"
    nature_refus: str | None = "002"
    detail: str | None = "ODT-VERIF-01 : classification qui n'est pas à jour"
    copies: int = 1
    autour: str = ""
    dedans: str = ""
    prefixe: str = "actes:"
    attribut: str = "actes:"
    espace: str | None = ACTES
    inverse: bool = False
    retrait: str = "\n"

    def with_(self, **changed: Any) -> Message:
        """Return the message with some fields changed."""
        return replace(self, **changed)

    def _attributes(self, given: Mapping[str, str | None]) -> str:
        pairs = [(name, value) for name, value in given.items() if value is not None]
        ordered = reversed(pairs) if self.inverse else pairs
        return "".join(f" {name if ':' in name else self.attribut + name}={_quoted(value)}" for name, value in ordered)

    def element(self, name: str, content: str = "", **attributes: str | None) -> str:
        """Return an element of @CTES that holds XML."""
        tag = f"{self.prefixe}{name}"
        opening = f"{self.retrait}<{tag}{self._attributes(attributes)}"
        return f"{opening}>{content}</{tag}>" if content else f"{opening}/>"

    def field(self, name: str, text: str | None) -> str:
        """Return an element of @CTES that holds a text, "" for none."""
        return "" if text is None else self.element(name, _text(text)) if text else self.element(name)

    def file(self, name: str, fichier: str) -> str:
        """Return an element that names a file."""
        return self.element(name, self.field("NomFichier", fichier))

    @property
    def acte(self) -> str:
        """Return the content of the act that the message copies."""
        codes = [
            self.element(f"CodeMatiere{rang}", CodeMatiere=code) for rang, code in enumerate(self.matieres, 1) if code is not None
        ]
        annexes = ""
        if self.annexes is not None:
            nombre = str(len(self.annexes)) if self.nombre is None else self.nombre or None
            annexes = self.element("Annexes", "".join(self.file("Annexe", one) for one in self.annexes), Nombre=nombre)
        return "".join((
            *codes,
            self.field("Objet", self.objet),
            self.element("PrecedentIdentifiantActe", IDActe=self.precedent) if self.precedent else "",
            self.field("ClassificationDateVersion", self.classification),
            self.file("Document", self.document) if self.document is not None else "",
            annexes,
            self.field("DocumentPapier", self.papier),
            self.dedans,
        ))  # fmt: skip

    @property
    def recu(self) -> str:
        """Return the act copied, as many times as it is."""
        one = self.element("ActeRecu", self.acte, Date=self.jour, NumeroInterne=self.numero, CodeNatureActe=self.nature)
        return one * self.copies

    @property
    def xml(self) -> str:
        """Return the message, without declaration."""
        given: dict[str, str | None] = {}
        content = f"{self.recu}{self.field('ClassificationDateVersionEnCours', self.en_cours)}{self.autour}"
        if self.racine == "ARActe":
            given = {"IDActe": self.identifiant, "DateReception": self.reception}
        elif self.racine == "Acte":
            given, content = {"Date": self.jour, "NumeroInterne": self.numero, "CodeNatureActe": self.nature}, self.acte
        elif self.racine == "AnomalieActe":
            head = (
                self.field("Date", self.date_refus),
                self.field("Nature", self.nature_refus),
                self.field("Detail", self.detail),
            )
            content = "".join(head) + content
        return self.root(content, **given)

    def root(self, content: str, **given: str | None) -> str:
        """Return a whole message of any content, whose root is `racine`."""
        name = f"{self.prefixe}{self.racine}"
        space = {f"xmlns:{self.prefixe[:-1]}" if self.prefixe else "xmlns": self.espace} if self.espace else {}
        if self.prefixe == "" and self.attribut and self.espace:
            space |= {f"xmlns:{self.attribut[:-1]}": self.espace}
        spaces = "".join(f" {key}={quoteattr(str(value))}" for key, value in space.items())
        opening = f"<{name}{spaces}{self._attributes(given)}"
        return f"{opening}>{content}{self.retrait}</{name}>" if content else f"{opening}/>"


def _quoted(value: str) -> str:
    return quoteattr(value, {"\n": "&#10;", "\r": "&#13;", "\t": "&#9;"})


def _text(value: str) -> str:
    return escape(value, {"\r": "&#13;"})


def encoded(xml: str, encoding: str = "iso-8859-1", declared: str | None = "ISO-8859-1") -> bytes:
    """Return a message in an encoding, which it declares as it likes."""
    said = f' encoding="{declared}"' if declared else ""
    head = "" if declared is None else f'<?xml version="1.0"{said}?>\n'
    return f"{head}{xml}".encode(encoding)


def made(encoding: str = "iso-8859-1", declared: str | None = "ISO-8859-1", **changed: Any) -> bytes:
    """Return the sound receipt, some of its fields changed."""
    return encoded(Message().with_(**changed).xml, encoding, declared)


def envelope(names: Iterable[str], siren: str = "200054781", racine: str = "EnveloppeMISILLCL") -> bytes:
    """Return an envelope that announces messages."""
    one = Message(racine=racine)
    announced = "".join(one.file("Formulaire", name) for name in names)
    to = one.element("Destinataire", **{"insee:SIREN": siren})
    sender = one.element("Emetteur", one.element("IDPref", Departement="075"))
    return _insee(one.root(f"{sender}{one.element('FormulairesEnvoyes', announced)}{to}"))


def _insee(xml: str) -> bytes:
    return encoded(xml.replace(" xmlns:actes", ' xmlns:insee="http://xml.insee.fr/schema" xmlns:actes', 1))


def refused_envelope(names: Iterable[str], nature: str = "003", detail: str | None = "Enveloppe illisible") -> bytes:
    """Return the refusal of an envelope."""
    one = Message(racine="AnomalieEnveloppe")
    email = one.element("AdressesRetour", one.field("Email", "a@b.fr"))
    idcl = one.element("IDCL", **{"insee:SIREN": "200054781", "Departement": "075", "Arrondissement": "1", "Nature": "46"})
    sender = one.element("Emetteur", idcl)
    announced = one.element("FormulairesEnvoyes", "".join(one.file("Formulaire", name) for name in names))
    received = one.element("EnveloppeRecue", f"{sender}{email}{announced}")
    return _insee(
        one.root(f"{one.field('Date', '2025-12-17')}{one.field('Nature', nature)}{one.field('Detail', detail)}{received}")
    )


def other(racine: str, content: str = "", **attributes: str | None) -> bytes:
    """Return a message of another root."""
    return encoded(Message(racine=racine).root(content, **attributes))


def packed(members: Mapping[str, bytes], mode: str = "w:gz", kinds: Mapping[str, bytes] | None = None) -> bytes:
    """Return a tar archive; `kinds` are the types of the members that are no files."""
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode=mode) as archive:  # type: ignore[call-overload]
        for name, data in members.items():
            info = tarfile.TarInfo(name)
            info.type = (kinds or {}).get(name, tarfile.REGTYPE)
            info.size = len(data) if info.type == tarfile.REGTYPE else 0
            info.linkname = "../../etc/passwd" if info.type in (tarfile.SYMTYPE, tarfile.LNKTYPE) else ""
            archive.addfile(info, io.BytesIO(data))
    return stream.getvalue()


def gzipped(data: bytes) -> bytes:
    """Return bytes packed by gzip."""
    return gzip.compress(data, mtime=0)
