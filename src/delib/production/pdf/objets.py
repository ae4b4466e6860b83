"""A PDF as a table of objects: each is copied as it was written, unless it is replaced; what nothing refers to is left behind.

Reading and writing a whole act with pypdf's objects takes 16 ms for two pages, 180 ms for eleven tagged ones; this takes 2 and
20. Finds no object in a file (see `inventaire`), unpacks no stream, knows no page.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from delib.production.pdf import serialisation, syntaxe
from delib.production.pdf.syntaxe import Dictionnaire, Fautif, Flux, Objet, Renvoi


class Objets:
    """The objects of a PDF by number, its catalog, its `/Info`, its version ("1.7"), and whether they lie packed together."""

    __slots__ = ("_bodies", "_read", "groupe", "info", "racine", "version")

    def __init__(self, bodies: Mapping[int, bytes], racine: Renvoi, info: Objet = None, version: str = "1.7") -> None:
        self._bodies = dict(bodies)
        self._read: dict[int, Objet] = {}
        self.racine = racine
        self.info = info
        self.version = version
        self.groupe = False

    def __len__(self) -> int:
        return len(self._bodies)

    def copy(self) -> Objets:
        """Return the same objects, to be changed apart."""
        made = Objets(self._bodies, self.racine, self.info, self.version)
        made.groupe = self.groupe
        return made

    @property
    def last(self) -> int:
        """Return the highest number of an object, 0 where there is none."""
        return max(self._bodies, default=0)

    def items(self) -> Iterable[tuple[int, bytes]]:
        """Return the number and the text of each object."""
        return self._bodies.items()

    def get(self, value: Objet) -> Objet:
        """Return what `value` is, or refers to: None for an object that is not there. Raises Fautif."""
        for _ in range(8):
            if not isinstance(value, Renvoi):
                return value
            value = self._object(value.numero)
        raise Fautif

    def _object(self, number: int) -> Objet:
        if number not in self._read:
            body = self._bodies.get(number)
            self._read[number] = None if body is None else syntaxe.read_body(body)
        return self._read[number]

    def dictionary(self, value: Objet) -> Dictionnaire:
        """Return a copy of the dictionary that `value` is or leads to (that of a stream too), an empty one where it is none."""
        found = self.get(value)
        if isinstance(found, Flux):
            return dict(found.entrees)
        return dict(found) if isinstance(found, dict) else {}

    def array(self, value: Objet) -> list[Objet]:
        """Return a copy of the array that `value` is or leads to, an empty one where it is none."""
        found = self.get(value)
        return list(found) if isinstance(found, list) else []

    def put(self, reference: Renvoi, value: Objet) -> Renvoi:
        """Put `value` in place of an object; return its reference."""
        self._bodies[reference.numero] = syntaxe.written(value)
        self._read.pop(reference.numero, None)
        return reference

    def add(self, value: Objet) -> Renvoi:
        """Add an object; return its reference."""
        return self.put(Renvoi(self.last + 1), value)

    def place(self, holder: Dictionnaire, key: str, value: Objet) -> None:
        """Put `value` under `key` of the dictionary `holder`: in the object where one stands already, else in `holder` itself."""
        old = holder.get(key)
        if isinstance(old, Renvoi):
            self.put(old, value)
        else:
            holder[key] = value

    @property
    def catalogue(self) -> Dictionnaire:
        """Return a copy of the catalog."""
        return self.dictionary(self.racine)

    def adopt(self, bodies: Mapping[int, bytes]) -> None:
        """Take objects of another PDF, already renumbered."""
        self._bodies.update(bodies)

    def used(self, roots: Iterable[int]) -> set[int]:
        """Return the numbers of the objects that `roots` lead to, themselves among them. Raises Fautif."""
        seen: set[int] = set()
        todo = [number for number in roots if number in self._bodies]
        while todo:
            number = todo.pop()
            if number not in seen:
                seen.add(number)
                todo.extend(one for one in syntaxe.references(self._bodies[number]) if one in self._bodies and one not in seen)
        return seen

    def to_bytes(self) -> bytes:
        """Return the PDF: the same bytes for the same objects, packed together where they were. Raises Fautif."""
        roots = [self.racine.numero, *syntaxe.references(syntaxe.written(self.info))]
        bodies = {number: self._bodies[number] for number in sorted(self.used(roots))}
        trailer: Dictionnaire = {"Root": self.racine, **({} if self.info is None else {"Info": self.info})}
        write = serialisation.packed if self.groupe else serialisation.plain
        return write(bodies, trailer, self.version)
