"""What a reader of a value is given, and what it gives back when it refuses."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Set
from functools import partial
from types import MappingProxyType
from typing import Any

from delib.acte.bloc import path_below


class Milieu:
    """What surrounds a value while it is read: the act's root read so far, where the value stands, and whom to tell.

    `tell(code, *steps, **details)` tells an anomaly of the value, or of what lies `steps` below it (`"lignes", 2`).
    `refused` names the properties of the root that were refused: what they would have held is not missing. `maison` is the
    collectivité as far as it is read; `typographie` what is done of the texts here; `brief` says that much is told already.
    `proofread(texte, *steps, form="texte")` gives a text as the house wants its typography.
    """

    __slots__ = ("brief", "chemin", "maison", "proofread", "racine", "refused", "spec", "tell", "typographie")

    def __init__(
        self,
        racine: Mapping[str, Any],
        refused: Set[str],
        chemin: str,
        spec: Any,
        tell: Callable[..., None],
        *,
        maison: Mapping[str, Any] = MappingProxyType({}),
        typographie: str = "signaler",
        brief: bool = False,
        proofread: Callable[..., str] = lambda texte, *_, **__: texte,
    ) -> None:
        self.maison = maison
        self.typographie = typographie
        self.brief = brief
        self.proofread = proofread
        self.racine = racine
        self.refused = refused
        self.chemin = chemin
        self.spec = spec
        self.tell = tell

    def below(self, *steps: str | int) -> Milieu:
        """Return what surrounds the part of the value that lies `steps` below it."""
        return Milieu(
            self.racine,
            self.refused,
            path_below(self.chemin, *steps),
            self.spec,
            partial(self._tell_below, steps),
            maison=self.maison,
            typographie=self.typographie,
            brief=self.brief,
            proofread=lambda texte, *more, **form: self.proofread(texte, *steps, *more, **form),
        )

    def _tell_below(self, steps: tuple[str | int, ...], code: str, *more: str | int, **details: object) -> None:
        self.tell(code, *steps, *more, **details)

    def find(self, *path: str) -> Any:
        """Return what the root holds at `path`, or None."""
        found: Any = self.racine
        for name in path:
            if not isinstance(found, Mapping) or name not in found:
                return None
            found = found[name]
        return found


def otherwise(conseil: str) -> str:
    """Return `conseil` so that another can follow it."""
    return f"{conseil}{'' if conseil.endswith('?') else ' ;'} sinon, " if conseil else ""


Reader = Callable[[Any, Milieu], Any]


class Refus:
    """What a reader returns for a value that it refused, once it has told why."""

    __slots__ = ()


REFUS = Refus()
