"""The metadata of a PDF: the XMP packet, written whole, and the `/Info` dictionary that agrees with it.

Reads, of an XMP packet, only the marks that it claims (PDF/A, PDF/UA), and takes them out. Judges no claim (see `marques`).
Sources: ISO 16684-1 (XMP), ISO 19005-3 § 6.6 (PDF/A-3), ISO 14289-1 § 5 (PDF/UA-1).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple
from xml.parsers import expat
from xml.sax.saxutils import escape

from delib.paquet import ILLEGAL
from delib.production.pdf.fiche import Fiche

PROVENANCE_NS = "https://delib.invalid/ns/provenance/1.0/"
"""The namespace of what made a document; `.invalid` leads nowhere, on purpose (RFC 2606)."""
PROVENANCE = {
    "empreinte": "sha256 des parties du document Word",
    "donnees": "sha256 des données de l’acte",
    "modele": "modèle du document et sa version",
    "delib": "version de delib",
}
"""What a PDF may say of what made it, each with its description: hashes and versions only, since a PDF is published."""
PDFA_NS = "http://www.aiim.org/pdfa/ns/id/"
PDFUA_NS = "http://www.aiim.org/pdfua/ns/id/"
MAX_XMP = 1024 * 1024
"""The largest packet read: those of real files have 4 to 40 KB."""
MAX_INFO = 16_000
"""The longest text of `/Info`, in characters: PDF/A takes strings of 32,767 bytes, and UTF-16 doubles them."""


class Marques(NamedTuple):
    """The marks that a PDF bears: `pdfa` ("3B", "2U"… or ""), `pdfua` ("1" or "")."""

    pdfa: str = ""
    pdfua: str = ""


NOS_MARQUES = Marques("3B", "1")
"""The marks that delib gives."""


def packet(fiche: Fiche, marques: Marques, *, createur: str, producteur: str) -> bytes:
    """Return the XMP packet that says `fiche`; with the marks given. Raises KeyError for a provenance not listed."""
    parts = "".join([*_iter_core(fiche, createur, producteur), *_iter_marks(marques), *_iter_provenance(fiche)])
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/">\n<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\n'
        f'{parts}</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end="w"?>'
    ).encode()


def info(fiche: Fiche, *, createur: str, producteur: str) -> dict[str, str]:
    """Return the `/Info` dictionary that says what the packet says; a text too long for it stands in the packet alone."""
    core = {"/Title": fiche.titre, "/Author": fiche.auteur, "/Subject": fiche.sujet}
    texts = {**core, "/Creator": createur, "/Producer": producteur}
    day = {"/CreationDate": f"D:{fiche.jour.replace('-', '')}000000Z"} if fiche.jour else {}
    return {key: _clean(text) for key, text in texts.items() if 0 < len(text) <= MAX_INFO} | day


def _clean(text: str) -> str:
    return ILLEGAL.sub("\ufffd", text)


def _text(text: str) -> str:
    return escape(_clean(text))


def _described(prefix: str, namespace: str, properties: str) -> str:
    return f'<rdf:Description rdf:about="" xmlns:{prefix}="{namespace}">\n{properties}</rdf:Description>\n' if properties else ""


def _listed(name: str, kind: str, text: str) -> str:
    language = ' xml:lang="x-default"' if kind == "Alt" else ""
    return f"<{name}><rdf:{kind}><rdf:li{language}>{_text(text)}</rdf:li></rdf:{kind}></{name}>\n" if text else ""


def _iter_core(fiche: Fiche, createur: str, producteur: str) -> Iterator[str]:
    texts = (("title", "Alt", fiche.titre), ("creator", "Seq", fiche.auteur), ("description", "Alt", fiche.sujet))
    core = [*(_listed(f"dc:{name}", kind, text) for name, kind, text in texts), _listed("dc:language", "Bag", fiche.langue)]
    yield _described("dc", "http://purl.org/dc/elements/1.1/", "".join(core))
    yield _described("pdf", "http://ns.adobe.com/pdf/1.3/", f"<pdf:Producer>{_text(producteur)}</pdf:Producer>\n")
    tool = f"<xmp:CreatorTool>{_text(createur)}</xmp:CreatorTool>\n" if createur else ""
    day = f"<xmp:CreateDate>{fiche.jour}T00:00:00Z</xmp:CreateDate>\n" if fiche.jour else ""
    yield _described("xmp", "http://ns.adobe.com/xap/1.0/", tool + day)


def _iter_marks(marques: Marques) -> Iterator[str]:
    if marques.pdfa:
        part, level = marques.pdfa[0], marques.pdfa[1:]
        mark = f"<pdfaid:part>{part}</pdfaid:part>\n<pdfaid:conformance>{level}</pdfaid:conformance>\n"
        yield _described("pdfaid", PDFA_NS, mark)
    if marques.pdfua:
        yield _described("pdfuaid", PDFUA_NS, f"<pdfuaid:part>{marques.pdfua}</pdfuaid:part>\n")


def _iter_provenance(fiche: Fiche) -> Iterator[str]:
    """Yield what made the document, then the schemas of the two namespaces that PDF/A does not know (ISO 19005-3, § 6.6.2.3)."""
    said = [(name, value, PROVENANCE[name]) for name, value in fiche.provenance]
    lines = "".join(f"<delib:{name}>{_text(value)}</delib:{name}>\n" for name, value, _meaning in said)
    yield _described("delib", PROVENANCE_NS, lines)
    schemas = [_schema("PDF/UA identification", PDFUA_NS, "pdfuaid", [("part", "Integer", "internal", "Part of ISO 14289")])]
    if said:
        properties = [(name, "Text", "external", meaning) for name, _value, meaning in said]
        schemas.append(_schema("Provenance d’un acte fait par delib", PROVENANCE_NS, "delib", properties))
    yield (
        '<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"'
        ' xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">\n'
        f"<pdfaExtension:schemas><rdf:Bag>\n{''.join(schemas)}</rdf:Bag></pdfaExtension:schemas>\n</rdf:Description>\n"
    )


def _schema(title: str, namespace: str, prefix: str, properties: list[tuple[str, str, str, str]]) -> str:
    told = "".join(
        f'<rdf:li rdf:parseType="Resource"><pdfaProperty:name>{name}</pdfaProperty:name>'
        f"<pdfaProperty:valueType>{kind}</pdfaProperty:valueType><pdfaProperty:category>{category}</pdfaProperty:category>"
        f"<pdfaProperty:description>{meaning}</pdfaProperty:description></rdf:li>\n"
        for name, kind, category, meaning in properties
    )
    return (
        f'<rdf:li rdf:parseType="Resource"><pdfaSchema:schema>{title}</pdfaSchema:schema>'
        f"<pdfaSchema:namespaceURI>{namespace}</pdfaSchema:namespaceURI><pdfaSchema:prefix>{prefix}</pdfaSchema:prefix>"
        f"<pdfaSchema:property><rdf:Seq>\n{told}</rdf:Seq></pdfaSchema:property></rdf:li>\n"
    )


class _Refused(Exception):  # noqa: N818 - leaves the parser, is caught below
    pass


class _Claims:
    """What an XMP packet claims, and where: gathered while expat reads it."""

    def __init__(self) -> None:
        self.said: dict[tuple[str, str], str] = {}
        self.spans: list[tuple[str, int, int]] = []
        self._open: list[tuple[str, str, int]] = []
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.StartElementHandler, self.parser.EndElementHandler = self._start, self._end
        self.parser.CharacterDataHandler = self._text
        self.parser.StartDoctypeDeclHandler = self.parser.EntityDeclHandler = self._refuse

    def _refuse(self, *_told: object) -> None:
        raise _Refused

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        namespace, _, name = tag.rpartition(" ")
        self._open.append((namespace, name, self.parser.CurrentByteIndex))
        for key, value in attributes.items():
            space, _, attribute = key.rpartition(" ")
            if space in (PDFA_NS, PDFUA_NS):
                self.said[space, attribute] = value.strip()
                self.spans.append((space, self.parser.CurrentByteIndex, -1))

    def _text(self, data: str) -> None:
        namespace, name, _at = self._open[-1] if self._open else ("", "", 0)
        if namespace in (PDFA_NS, PDFUA_NS):
            self.said[namespace, name] = (self.said.get((namespace, name), "") + data).strip()

    def _end(self, _tag: str) -> None:
        namespace, _name, at = self._open.pop()
        if namespace in (PDFA_NS, PDFUA_NS):
            self.spans.append((namespace, at, self.parser.CurrentByteIndex))


def _claims(xmp: bytes) -> _Claims | None:
    """Return what a packet claims, None where it cannot be read: no XML, a DTD, out of bounds."""
    claims = _Claims()
    try:
        if len(xmp) <= MAX_XMP:
            claims.parser.Parse(xmp.rstrip(b"\0 \t\r\n"), True)
            return claims
    except (expat.ExpatError, _Refused, ValueError, LookupError):
        pass
    return None


def marks_of(xmp: bytes) -> Marques:
    """Return the marks that an XMP packet claims; none where it cannot be read. Never raises."""
    claims = _claims(xmp)
    said = claims.said if claims is not None else {}
    part = said.get((PDFA_NS, "part"), "")
    return Marques(f"{part}{said.get((PDFA_NS, 'conformance'), '')}" if part else "", said.get((PDFUA_NS, "part"), ""))


def without(xmp: bytes, namespace: str) -> bytes:
    """Return a packet (UTF-8, one that `marks_of` reads) without the properties of `namespace`, nothing else of it changed."""
    claims = _claims(xmp)
    spans = [] if claims is None else [(start, end) for space, start, end in claims.spans if space == namespace]
    for start, end in sorted(spans, reverse=True):
        close = _tag_end(xmp, start)
        if end > 0 and not xmp[:close].endswith(b"/>"):
            close = _tag_end(xmp, end)
        if end < 0:  # attributes of a tag: of a prefix that is bound to the namespace
            xmp = xmp[:start] + _stripped(xmp, start, close, namespace) + xmp[close:]
        else:
            xmp = xmp[:start] + xmp[close:].lstrip(b"\r\n")
    return xmp


_QUOTED = re.compile(rb"\"[^\"]*\"|'[^']*'|>")


def _tag_end(xmp: bytes, start: int) -> int:
    """Return where the tag that begins at `start` ends."""
    return next(found.end() for found in _QUOTED.finditer(xmp, start) if found[0] == b">")


def _stripped(xmp: bytes, start: int, end: int, namespace: str) -> bytes:
    bound = re.findall(rb"xmlns:([^\s=]+)\s*=\s*[\"']" + re.escape(namespace.encode()) + rb"[\"']", xmp)
    pattern = rb"\s+(?:" + b"|".join(map(re.escape, bound)) + rb"):[^\s=]+\s*=\s*(?:\"[^\"]*\"|'[^']*')"
    return re.sub(pattern, b"", xmp[start:end]) if bound else xmp[start:end]
