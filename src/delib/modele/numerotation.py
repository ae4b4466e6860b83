"""The numbered lists of a sub-document, brought into another Word file: each counts as it did alone, and troubles no other.

Imported by `composition` alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from copy import deepcopy

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.oxml.ns import qn
from docx.oxml.numbering import CT_Num
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.parts.numbering import NumberingPart

_NONE = "0"
"""The number that Word gives to « no list »."""


class Numerotation:
    """The lists of `source`, on their way to `master`."""

    def __init__(
        self,
        source: Document,
        master: Document,
        mapped_style: Callable[[str], str],
        numbering_part: Callable[[], NumberingPart],
    ) -> None:
        self._source = source
        self._body = source.element.body
        self._styles = _by_id(source)
        self._master_styles = _by_id(master)
        self._mapped_style = mapped_style
        self._numbering_part = numbering_part
        self._lists = _lists(source)
        self._numbers: dict[str, str] = {_NONE: _NONE}
        self._brought: set[BaseOxmlElement] = set()

    def say_all(self) -> None:
        """Make each paragraph of the body name its list itself, and the indent of its style: the styles may stay behind."""
        for paragraph in self._body.iter(qn("w:p")):
            properties = paragraph.find(qn("w:pPr"))
            style = _value(properties, "w:pStyle")
            if properties is None or not style or _value(properties, "w:numPr/w:numId"):
                continue
            number, level, indent = self._said_by(style)
            if number != _NONE:
                own = properties.get_or_add_numPr()
                own.get_or_add_numId().set(qn("w:val"), number)
                if own.find(qn("w:ilvl")) is None:
                    own.get_or_add_ilvl().set(qn("w:val"), level)
                if indent is not None and properties.find(qn("w:ind")) is None:
                    properties._insert_ind(deepcopy(indent))
            elif _number_of(self._master_styles, self._mapped_style(style)) != _NONE:
                properties.get_or_add_numPr().get_or_add_numId().set(qn("w:val"), _NONE)

    def _said_by(self, style: str) -> tuple[str, str, BaseOxmlElement | None]:
        """Return the number of the list that a style names, the level, and the indent that it prefers to that of the list."""
        indent = None
        level = ""
        for one in _chain(self._styles, style):
            indent = one.find(f"{qn('w:pPr')}/{qn('w:ind')}") if indent is None else indent
            level = level or _value(one, "w:pPr/w:numPr/w:ilvl")
            number = _value(one, "w:pPr/w:numPr/w:numId")
            if number:
                return number, level or self._level(number, one.get(qn("w:styleId"), "")), indent
        return _NONE, "0", None

    def _level(self, number: str, style: str) -> str:
        """Return the level that a list keeps for a style."""
        model = self._model(number)
        levels = model.iterchildren(qn("w:lvl")) if model is not None else ()
        return next((one.get(qn("w:ilvl"), "0") for one in levels if _value(one, "w:pStyle") == style), "0")

    def _model(self, number: str) -> BaseOxmlElement | None:
        """Return the `w:abstractNum` that a list follows, that of a style of lists included."""
        for _ in range(3):  # a style of lists may stand between, on both sides
            found = self._find("num", "numId", number)
            model = self._find("abstractNum", "abstractNumId", _value(found, "w:abstractNumId"))
            link = _value(model, "w:numStyleLink")
            if not link:
                return model
            style = self._styles.get(link)
            number = _value(style, "w:pPr/w:numPr/w:numId")
        return None

    def _find(self, name: str, key: str, value: str) -> BaseOxmlElement | None:
        for one in self._lists.iterchildren(qn(f"w:{name}")) if self._lists is not None else ():
            if one.get(qn(f"w:{key}")) == value:
                return one  # type: ignore[no-any-return]
        return None

    def bring(self, element: BaseOxmlElement) -> None:
        """Bring the lists that `element` names, and change the numbers under which it names them; once for each name."""
        for one in element.iter(qn("w:numId")):
            if one not in self._brought:
                self._brought.add(one)
                one.set(qn("w:val"), self._ours(one.get(qn("w:val"), _NONE)))

    def _ours(self, number: str) -> str:
        if number not in self._numbers:
            found = self._find("num", "numId", number)
            model = self._model(number)
            self._numbers[number] = _NONE if found is None or model is None else self._add(found, model)
        return self._numbers[number]

    def _add(self, found: BaseOxmlElement, model: BaseOxmlElement) -> str:
        """Return the number of a list added to the master, with a model of its own unless another list brought it."""
        numbering = self._numbering_part().element
        key = f"abstractNum {model.get(qn('w:abstractNumId'))}"
        lists = numbering.xpath("w:num")
        if key not in self._numbers:
            copy = deepcopy(model)
            self._numbers[key] = _next(numbering.xpath("w:abstractNum/@w:abstractNumId"), 0)
            copy.set(qn("w:abstractNumId"), self._numbers[key])
            for one in list(copy.iter(qn("w:styleLink"), qn("w:pStyle"), qn("w:lvlPicBulletId"))):
                one.getparent().remove(one)  # it would bind the list to what stays behind
            if lists:
                lists[0].addprevious(copy)
            else:
                numbering.append(copy)
        number = _next(numbering.xpath("w:num/@w:numId"), 1)
        made: CT_Num = deepcopy(found)
        made.set(qn("w:numId"), number)
        made.find(qn("w:abstractNumId")).set(qn("w:val"), self._numbers[key])
        if lists:
            lists[-1].addnext(made)
        else:
            numbering.append(made)
        return number


def _number_of(styles: dict[str, BaseOxmlElement], style: str) -> str:
    """Return the number of the list that a style names."""
    numbers = (_value(one, "w:pPr/w:numPr/w:numId") for one in _chain(styles, style))
    return next((one for one in numbers if one), _NONE)


def _chain(styles: dict[str, BaseOxmlElement], style: str) -> Iterator[BaseOxmlElement]:
    """Yield a style, and those that it is based on, the nearest first."""
    seen: set[str] = set()
    while style in styles and style not in seen:
        seen.add(style)
        yield styles[style]
        style = _value(styles[style], "w:basedOn")


def _by_id(document: Document) -> dict[str, BaseOxmlElement]:
    return {one.get(qn("w:styleId")): one for one in document.styles.element.xpath("w:style")}


def _lists(document: Document) -> BaseOxmlElement | None:
    """Return the lists of a document; python-docx cannot make what is not there."""
    try:
        return document.part.part_related_by(RT.NUMBERING).element  # type: ignore[attr-defined,no-any-return]
    except KeyError:
        return None


def _value(element: BaseOxmlElement | None, path: str) -> str:
    """Return the `w:val` of what lies at `path` under an element, or ""."""
    steps = "/".join(qn(step) for step in path.split("/"))
    found = element.find(steps) if element is not None else None
    return found.get(qn("w:val"), "") if found is not None else ""


def _next(numbers: list[str], first: int) -> str:
    return str(max((int(one) for one in numbers), default=first - 1) + 1)
