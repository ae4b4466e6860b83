"""The command `delib`, run as a person runs it: what it prints, where, its exit code, and what it leaves on the disk."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import RACINE

CONSEIL = RACINE / "examples" / "deliberation-conseil.yaml"
BUREAU = RACINE / "examples" / "deliberation-bureau.yaml"


def run(*arguments: object, cwd: Path | None = None, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run `delib` in a process of its own."""
    command = [sys.executable, "-m", "delib", *map(str, arguments)]
    env = {**os.environ, **environment}
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", cwd=cwd, env=env, timeout=120, check=False)


def act(folder: Path, name: str = "acte.yaml", **changed: str) -> Path:
    """Write a small sound act, some of its lines changed, and return its path."""
    lines = {
        "acte": "deliberation",
        "collectivite": "{nom: Commune d’Essai, nature: commune, organes: {conseil: {intitule: le Conseil municipal}}}",
        "seance": "{organe: conseil, date: 2025-04-07}",
        "numero": "2025-01",
        "objet": "Essai",
        "dispositif": "[APPROUVE le budget]",
        **changed,
    }
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(f"{key}: {value}\n" for key, value in lines.items() if value), encoding="utf-8")
    return path


# ------------------------------------------------------------------------------------------------------------------ success


def test_build_prints_paths_on_stdout_and_what_it_noticed_on_stderr(tmp_path: Path) -> None:
    done = run("build", CONSEIL, BUREAU, "-o", tmp_path / "sortie")
    assert done.returncode == 0
    warned, *remarks = done.stderr.splitlines()
    assert ": avertissement [typographie-mots] « Appel à projets » : « à projet » s’écrit « à projets »" in warned
    for path, line in zip((CONSEIL, BUREAU), remarks, strict=True):
        assert re.fullmatch(
            rf"{re.escape(str(path))}: \d+ remarques ; « delib check {re.escape(shlex.quote(str(path)))} » les donne", line
        )
        listed = json.loads(run("check", path, "--json").stdout)["anomalies"]
        count = int(line.removeprefix(f"{path}: ").split(" ")[0])
        assert sum(one["gravite"] == "info" for one in listed) == count, "each change is listed"
    written = sorted((tmp_path / "sortie").iterdir())
    assert done.stdout.splitlines() == sorted(map(str, written), reverse=True)
    assert [path.name for path in written] == ["BM2025-12-02-22-1_expedition.docx", "CM2025-04-07-19-2_extrait.docx"]


def test_check_lists_what_changes_words_and_counts_what_changes_spaces() -> None:
    done = run("check", CONSEIL)
    assert done.returncode == 0
    assert (
        f"{CONSEIL}:102:12: info [typographie-corrigee] Le texte imprimé est corrigé : « DELEGUE » → « DÉLÈGUE »." in done.stderr
    )
    assert re.search(
        r"info \[typographie-espaces\] \d+ textes sont corrigés, de leurs espaces et apostrophes seules", done.stderr
    )
    assert re.fullmatch(r"1 acte vérifié, sans erreur : 1 avertissement, \d+ remarques\.\n", done.stdout)


def test_build_again_changes_nothing_and_says_the_same(tmp_path: Path) -> None:
    first = run("build", CONSEIL, "-o", tmp_path)
    (file,) = tmp_path.iterdir()
    before = file.stat()
    again = run("build", CONSEIL, "-o", tmp_path)
    assert (again.returncode, again.stdout) == (0, first.stdout)
    assert file.stat().st_mtime_ns == before.st_mtime_ns


def test_json_is_one_document_on_stdout(tmp_path: Path) -> None:
    done = run("build", CONSEIL, "-o", tmp_path, "--json")
    content = json.loads(done.stdout)
    (made,) = content["documents"]
    assert (done.returncode, content["code"], done.stderr) == (0, 0, "")
    assert made["modele"] == "deliberation@brouillon"
    assert len(made["empreinte"]) == 64
    assert Path(made["fichier"]).is_file()


