"""The sandbox of docxtpl templates (bac à sable): Jinja made strict, immutable, bounded, printing by way of `impression`.

The policy is OUVERTE: for templates that a developer renders himself. Acts have a language of their own, in `langage`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import BuiltinMethodType, MethodType
from typing import Any

from jinja2 import StrictUndefined, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import missing, pass_context

from delib.modele import calculs, filtres, methodes
from delib.modele.impression import counted, printed
from delib.modele.instrument import METHODES, STEPS
from delib.modele.passage import Passage


class Contexte(Context):
    """The names that a rendering reads, and its state."""

    passage: Passage

    def derived(self, locals: dict[str, Any] | None = None) -> Contexte:
        """Return the context of a block, which is of the same rendering."""
        made = super().derived(locals)
        assert isinstance(made, Contexte)  # noqa: S101 - the class of the environment
        made.passage = self.passage
        return made


class _Generator(CodeGenerator):
    """Writes the code of a template, each value printed by where its tag stands."""

    def _make_finalize(self) -> CodeGenerator._FinalizeInfo:
        return self._FinalizeInfo(None, None)

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        how = "printed" if frame.buffer is None else "counted"
        self.write(f"environment.{how}(context, {getattr(node, 'sorte', 0)}, ")

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        self.write(")")


class Bac(ImmutableSandboxedEnvironment):
    """The environment of one template."""

    code_generator_class = _Generator
    context_class = Contexte
    intercepted_binops = frozenset(ImmutableSandboxedEnvironment.default_binop_table)
    printed = staticmethod(printed)
    counted = staticmethod(counted)

    def __init__(self, own: Mapping[str, Callable[..., Any]]) -> None:
        super().__init__(autoescape=True, undefined=StrictUndefined, optimized=False, cache_size=0)
        self.filters = {**filtres.filters(own), **STEPS}
        self.tests = filtres.tests()  # type: ignore[assignment]
        self.policies["json.dumps_kwargs"] = {"sort_keys": True, "allow_nan": False}
        del self.globals["range"], self.globals["lipsum"]

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Return attribute `attribute` of a value, its own key first where it is a dictionary."""
        if type(obj) is dict and attribute not in METHODES:
            value = obj.get(attribute, missing)
            if value is not missing:
                return value
        return super().getattr(obj, attribute)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Return whether a template may read an attribute."""
        return super().is_safe_attribute(obj, attr, value) and methodes.allowed(obj, attr, value)

    def call(__self, __context: Contexte, __obj: Any, *args: Any, **kwargs: Any) -> Any:  # type: ignore[override]  # noqa: N805 - Jinja's signature
        """Return the result of a call. Raises Fault where it would swell."""
        passage = __context.passage
        args = methodes.prepared(passage, __obj, args, kwargs)
        return methodes.returned(passage, __obj, super().call(__context, __obj, *args, **kwargs))

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Return the result of an operation. Raises Fault where it would swell."""
        return calculs.operate(context.passage, operator, left, right, self.binop_table)  # type: ignore[attr-defined]

    def wrap_str_format(self, value: Any) -> Callable[..., str] | None:
        """Return the sandboxed form of `str.format`, within bounds."""
        if type(value) is not BuiltinMethodType and type(value) is not MethodType:
            return None
        if value.__name__ not in ("format", "format_map") or not isinstance(value.__self__, str):
            return None
        return pass_context(methodes.formatted(self, value))
