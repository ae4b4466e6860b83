"""What is wrong in the tags of a docxtpl template, each read alone by Jinja's parser, all told at once in French."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from jinja2 import Environment, TemplateSyntaxError, nodes

from delib.anomalie import Anomalie, Word, make, suggestion
from delib.modele.langage import Fault
from delib.modele.lecture import Tag

MAX_TAG = 5_000
"""The longest tag read, in characters: a long choice of words takes 500."""
MAX_TAGS = 20_000
"""The most tags of one part: a table of 500 rows typed one by one has 5,000."""
MAX_BLOCKS = 16
"""The deepest nesting of blocks: Python itself stops at 20 loops."""
_ENDS = {"call", "filter", "for", "if", "macro", "raw", "set", "with"}
_MIDDLE = {"elif": ("if",), "else": ("if", "for")}
_NAMED = frozenset({"autoescape", "block", "do", "endautoescape", "endblock", "extends", "from", "import", "include", "print"})
_WORDS = frozenset({*_ENDS, *_MIDDLE, *(f"end{word}" for word in _ENDS), "colspan", "cellbg", "vm", "hm"} | _NAMED)
_FORBIDDEN: dict[type[nodes.Node], str] = {
    nodes.Block: "« block »",
    nodes.Extends: "« extends »",
    nodes.FromImport: "« from »",
    nodes.Import: "« import »",
    nodes.Include: "« include »",
    nodes.ScopedEvalContextModifier: "« autoescape »",
    nodes.EvalContextModifier: "« autoescape »",
}
_ALONE = {
    "if": "{}{{% endif %}}",
    "elif": "{{% if 0 %}}{}{{% endif %}}",
    "else": "{{% if 0 %}}{}{{% endif %}}",
    "for": "{}{{% endfor %}}",
    "with": "{}{{% endwith %}}",
    "macro": "{}{{% endmacro %}}",
    "call": "{}{{% endcall %}}",
    "filter": "{}{{% endfilter %}}",
    "endif": "{{% if 0 %}}{}",
    "endfor": "{{% for a in b %}}{}",
}
_GOT = re.compile(r"expected token '([^']+)', got '([^']+)'")
_QUOTED = re.compile(r"'([^']*)'")


def iter_anomalies(tags: Sequence[Tag], environment: Environment, lieu: Word) -> Iterator[Anomalie]:
    """Yield what is wrong in `tags`, in their order, each told once; `lieu` is the part's."""
    if len(tags) > MAX_TAGS:
        yield make("modele-demesure", lieu, quoi=f"plus de {MAX_TAGS} balises")
        return
    for tag in tags:
        for fault in _faults(tag, environment):
            yield make(fault.code, tag.lieu, "", **fault.details)
    yield from _blocks(tags)


def iter_bounds(tags: Sequence[Tag], lieu: Word) -> Iterator[Anomalie]:
    """Yield what is too long, too many or too deep in tags that Jinja understands, and cells merged outside a loop."""
    if len(tags) > MAX_TAGS:
        yield make("modele-demesure", lieu, quoi=f"plus de {MAX_TAGS} balises")
    for tag in tags:
        if len(tag.source) > MAX_TAG:
            yield make("balise-longue", tag.lieu, longueur=len(tag.source), limite=MAX_TAG)
    yield from _blocks(tags)


def forbidden(tree: nodes.Node, environment: Environment) -> Iterator[tuple[int, Fault]]:
    """Yield what no template may hold in a syntax tree, with its line: what the sandbox has not, filters and tests unknown."""
    for node in (tree, *tree.find_all(nodes.Node)):
        if type(node) in _FORBIDDEN:
            yield node.lineno, Fault("instruction-interdite", nom=_FORBIDDEN[type(node)])
        elif isinstance(node, nodes.For) and node.recursive:
            yield node.lineno, Fault("instruction-interdite", nom="une boucle « recursive »")
        elif isinstance(node, nodes.Filter) and node.name not in environment.filters:
            yield node.lineno, _unknown("filtre-inconnu", node.name, environment.filters)
        elif isinstance(node, nodes.Test) and node.name not in environment.tests:
            yield node.lineno, _unknown("test-inconnu", node.name, environment.tests)


