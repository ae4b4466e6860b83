"""The pages that people read say what the code does."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest

from delib.cli import delib as command
from delib.codes import CODES
from delib.francais.typographie import REGLES
from tests.conftest import RACINE
from tests.gabarits import gabarit

README = (RACINE / "README.md").read_text(encoding="utf-8")
GRAVITES = {1: "info", 2: "avertissement", 3: "erreur"}


def commands(group: click.Group, words: str = "") -> Iterator[tuple[str, click.Command]]:
    """Yield each command with the words that call it: `formulaire read`."""
    for name, one in group.commands.items():
        if isinstance(one, click.Group):
            yield from commands(one, f"{words}{name} ")
        else:
            yield f"{words}{name}", one


def test_every_command_and_option_stands_in_the_readme() -> None:
    for name, one in commands(command):
        (line,) = [line for line in README.splitlines() if line.startswith(f"delib {name} ") and "[" in line]
        options = {option for param in one.params for option in param.opts if option.startswith("--")}
        shown = (
            set(re.findall(r"--[a-z-]+", line))
            | ({"--sortie"} if "-o " in line else set())
            | ({"--modele"} if "-m " in line else set())
        )
        assert shown == options


def test_the_python_of_the_readme_runs(tmp_path: Path) -> None:
    code = re.findall(r"```python\n(.*?)```", README, re.DOTALL)[0]
    os.symlink(RACINE / "examples", tmp_path / "examples")
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1].startswith("deliberation@brouillon ")
    assert [path.name for path in (tmp_path / "sortie").iterdir()] == ["CM2025-04-07-19-2_extrait.docx"]


def test_the_template_of_the_readme_renders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import delib
    from delib.production.plan import iter_lines

    (tmp_path / "lettre.docx").write_bytes(
        gabarit("Objet : {{ objet }}", "{%p for v in visas %}", "Vu {{ v.texte }}", "{%p endfor %}")
    )
    monkeypatch.chdir(tmp_path)
    code = re.findall(r"```python\n(.*?)```", README, re.DOTALL)[1]
    names: dict[str, Any] = {"delib": delib}
    exec(code, names)  # noqa: S102 - our own README
    assert [line.texte for line in iter_lines(names["docx"])] == ["Objet : Voirie", "Vu le code de la voirie routière"]
    assert f"{sorted(names['gabarit'].champs)}" in code, "what it says that it prints"


def test_the_series_of_the_readme_runs(tmp_path: Path) -> None:
    os.symlink(RACINE / "examples", tmp_path / "examples")
    blocks = [one for one in re.findall(r"```python\n(.*?)```", README, re.DOTALL) if "delib.Serie" in one]
    for number, code in enumerate(blocks):
        script = tmp_path / f"serie{number}.py"
        script.write_text(code.replace('"conventions"', f'"conventions{number}"'), encoding="utf-8")
        done = subprocess.run(
            [sys.executable, script.name], cwd=tmp_path, capture_output=True, text=True, encoding="utf-8", check=False
        )
        assert done.returncode == 0, done.stderr
        assert done.stdout.split()[0] == "13"
    folders = [
        {path.name: path.read_bytes() for path in (tmp_path / f"conventions{number}").iterdir()} for number in range(len(blocks))
    ]
    assert len(blocks) == 2, "on one machine, then on others"
    assert folders[0] == folders[1], "the same documents, whoever makes them"


def test_the_french_of_the_readme_is_what_delib_says() -> None:
    code = re.findall(r"```python\n(.*?)```", README, re.DOTALL)[2]
    imports, calls = code.strip().split("\n\n")
    names: dict[str, object] = {}
    exec(imports, names)  # noqa: S102 - our own README
    for line in calls.splitlines():
        call, _, said = line.partition("  # ")
        found = str(eval(call, names)).replace("\u00a0", " ")  # noqa: S307 - our own README
        assert said.strip().partition(", with")[0].strip("'« »") == found.strip("« »"), line


def test_the_yaml_of_the_readme_is_sound(tmp_path: Path) -> None:
    import delib

    (text,) = re.findall(r"```yaml\n(.*?)```", README, re.DOTALL)
    path = tmp_path / "examples" / "acte.yaml"
    os.symlink(RACINE / "examples", tmp_path / "source")
    path.parent.mkdir()
    path.write_text(text.replace("collectivites/", "../source/collectivites/"), encoding="utf-8")
    assert {one.code for one in delib.check(path)} == {"typographie-corrigee", "typographie-espaces"}, (
        "its house corrects: nothing else is told"
    )


def test_the_links_of_the_readme_lead_somewhere() -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", README):
        assert target.startswith("https://") or (RACINE / target).exists(), target


def test_every_dependency_has_its_reason_in_the_readme() -> None:
    import tomllib

    project = tomllib.loads((RACINE / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    every = [*project["dependencies"], *(one for extra in project["optional-dependencies"].values() for one in extra)]
    names = {re.split(r"[<>=]", one)[0].lower() for one in every}
    table = README.split("## Dependencies")[1].split("##")[0].lower()
    rows = {line.split("|")[1].strip() for line in table.splitlines() if line.startswith("| ")}
    assert names == rows - {"package"}


def anomalies_page() -> str:
    """Return docs/anomalies.md as the table of codes makes it."""
    lines = [
        "# Les anomalies",
        "",
        "Tout ce que `delib` peut dire d’un acte, d’un modèle ou d’une commande : le code ne change jamais de sens.",
        "Les mots entre accolades sont remplacés par ceux du cas. Cette page est tirée de `src/delib/codes/`.",
        "",
        "| code | gravité | ce qui est dit | que faire |",
        "|---|---|---|---|",
    ]
    for code, kind in sorted(CODES.items()):
        cells = [f"`{code}`", GRAVITES[kind.gravite], kind.message, kind.conseil]
        lines.append("| " + " | ".join(cell.replace("|", "\\|").replace("{{", "{").replace("}}", "}") for cell in cells) + " |")
    return "\n".join(lines) + "\n"


def test_every_kind_of_anomaly_is_documented() -> None:
    path = RACINE / "docs" / "anomalies.md"
    if os.environ.get("DELIB_ATTENDUS") == "ecrire":
        path.write_text(anomalies_page(), encoding="utf-8", newline="\n")
    assert path.read_text(encoding="utf-8") == anomalies_page()


def typography_page() -> str:
    """Return docs/typographie.md as the table of rules makes it."""
    lines = [
        "# La typographie des actes",
        "",
        "Ce que `delib` lit dans les textes d’un acte, selon le choix de la collectivité : `typographie: signaler`, `corriger`",
        "ou `laisser`. Une règle « corrigée » ne change que des espaces, des signes et les accents de majuscules ; les autres",
        "sont signalées, et la décision est à qui écrit. Les références (T1 à T36) sont celles d’une liste tirée du Lexique de",
        "l’Imprimerie nationale (3e éd.), de la Charte orthotypographique du Journal officiel (DILA, 2016) et du Guide de",
        "légistique (fiches 3.1.5 et 3.3.1).",
        "Cette page est tirée de `src/delib/francais/coquilles.py`.",
        "",
        "| règle | que faire | | référence |",
        "|---|---|---|---|",
    ]
    for rule in REGLES.values():
        done = "corrigée" if rule.sure else "signalée"
        lines.append(f"| {rule.titre} | {rule.conseil} | {done} | {rule.origine} |")
    return "\n".join(lines) + "\n"


def test_every_rule_of_typography_is_documented() -> None:
    path = RACINE / "docs" / "typographie.md"
    if os.environ.get("DELIB_ATTENDUS") == "ecrire":
        path.write_text(typography_page(), encoding="utf-8", newline="\n")
    assert path.read_text(encoding="utf-8") == typography_page()


def test_the_constraints_pin_names_and_versions_only() -> None:
    for line in (RACINE / "constraints.txt").read_text(encoding="utf-8").splitlines():
        assert line.startswith("#") or re.fullmatch(r"[A-Za-z0-9_.-]+==[0-9][0-9a-z.]*", line), line
