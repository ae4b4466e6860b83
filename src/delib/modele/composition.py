"""The door to docxcompose: brings into a package what a Word file needs to be shown there.

docxcompose maps the styles, and finds media and properties. What it loses in silence is done here: lists keep their own
numbers and leave the template's alone, footnotes keep their links, styles what they are based on, parts the ids that they
name; a random `w:nsid` becomes a digest. What cannot come is refused. Imported when a sub-document is printed.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator, Sequence
from copy import deepcopy
from typing import Any, NamedTuple

from docx import Document
from docx.document import Document as OpenDocument
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.oxml import serialize_part_xml
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.opc.rel import Relationships, _Relationship
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docxcompose.composer import FILENAME_IDX_RE, Composer
from docxcompose.properties import CustomProperties
from lxml import etree

from delib.modele.fichiers import Descripteur, read_source
from delib.modele.langage import Fault
from delib.modele.numerotation import Numerotation
from delib.modele.sous_documents import CODE, FOOTNOTES, UNNAMED, Composition, SousDocument, Subdoc
from delib.paquet import Paquet, read

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_PREFIXED = (f"{MC}Ignorable", f"{MC}ProcessContent", f"{MC}MustUnderstand", "Requires")
"""The attributes whose value is a list of prefixes."""

_REFUSED = (
    (
        ".//w:pPr/w:sectPr",
        "il a plusieurs sections",
        "dans Word, supprimez ses sauts de section, ou joignez-le à part : les pages, en-têtes et pieds sont ceux du modèle",
    ),
    (
        ".//w:del | .//w:moveFrom",
        "il porte des suppressions suivies, dont le texte resterait lisible",
        "dans Word, acceptez ou refusez toutes les modifications",
    ),
    (".//w:commentReference | .//w:commentRangeStart", "il porte des commentaires", "dans Word, supprimez tous les commentaires"),
    (".//w:endnoteReference", "il a des notes de fin", "dans Word, convertissez-les en notes de bas de page"),
    (".//w:altChunk", "il contient un autre fichier, inséré", "ouvrez-le dans Word, puis enregistrez-le de nouveau"),
)
"""What a sub-document may not hold, because it would be lost or would harm the template: where, why, and what to do."""


class _Pointer(NamedTuple):
    """An attribute that names a relationship, and what it points to."""

    element: BaseOxmlElement
    key: str
    target: object


def composed(docx: bytes, documents: Sequence[SousDocument | Subdoc]) -> Composition:
    """Return what `sous_documents.compose` says."""
    template = read(docx, UNNAMED)
    own = [one for one in documents if not isinstance(one, SousDocument)]
    nom = UNNAMED
    try:
        master = Document(io.BytesIO(_attached(template, own) if own else docx))
        composer = _Composer(master)
        bodies: list[BaseOxmlElement] = []
        for one in documents:
            if isinstance(one, SousDocument):
                nom = one.nom
                document = Document(io.BytesIO(one.contenu))
                _refuse(document.element.body, nom)
                composer.bring(document, nom)
                bodies.append(document.element.body)
            else:
                nom = UNNAMED
                body = deepcopy(one.subdocx.element.body)  # type: ignore[attr-defined]
                _refuse(body, nom)
                bodies.append(body)
        _identify(master, template)
        texts = _texts(bodies, template)
        stream = io.BytesIO()
        master.save(stream)
    except (KeyError, ValueError, AttributeError, TypeError, IndexError, NotImplementedError, etree.LxmlError) as error:
        raison = f"docxcompose ne le comprend pas ({type(error).__name__} : {str(error)[:80]})"
        raise _refusal(nom, raison, "ouvrez-le dans Word ou LibreOffice, puis enregistrez-le de nouveau") from error
    paquet = read(stream.getvalue(), nom)
    # What `replace_*` put in the template is not in the package that docxtpl opened.
    paquet = paquet.replaced({name: template[name] for name in template if not _is_text(name) and name in paquet})
    return Composition(paquet, texts, _notes_added(paquet, template))


def _refusal(nom: str, raison: str, conseil: str) -> Fault:
    return Fault(CODE, nom=nom, raison=raison, conseil=conseil)


def _refuse(body: BaseOxmlElement, nom: str) -> None:
    for path, raison, conseil in _REFUSED:
        if body.xpath(path):
            raise _refusal(nom, raison, conseil)


def _attached(template: Paquet, documents: Sequence[Subdoc]) -> bytes:
    """Return the package to which docxtpl attached `documents`. Raises Fault unless it is the template, not yet rendered."""
    tpl: Any = documents[0].tpl
    if any(one.tpl is not tpl for one in documents):
        conseil = "faites-les tous par le même DocxTemplate, ou par Gabarit.new_subdoc"
        raise _refusal(UNNAMED, "les Subdoc de docxtpl viennent de plusieurs DocxTemplate", conseil)
    if tpl.is_rendered:
        raise _refusal(
            UNNAMED, "son DocxTemplate a déjà servi à un rendu", "faites un nouveau DocxTemplate, ou Gabarit.new_subdoc"
        )
    source: Descripteur = tpl.template_file
    made = read(read_source(source, CODE), UNNAMED)
    if _texts_of(made) != _texts_of(template):
        raise _refusal(UNNAMED, "son DocxTemplate n’est pas celui du modèle", "faites-le par Gabarit.new_subdoc")
    stream = io.BytesIO()
    tpl.docx.save(stream)
    return stream.getvalue()


def _texts_of(paquet: Paquet) -> dict[str, bytes]:
    """Return what makes a template what it is: a picture or an object may have been replaced."""
    return {name: data if _is_text(name) else b"" for name, data in paquet.items()}


def _is_text(name: str) -> bool:
    return name.lower().endswith((".xml", ".rels"))


class _Composer(Composer):  # type: ignore[misc]
    """docxcompose's own, that attaches without appending, and loses nothing."""

    def __init__(self, master: OpenDocument) -> None:
        super().__init__(master)
        self._copies: dict[Part, Part] = {}

    def bring(self, document: OpenDocument, nom: str) -> None:
        """Attach all that the body of `document` needs, and change the body so that it names it. Raises Fault."""
        self.reset_reference_mapping()
        properties = CustomProperties(document)
        for name in properties.keys():  # noqa: SIM118 - not a mapping
            properties.dissolve_fields(name)
        self._create_style_id_mapping(document)
        known = {one.get(qn("w:styleId")) for one in self.doc.styles.element.xpath("w:style")}
        self.numbers = Numerotation(document, self.doc, self.mapped_style_id, self.numbering_part)
        self.numbers.say_all()
        body = document.element.body
        for section in body.xpath("w:sectPr"):
            body.remove(section)
        pointers = list(_pointers(body, document.part.rels))
        self.add_referenced_parts(document.part, self.doc.part, body)
        self.add_styles(document, body)
        self.add_numberings(document, body)
        self.add_images(document, body)
        self.add_diagrams(document, body)
        self.add_shapes(document, body)
        self.add_footnotes(document, body)
        self._complete_styles(document, known)
        for one in pointers:
            if one.element.getparent() is not None and _target(self.doc.part.rels, one.element.get(one.key)) != one.target:
                kind = etree.QName(one.element).localname
                raise _refusal(nom, f"il contient un objet qui ne se joint pas ({kind})", "remplacez cet objet par une image")

    # ------------------------------------------------------------------------------------------------------------------ parts

    def add_relationship(self, src_part: Part, dst_part: Part, relationship: _Relationship) -> _Relationship:
        """Return the relationship of `dst_part` to what `relationship` points to, copied with all that it points to."""
        if relationship.is_external:
            key = dst_part.rels.get_or_add_ext_rel(relationship.reltype, relationship.target_ref)
        else:
            key = dst_part.relate_to(self._copy(relationship.target_part), relationship.reltype)
        made: _Relationship = dst_part.rels[key]
        return made

    def _copy(self, part: Part) -> Part:
        """Return the copy of a part in the package: its relationships keep their ids, which its content names."""
        if part in self._copies:
            return self._copies[part]
        stem = FILENAME_IDX_RE.match(part.partname).group(1)
        names = {str(one.partname) for one in (*self.pkg.iter_parts(), *self._copies.values())}
        number = next(one for one in range(1, len(names) + 2) if f"{stem}{one}.{part.partname.ext}" not in names)
        made = Part(PackURI(f"{stem}{number}.{part.partname.ext}"), part.content_type, part.blob, self.pkg)
        self._copies[part] = made
        for key, rel in part.rels.items():
            target = rel.target_ref if rel.is_external else self._copy(rel.target_part)
            made.load_rel(rel.reltype, target, key, rel.is_external)
        return made

    def add_diagrams(self, doc: OpenDocument, element: BaseOxmlElement) -> None:
        """Copy the parts of the diagrams of `element`, so that their names stay theirs alone."""
        for one in element.xpath(".//dgm:relIds"):
            for key in (f"{_R}dm", f"{_R}lo", f"{_R}qs", f"{_R}cs"):
                one.set(key, self.add_relationship(doc.part, self.doc.part, doc.part.rels[one.get(key)]).rId)

    def add_shapes(self, doc: OpenDocument, element: BaseOxmlElement) -> None:
        """Bring the pictures of old drawings, whatever their shape."""
        for one in element.xpath(".//v:*/v:imagedata[@r:id]"):
            one.set(f"{_R}id", self.add_relationship(doc.part, self.doc.part, doc.part.rels[one.get(f"{_R}id")]).rId)

    # -------------------------------------------------------------------------------------------------- styles, lists, notes

    def add_numberings(self, doc: OpenDocument, element: BaseOxmlElement) -> None:
        """Bring the lists of `element`, each under a number of its own."""
        self.numbers.bring(element)

    def _complete_styles(self, document: OpenDocument, known: set[str | None]) -> None:
        """Bring what the styles that came are based on; none of them is the default of the package."""
        styles = self.doc.styles.element
        rest = [one for one in styles.xpath("w:style") if one.get(qn("w:styleId")) not in known]
        here = {one.get(qn("w:styleId")) for one in styles.xpath("w:style")}
        for style in rest:
            style.attrib.pop(qn("w:default"), None)
            for link in style.xpath("w:basedOn | w:next | w:link"):
                said = link.get(qn("w:val"))
                ours = self.mapped_style_id(said)
                if ours not in here:
                    found = document.styles.element.get_by_id(said)
                    if found is None:
                        style.remove(link)
                        continue
                    ours = said
                    here.add(ours)
                    rest.append(deepcopy(found))
                    styles.append(rest[-1])
                    self.numbers.bring(rest[-1])
                link.set(qn("w:val"), ours)

    def add_footnotes(self, doc: OpenDocument, element: BaseOxmlElement) -> None:
        """Bring the footnotes that `element` calls, with their links, styles and lists, each under a number of its own."""
        calls = element.xpath(".//w:footnoteReference")
        if not calls:
            return
        source = doc.part.part_related_by(RT.FOOTNOTES)
        theirs = {one.get(qn("w:id")): one for one in parse_xml(source.blob)}
        part = self.footnote_part()
        ours = parse_xml(part.blob)
        number = max((int(one.get(qn("w:id"), "0")) for one in ours), default=0)
        for call in calls:
            note = deepcopy(theirs[call.get(qn("w:id"))])
            number = max(number, 0) + 1
            note.set(qn("w:id"), str(number))
            call.set(qn("w:id"), str(number))
            for one in _pointers(note, source.rels):
                rel = source.rels[one.element.get(one.key)]
                if not rel.is_external:
                    raise _refusal(UNNAMED, "une de ses notes contient une image ou un objet", "mettez-le dans le texte")
                one.element.set(one.key, part.rels.get_or_add_ext_rel(rel.reltype, rel.target_ref))
            self.add_styles(doc, note)
            self.numbers.bring(note)
            ours.append(note)
        part._blob = serialize_part_xml(ours)