def test_json_of_a_refusal_holds_code_place_and_advice(tmp_path: Path) -> None:
    path = act(tmp_path, objett="x")
    done = run("check", path, "--json")
    content = json.loads(done.stdout)
    (anomalie,) = content["anomalies"]
    assert (done.returncode, content["code"]) == (1, 1)
    assert anomalie["code"] == "cle-inconnue"
    assert anomalie["conseil"] == "vouliez-vous « objet » ?"
    assert anomalie["lieu"] == {"fichier": str(path), "ligne": 7, "colonne": 1, "fin": [7, 7]}


def test_check_writes_nothing(tmp_path: Path) -> None:
    path = act(tmp_path)
    done = run("check", path, cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert list(tmp_path.iterdir()) == [path]


def test_a_variant_given_on_the_command_line_replaces_the_act_s(tmp_path: Path) -> None:
    done = run("build", BUREAU, "-o", tmp_path, "--variante", "original")
    assert Path(done.stdout.strip()).name == "BM2025-12-02-22-1_original.docx"


def test_the_happy_path_imports_nothing_heavy(tmp_path: Path) -> None:
    code = (
        "import sys; from delib.cli import main\n"
        f"try: main(['build', {str(CONSEIL)!r}, '-o', {str(tmp_path)!r}])\n"
        "except SystemExit as end: assert not end.code, end.code\n"
        "heavy = 'jinja2 jsonschema babel rich pikepdf docx docxcompose docxtpl lxml num2words zipfile asyncio '\n"
        "heavy = (heavy + 'urllib.request referencing').split()\n"
        "print([name for name in heavy if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


# ------------------------------------------------------------------------------------------------------------------ refusals

BAD_CALLS = [
    # (arguments, words of the message)
    (["buld"], "vouliez-vous « build »"),
    (["build"], "Il manque « ACTE… »"),
    (["build", "a.yaml", "--sorti", "x"], "vouliez-vous « --sortie »"),
    (["build", "a.yaml", "-o"], "« -o » demande une valeur"),
    (["build", "a.yaml", "--variante", "copie"], "valeurs possibles : projet, original, extrait, expedition, publication"),
    (["build", "absent.yaml"], "Ce fichier n’existe pas"),
    (["build", "."], "C’est un dossier"),
    (["build", str(CONSEIL), "--bibliotheque", "nulle-part"], "Ce dossier de bibliothèque n’existe pas"),
    (["build", str(CONSEIL), "-m", "deliberatio"], "vouliez-vous « deliberation »"),
    (["build", str(CONSEIL), "-m", "deliberation@9"], "versions connues : brouillon"),
    (["build", str(CONSEIL), "-m", "../deliberation"], "n’existe pas"),
]


@pytest.mark.parametrize(
    ("arguments", "words"), BAD_CALLS, ids=lambda value: " ".join(value)[:40] if isinstance(value, list) else ""
)
def test_a_bad_call_exits_2_in_french(arguments: list[str], words: str, tmp_path: Path) -> None:
    done = run(*arguments, cwd=tmp_path)
    assert done.returncode == 2, done
    assert words in done.stderr
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_one_refused_act_and_nothing_is_written(tmp_path: Path) -> None:
    good, bad = act(tmp_path, "bon.yaml"), act(tmp_path, "mauvais.yaml", numero="2025-02", objet="")
    done = run("build", good, bad, CONSEIL, "-o", tmp_path / "sortie")
    assert done.returncode == 1
    assert "[champ-manquant] Le champ « objet »" in done.stderr
    assert done.stdout == ""
    assert not (tmp_path / "sortie").exists()


def test_all_the_refusals_of_all_the_acts_are_said_at_once(tmp_path: Path) -> None:
    acts = [act(tmp_path, f"{i}.yaml", numero=f"2025-0{i}", objet="", dispositif="") for i in (1, 2, 3)]
    done = run("build", *acts, "-o", tmp_path / "sortie")
    assert done.stderr.count("[champ-manquant]") == 6
    assert "6 erreurs" in done.stderr


def test_a_different_file_is_not_overwritten_unless_asked(tmp_path: Path) -> None:
    path = act(tmp_path)
    there = tmp_path / "2025-01_extrait.docx"
    there.write_bytes(b"the clerk's own work")
    refused = run("build", path, "-o", tmp_path)
    assert (refused.returncode, there.read_bytes()) == (2, b"the clerk's own work")
    assert "[fichier-existe]" in refused.stderr
    replaced = run("build", path, "-o", tmp_path, "--ecraser")
    assert replaced.returncode == 0
    assert there.read_bytes().startswith(b"PK")
    assert sorted(one.name for one in tmp_path.iterdir()) == ["2025-01_extrait.docx", "acte.yaml"]


@pytest.mark.parametrize(
    "numero", ["../2025-01", "/etc/2025-01", "a/../b", "a//b", "..", ".", "//", "-", "x" * 200, "a/./b", "\\\\serveur\\a"]
)
def test_a_number_never_names_a_file_outside_the_folder(numero: str, tmp_path: Path) -> None:
    path = act(tmp_path / "in", numero=f"'{numero}'", etat="vote")
    done = run("build", path, "-o", tmp_path / "sortie")
    assert done.returncode == 1, done
    assert "[nom-fichier]" in done.stderr
    assert [one.name for one in tmp_path.iterdir()] == ["in"]


@pytest.mark.parametrize(
    ("numero", "name"),
    [
        ("CM2025/04/07/19-2", "CM2025-04-07-19-2_extrait.docx"),
        ("2025 DAC 412", "2025 DAC 412_extrait.docx"),
        ("n° 2025:12?", "n° 2025-12-_extrait.docx"),
        ("2025.10", "2025.10_extrait.docx"),
        ("con", "con_extrait.docx"),
        ("Délib n°1", "Délib n°1_extrait.docx"),
    ],
)
def test_a_number_names_its_file(numero: str, name: str, tmp_path: Path) -> None:
    done = run("build", act(tmp_path, numero=f"'{numero}'"), "-o", tmp_path / "sortie")
    assert (done.returncode, Path(done.stdout.strip()).name) == (0, name), done


def test_two_acts_that_want_one_name_are_refused(tmp_path: Path) -> None:
    first, second = act(tmp_path, "1.yaml", numero="a/1"), act(tmp_path, "2.yaml", numero="A-1")
    done = run("build", first, second, "-o", tmp_path / "sortie")
    assert done.returncode == 1
    assert "[fichier-double]" in done.stderr
    assert str(first) in done.stderr
    assert not (tmp_path / "sortie").exists()


# ---------------------------------------------------------------------------------------------------------------- at the edge


def test_an_unwritable_folder_exits_3(tmp_path: Path) -> None:
    done = run("build", act(tmp_path), "-o", "/proc/delib")
    assert done.returncode == 3
    assert "[ecriture]" in done.stderr
    assert "Traceback" not in done.stderr


def test_an_output_that_is_a_file_exits_2(tmp_path: Path) -> None:
    path = act(tmp_path)
    done = run("build", path, "-o", path)
    assert done.returncode == 2
    assert "[sortie-pas-dossier]" in done.stderr


def test_a_full_disk_leaves_nothing(tmp_path: Path) -> None:
    """The file is larger than the process may write: the same error path as a disk with no room left."""
    path, out = act(tmp_path), tmp_path / "sortie"
    code = (
        "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))\n"
        f"from delib.cli import main; main(['build', {str(path)!r}, '-o', {str(out)!r}])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 3, done
    assert "[ecriture]" in done.stderr
    assert "Traceback" not in done.stderr
    assert not out.exists()


def test_a_really_full_disk_leaves_nothing(tmp_path: Path) -> None:
    disk = tmp_path / "disque"
    disk.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=8k", "tmpfs", str(disk)], capture_output=True, check=False)
    if mounted.returncode:
        pytest.skip("mount is not allowed here")
    try:
        done = run("build", act(tmp_path), "-o", disk)
        assert done.returncode == 3, done
        assert "le disque est plein" in done.stderr
        assert list(disk.iterdir()) == []
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def test_an_interruption_exits_130_and_leaves_nothing(tmp_path: Path) -> None:
    """Ctrl-C while the third of five acts is built."""
    acts = [str(act(tmp_path / "actes", f"{i}.yaml", numero=f"2025-{i}")) for i in range(5)]
    code = (
        "import os, signal; from delib import facade\n"
        "real, built = facade.build, []\n"
        "def build(*args, **options):\n"
        "    built.append(1)\n"
        "    if len(built) == 3: os.kill(os.getpid(), signal.SIGINT)\n"
        "    return real(*args, **options)\n"
        "facade.build = build\n"
        f"from delib.cli import main; main(['build', *{acts!r}, '-o', {str(tmp_path / 'sortie')!r}])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr.strip()) == (130, "")
    assert not (tmp_path / "sortie").exists()


@pytest.mark.parametrize("encoding", ["ascii", "latin-1"])
def test_messages_survive_a_terminal_of_another_age(encoding: str, tmp_path: Path) -> None:
    done = run("build", act(tmp_path, objet=""), PYTHONIOENCODING=encoding, LC_ALL="C")
    assert done.returncode == 1
    assert "Le champ « objet »" in done.stderr


def test_a_closed_pipe_is_no_error(tmp_path: Path) -> None:
    command = f'"{sys.executable}" -m delib --help | head -c 1'
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("options", [[], ["--json"]])
def test_an_output_that_takes_nothing_is_told_without_a_traceback(options: list[str], tmp_path: Path) -> None:
    command = " ".join(["build", f'"{act(tmp_path)}"', "-o", f'"{tmp_path}"', *options])
    done = subprocess.run(
        ["bash", "-c", f'"{sys.executable}" -m delib {command} > /dev/full'],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 3, done
    assert "[affichage-impossible]" in done.stderr
    assert "Traceback" not in done.stderr
    assert "rien n’a été écrit" not in done.stderr
    assert (tmp_path / "2025-01_extrait.docx").is_file()


@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-", "<&- >&- 2>&-"])
def test_closed_streams_change_nothing(closed: str, tmp_path: Path) -> None:
    command = f'"{sys.executable}" -m delib build "{act(tmp_path)}" -o "{tmp_path}" {closed}'
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert (tmp_path / "2025-01_extrait.docx").is_file()


def test_a_killed_command_leaves_no_temporary_file(tmp_path: Path) -> None:
    """SIGTERM while the files are written: what was staged is taken back."""
    code = (
        "import os, signal; from delib.production import ecriture\n"
        "real = os.fsync\n"
        "def fsync(handle): real(handle); os.kill(os.getpid(), signal.SIGTERM)\n"
        "os.fsync = fsync\n"
        f"from delib.cli import main; main(['build', {str(act(tmp_path))!r}, '-o', {str(tmp_path / 'sortie')!r}])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr.strip()) == (130, "")
    assert not (tmp_path / "sortie").exists()


def test_check_refuses_what_build_would(tmp_path: Path) -> None:
    assert "[nom-fichier]" in run("check", act(tmp_path, numero="../x")).stderr
    assert "[modele-inconnu]" in run("check", act(tmp_path, modele="inconnu@3")).stderr


def test_every_command_and_option_has_its_help_in_french() -> None:
    import click

    from delib.cli import delib

    for name, command in delib.commands.items():
        shown = run(name, "--help")
        assert shown.returncode == 0
        assert "Affiche cette aide." in shown.stdout
        assert "Show this message" not in shown.stdout
        assert "Usage:" not in shown.stdout
        assert all(param.help for param in command.params if isinstance(param, click.Option)), name
