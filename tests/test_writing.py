"""Files are written whole or not at all, and what was there comes back when something fails."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

import delib
from delib.production import ecriture
from delib.production.ecriture import write_all


def tree(folder: Path) -> dict[str, bytes]:
    """Return every file below `folder`, hidden ones too."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_all_the_files_are_written_and_nothing_else_stays(tmp_path: Path) -> None:
    files = {str(tmp_path / "a" / "b" / f"{i}.docx"): bytes([i]) for i in range(5)}
    assert write_all(files) == list(files)
    assert tree(tmp_path) == {f"a/b/{i}.docx": bytes([i]) for i in range(5)}


@pytest.mark.parametrize("fault", range(6))
def test_a_failure_at_any_moment_leaves_everything_as_it_was(fault: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The disk refuses every name from the n-th on: three files replaced, three new; all come back or go."""
    before = {f"{i}.docx": b"old" for i in range(3)}
    for name, data in before.items():
        (tmp_path / name).write_bytes(data)
    calls = []

    def failing(real):
        def call(source: str, target: str) -> None:
            calls.append(target)
            if len(calls) > fault:
                raise OSError(28, "No space left on device", source)
            real(source, target)

        return call

    monkeypatch.setattr(ecriture.os, "rename", failing(ecriture.os.rename))
    monkeypatch.setattr(ecriture.os, "link", failing(ecriture.os.link))
    with pytest.raises(delib.EcritureError) as refused:
        write_all({str(tmp_path / f"{i}.docx"): b"new" for i in range(6)}, replace=True)
    assert tree(tmp_path) == before
    (anomalie,) = refused.value.anomalies
    assert "le disque est plein" in str(anomalie)
    assert ".tmp" not in str(anomalie)


def test_one_different_file_and_none_is_written(tmp_path: Path) -> None:
    (tmp_path / "b.docx").write_bytes(b"the clerk's own")
    with pytest.raises(delib.AppelError):
        write_all({str(tmp_path / "a.docx"): b"1", str(tmp_path / "b.docx"): b"2"})
    assert tree(tmp_path) == {"b.docx": b"the clerk's own"}


def test_a_file_that_appears_meanwhile_is_not_lost(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another process writes the same name between the check and the writing."""
    target = tmp_path / "a.docx"
    real = ecriture._Writing.stage

    def stage(self: ecriture._Writing, path: str, data: bytes) -> None:
        real(self, path, data)
        target.write_bytes(b"the other's")

    monkeypatch.setattr(ecriture._Writing, "stage", stage)
    with pytest.raises(delib.AppelError):
        write_all({str(target): b"ours"})
    assert tree(tmp_path) == {"a.docx": b"the other's"}


def test_folders_made_for_nothing_are_removed(tmp_path: Path) -> None:
    long = "x" * 300
    with pytest.raises(delib.EcritureError):
        write_all({str(tmp_path / "neuf" / "a.docx"): b"1", str(tmp_path / "neuf" / f"{long}.docx"): b"2"})
    assert list(tmp_path.iterdir()) == []


DAY = 24 * 60 * 60
LEFT = [
    ("what a killed process left, long ago", ".a.docx.0123abcd.tmp", DAY + 60, False),
    ("what another process may be writing", ".a.docx.0123abcd.tmp", DAY - 60, True),
    ("what a process writes now", ".a.docx.0123abcd.tmp", 0, True),
    ("of another file", ".b.docx.0123abcd.tmp", 9 * DAY, True),
    ("what may be a document's only copy", ".a.docx.0123abcd.old", 9 * DAY, True),
    ("what delib does not name so", ".a.docx.tmp", 9 * DAY, True),
    ("nor so", ".a.docx.0123ABCD.tmp", 9 * DAY, True),
    ("nor so, in full view", "a.docx.0123abcd.tmp", 9 * DAY, True),
]


@pytest.mark.parametrize("replace", [False, True])
@pytest.mark.parametrize(("left", "age", "stays"), [one[1:] for one in LEFT], ids=[one[0] for one in LEFT])
def test_what_killed_processes_left_is_removed_a_day_later(
    left: str, age: int, stays: bool, replace: bool, tmp_path: Path
) -> None:
    target = tmp_path / "a.docx"
    if replace:
        target.write_bytes(b"before")
    (tmp_path / left).write_bytes(b"half")
    now = (tmp_path / left).stat().st_mtime
    os.utime(tmp_path / left, (now - age, now - age))
    write_all({str(target): b"whole"}, replace=replace)
    assert tree(tmp_path) == {"a.docx": b"whole", **({left: b"half"} if stays else {})}


def test_what_was_left_in_another_folder_stays(tmp_path: Path) -> None:
    for folder in ("un", "deux"):
        (tmp_path / folder).mkdir()
        path = tmp_path / folder / ".a.docx.0123abcd.tmp"
        path.write_bytes(b"half")
        os.utime(path, (0, 0))
    write_all({str(tmp_path / "un" / "a.docx"): b"1", str(tmp_path / "deux" / "b.docx"): b"2"})
    assert tree(tmp_path) == {"un/a.docx": b"1", "deux/b.docx": b"2", "deux/.a.docx.0123abcd.tmp": b"half"}


def test_a_writing_that_fails_removes_nothing(tmp_path: Path) -> None:
    (tmp_path / ".a.docx.0123abcd.tmp").write_bytes(b"half")
    os.utime(tmp_path / ".a.docx.0123abcd.tmp", (0, 0))
    before = tree(tmp_path)
    with pytest.raises(delib.EcritureError):
        write_all({str(tmp_path / "a.docx"): b"1", str(tmp_path / f"{'x' * 300}.docx"): b"2"})
    assert tree(tmp_path) == before


def test_a_link_or_a_folder_of_that_name_stays(tmp_path: Path) -> None:
    (tmp_path / "autre").write_bytes(b"elsewhere")
    os.utime(tmp_path / "autre", (0, 0))
    (tmp_path / ".a.docx.0123abcd.tmp").symlink_to(tmp_path / "autre")
    (tmp_path / ".a.docx.0123abce.tmp").mkdir()
    write_all({str(tmp_path / "a.docx"): b"1"})
    assert {path.name for path in tmp_path.iterdir()} == {"a.docx", "autre", ".a.docx.0123abcd.tmp", ".a.docx.0123abce.tmp"}


def test_saving_returns_the_path(tmp_path: Path) -> None:
    from tests.test_golden import ACTES

    document = delib.build(ACTES[0])
    path = document.save(tmp_path)
    assert Path(path).read_bytes() == document.docx
