"""`delib accuse read`, as a clerk runs it: what it says of receipts and refusals, where, and its exit code."""

from __future__ import annotations

import contextlib
import io
import json
import subprocess
from datetime import date
from pathlib import Path

import pytest
import yaml

import delib
from delib.cli import delib as commande
from delib.prefecture.accuse import Accuse
from delib.prefecture.accuse.lecture import read_all
from tests import messages as m
from tests import pdfs
from tests.conftest import RACINE
from tests.messages import NOM, made, packed
from tests.test_accuse_messages import written
from tests.test_command import act, run

EXEMPLE = RACINE / "examples" / "accuses" / "075-200054781-20251202-BM25-12-02-22-1-DE-1-2_1.xml"


def said(*arguments: object) -> subprocess.CompletedProcess[str]:
    """Return what the command says, in this process: a process each would take a second."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = commande.main(args=["accuse", "read", *map(str, arguments)], prog_name="delib", standalone_mode=False)
    return subprocess.CompletedProcess([], int(code), out.getvalue(), err.getvalue())


def lines(text: str) -> dict[str, str]:
    """Return what is said of one receipt: the value of each line by its name."""
    return {line[:14].strip(): line[14:].strip() for line in text.splitlines() if line.startswith("  ") and line[2] != " "}


def stamped(variante: str = "V1", **changed: date | str | None) -> bytes:
    """Return an act that bears the stamp of the example."""
    faits = pdfs.Faits(**{"publication": None, "reception": date(2025, 12, 16), **changed})  # type: ignore[arg-type]
    body = pdfs.bloc(["Le Bureau, réuni le 2 décembre 2025, APPROUVE le parcours."], 60, 300)
    return pdfs.pdf([pdfs.Feuille(body, pdfs.bloc(pdfs.VARIANTES[variante](faits), 350, 40))])


def test_a_receipt_is_told_in_words() -> None:
    done = run("accuse", "read", EXEMPLE)
    assert (done.returncode, done.stderr) == (0, "1 accusé de réception.\n")
    first, *_ = done.stdout.splitlines()
    assert first == "Accusé de réception 075-200054781-20251202-BM25-12-02-22-1-DE"
    told = lines(done.stdout.replace("\u00a0", " "))
    assert told["Acte"] == "délibération (DE) n° BM25-12-02-22-1 du 2 décembre 2025"
    assert told["Collectivité"] == "SIREN 200054781, Paris (075)"
    assert told["Transmission"] == "inconnue"
    assert told["Réception"] == "16 décembre 2025"
    assert told["Publication"] == "inconnue"
    assert told["Matière"] == "8.4 Aménagement du territoire"
    assert told["Document"] == "99_DE-075-200054781-20251202-BM25-12-02-22-1-DE-1-1_1.pdf"
    assert told["Annexes"] == "aucune"
    assert told["Source"] == f"ARActe, {EXEMPLE}"
    assert "Déféré préfectoral : jusqu’au 17 février 2026 inclus (CGCT, art. L. 2131-6)" in done.stdout.replace("\u00a0", " ")


def test_what_a_message_does_not_tell_is_said_unknown(tmp_path: Path) -> None:
    bare = made(reception=None, objet=None, matieres=(), document=None, annexes=None, classification=None)
    done = said(*written(tmp_path, a__xml=bare))
    assert done.returncode == 0
    told = lines(done.stdout)
    assert [told[name] for name in ("Transmission", "Réception", "Publication", "Matière")] == ["inconnue"] * 4
    assert [told[name] for name in ("Objet", "Document", "Annexes")] == ["inconnu", "inconnu", "inconnues"]


def test_a_matiere_of_the_prefecture_keeps_its_national_label(tmp_path: Path) -> None:
    done = run(
        "accuse", "read", *written(tmp_path, a__xml=made(matieres=("7", "10", "2"), annexes=("a.pdf",), nombre="2", nature="3"))
    )
    told = lines(done.stdout)
    assert told["Matière"] == "7.10.2 (7.10 Divers)"
    assert told["Annexes"] == "2 : a.pdf"
    assert told["Nature"] == "acte individuel (AI), selon l’acte reçu"


def test_a_refusal_is_told_and_stops_nothing(tmp_path: Path) -> None:
    refused, received = written(tmp_path, a__xml=made(racine="AnomalieActe"), b__xml=made())
    done = said(refused, received)
    assert done.returncode == 1
    assert done.stderr.endswith("1 erreur.\n1 accusé de réception, 1 refus.\n")
    told = done.stdout.replace("\u00a0", " ")
    assert told.index("Accusé de réception") < told.index("Refus de la préfecture (anomalie 002) du 17 décembre 2025")
    assert "  Raison    ODT-VERIF-01 : classification qui n'est pas à jour\n" in told
    assert "  Acte      n° BM25_12_02\n" in told


@pytest.mark.parametrize(
    ("data", "nature"),
    [
        (made(racine="Acte"), "un acte tel que la collectivité l’envoie (message 1-1), n° BM25_12_02"),
        (m.envelope(["a.xml"]), "une enveloppe de la préfecture vers la collectivité, qui annonce a.xml"),
        (b"<!DOCTYPE html><html>", "une page web"),
        (b"%PDF-1.4 coup\xe9", "PDF"),
        (packed({}), "une archive vide"),
        (pdfs.pdf([pdfs.Feuille(pdfs.bloc(["Reçu en préfecture le 16/12/2025"], 60, 60))]), "un PDF où ne se lit aucun accusé"),
    ],
    ids=["an act sent", "an envelope", "a page of the Web", "a PDF cut", "an archive", "a PDF without stamp"],
)
def test_a_file_without_receipt_is_said_to_be_what_it_is(tmp_path: Path, data: bytes, nature: str) -> None:
    done = said(*written(tmp_path, fichier=data))
    assert done.returncode == (2 if data.startswith(b"%PDF-1.4") else 1)
    assert nature in done.stderr.replace("\u00a0", " ")
    assert done.stderr.endswith("Aucun accusé de réception.\n")
    assert done.stdout == ""


def test_a_file_that_cannot_be_read_does_not_stop_the_others(tmp_path: Path) -> None:
    done = said(tmp_path / "absent.xml", EXEMPLE)
    assert done.returncode == 2
    assert "[fichier-absent]" in done.stderr
    assert "Accusé de réception 075-" in done.stdout


def test_a_message_and_a_stamp_make_one_receipt(tmp_path: Path) -> None:
    (pdf,) = written(tmp_path, acte__pdf=stamped())
    done = said(EXEMPLE, pdf)
    assert done.returncode == 0
    assert "[accuse-reuni]" in done.stderr
    told = lines(done.stdout.replace("\u00a0", " "))
    assert told["Transmission"] == "16 décembre 2025"
    assert told["Matière"] == "8.4 Aménagement du territoire"
    assert told["Source"].startswith("ARActe + tampon")
    one = Accuse.read(pdf, EXEMPLE)
    assert (one.transmission, one.reception, one.matiere) == (date(2025, 12, 16), date(2025, 12, 16), (8, 4))


def test_a_stamp_that_contradicts_the_message_is_kept_apart(tmp_path: Path) -> None:
    (pdf,) = written(tmp_path, acte__pdf=stamped(reception=date(2025, 12, 17)))
    lecture = read_all([EXEMPLE, pdf])
    assert len(lecture.accuses) == 2
    assert [one.code for one in lecture.anomalies] == ["accuse-contradiction"]


def test_json_is_one_document(tmp_path: Path) -> None:
    done = run("accuse", "read", "--json", EXEMPLE, *written(tmp_path, a__xml=made(racine="AnomalieActe")))
    assert done.stderr == ""
    told = json.loads(done.stdout)
    assert (told["delib"], told["code"], done.returncode) == (delib.__version__, 1, 1)
    (accuse,), (refus,) = told["accuses"], told["refus"]
    assert accuse["identifiant"] == "075-200054781-20251202-BM25-12-02-22-1-DE"
    assert accuse["acte"] == {
        "departement": "075",
        "siren": "200054781",
        "date": "2025-12-02",
        "numero": "BM25-12-02-22-1",
        "nature": "DE",
    }
    assert (accuse["transmission"], accuse["reception"], accuse["publication"]) == (None, "2025-12-16", None)
    assert (accuse["matiere"], accuse["annexes"], accuse["nombre_annexes"]) == ("8.4", [], 0)
    assert {one["titre"] for one in accuse["delais"]} >= {"Déféré préfectoral"}
    assert (refus["jour"], refus["nature"], refus["numero"]) == ("2025-12-17", "002", "BM25_12_02")
    assert [one["code"] for one in told["anomalies"]] == ["accuse-refus"]


def test_yaml_is_what_the_suites_of_an_act_take(tmp_path: Path) -> None:
    done = said("--yaml", EXEMPLE)
    assert done.returncode == 0
    assert yaml.safe_load(done.stdout) == {
        "accuse": [{"identifiant": "075-200054781-20251202-BM25-12-02-22-1-DE", "reception": date(2025, 12, 16), "source": "xml"}]
    }
    (tmp_path / "suites.yaml").write_text(f'acte: "2025-01"\n{done.stdout}', encoding="utf-8")
    made_act = delib.load(act(tmp_path, suites="suites.yaml"))
    assert str(made_act.racine["suites"]["accuse"][0]["identifiant"]).endswith("-BM25-12-02-22-1-DE")


def test_yaml_of_a_stamp_has_its_days_and_leaves_the_publication_to_the_clerk(tmp_path: Path) -> None:
    done = said("--yaml", *written(tmp_path, acte__pdf=stamped("V2b", publication=date(2025, 12, 18))))
    (entry,) = yaml.safe_load(done.stdout)["accuse"]
    assert entry == {
        "identifiant": pdfs.ID,
        "teletransmission": date(2025, 12, 16),
        "reception": date(2025, 12, 16),
        "source": "tampon",
    }
    assert "# publication : 2025-12-18, à reporter" in done.stdout


def test_yaml_of_several_acts_is_a_document_each(tmp_path: Path) -> None:
    other = made(numero="AUTRE", identifiant="075-200054781-20251202-AUTRE-DE")
    done = said("--yaml", *written(tmp_path, a__xml=made(), b__xml=other, c__xml=made(racine="AnomalieActe")))
    assert done.returncode == 1
    assert [one["accuse"][0]["identifiant"] for one in yaml.safe_load_all(done.stdout)] == [
        NOM,
        "075-200054781-20251202-AUTRE-DE",
    ]


def test_nothing_received_gives_no_block(tmp_path: Path) -> None:
    done = said("--yaml", *written(tmp_path, a__xml=made(racine="AnomalieActe")))
    assert (done.returncode, done.stdout) == (1, "")


def test_yaml_and_json_together_are_refused() -> None:
    done = run("accuse", "read", "--yaml", "--json", EXEMPLE)
    assert done.returncode == 2
    assert json.loads(done.stdout)["anomalies"][0]["code"] == "appel"


def test_what_a_terminal_would_obey_is_not_printed(tmp_path: Path) -> None:
    data = made("utf-8", "UTF-8", objet="Deux\nlignes\u200f et \u2028 un sens \u202e inverse")
    done = said(*written(tmp_path, a__xml=data))
    assert all(line.isprintable() or "\u00a0" in line for line in done.stdout.splitlines())
    assert lines(done.stdout)["Objet"].startswith("Deux lignes")
