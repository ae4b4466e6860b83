"""What is wrong in the tags of a docxtpl template, each read alone by Jinja's parser, all told at once in French."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Sequence

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
_NAME = re.compile(r"\w+")
_SIGNED = re.compile(r"\{%[-+]?\s*(?:colspan|cellbg)\s*[-+]")
"""What docxtpl makes of it loses the sign."""
_QUOTED = re.compile(r"'([^']*)'")


def iter_anomalies(tags: Sequence[Tag], environment: Environment, lieu: Word) -> Iterator[Anomalie]:
    """Yield what is wrong in `tags`, in their order, each told once; `lieu` is the part's."""
    if len(tags) > MAX_TAGS:
        yield make("modele-demesure", lieu, quoi=f"plus de {MAX_TAGS} balises")
        return
    names = {name for tag in tags if tag.source.startswith("{%") for name in _NAME.findall(tag.source)}
    for tag in tags:
        for fault in _faults(tag, environment, names):
            yield make(fault.code, tag.lieu, "", **fault.details)
    yield from iter_blocks(tags)


def within_bounds(tags: Sequence[Tag]) -> bool:
    """Return whether tags are few enough, and short enough, for Jinja to read them together."""
    return len(tags) <= MAX_TAGS and all(len(tag.source) <= MAX_TAG for tag in tags)


def iter_blocks(tags: Sequence[Tag]) -> Iterator[Anomalie]:
    """Yield the blocks that are not closed, closed twice, crossed or too deep; merged cells outside a loop."""
    opened: list[tuple[str, Tag]] = []
    for tag in tags:
        word = tag.word
        if opened and opened[-1][0] == "raw" and word != "endraw":
            continue
        if word in ("vm", "hm") and not any(name == "for" for name, _ in opened):
            yield make("balise-syntaxe", tag.lieu, probleme=f"« {word} » ne sert que dans une boucle « for »")
        elif _SIGNED.match(tag.source) is not None:
            yield make("balise-syntaxe", tag.lieu, probleme="un signe y précède le nombre de colonnes ou la couleur")
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
            first = opened.pop()[1] if word.startswith("end") else opened[-1][1]
            if first.kind != tag.kind and "-" not in first.source[2:3] + tag.source[2:3] + first.source[-3] + tag.source[-3]:
                yield make("bloc-a-cheval", tag.lieu, ouvert=first.texte[:60], ou=f"paragraphe {first.lieu.paragraphe}")
    for word, tag in opened:
        yield make("bloc-non-ferme", tag.lieu, ouvert=word)


def forbidden(tree: nodes.Node, environment: Environment, named: Container[str] | None = None) -> Iterator[tuple[int, Fault]]:
    """Yield what no template may hold in a syntax tree, with its line: what the sandbox has not, filters and tests unknown.

    `named` are the names that a template gives, where `tree` is not whole.
    """
    every = [tree, *tree.find_all(nodes.Node)]
    if named is None:
        named = {node.name for node in every if isinstance(node, nodes.Name) and node.ctx != "load"}
    for node in every:
        if type(node) in _FORBIDDEN:
            yield node.lineno, Fault("instruction-interdite", nom=_FORBIDDEN[type(node)])
        elif isinstance(node, nodes.For) and node.recursive:
            yield node.lineno, Fault("instruction-interdite", nom="une boucle « recursive »")
        elif isinstance(node, nodes.Filter) and node.name not in environment.filters:
            yield node.lineno, _unknown("filtre-inconnu", node.name, environment.filters)
        elif isinstance(node, nodes.Test) and node.name not in environment.tests:
            yield node.lineno, _unknown("test-inconnu", node.name, environment.tests)
        elif isinstance(node, nodes.NSRef) and node.name not in named:
            yield node.lineno, Fault("balise-echec", raison=f"« {node.name[:40]} » n’est pas un « namespace »")
        elif twice := _twice(node):
            yield node.lineno, Fault("balise-syntaxe", probleme=f"« {twice[:40]} » y est deux fois, ou n’est pas un nom permis")


def _twice(node: nodes.Node) -> str:
    """Return the name that a macro, a call or a loop cannot bear, or ""."""
    names: list[str] = []
    if isinstance(node, nodes.Macro | nodes.CallBlock):
        names = [one.name for one in node.args]
    elif isinstance(node, nodes.Call | nodes.Filter | nodes.Test):
        names = ["__debug__", *(one.key for one in node.kwargs if isinstance(one, nodes.Keyword))]
    elif isinstance(node, nodes.For):
        names = ["loop", *(one.name for one in (node.target, *node.target.find_all(nodes.Name)) if isinstance(one, nodes.Name))]
        names = names if "loop" in names[1:] else []
    return next((name for index, name in enumerate(names) if name in names[:index]), "")


def _unknown(code: str, name: str, known: Iterable[str]) -> Fault:
    return Fault(code, nom=name[:40], conseil=suggestion(name[:40], [one for one in known if " " not in one]))


def _faults(tag: Tag, environment: Environment, names: Container[str]) -> Iterator[Fault]:
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
            faults = [fault for _, fault in forbidden(environment.parse(_whole(source, word)), environment, names)]
        except TemplateSyntaxError as error:
            faults = [Fault("balise-syntaxe", probleme=in_french(error.message or ""))]
        except (RecursionError, MemoryError):
            faults = [Fault("balise-syntaxe", probleme="elle s’emboîte trop")]
        except ValueError:
            faults = [Fault("balise-syntaxe", probleme="un nombre y est trop long")]
        yield from faults


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


def in_french(message: str) -> str:
    """Return what Jinja's parser says of a tag."""
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