def _unknown(code: str, name: str, known: Iterable[str]) -> Fault:
    return Fault(code, nom=name[:40], conseil=suggestion(name[:40], [one for one in known if " " not in one]))


def _faults(tag: Tag, environment: Environment) -> Iterator[Fault]:
    source, word = tag.source, tag.word
    if len(source) > MAX_TAG:
        yield Fault("balise-longue", longueur=len(source), limite=MAX_TAG)
    elif source.startswith("{%") and word not in _WORDS:
        yield Fault("instruction-inconnue", nom=word or source[2:-2].strip("-+ ")[:40])
    elif not source.startswith("{#") and word not in ("vm", "hm", "raw", "endraw"):
        if word in _NAMED:
            yield Fault("instruction-interdite", nom=f"« {word} »")
            return
        try:
            tree = environment.parse(_whole(source, word))
        except TemplateSyntaxError as error:
            yield Fault("balise-syntaxe", probleme=_in_french(error.message or ""))
        except (RecursionError, MemoryError):
            yield Fault("balise-syntaxe", probleme="elle s’emboîte trop")
        else:
            yield from (fault for _, fault in forbidden(tree, environment))


def _whole(source: str, word: str) -> str:
    """Return a template that holds one tag, and what it needs to stand alone."""
    if word in ("colspan", "cellbg"):
        return "{{" + source[2:-2].replace(word, "", 1) + "}}"
    if word == "set":
        return source if "=" in source else source + "{% endset %}"
    if word == "elif":
        source = source.replace("elif", "if", 1)
        return _ALONE["if"].format(source)
    if word in _ALONE:
        return _ALONE[word].format(source)
    if word.startswith("end"):
        return ""
    return source


def _in_french(message: str) -> str:
    got = _GOT.search(message)
    if got is not None and got.group(1) == "end of print statement":
        return f"« {got.group(2)} » est de trop : un nom de champ n’a ni espace ni apostrophe"
    if got is not None and got.group(2) in ("end of print statement", "end of statement block", "end of template"):
        return f"il manque « {got.group(1)} » avant la fin"
    if got is not None:
        return f"« {got.group(2)} » n’est pas attendu ici"
    quoted = _QUOTED.search(message)
    if message.startswith("unexpected char") and quoted is not None:
        return f"le signe « {quoted.group(1)} » n’a pas de sens ici"
    if message.startswith(("unexpected 'end of", "Expected an expression, got 'end", "unexpected end")):
        return "il manque quelque chose avant la fin"
    if quoted is not None:
        return f"« {quoted.group(1)} » n’est pas attendu ici"
    return "sa forme n’est pas celle d’une balise"


def _blocks(tags: Sequence[Tag]) -> Iterator[Anomalie]:
    """Yield the blocks that are not closed, closed twice or crossed; merged cells outside a loop."""
    opened: list[tuple[str, Tag]] = []
    for tag in tags:
        word = tag.word
        if opened and opened[-1][0] == "raw" and word != "endraw":
            continue
        if word in ("vm", "hm") and not any(name == "for" for name, _ in opened):
            yield make("balise-syntaxe", tag.lieu, probleme=f"« {word} » ne sert que dans une boucle « for »")
        elif word in _ENDS and not (word == "set" and "=" in tag.source):
            opened.append((word, tag))
            if len(opened) == MAX_BLOCKS + 1:
                yield make("bloc-trop-profond", tag.lieu, limite=MAX_BLOCKS)
        elif word in _MIDDLE or (word.startswith("end") and word[3:] in _ENDS):
            wanted = _MIDDLE.get(word, (word[3:],))
            if not opened or opened[-1][0] not in wanted:
                ouvert = f" : le dernier ouvert est « {opened[-1][1].texte[:60]} »" if opened else ""
                yield make("bloc-mal-ferme", tag.lieu, fin=word, ouvert=ouvert)
                return
            if word.startswith("end"):
                opened.pop()
    for word, tag in opened:
        yield make("bloc-non-ferme", tag.lieu, ouvert=word)
