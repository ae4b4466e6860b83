"""Every fault of LibreOffice: a clear error that names the document, no process left behind, nothing half-written.

Programs that stand for a faulty LibreOffice are scripts of the tests; the rest is LibreOffice itself, killed, hurried, run twice.
"""

from __future__ import annotations

import contextlib
import http.server
import os
import signal
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import delib
from delib.anomalie import Anomalie, DelibError
from delib.production.pdf.conversion import Demande, convert_all
from delib.production.pdf.office import iter_converted
from tests.conftest import RACINE
from tests.test_command import CONSEIL, act
from tests.test_pdf import BLIP, FIELDS, linked
from tests.words import docx

SOUND = docx("Un texte", title="Un titre")
PIPES = Path("/tmp")  # noqa: S108 - LibreOffice's own choice
PATIENCE = 15
"""How long what was killed may take to be gone, in seconds."""


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Give the temporary folder of the test; afterwards nothing is left in it, no process of it, no pipe."""
    folder = tmp_path / "temporaire"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    monkeypatch.setattr("tempfile.tempdir", None)
    pipes = set(PIPES.glob("OSL_PIPE_*"))
    yield folder
    until = time.monotonic() + PATIENCE
    while (alive(folder) or list(folder.iterdir())) and time.monotonic() < until:
        time.sleep(0.05)
    assert alive(folder) == [], "no orphan process"
    assert list(folder.iterdir()) == [], "nothing in the temporary folder"
    owned = {path for path in set(PIPES.glob("OSL_PIPE_*")) - pipes if path.lstat().st_mtime > folder.stat().st_ctime}
    assert not owned or os.environ.get("PYTEST_XDIST_WORKER"), "no pipe of LibreOffice"


def alive(folder: Path, name: str = "") -> list[int]:
    """Return the processes that run on `folder`; only those of program `name`, where it is given."""
    found = []
    for one in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            said = (one / "cmdline").read_bytes() + (one / "environ").read_bytes()
            ours = int(one.name) != os.getpid() and os.fsencode(folder) in said and b"delib-pdf-" in said
            if ours and name in (one / "comm").read_text():
                found.append(int(one.name))
    return found


def script(folder: Path, body: str) -> str:
    """Write a Python program that stands for LibreOffice; `paths` are its Word files, `out` its folder of output."""
    path = folder / "imitation"
    head = """
    import os, signal, subprocess, sys, time
    open("/proc/self/comm", "w").write("imitation")
    if "--version" in sys.argv:
        print("LibreOffice 7.4 (imitée)")
        raise SystemExit
    paths = [one for one in sys.argv if one.endswith(".docx")]
    out = sys.argv[sys.argv.index("--outdir") + 1]
    """
    # A first line cannot hold a path with a space: the shell reads two lines, Python a text.
    first = f"#!/bin/sh\n'''exec' \"{sys.executable}\" \"$0\" \"$@\"\n' '''\n"
    path.write_text(f"{first}{textwrap.dedent(head)}\n{textwrap.dedent(body)}", encoding="utf-8")
    path.chmod(0o755)
    return str(path)


def outcomes(documents: list[tuple[str, bytes]], soffice: str | None = None, delai: float = 60) -> dict[str, str]:
    """Return what became of each document: « fait », or the code of the anomaly that names it."""
    made = {}
    for rank, one in iter_converted(documents, soffice, delai):
        assert documents[rank][0] not in made, "told once"
        made[documents[rank][0]] = one.code if isinstance(one, Anomalie) else "fait"
    return made


def refused(documents: list[tuple[str, bytes]], soffice: str | None = None, delai: float = 60) -> set[str]:
    """Return the codes that a conversion raises."""
    with pytest.raises(DelibError) as caught:
        outcomes(documents, soffice, delai)
    assert caught.value.exit_code == 3, "a tool failed"
    return {one.code for one in caught.value.anomalies}


# --------------------------------------------------------------------------------------------------------- hanging, dying


def test_a_program_that_hangs_with_children_that_heed_no_signal(tmp_path: Path) -> None:
    soffice = script(
        tmp_path,
        """
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)
        subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
        if os.fork() == 0:
            os.fork()
        time.sleep(600)
        """,
    )
    assert outcomes([("x.docx", SOUND)], soffice, 1) == {"x.docx": "pdf-office-delai"}


def test_a_program_that_leaves_children_behind_when_it_ends(tmp_path: Path) -> None:
    soffice = script(tmp_path, 'subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])')
    assert outcomes([("x.docx", SOUND)], soffice) == {"x.docx": "pdf-office-echec"}


def test_a_program_that_dies_at_each_call(tmp_path: Path) -> None:
    soffice = script(tmp_path, "os.kill(os.getpid(), signal.SIGSEGV)")
    assert outcomes([("x.docx", SOUND)], soffice) == {"x.docx": "pdf-office-echec"}
    assert refused([("x.docx", SOUND), ("y.docx", SOUND)], soffice) == {"pdf-office-vain", "pdf-office-echec"}


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7\n", b"%PDF-1.7\nrien\n%%EOF\n", b"x" * 100_000], ids=["0", "10", "end", "x"])
def test_a_program_that_writes_what_is_no_pdf(data: bytes, tmp_path: Path) -> None:
    soffice = script(tmp_path, f"open(out + '/x.pdf', 'wb').write({data!r})")
    assert outcomes([("x.docx", SOUND)], soffice) == {"x.docx": "pdf-office-echec"}


def test_the_document_that_makes_libreoffice_hang_is_named_and_the_others_are_known(soffice: str, tmp_path: Path) -> None:
    wrapper = script(
        tmp_path,
        f"""
        if any("mauvais" in one for one in paths):
            rank = next(rank for rank, one in enumerate(paths) if "mauvais" in one)
            if rank:  # it converts what comes before, then hangs
                subprocess.run([{soffice!r}, *[one for one in sys.argv[1:] if one not in paths[rank:]]])
            time.sleep(600)
        os.execv({soffice!r}, sys.argv)
        """,
    )
    documents = [(f"{name}.docx", SOUND) for name in ("un", "mauvais", "trois", "quatre")]
    expected = {"un.docx": "fait", "mauvais.docx": "pdf-office-delai", "trois.docx": "fait", "quatre.docx": "fait"}
    assert outcomes(documents, wrapper, 5) == expected


def test_the_documents_that_libreoffice_refuses_are_named_and_the_others_are_known(soffice: str) -> None:
    documents = [("sain.docx", SOUND), ("bruit.docx", os.urandom(5000)), ("coupé.docx", SOUND[:700])]
    made = outcomes(documents)
    assert made == {name: "fait" if name == "sain.docx" else "pdf-office-echec" for name, _ in documents}


# ------------------------------------------------------------------------------------------------------ LibreOffice killed


@contextlib.contextmanager
def killing(folder: Path, times: int, when: Callable[[], bool] = lambda: True) -> Iterator[list[int]]:
    """Kill LibreOffice, at most `times`, as soon as it runs and `when` holds; give the list of what was killed."""
    killed: list[int] = []
    over = threading.Event()

    def hunt() -> None:
        while not over.is_set() and len(killed) < times:
            for pid in alive(folder, "soffice.bin"):
                if pid not in killed and when():
                    with contextlib.suppress(ProcessLookupError):
                        os.kill(pid, signal.SIGKILL)
                    killed.append(pid)
            time.sleep(0.02)

    thread = threading.Thread(target=hunt)
    thread.start()
    try:
        yield killed
    finally:
        over.set()
        thread.join()


def test_killed_in_the_middle_of_a_batch_it_converts_them_all_in_the_end(soffice: str, temporary: Path) -> None:
    demandes = [Demande(f"acte-{rank}.docx", docx(*[f"Paragraphe {rank}"] * 400, title=f"Acte {rank}")) for rank in range(8)]
    expected = [one.pdf for one in convert_all(demandes)]
    done: list[int] = []
    with killing(temporary, 1, lambda: bool(done)) as killed:
        made = convert_all(demandes, progress=lambda count, _total: done.append(count))
    assert len(killed) == 1
    assert [one.pdf for one in made] == expected, "the same bytes, killed or not"


def test_killed_over_its_only_document_it_says_so(soffice: str, temporary: Path) -> None:
    with killing(temporary, 1) as killed:
        assert outcomes([("x.docx", docx(*["Texte"] * 20_000))]) == {"x.docx": "pdf-office-echec"}
    assert len(killed) == 1


def test_killed_at_each_call_it_is_given_up(soffice: str, temporary: Path) -> None:
    long = docx(*["Texte"] * 20_000)
    with killing(temporary, 9):
        assert refused([("x.docx", long), ("y.docx", long)]) == {"pdf-office-vain", "pdf-office-echec"}


def test_hurried_beyond_what_it_can_do_it_says_so(soffice: str) -> None:
    assert outcomes([("x.docx", SOUND)], None, 0.05) == {"x.docx": "pdf-office-delai"}


# -------------------------------------------------------------------------------------------------- the command interrupted


def start(*arguments: object, cwd: Path) -> subprocess.Popen[str]:
    """Start `delib` in a process of its own."""
    command = [sys.executable, "-m", "delib", *map(str, arguments)]
    return subprocess.Popen(command, cwd=cwd, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL], ids=lambda number: number.name)
def test_interrupted_delib_takes_libreoffice_with_it(number: signal.Signals, tmp_path: Path, temporary: Path) -> None:
    (tmp_path / "x.docx").write_bytes(SOUND)
    process = start("pdf", "x.docx", "--soffice", script(tmp_path, "time.sleep(600)"), cwd=tmp_path)
    while not alive(temporary, "imitation"):
        time.sleep(0.05)
        assert process.poll() is None
    process.send_signal(number)
    process.communicate(timeout=30)
    assert process.returncode == (-number if number == signal.SIGKILL else 130)
    assert not (tmp_path / "x.pdf").exists()


def test_two_at_once_do_not_hinder_each_other(soffice: str, tmp_path: Path) -> None:
    (tmp_path / "x.docx").write_bytes(SOUND)
    both = [start("pdf", "x.docx", "-o", name, cwd=tmp_path) for name in ("un", "deux")]
    assert [one.communicate()[0].strip() for one in both] == ["un/x.pdf", "deux/x.pdf"]
    assert [one.returncode for one in both] == [0, 0]
    assert (tmp_path / "un" / "x.pdf").read_bytes() == (tmp_path / "deux" / "x.pdf").read_bytes()


# --------------------------------------------------------------------------------------------------------- nowhere to write


def test_an_output_that_cannot_be_written(soffice: str, tmp_path: Path) -> None:
    (tmp_path / "x.docx").write_bytes(SOUND)
    for output, code, told in (
        ("/proc/delib", 3, "[ecriture]"),
        (tmp_path / "x.docx", 2, "[sortie-pas-dossier]"),
        (tmp_path / "x.docx" / "dessous", 3, "[ecriture]"),
    ):
        done = start("pdf", "x.docx", "-o", output, cwd=tmp_path)
        assert told in done.communicate()[1]
        assert done.returncode == code
    (tmp_path / "x.pdf").mkdir()
    done = start("pdf", "x.docx", cwd=tmp_path)
    assert "[fichier-existe]" in done.communicate()[1]
    assert list((tmp_path / "x.pdf").iterdir()) == []


ROOM = """
import resource, sys
from delib.cli import main
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]),) * 2)
main(["pdf", "un.docx", "x.docx"])
"""


@pytest.mark.parametrize(("size", "told"), [(1_000, "[pdf-temporaire]"), (40_000, "[pdf-office-")], ids=["copies", "outputs"])
def test_no_room_for_what_is_written(size: int, told: str, soffice: str, tmp_path: Path) -> None:
    (tmp_path / "un.docx").write_bytes(SOUND)
    (tmp_path / "x.docx").write_bytes(docx(*[f"Paragraphe {rank}" for rank in range(2_000)], title="Long"))
    command = [sys.executable, "-c", ROOM, str(size)]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, encoding="utf-8", check=False)
    assert told in done.stderr
    assert done.returncode == 3
    assert not list(tmp_path.glob("*.pdf"))


# ------------------------------------------------------------------------------------------------------- nothing is fetched


def test_libreoffice_fetches_nothing_for_a_document_that_asks(soffice: str) -> None:
    asked: list[str] = []

    class Server(http.server.BaseHTTPRequestHandler):
        def handle(self) -> None:
            asked.append(str(self.client_address))

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Server) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}/x.png"
        data = linked("image", BLIP.format("r:link", ""), address)
        assert outcomes([("x.docx", data)]) == {"x.docx": "fait"}, "`convert_all` refuses it before"
        server.shutdown()
    assert asked == []


# ------------------------------------------------------------------------------------- series and programmes, all of a piece


def ended(process: subprocess.Popen[str]) -> tuple[int, str, str]:
    """Return the exit code, the output and the errors of a command."""
    out, err = process.communicate(timeout=300)
    return process.returncode, out, err


def test_a_programme_and_its_series_in_pdf_then_only_what_is_missing_or_changed(soffice: str, tmp_path: Path) -> None:
    command = ("build", RACINE / "examples" / "programme" / "dossier.yaml", "--pdf", "-o", "sortie")
    code, _, told = ended(start(*command, cwd=tmp_path))
    assert code == 0, told
    files = {path: path.read_bytes() for path in (tmp_path / "sortie").rglob("*.pdf")}
    assert len(files) == len(list((tmp_path / "sortie").rglob("*.docx"))) == 19
    assert told.splitlines()[-1] == "19 PDF faits."
    one, other, *_ = sorted(files)
    one.unlink()
    other.write_bytes(b"%PDF-1.7 d'un autre")
    code, _, told = ended(start(*command, cwd=tmp_path))
    assert code == 2
    assert "[pdf-ancien]" in told
    assert told.splitlines()[-1] == "1 PDF fait, 17 déjà là, 1 refusé."
    code, _, told = ended(start(*command, "--ecraser", cwd=tmp_path))
    assert code == 0
    assert {path: path.read_bytes() for path in files} == files, "the same bytes, made again"


def test_acts_and_pdf_are_written_together_or_not_at_all(soffice: str, tmp_path: Path) -> None:
    act(tmp_path)
    (tmp_path / "sortie").mkdir()
    (tmp_path / "sortie" / "2025-01_extrait.pdf").write_bytes(b"un autre")
    code, _, told = ended(start("build", "acte.yaml", CONSEIL, "--pdf", "-o", "sortie", cwd=tmp_path))
    assert (code, "[fichier-existe]" in told) == (2, True)
    assert [path.name for path in (tmp_path / "sortie").iterdir()] == ["2025-01_extrait.pdf"]


def test_a_draft_with_built_annexes_and_its_data(soffice: str, tmp_path: Path) -> None:
    annexe = RACINE / "modeles" / "reglement" / "brouillon" / "exemple.yaml"
    (tmp_path / "note.docx").write_bytes(FIELDS)
    options = ("--variante", "projet", "--pdf", "--projet", "--avec-donnees", "--joindre", annexe, "--joindre", "note.docx")
    code, out, told = ended(start("build", CONSEIL, *options, cwd=tmp_path))
    assert code == 0, told
    assert out.splitlines() == [f"./CM2025-04-07-19-2_projet.{kind}" for kind in ("docx", "pdf")]
    from pypdf import PdfReader

    reader = PdfReader(tmp_path / "CM2025-04-07-19-2_projet.pdf")
    titres = ["Règlement du programme «\u00a0Appropriation Métropolitaine\u00a0»", "Des champs"]
    assert [one.title for one in reader.outline if not isinstance(one, list)][1:] == titres
    assert list(reader.attachments) == ["donnees.json"]
    assert delib.build(CONSEIL).nom  # the example itself is untouched
