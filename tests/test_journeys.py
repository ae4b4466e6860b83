"""What an officer, a clerk or a developer stumbles on, beside the data: each is told, nothing is silent."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import delib
from delib.production.bordereau import iter_lines
from delib.production.serie import construction
from tests.conftest import RACINE

PROGRAMME = RACINE / "examples" / "programme"
DOSSIER = PROGRAMME / "dossier.yaml"
CONVENTION = PROGRAMME / "convention.yaml"
LISTE = PROGRAMME / "beneficiaires.csv"
FIRED = frozenset({"bibliotheque-vide", "dossier-pas-document", "formulaire-question"})


def run(*arguments: str | Path, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run the command as a user does."""
    command = [sys.executable, "-m", "delib", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", cwd=cwd, check=False)


# The words typed; the exit code; what is said.
MISUSED = [
    (("build", DOSSIER, "--pour", LISTE), 2, "il nomme les listes de ses séries"),
    (("build", CONVENTION, DOSSIER), 2, "se construit ou se vérifie seul"),
    (("build", RACINE / "examples" / "deliberation-conseil.yaml", "--strict"), 2, "« --strict » ne sert qu’à une série"),
    (("build", RACINE / "examples" / "deliberation-conseil.yaml", "--nom", "x-{objet}"), 2, "« --nom » ne sert qu’à une série"),
    (("build", DOSSIER, RACINE / "examples" / "deliberation-conseil.yaml", "--pour", LISTE), 2, "que pour un seul acte"),
    (("build", CONVENTION, "--processus", "0"), 2, "il faut un nombre entier, de 1 à 256. — tapez « delib build --help »"),
    (("formulaire",), 2, "Il manque une commande ; commandes possibles : read"),
    (("formulaire", "lire"), 2, "La commande « lire » n’existe pas ; commandes possibles : read"),
    (("formulaire", "read"), 2, "Il manque « FICHIER… »"),
    (("formulaire", "read", "absent.docx"), 2, "[fichier-absent]"),
    (("formulaire", "read", PROGRAMME), 2, "[fichier-dossier]"),
    (("check", CONVENTION, "--bibliotheque", RACINE / "modeles"), 2, "[bibliotheque-vide]"),
]


@pytest.mark.parametrize(("words", "code", "said"), MISUSED, ids=[str(said) for *_, said in MISUSED])
def test_a_call_that_would_do_nothing_is_refused(words: tuple[str | Path, ...], code: int, said: str, tmp_path: Path) -> None:
    done = run(*words, cwd=tmp_path)
    assert done.returncode == code, done.stderr
    assert said in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_series_says_what_became_of_it_and_does_it_once(tmp_path: Path) -> None:
    out = tmp_path / "conventions"
    first = run("build", CONVENTION, "--pour", LISTE, "-o", out)
    assert first.returncode == 0, first.stderr
    assert first.stdout.split() == [str(out / "bordereau.csv")]
    assert "13 documents construits." in first.stderr
    assert "11 remarques" in first.stderr, "the house's corrections are counted"
    kept = {path.name: path.read_bytes() for path in out.iterdir()}
    again = run("build", CONVENTION, "--pour", LISTE, "-o", out, "--json")
    said = json.loads(again.stdout)
    assert (said["code"], said["construits"], said["inchanges"], said["refuses"]) == (0, 0, 13, 0)
    assert {path.name: path.read_bytes() for path in out.iterdir()} == kept
    names = [line.fichier for line in iter_lines(str(out / "bordereau.json"))]
    assert sorted(names) == sorted(name for name in kept if name.endswith(".docx"))


def test_a_bad_row_is_told_and_stops_no_other(tmp_path: Path) -> None:
    bad = tmp_path / "liste.csv"
    bad.write_text(LISTE.read_text(encoding="utf-8").replace("Sceaux;M.;", "Sceaux;Mr;"), encoding="utf-8")
    checked = run("check", CONVENTION, "--pour", bad)
    assert checked.returncode == 1
    assert "liste.csv, ligne 13, colonne 2 (« representant.civilite »)" in checked.stderr
    built = run("build", CONVENTION, "--pour", bad, "-o", tmp_path / "sortie")
    assert built.returncode == 1
    assert "12 documents construits, 1 rangée refusée." in built.stderr
    strict = run("build", CONVENTION, "--pour", bad, "-o", tmp_path / "strict", "--strict")
    assert strict.returncode == 1
    assert "1 erreur : rien n’a été écrit." in strict.stderr
    assert not (tmp_path / "strict").exists()


def test_the_checking_of_a_series_and_of_a_programme_gives_each_remark() -> None:
    for words in ((CONVENTION, "--pour", LISTE), (DOSSIER,)):
        done = run("check", *words)
        assert done.returncode == 0, done.stderr
        assert "info [typographie-espaces]" in done.stderr


def test_forms_are_written_each_on_its_own(tmp_path: Path) -> None:
    forms = [tmp_path / name for name in ("sceaux.docx", "pantin.docx")]
    for form in forms:
        shutil.copy(PROGRAMME / "formulaires" / form.name, form)
    out = tmp_path / "lus"
    out.mkdir()
    (out / "sceaux.yaml").write_text("autre: chose\n", encoding="utf-8")
    done = run("formulaire", "read", *forms, "-o", out)
    assert done.returncode == 2, "one could not be written"
    assert done.stdout.split() == [str(out / "pantin.yaml")]
    assert "[fichier-existe]" in done.stderr
    assert delib.load(out / "pantin.yaml")["candidat"]["nom"] == "Pantin"
    assert (out / "sceaux.yaml").read_text(encoding="utf-8") == "autre: chose\n"


def test_a_refused_form_has_no_data_and_stops_no_other(tmp_path: Path) -> None:
    shutil.copy(PROGRAMME / "formulaires" / "sceaux.docx", tmp_path / "sceaux.docx")
    blank = delib.build(PROGRAMME / "formulaire.yaml")
    blank.save(tmp_path)
    done = run("formulaire", "read", tmp_path / blank.nom, tmp_path / "sceaux.docx", "-o", tmp_path / "lus")
    assert done.returncode == 1
    assert [path.name for path in (tmp_path / "lus").iterdir()] == ["sceaux.yaml"]
    assert "1 formulaire lu, 1 refusé." in done.stderr


def test_a_programme_is_checked_and_is_no_document() -> None:
    told = {one.code for one in delib.check(DOSSIER) if one.gravite > delib.Gravite.INFO}
    assert told == {"dossier-executoire-inconnu", "dossier-titres-divers", "dossier-ecriture", "typographie-mots"}
    with pytest.raises(delib.AppelError) as caught:
        delib.build(DOSSIER)
    assert [one.code for one in caught.value.anomalies] == ["dossier-pas-document"]


def test_a_question_that_no_field_asks_is_told(tmp_path: Path) -> None:
    house = tmp_path / "maison"
    shutil.copytree(RACINE / "schemas", house / "schemas")
    schema = house / "schemas" / "formulaire-engagement.v1.json"
    raw = json.loads(schema.read_text(encoding="utf-8"))
    question = {"title": "Habitants", "description": "La population.", "type": "integer", "x-reponse": "obligatoire"}
    raw["properties"]["candidat"]["properties"]["habitants"] = question
    schema.write_text(json.dumps(raw, ensure_ascii=False), encoding="utf-8")
    form = PROGRAMME / "formulaire.yaml"
    told = delib.build(form, bibliotheque=delib.Bibliotheque([house])).anomalies
    assert [(one.code, one.chemin) for one in told if one.code == "formulaire-question"] == [
        ("formulaire-question", "candidat.habitants")
    ]
    assert [one.code for one in delib.build(form).anomalies if one.code == "formulaire-question"] == []


def test_a_row_that_is_wrong_is_told_once(tmp_path: Path) -> None:
    bad = tmp_path / "liste.csv"
    bad.write_text(LISTE.read_text(encoding="utf-8").replace("\nSceaux;", "\nSceaux;;;;;;;;;;;", 1), encoding="utf-8")
    out = tmp_path / "sortie"
    delib.build_all(delib.Serie(CONVENTION, LISTE), out)
    made = delib.build_all(delib.Serie(CONVENTION, bad), out)
    told = [one.code for one in made.anomalies if one.gravite > delib.Gravite.INFO]
    assert told == ["rangee-trop-de-cellules"], "neither a missing row, nor a document to remove"
    assert (made.refuses, made.inchanges, made.anciens) == (1, 12, 1)


def test_after_a_quote_that_never_closes_nothing_else_is_told(tmp_path: Path) -> None:
    bad = tmp_path / "liste.csv"
    bad.write_text(LISTE.read_text(encoding="utf-8").replace("\nPantin;", '\n"Pantin;', 1), encoding="utf-8")
    made = delib.build_all(delib.Serie(CONVENTION, bad), tmp_path / "sortie")
    assert {one.code for one in made.anomalies if one.gravite > delib.Gravite.INFO} == {"rangee-guillemet"}
    assert made.construits == 10, "those that stand before it"


def test_a_document_edited_by_hand_stays_known(tmp_path: Path) -> None:
    out = tmp_path / "sortie"
    delib.build_all(delib.Serie(CONVENTION, LISTE), out)
    edited = out / "convention-engagement_Sceaux.docx"
    edited.write_bytes(edited.read_bytes() + b"\0")
    kept = edited.read_bytes()
    for _ in range(2):
        made = delib.build_all(delib.Serie(CONVENTION, LISTE), out)
        assert [one.code for one in made.anomalies if one.gravite > delib.Gravite.INFO] == ["serie-document-modifie"]
        assert (made.refuses, made.inchanges) == (1, 12)
        assert edited.read_bytes() == kept
    made = delib.build_all(delib.Serie(CONVENTION, LISTE), out, replace=True)
    assert (made.construits, made.refuses, made.inchanges) == (1, 0, 12)


def test_an_empty_cell_is_told_by_its_column(tmp_path: Path) -> None:
    bad = tmp_path / "liste.csv"
    bad.write_text(LISTE.read_text(encoding="utf-8").replace(";Le Quervizec;", ";;", 1), encoding="utf-8")
    made = delib.build_all(delib.Serie(CONVENTION, bad), tmp_path / "sortie")
    (told,) = [str(one) for one in made.anomalies if one.gravite > delib.Gravite.INFO]
    assert "liste.csv, ligne 13" in told
    assert told.endswith("remplissez la colonne « representant.nom »")


@pytest.mark.parametrize("strict", [False, True])
def test_remarks_never_hide_why_a_row_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, strict: bool) -> None:
    monkeypatch.setattr(construction, "MAX_TOLD", 5)
    title, *rows = LISTE.read_text(encoding="utf-8").splitlines()
    late = [f"{row.rpartition(';')[0]};2026-03-01" for row in rows]  # candidates after they were chosen: a warning each
    late[-1] = late[-1].replace(";Mme;", ";Mr;")
    bad = tmp_path / "liste.csv"
    bad.write_text("\n".join([title, *late]) + "\n", encoding="utf-8")
    serie = delib.Serie(CONVENTION, bad)
    if strict:
        with pytest.raises(delib.DonneesError) as refused:
            delib.build_all(serie, tmp_path / "sortie", strict=True)
        told = refused.value.anomalies
    else:
        told = delib.build_all(serie, tmp_path / "sortie").anomalies
    assert [one.code for one in told if one.gravite is delib.Gravite.ERREUR] == ["valeur-hors-liste"]
    assert len(told) <= 2 * construction.MAX_TOLD
