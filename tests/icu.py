"""ICU, the independent judge of numbers in words and of the order of French words.

ICU is not in the test environment: Debian's `python3-icu` serves the system's Python alone. This file is therefore two things:
the functions that the tests call, and the script that a Python which has `icu` runs (a request in JSON on its standard input,
the answer in JSON on its standard output). A test skips where no Python has it, and fails where `.ci/run` asks for all the tools.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from functools import cache

CARDINAL_MASCULIN = "%spellout-cardinal-masculine"
CARDINAL_FEMININ = "%spellout-cardinal-feminine"
ORDINAL_MASCULIN = "%spellout-ordinal-masculine"
ORDINAL_FEMININ = "%spellout-ordinal-feminine"


def spell(numbers: Sequence[int], ruleset: str) -> list[str]:
    """Return each number in French words by one of the rule sets above."""
    return _ask({"numbers": list(numbers), "ruleset": ruleset})


def sorted_fr(words: Sequence[str]) -> list[str]:
    """Return `words` in the order of a French dictionary (CLDR's collation for `fr`)."""
    return _ask({"words": list(words)})


def _ask(request: dict[str, object]) -> list[str]:
    python = _python_with_icu()
    if python is None:
        import pytest

        if os.environ.get("DELIB_OUTILS") == "exiges":
            pytest.fail("ICU is absent: no Python here has PyICU (Debian: python3-icu)")
        pytest.skip("ICU is absent: no Python here has PyICU (Debian: python3-icu)")
    # -I: this file is named as the module that it imports, and must not be found in its place.
    run = subprocess.run(
        [python, "-I", __file__], input=json.dumps(request), capture_output=True, encoding="ascii", timeout=120, check=True
    )
    return json.loads(run.stdout)


@cache
def _python_with_icu() -> str | None:
    for python in (sys.executable, "/usr/bin/python3", shutil.which("python3")):
        if python and shutil.which(python):
            tried = subprocess.run([python, "-I", "-c", "import icu; icu.Collator"], capture_output=True, timeout=60, check=False)
            if tried.returncode == 0:
                return python
    return None


def _answer(request: dict[str, list]) -> list[str]:
    import icu

    french = icu.Locale("fr")
    if "words" in request:
        return sorted(request["words"], key=icu.Collator.createInstance(french).getSortKey)
    spellout = icu.RuleBasedNumberFormat(icu.URBNFRuleSetTag.SPELLOUT, french)
    return [spellout.format(number, request["ruleset"]) for number in request["numbers"]]


if __name__ == "__main__":
    json.dump(_answer(json.load(sys.stdin)), sys.stdout)
