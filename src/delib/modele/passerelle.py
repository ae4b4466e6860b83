"""The door to docxtpl and to its parser: `patch_xml` as docxtpl has it, on XML as lxml writes it."""

from __future__ import annotations

from docxtpl import DocxTemplate
from lxml import etree

from delib.anomalie import ModeleError, Word, make
from delib.modele.cellules import in_order


def patched(xml: str) -> str:
    """Return the XML of a part as Jinja can read it: docxtpl's own `patch_xml`, which needs no document; then cells in order."""
    return in_order(str(DocxTemplate.patch_xml(DocxTemplate.__new__(DocxTemplate), xml)))


def canonical(data: bytes, fichier: str, name: str) -> str:
    """Return the XML of a part written anew, without its declaration: entities as characters, double quotes.

    docxtpl patches what lxml writes: « &quot; » inside a tag would stop Jinja. Raises ModeleError for XML that lxml refuses.
    """
    try:
        parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_pis=False, huge_tree=False)
        return str(etree.tostring(etree.fromstring(data, parser), encoding="unicode"))
    except etree.XMLSyntaxError as error:
        raise ModeleError([make("xml-mal-forme", Word(fichier, name), raison=str(error)[:120])]) from None