def _pointers(element: BaseOxmlElement, rels: Relationships) -> Iterator[_Pointer]:
    """Yield the attributes under `element` that name a relationship."""
    for one in element.iter(etree.Element):
        for key, value in one.attrib.items():
            if key.startswith(_R) and value:
                yield _Pointer(one, key, _target(rels, value))


def _target(rels: Relationships, key: str | None) -> object:
    """Return what a relationship points to, as it can be compared from one package to another."""
    rel = rels.get(key or "")
    if rel is None:
        return None
    return (rel.reltype, rel.target_ref if rel.is_external else (rel.target_part.content_type, rel.target_part.blob))


def _identify(master: OpenDocument, template: Paquet) -> None:
    """Give each list that came an identity drawn from its content: two lists that share one would count together."""
    try:
        lists = master.part.part_related_by(RT.NUMBERING).element.xpath("w:abstractNum")  # type: ignore[attr-defined]
    except KeyError:
        return
    known: set[str | None] = set()
    if "word/numbering.xml" in template:
        known = {one.get(qn("w:abstractNumId")) for one in parse_xml(template["word/numbering.xml"]).xpath("w:abstractNum")}
    for one in lists:
        nsid = one.find(qn("w:nsid"))
        if nsid is not None and one.get(qn("w:abstractNumId")) not in known:
            nsid.set(qn("w:val"), "")
            nsid.set(qn("w:val"), hashlib.sha256(etree.tostring(one, method="c14n")).hexdigest()[:8].upper())


