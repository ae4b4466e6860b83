"""The objects of an act once read: frozen, and able to tell what they could hold from what no schema knows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from delib.acte.schema import Spec


def path_below(chemin: str, *steps: str | int) -> str:
    """Return the data path of what lies below `chemin`: `visas` and 3 give `visas[3]`."""
    for step in steps:
        dot = "." if chemin else ""
        chemin += f"[{step}]" if isinstance(step, int) else f"{dot}{step}"
    return chemin


class Absent:
    """A property that the schema knows and the data omit: false in a condition, an empty loop, an error when printed."""

    __slots__ = ("chemin", "spec")

    def __init__(self, chemin: str, spec: Spec | None) -> None:
        self.chemin = chemin
        self.spec = spec

    def __bool__(self) -> bool:
        return False

    def __iter__(self) -> Iterator[Any]:
        return iter(())

    def __len__(self) -> int:
        return 0

    def __lt__(self, other: object) -> bool:
        return False

    __le__ = __gt__ = __ge__ = __lt__

    def __repr__(self) -> str:
        return f"Absent({self.chemin})"


class Bloc(Mapping[str, Any]):
    """An object of the act: a read-only mapping of its known properties; `spec` knows those that it could have."""

    __slots__ = ("_champs", "chemin", "extra", "spec")

    def __init__(
        self, champs: dict[str, Any], spec: Spec | None = None, chemin: str = "", extra: frozenset[str] = frozenset()
    ) -> None:
        self._champs = champs
        self.spec = spec
        self.chemin = chemin
        self.extra = extra

    def __getitem__(self, name: str) -> Any:
        return self._champs[name]

    def __contains__(self, name: object) -> bool:
        return name in self._champs

    def __iter__(self) -> Iterator[str]:
        return iter(self._champs)

    def __len__(self) -> int:
        return len(self._champs)

    def __bool__(self) -> bool:
        return True

    def __hash__(self) -> int:
        return id(self)

    def __repr__(self) -> str:
        return f"Bloc({self.chemin or 'acte'}: {', '.join(self._champs)})"

    @property
    def known(self) -> frozenset[str]:
        """Return every name that this object may have."""
        return (self.spec.all_names if self.spec is not None else frozenset()) | self.extra | frozenset(self._champs)

    def knows(self, name: str) -> bool:
        """Return whether the schema, or the reader that made the object, knows `name`."""
        if name in self._champs or name in self.extra:
            return True
        return self.spec is not None and (name in self.spec.all_names or self.spec.values is not None)

    def below(self, name: str) -> str:
        """Return the data path of property `name`."""
        return path_below(self.chemin, name)

    def absent(self, name: str) -> Absent:
        """Return the absence of `name`, which knows what could have been there."""
        return Absent(self.below(name), self.spec.field(name) if self.spec is not None else None)

    def evolve(self, *extra: str, **champs: Any) -> Bloc:
        """Return the object with `champs` added or replaced; `extra` names what its kind may have beyond the schema."""
        return Bloc({**self._champs, **champs}, self.spec, self.chemin, self.extra | frozenset(extra) | frozenset(champs))
