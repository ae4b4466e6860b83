"""Files are written whole or not at all, and what was there comes back when something fails."""

from __future__ import annotations

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


def test_saving_returns_the_path(tmp_path: Path) -> None:
    from tests.test_golden import ACTES

    document = delib.build(ACTES[0])
    path = document.save(tmp_path)
    assert Path(path).read_bytes() == document.docx
