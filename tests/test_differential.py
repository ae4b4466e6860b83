"""The same document as docxtpl, part by part: for each thing that docxtpl can do, 300 random contexts.

docxtpl is the judge: a fresh `DocxTemplate`, `autoescape=True`. Where delib differs on purpose, the difference is put away
here, by name, and held in `test_silent_faults`; the document's properties are there too, since docxtpl escapes them twice.
"""

from __future__ import annotations

import difflib
import hashlib
import itertools
import re
import subprocess
from collections.abc import Iterator, Mapping

import pytest
from lxml import etree

from delib.modele.gabarit import Gabarit
from delib.production.plan import iter_lines
from tests.gabarits import BODY, FEATURES, Feature, W, any_data, any_template, drawn, opened, parts, rendered_by_docxtpl

CONTEXTS = {"python-docx": 60}
"""300 contexts, except where docxtpl alone takes 40 ms: that template has no feature that no other has."""
_PART = re.compile(r"word/(?:document|header[0-9]*|footer[0-9]*|footnotes)\.xml")
_PARSER = etree.XMLParser(remove_blank_text=True)
"""Leaves out the blanks between elements, as python-docx does when it opens a template; never those of a text."""
_EMBED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}embed"
_LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def canonical(xml: bytes, targets: Mapping[str, str]) -> str:
    """Return a part as canonical XML, what delib does otherwise on purpose put away on both sides."""
    root = etree.fromstring(xml, _PARSER)
    for properties in root.iter(f"{W}rPr", f"{W}tcPr"):
        in_order(properties)
    bookmarks_once(root)
    for element in root.iter() if targets else ():
        for name in (_EMBED, _LINK):  # rId7 here, rId9 there: what counts is what it leads to
            if (target := targets.get(element.get(name, ""))) is not None:
                element.set(name, target)
    return etree.tostring(root, method="c14n").decode()


def bookmarks_once(root: etree._Element) -> None:
    """Put away the bookmarks that a loop repeats: Word keeps the first of a name, delib prints no other."""
    seen: set[str] = set()
    for kind in ("bookmarkStart", "bookmarkEnd"):
        for mark in list(root.iter(f"{W}{kind}")):
            key = kind + mark.get(f"{W}id", "")
            if key in seen:
                mark.getparent().remove(mark)
            seen.add(key)


def in_order(properties: etree._Element) -> None:
    """Put away the order of a run's properties, what docxtpl writes twice, and the pattern of a shading, which it forgets."""
    last = {child.tag: child for child in properties}
    properties[:] = [last[tag] for tag in sorted(last)]
    shading = last.get(f"{W}shd")
    if shading is not None and shading.get(f"{W}val") is None:
        shading.set(f"{W}val", "clear")


def targets(package: Mapping[str, bytes], name: str) -> dict[str, str]:
    """Return what the relationships of a part lead to, by id: the sha256 of a picture, the address of a link."""
    folder, _, base = name.rpartition("/")
    rels = package.get(f"{folder}/_rels/{base}.rels")
    if rels is None:
        return {}
    found = {}
    for one in etree.fromstring(rels):
        data = package.get(f"{folder}/{one.get('Target')}", b"")
        kind = one.get("Type", "").rpartition("/")[2]
        if kind in ("image", "hyperlink"):
            found[one.get("Id", "")] = hashlib.sha256(data).hexdigest() if data else one.get("Target", "")
    return found


def same(ours: Mapping[str, str], theirs: Mapping[str, str], about: str) -> None:
    """Check that two documents have the same parts, and show the first lines that differ."""
    assert ours.keys() == theirs.keys()
    for name in ours:
        if ours[name] != theirs[name]:
            lines = [part[name].replace("><", ">\n<").split("\n") for part in (theirs, ours)]
            shown = itertools.islice(difflib.unified_diff(*lines, "docxtpl", "delib", lineterm="", n=2), 40)
            pytest.fail("\n".join([f"{about}, {name}", *shown]), pytrace=False)


def stories(docx: bytes) -> dict[str, str]:
    """Return the parts of a document that hold text, in canonical form."""
    package = parts(docx)
    return {name: canonical(data, targets(package, name)) for name, data in package.items() if _PART.fullmatch(name)}


@pytest.mark.parametrize("name", FEATURES)
def test_the_same_document_as_docxtpl(name: str) -> None:
    feature = FEATURES[name]
    gabarit = Gabarit(feature.docx)
    made = set()
    for seed in range(CONTEXTS.get(name, 300)):
        template = opened(feature.docx)
        theirs = stories(rendered_by_docxtpl(template, feature.contexte(drawn(seed), template)))
        contexte = feature.contexte(drawn(seed), gabarit)
        ours = stories(gabarit.render(contexte))
        same(ours, theirs, f"context {seed}: {contexte!r}")
        made.add(ours[BODY] + str(sorted(ours.items())))
    assert len(made) > 5, "the contexts say nothing different"


@pytest.mark.parametrize("first", range(0, 240, 30))
def test_any_template_gives_the_same_document(first: int) -> None:
    """Sentences, blocks and tables drawn at random, their tags cut as Word cuts them: two hundred and forty of them."""
    for seed in range(first, first + 30):
        docx = any_template(drawn(seed))
        contexte = any_data(drawn(seed))
        theirs = stories(rendered_by_docxtpl(opened(docx), contexte))
        same(stories(Gabarit(docx).render(contexte)), theirs, f"template {seed}: {contexte!r}")


# ------------------------------------------------------------------------------------------- templates that LibreOffice saved

OTHERWISE = {
    "place: content control": "LibreOffice 7.4 turns it into a field of its own",
    "place: field": "it writes the instruction again, with other quotes",
    "line ends in the fixed text": "it takes them for spaces, as Word does",
}
RESAVED = [name for name in FEATURES if name not in OTHERWISE]


@pytest.fixture(scope="module")
def resaved(soffice: str, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Return the templates, saved again by LibreOffice in one call."""
    before, after, profile = (tmp_path_factory.mktemp(name) for name in ("avant", "apres", "profil"))
    files = {name: before / f"gabarit{number}.docx" for number, name in enumerate(RESAVED)}
    for name, path in files.items():
        path.write_bytes(FEATURES[name].docx)
    home = f"-env:UserInstallation={profile.as_uri()}"
    command = [soffice, home, "--headless", "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(after)]
    subprocess.run([*command, *map(str, files.values())], check=True, timeout=240, capture_output=True)
    return {name: (after / path.name).read_bytes() for name, path in files.items()}


def said(feature: Feature, docx: bytes) -> Iterator[tuple[str, str]]:
    """Yield the paragraphs of a template once rendered, with the kind of part where each lies; empty ones left out."""
    gabarit = Gabarit(docx)
    made = gabarit.render(feature.contexte(drawn(7), gabarit))
    for line in iter_lines(made, tuple(sorted(name for name in parts(made) if _PART.fullmatch(name)))):
        if line.texte:
            yield line.partie.rstrip("0123456789"), line.texte


@pytest.mark.parametrize("name", RESAVED)
def test_a_template_saved_again_by_libreoffice_says_the_same(name: str, resaved: dict[str, bytes]) -> None:
    feature = FEATURES[name]
    again, before = sorted(said(feature, resaved[name])), sorted(said(feature, feature.docx))
    if name == "place: text box":  # it keeps one of the two branches
        again, before = sorted(set(again)), sorted(set(before))
    assert again == before