def _notes_added(paquet: Paquet, template: Paquet) -> str:
    """Return the XML of the footnotes that the template does not have. Raises Fault when two bear one number."""
    if FOOTNOTES not in paquet:
        return ""
    root = parse_xml(paquet[FOOTNOTES])
    ids = [one.get(qn("w:id")) for one in root]
    if len(set(ids)) < len(ids):
        raise _refusal(UNNAMED, "docxtpl a donné le même numéro à deux notes", "faites-le par Gabarit.new_subdoc")
    known = {one.get(qn("w:id")) for one in parse_xml(template[FOOTNOTES])} if FOOTNOTES in template else set()
    return "".join(_alone(one, _ignorable(root)) for one in root if one.get(qn("w:id")) not in known)


# -------------------------------------------------------------------------------------------------------------------- the text


def _texts(bodies: Sequence[BaseOxmlElement], template: Paquet) -> list[str]:
    """Return the XML of each body, its section left out; the bookmarks numbered after those of the template."""
    body = parse_xml(template["word/document.xml"])
    number = max((int(one) for one in body.xpath(".//w:bookmarkStart/@w:id") if one.isdecimal()), default=-1) + 1
    made = []
    for one in bodies:
        numbers: dict[str | None, str] = {}
        for mark in one.xpath(".//w:bookmarkStart | .//w:bookmarkEnd"):
            mark.set(qn("w:id"), numbers.setdefault(mark.get(qn("w:id")), str(number + len(numbers))))
        number += len(numbers)
        for element in one.iter(etree.Element):
            element.attrib.pop(f"{W14}paraId", None)  # unique in a document, and good for comments alone
            element.attrib.pop(f"{W14}textId", None)
        prefixes = _ignorable(one.getparent())
        made.append("".join(_alone(child, prefixes) for child in one if child.tag != qn("w:sectPr")))
    return made


def _ignorable(root: BaseOxmlElement | None) -> list[str]:
    return root.get(f"{MC}Ignorable", "").split() if root is not None else []


def _alone(element: BaseOxmlElement, ignorable: Sequence[str]) -> str:
    """Return the XML of an element that stands by itself: it declares the prefixes that it uses, names and values alike."""
    copy = etree.fromstring(etree.tostring(element, encoding="unicode", with_tail=False))
    names = [name for one in copy.iter(etree.Element) for name in (one.tag, *one.attrib)]
    used = {name[1:].partition("}")[0] for name in names if name.startswith("{")}
    ignored = [prefix for prefix in ignorable if copy.nsmap.get(prefix) in used]
    if ignored:
        copy.set(f"{MC}Ignorable", " ".join(ignored))
    kept = {word for one in copy.iter(etree.Element) for key in _PREFIXED for word in one.get(key, "").split()}
    etree.cleanup_namespaces(copy, keep_ns_prefixes=sorted(kept))
    return str(etree.tostring(copy, encoding="unicode"))
