"""Same input, same parts: whatever the process, its settings or its deflate, one `empreinte`; on one machine, one file."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest

import delib
from tests.conftest import RACINE

ACTES = [
    "examples/deliberation-conseil.yaml",
    "examples/deliberation-bureau.yaml",
    "tests/actes/commune-vote.yaml",
    "tests/actes/designation-secret.yaml",
]

PROGRAM = """
import hashlib, json, sys
{before}
import delib
{after}
made = {{}}
for path in sys.argv[1:]:
    document = delib.build(path)
    made[path.rpartition("/")[2]] = [document.empreinte, hashlib.sha256(document.docx).hexdigest()]
print(json.dumps(made))
"""

Made = dict[str, list[str]]


def build_elsewhere(before: str = "", after: str = "", cwd: Path = RACINE, absolute: bool = False, **environment: str) -> Made:
    """Return what ACTES give in a process of its own: name → [empreinte, sha256 of the file]."""
    paths = [str(RACINE / path) if absolute else path for path in ACTES]
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM.format(before=before, after=after), *paths],
        capture_output=True,
        text=True,
        cwd=cwd,
        env={**os.environ, **environment},
        check=False,
    )
    assert done.returncode == 0, done.stderr
    made: Made = json.loads(done.stdout)
    assert len(made) == len(ACTES)
    return made


@cache
def here() -> Made:
    """Return what ACTES give with the settings of this machine."""
    return build_elsewhere()


SETTINGS = [
    {"PYTHONHASHSEED": "0"},
    {"PYTHONHASHSEED": "1"},
    {"PYTHONHASHSEED": "4294967295"},
    {"TZ": "Pacific/Kiritimati"},
    {"TZ": "America/Anchorage"},
    {"LANG": "C", "LC_ALL": "C"},
    {"LANG": "fr_FR.UTF-8", "LC_ALL": "fr_FR.UTF-8"},
    {"LANG": "tr_TR.UTF-8", "LC_ALL": "tr_TR.UTF-8"},
    {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    {"SOURCE_DATE_EPOCH": "1"},
    {"HOME": "/nonexistent", "PYTHONDONTWRITEBYTECODE": "1"},
]


@pytest.mark.parametrize("settings", SETTINGS, ids=[" ".join(f"{k}={v}" for k, v in one.items()) for one in SETTINGS])
def test_the_settings_of_a_process_change_nothing(settings: dict[str, str]) -> None:
    assert build_elsewhere(**settings) == here()


def test_the_folder_and_the_way_to_the_data_change_nothing(tmp_path: Path) -> None:
    assert build_elsewhere(cwd=tmp_path, absolute=True) == here()


def test_optimised_python_changes_nothing() -> None:
    assert build_elsewhere(PYTHONOPTIMIZE="2") == here()


def test_another_deflate_gives_the_same_parts() -> None:
    """zlib-ng packs otherwise: the files differ, their parts and their `empreinte` do not."""
    pytest.importorskip("zlib_ng", reason="zlib-ng is absent")
    before = "import zlib_ng.zlib_ng as other; sys.modules['zlib'] = other"
    after = "import zipfile; assert zipfile.zlib is other"
    made = build_elsewhere(before, after)
    assert {name: one[0] for name, one in made.items()} == {name: one[0] for name, one in here().items()}
    assert {name: one[1] for name, one in made.items()} != {name: one[1] for name, one in here().items()}


def test_no_clock_is_read() -> None:
    """Every clock of Python raises from before delib is imported; building goes on."""
    before = (
        "import time, datetime\n"
        "def stopped(*_args): raise AssertionError('a clock was read')\n"
        "class Stopped(datetime.datetime): now = utcnow = today = classmethod(stopped)\n"
        "class Day(datetime.date): today = classmethod(stopped)\n"
        "datetime.datetime, datetime.date = Stopped, Day\n"
    )
    after = "for name in ('time', 'time_ns', 'localtime', 'gmtime', 'ctime', 'monotonic'): setattr(time, name, stopped)\n"
    assert build_elsewhere(before, after) == here()


def test_no_chance_is_taken() -> None:
    """Nor is the system asked for random bytes."""
    after = (
        "import os, random, delib.facade\n"
        "def chance(*_args, **_options): raise AssertionError('chance was asked')\n"
        "os.urandom = random.random = random.getrandbits = chance\n"
    )
    assert build_elsewhere(after=after) == here()


@pytest.mark.parametrize("path", ACTES)
def test_building_twice_in_one_process_gives_the_same_bytes(path: str) -> None:
    """The second time with a library that has compiled the template already, and after another act."""
    library = delib.Bibliotheque.default()
    first = delib.build(RACINE / path, bibliotheque=library)
    delib.build(RACINE / ACTES[0], bibliotheque=library)
    again = delib.build(RACINE / path, bibliotheque=library)
    assert again.docx == first.docx
    assert [first.empreinte] == [again.empreinte] == [here()[Path(path).name][0]]


@pytest.mark.parametrize("path", ACTES)
def test_the_file_says_nothing_of_when_and_where_it_was_made(path: str) -> None:
    document = delib.build(RACINE / path)
    with zipfile.ZipFile(BytesIO(document.docx)) as archive:
        infos = archive.infolist()
        core = archive.read("docProps/core.xml").decode()
    assert [info.filename for info in infos[:2]] == ["[Content_Types].xml", "_rels/.rels"]
    assert {info.date_time for info in infos} == {(1980, 1, 1, 0, 0, 0)}
    assert {info.create_system for info in infos} == {3}
    assert {info.external_attr for info in infos} == {0o600 << 16}
    assert {info.extra for info in infos} == {b""}
    assert {info.comment for info in infos} == {b""}
    assert {info.flag_bits for info in infos} == {0}
    day = delib.load(RACINE / path)["seance"]["date"].iso
    assert core.count(f"{day}T00:00:00Z") == 2, "created and modified on the day of the séance"


def test_an_empreinte_tells_two_acts_apart() -> None:
    made = here()
    assert len({one[0] for one in made.values()}) == len(made)
    assert len({one[1] for one in made.values()}) == len(made)


def test_an_empreinte_does_not_depend_on_the_order_nor_the_packing_of_the_parts() -> None:
    from delib.paquet import Paquet, read

    document = delib.build(RACINE / ACTES[0])
    parts = dict(read(document.docx, "a.docx"))
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(parts, reverse=True):
            archive.writestr(name, parts[name])
    assert read(stream.getvalue(), "b.docx").empreinte == document.empreinte
    renamed = {("word/a.xml" if name == "word/styles.xml" else name): data for name, data in parts.items()}
    assert Paquet(renamed).empreinte != document.empreinte


REPLACED = """
import hashlib, pickle, sys
from delib.paquet import open_file
paquet = open_file(sys.argv[1])
if sys.argv[2] == "pickled":
    paquet = pickle.loads(pickle.dumps(paquet))
if sys.argv[2] == "step by step":
    paquet = paquet.replaced({"docProps/app.xml": b"<b/>"})
    paquet.to_bytes()
    paquet = paquet.replaced({"word/document.xml": b"<b/>"})
data = paquet.replaced({"word/document.xml": b"<a>" * 99 + b"</a>" * 99, "docProps/app.xml": b"<a/>"}).to_bytes()
print(hashlib.sha256(data).hexdigest())
"""


def test_a_package_changed_in_one_step_or_more_in_any_process_is_one_file() -> None:
    template = RACINE / "modeles/deliberation/brouillon/deliberation.docx"
    made = {
        subprocess.run(
            [sys.executable, "-c", REPLACED, str(template), way],
            capture_output=True,
            text=True,
            env={**os.environ, "PYTHONHASHSEED": seed},
            check=True,
        ).stdout
        for way, seed in (("at once", "0"), ("at once", "7"), ("step by step", "1"), ("pickled", "2"))
    }
    assert len(made) == 1
    assert len(made.pop().strip()) == 64
