"""The language of templates, read into small functions: what a tag may say, and nothing else.

The syntax is docxtpl's; the grammar holds no call, no arithmetic and no way into Python, so that nothing has to be forbidden
later. Each tag is read on its own: all those that are wrong are told at once.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from delib.anomalie import suggestion
from delib.modele.politique import FILTRES, INCONNU, MAX_DEPTH, Passage, is_known, read_attribute, read_item

Scope = dict[str, Any]
Read = Callable[[Scope, Passage], Any]

INSTRUCTIONS = frozenset({"if", "elif", "else", "endif", "for", "endfor", "set"})
_TOKEN = re.compile(
    r"(?P<nom>[^\W\d]\w*)|(?P<nombre>[0-9]+(?:\.[0-9]+)?)|(?P<texte>'[^'\\]*'|\"[^\"\\]*\")"
    r"|(?P<signe>==|!=|<=|>=|\*\*|//|[-+*/%~<>()\[\]{}.,:|=])|(?P<blanc>\s+)|(?P<barre>'[^']*'|\"[^\"]*\")"
)
_CONSTANTS = {"true": True, "True": True, "false": False, "False": False}
_WORDS = frozenset({"and", "or", "not", "in", "is", "if", "else", "for", "elif", "recursive"})
_RESERVED = frozenset({"self", "super", "caller", "varargs", "kwargs"})
_COMPARISONS: dict[str, Callable[[Any, Any], Any]] = {
    "==": lambda a, b: a == b,
    "!=": lambda a, b: a != b,
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
    "in": lambda a, b: a in b,
    "not in": lambda a, b: a not in b,
}
_ARITHMETIC = {"~": "la jonction « ~ »", **dict.fromkeys(("+", "-", "*", "/", "//", "%", "**"), "un calcul")}


class Fault(Exception):  # noqa: N818 - what is wrong in a tag, told by whoever knows its place
    """Something wrong in a tag: the code of an anomaly and its words."""

    def __init__(self, code: str, **details: object) -> None:
        super().__init__(code)
        self.code = code
        self.details = details


def _forbidden(nom: str) -> Fault:
    return Fault("instruction-interdite", nom=nom)


def _misspelt(probleme: str) -> Fault:
    return Fault("balise-syntaxe", probleme=probleme)


def instruction(source: str) -> str:
    """Return the word of an instruction (`if`, `endfor`…). Raises Fault for one that templates do not have."""
    inner = source[2:-2].strip()
    found = re.match(r"\w*", inner)
    word = found.group() if found is not None else ""
    if word not in INSTRUCTIONS:
        raise Fault("instruction-inconnue", nom=word or inner[:40])
    return word


class Sentence:
    """One tag being read, token after token; `names` gathers what it reads, `roots` what it reads of the act's root."""

    def __init__(self, source: str) -> None:
        self.tokens = list(_tokens(source))
        self.at = 0
        self.names: set[str] = set()
        self.roots: set[str] = set()

    @property
    def weight(self) -> int:
        """Return what the tag costs each time that it is evaluated."""
        return len(self.tokens)

    # ----------------------------------------------------------------------------------------------------- what tags say

    def value(self) -> Read:
        """Return the value of a whole tag `{{ … }}`, or the condition of an `if`."""
        read = self._expression()
        if self._is(","):
            raise _forbidden("une liste d’autre chose que de mots entre guillemets")
        self.end()
        return read

    def loop(self) -> tuple[str, Read]:
        """Return the name and the list of a `for`."""
        name = self._target("for")
        if not self._accept("in"):
            raise _misspelt("une boucle s’écrit « for x in liste »")
        start = self.at
        read = self._or()
        if self.tokens[start][0] != "nom" or self.tokens[start][1] in _CONSTANTS:
            raise Fault("boucle-sur-autre-chose", conseil="écrivez « for … in » suivi d’un champ de l’acte")
        if self._is("if") or self._is("recursive"):
            raise _forbidden("cette forme de « for »")
        self.end()
        return name, read

    def assignment(self) -> tuple[str, Read]:
        """Return the name and the value of a `set`."""
        name = self._target("set")
        if self.at == len(self.tokens):
            raise _forbidden("un bloc « set »")
        if not self._accept("="):
            raise self._unexpected()
        return name, self.value()

    def end(self) -> None:
        """Raise Fault unless all was read."""
        if self.at < len(self.tokens):
            if self.at and self.tokens[self.at - 1][0] != "signe" and self.tokens[self.at][0] in ("nom", "texte", "nombre"):
                word = self.tokens[self.at][1][:40]
                raise _misspelt(f"« {word} » est de trop : un nom de champ n’a ni espace ni apostrophe")
            raise self._unexpected()

    def _target(self, word: str) -> str:
        kind, name = self._next()
        if kind != "nom" or name in _WORDS:
            raise _misspelt(f"il manque un nom après « {word} »")
        if self._is(",") or self._is("."):
            raise _forbidden(f"cette forme de « {word} »")
        if name.startswith("_") or name in _RESERVED or name in _CONSTANTS or name == "loop":
            raise _forbidden(f"le nom « {name[:40]} »")
        return name

    # ------------------------------------------------------------------------------------------------------- expressions

    def _expression(self) -> Read:
        read = self._or()
        if not self._accept("if"):
            return read
        condition = self._or()
        if not self._accept("else"):
            raise _forbidden("« … if … » sans « else » dans une valeur")
        other = self._expression()
        return lambda scope, passage: read(scope, passage) if condition(scope, passage) else other(scope, passage)

    def _or(self) -> Read:
        return self._junction("or", self._and, True)

    def _and(self) -> Read:
        return self._junction("and", self._not, False)

    def _junction(self, word: str, one: Callable[[], Read], decides: bool) -> Read:
        """Return `one`, or several joined by `word`: their value is that of the first that `decides`, else of the last."""
        parts = [one()]
        while self._accept(word):
            parts.append(one())
        if len(parts) > MAX_DEPTH:
            raise _misspelt("elle est trop longue")
        if len(parts) == 1:
            return parts[0]

        def joined(scope: Scope, passage: Passage) -> Any:
            value: Any = not decides
            for part in parts:
                value = part(scope, passage)
                if bool(value) is decides:
                    break
            return value

        return joined

    def _not(self) -> Read:
        if not self._accept("not"):
            return self._comparison()
        read = self._not()
        return lambda scope, passage: not read(scope, passage)

    def _comparison(self) -> Read:
        first = self._primary()
        chain: list[tuple[Callable[[Any, Any], Any], Read]] = []
        while True:
            sign = self.tokens[self.at][1] if self.at < len(self.tokens) and self.tokens[self.at][0] != "texte" else ""
            if sign == "not" and self.tokens[self.at + 1 : self.at + 2] == [("nom", "in")]:
                self.at += 1
                sign = "not in"
            if sign in _ARITHMETIC:
                raise _forbidden(_ARITHMETIC[sign])
            if sign not in _COMPARISONS:
                break
            self.at += 1
            chain.append((_COMPARISONS[sign], self._primary()))
        if not chain:
            return first

        def compared(scope: Scope, passage: Passage) -> bool:
            left = first(scope, passage)
            for compare, read in chain:
                right = read(scope, passage)
                try:
                    if not compare(left, right):
                        return False
                except TypeError:
                    passage.tell("comparaison-impossible")
                    return False
                left = right
            return True

        return compared

    def _primary(self) -> Read:
        read = self._atom()
        for _ in range(MAX_DEPTH):
            if self._accept("."):
                read = self._attribute(read, self._next(), "nom")
            elif self._accept("["):
                read = self._item(read)
            elif self._accept("|"):
                read = self._filter(read)
            elif self._accept("is"):
                read = self._test(read)
            elif self._is("("):
                raise _forbidden("un appel de fonction « (…) »")
            else:
                return read
        raise _misspelt("elle s’emboîte trop")

    def _atom(self) -> Read:
        kind, text = self._next()
        if kind == "texte":
            constant: Any = text[1:-1]
        elif kind == "nombre":
            if "." in text or len(text) > 15:
                raise _forbidden(f"la constante « {text[:40]} »")
            constant = int(text)
        elif text in _CONSTANTS:
            constant = _CONSTANTS[text]
        elif text in ("none", "None"):
            raise _forbidden("« none »")
        elif kind == "nom":
            return self._name(text)
        elif text == "(":
            return self._group()
        elif text == "[":
            self.at -= 1
            return self._items("[", "]")
        elif text == "{":
            raise _forbidden("un dictionnaire « {…} »")
        elif text in _ARITHMETIC:
            raise _forbidden(_ARITHMETIC[text])
        else:
            self.at -= 1
            raise self._unexpected()
        return lambda scope, passage: constant

    def _name(self, name: str) -> Read:
        if name in _WORDS:
            self.at -= 1
            raise self._unexpected()
        if name.startswith("_") or name in _RESERVED:
            raise _forbidden(f"le nom « {name[:40]} »")
        self.names.add(name)
        self.roots.add(name)

        def read(scope: Scope, passage: Passage) -> Any:
            if name in scope:
                return scope[name]
            passage.tell("nom-inconnu", nom=name, conseil=suggestion(name, passage.known))
            return INCONNU

        return read

    def _group(self) -> Read:
        start = self.at - 1
        read = self._expression()
        if self._is(","):
            self.at = start
            return self._items("(", ")")
        self._expect(")")
        return read

    def _items(self, opening: str, closing: str) -> Read:
        """Return a list of words and numbers, as `in ("extrait", "original")` has it."""
        self._expect(opening)
        made: list[Any] = []
        while not self._accept(closing):
            kind, text = self._next()
            if not (kind in ("texte", "nombre") or text in _CONSTANTS):
                raise _forbidden("une liste d’autre chose que de mots entre guillemets")
            made.append(text[1:-1] if kind == "texte" else _CONSTANTS.get(text) if kind == "nom" else int(float(text)))
            if not self._is(closing):
                self._expect(",")
        items = tuple(made)
        return lambda scope, passage: items

    def _attribute(self, obj: Read, token: tuple[str, str], kind: str) -> Read:
        name = token[1][1:-1] if kind == "texte" else token[1]
        if token[0] != kind:
            self.at -= 1
            raise self._unexpected()
        if name.startswith("_"):
            raise _forbidden(f"le nom « {name[:40]} »")
        self.names.add(name)
        return lambda scope, passage: read_attribute(obj(scope, passage), name, passage)

    def _item(self, obj: Read) -> Read:
        if self._is(":"):
            raise _forbidden("une tranche « [a:b] »")
        token = self.tokens[self.at] if self.at < len(self.tokens) else ("", "")
        if token[0] == "texte" and self.tokens[self.at + 1 : self.at + 2] == [("signe", "]")]:
            self.at += 2
            return self._attribute(obj, token, "texte")
        argument = self._expression()
        if self._is(":"):
            raise _forbidden("une tranche « [a:b] »")
        self._expect("]")
        return lambda scope, passage: read_item(obj(scope, passage), argument(scope, passage), passage)

    def _filter(self, value: Read) -> Read:
        kind, name = self._next()
        if kind != "nom":
            self.at -= 1
            raise self._unexpected()
        if name not in FILTRES:
            raise Fault("filtre-inconnu", nom=name[:40], conseil=suggestion(name[:40], FILTRES))
        if self._is("("):
            raise _forbidden("un appel de fonction « (…) »")
        apply = FILTRES[name]
        return lambda scope, passage: apply(value(scope, passage), passage)

    def _test(self, value: Read) -> Read:
        negated = self._accept("not")
        kind, name = self._next()
        if kind != "nom":
            self.at -= 1
            raise self._unexpected()
        if name != "connu":
            raise Fault("test-inconnu", nom=name[:40], conseil="le seul test est « is connu »")
        if self._is("("):
            raise _forbidden("un appel de fonction « (…) »")
        return lambda scope, passage: is_known(value(scope, passage)) is not negated

    # ------------------------------------------------------------------------------------------------------------ tokens

    def _next(self) -> tuple[str, str]:
        if self.at == len(self.tokens):
            raise _misspelt("il manque quelque chose avant la fin")
        self.at += 1
        return self.tokens[self.at - 1]

    def _is(self, text: str) -> bool:
        return self.at < len(self.tokens) and self.tokens[self.at][1] == text

    def _accept(self, text: str) -> bool:
        if not self._is(text):
            return False
        self.at += 1
        return True

    def _expect(self, text: str) -> None:
        if not self._accept(text):
            raise _misspelt(f"il manque « {text} »") if self.at == len(self.tokens) else self._unexpected()

    def _unexpected(self) -> Fault:
        return _misspelt(f"« {self.tokens[self.at][1][:40]} » n’est pas attendu ici")


def _tokens(source: str) -> list[tuple[str, str]]:
    made: list[tuple[str, str]] = []
    at = 0
    while at < len(source):
        found = _TOKEN.match(source, at)
        if found is None:
            raise _misspelt(f"le signe « {source[at]} » n’a pas de sens ici")
        at = found.end()
        kind = found.lastgroup or ""
        if kind == "barre":
            raise _forbidden("une barre oblique inverse « \\ »")
        if kind != "blanc":
            made.append((kind, found.group()))
    return made
