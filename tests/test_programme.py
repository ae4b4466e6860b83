"""A whole programme built: what is in the folder, what the sommaire says of it, and what running it again changes."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest

import delib
from delib.modele.bibliotheque import Bibliotheque
from delib.paquet import read
from delib.production import programme as programmes
from delib.production.plan import iter_lines
from delib.production.programme import Programme, build, check, open_dossier
from tests.ooxml import validate
from tests.test_dossier import BUREAU, CONVENTION, DOSSIER, LISTE, REGLEMENT, cell, copied, put

LIBRARY = Bibliotheque.default()
ACTES = [
    "BM2025-12-02-22-1_expedition.docx",
    "CM2025-04-07-19-2_extrait.docx",
    "bordereau.csv",
    "bordereau.json",
    "convention-engagement_modele.docx",
    "formulaire-engagement.docx",
    "reglement.docx",
    "sommaire.docx",
]
COMMUNES = (
    *("Argenteuil", "Aulnay-sous-Bois", "Ville-d’Avray", "Bry-sur-Marne", "Champigny-sur-Marne", "Charenton-le-Pont"),
    *("Châtillon", "Épinay-sur-Seine", "Juvisy-sur-Orge", "Montreuil", "Pantin", "Sceaux", "Villeneuve-Saint-Georges"),
)

SCEAUX = "conventions/convention-engagement_Sceaux.docx"


@pytest.fixture
def programme(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder of the programme, in a copy of the examples, and work there."""
    folder = copied(tmp_path)
    monkeypatch.chdir(folder)
    return folder


def built(sortie: Path | str = "sortie", **options: bool) -> Programme:
    return build(open_dossier(DOSSIER, LIBRARY), sortie, processus=1, **options)


def files(folder: Path) -> dict[str, bytes]:
    """Return every file of a folder, by its path in it."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def texts(docx: Path) -> list[str]:
    return [line.texte for line in iter_lines(docx.read_bytes())]


def test_the_folder_of_the_example(programme: Path) -> None:
    made = built()
    sortie = programme / "sortie"
    conventions = [f"conventions/convention-engagement_{commune}.docx" for commune in COMMUNES]
    assert sorted(files(sortie)) == sorted([*ACTES, *conventions, "conventions/bordereau.csv", "conventions/bordereau.json"])
    assert made.sommaire == "sortie/sommaire.docx"
    assert set(made.chemins) == {f"sortie/{name}" for name in ACTES if name.endswith("docx")} | {
        "sortie/conventions/bordereau.csv"
    }
    assert not [one for one in made.anomalies if one.gravite is delib.Gravite.ERREUR]
    assert made.anomalies == check(open_dossier(DOSSIER, LIBRARY))


def test_the_sommaire_says_what_was_built(programme: Path) -> None:
    made = built()
    lines = texts(Path(made.sommaire))
    at = lines.index("Empreintes")
    told = re.findall(r"^([^\n]+\.docx)\nSHA-256 ([0-9a-f]{64})\nContenu ([0-9a-f]{64})$", "\n".join(lines[at:]), re.MULTILINE)
    assert len(told) == 5 + 13
    for name, sha256, empreinte in told:
        docx = (programme / "sortie" / name).read_bytes()
        assert hashlib.sha256(docx).hexdigest() == sha256
        assert read(docx, name).empreinte == empreinte
    written = {name for name in files(programme / "sortie") if name.endswith(".docx")}
    assert {name for name, _, _ in told} == written - {"sommaire.docx"}
    titles = [line for line in lines[:at] if line.startswith("Convention d’engagement avec la commune")]
    assert titles[:2] == [
        "Convention d’engagement avec la commune d’Argenteuil",
        "Convention d’engagement avec la commune d’Aulnay-sous-Bois",
    ]
    assert "Règlement du programme «\u00a0Appropriation Métropolitaine\u00a0» (annexe 1)" in lines
    assert "Modèle de convention d’engagement (annexe 3)" in lines
    warnings = sum(one.gravite is delib.Gravite.AVERTISSEMENT for one in made.anomalies)
    assert any(f"aucune erreur, {warnings} avertissements" in line for line in lines)


def test_the_model_of_the_convention_is_built_with_its_brackets(programme: Path) -> None:
    built()
    modele, signed = (texts(programme / "sortie" / name) for name in ("convention-engagement_modele.docx", SCEAUX))
    assert "MODÈLE" in modele
    assert any(line.startswith("[dénomination du Bénéficiaire], [forme juridique]") for line in modele)

    def articles(lines: list[str]) -> list[str]:
        start = lines.index("IL A ÉTÉ CONVENU CE QUI SUIT\u00a0:")
        return lines[start : next(at for at, line in enumerate(lines) if line.startswith("Fait "))]

    assert articles(modele) == articles(signed), "what the Conseil approved is what the Maire of Sceaux signs"


def test_what_a_series_shares_can_stand_in_the_place_of_a_model(programme: Path) -> None:
    put(DOSSIER, "fichier: convention-type.yaml", "fichier: convention.yaml")(programme)
    made = built()
    assert sorted(one for one in files(programme / "sortie") if "/" not in one) == [one for one in ACTES if "modele" not in one]
    lines = texts(Path(made.sommaire))
    assert "Modèle de convention d’engagement (annexe 3)" in lines
    assert "conventions" in lines, "the folder of the series, in the place of a file"


def test_word_reads_the_sommaire(programme: Path) -> None:
    assert validate(Path(built().sommaire).read_bytes()) == []


def test_the_sommaire_follows_the_order_of_the_dossier(programme: Path) -> None:
    lines = texts(Path(built().sommaire))
    starts = ["Lancement du programme", "Règlement du programme", "Formulaire d’engagement (", "Modèle de convention"]
    starts += ["Ouverture du parcours", "Convention d’engagement avec la commune d’Argenteuil"]
    places = [next(index for index, line in enumerate(lines) if line.startswith(start)) for start in starts]
    assert places == sorted(places)


def test_run_again_it_writes_the_same_bytes(programme: Path) -> None:
    built()
    first = files(programme / "sortie")
    built()
    assert files(programme / "sortie") == first
    for name in ("sommaire.docx", "reglement.docx", SCEAUX):
        (programme / "sortie" / name).unlink()
    built()
    assert files(programme / "sortie") == first
    built("ailleurs")
    assert files(programme / "ailleurs") == first


def test_a_row_that_changes_changes_its_convention_and_the_sommaire(programme: Path) -> None:
    built()
    first = files(programme / "sortie")
    cell("habilitation.numero", "Sceaux", "2025-12-144")(programme)
    built()
    again = files(programme / "sortie")
    changed = {name for name in first if first[name] != again[name]}
    bordereaux = {"bordereau.csv", "bordereau.json", "conventions/bordereau.csv", "conventions/bordereau.json"}
    assert changed == {SCEAUX, "sommaire.docx", *bordereaux}


def test_a_file_edited_by_hand_is_not_lost(programme: Path) -> None:
    built()
    edited = programme / "sortie" / "reglement.docx"
    edited.write_bytes(edited.read_bytes() + b" ")
    put(REGLEMENT, "note_pages: 2", "note_pages: 3")(programme)
    kept = edited.read_bytes()
    with pytest.raises(delib.DelibError) as refused:
        built()
    assert [one.code for one in refused.value.anomalies if one.gravite is delib.Gravite.ERREUR] == ["serie-document-modifie"]
    assert edited.read_bytes() == kept
    built(replace=True)
    assert edited.read_bytes() != kept


@pytest.mark.parametrize(
    ("fichier", "old", "new", "code"),
    [
        (BUREAU, "  date: 2025-12-02\n", "  date: 2025-13-02\n", "date-impossible"),
        (DOSSIER, "decision: selection", "decision: choix", "dossier-cle-inconnue"),
        (CONVENTION, "duree: 18 mois", "duree: dix-huit mois", "forme-inattendue"),
        (REGLEMENT, "points: 25", "points: 24", "reglement-total"),
        ("../collectivites/mgp.yaml", "- acte: CM2025/04/07/29-1", "- numero: CM2025/04/07/29-1", "cle-inconnue"),
    ],
)
def test_nothing_is_built_of_a_programme_that_is_refused(programme: Path, fichier: str, old: str, new: str, code: str) -> None:
    put(fichier, old, new)(programme)
    with pytest.raises(delib.DonneesError) as refused:
        built()
    assert code in {one.code for one in refused.value.anomalies}
    assert not (programme / "sortie").exists()


def test_nothing_is_built_where_the_law_refuses_a_convention(programme: Path) -> None:
    cell("fait.date", "Juvisy-sur-Orge", "2025-12-15")(programme)
    with pytest.raises(delib.DonneesError, match="dossier-signature-anticipee"):
        built()
    assert not (programme / "sortie").exists()


def test_a_row_that_is_refused_stops_no_other(programme: Path) -> None:
    cell("habilitation.date", "Sceaux", "2025-13-18")(programme)
    made = built()
    assert [one.code for one in made.anomalies if one.gravite is delib.Gravite.ERREUR] == ["date-impossible"]
    assert len(list((programme / "sortie" / "conventions").glob("*.docx"))) == 12
    lines = texts(Path(made.sommaire))
    assert not any("Sceaux" in line for line in lines)
    assert "Convention d’engagement : document refusé, absent de ce dossier" in lines, "the hole is said"
    assert any("1 erreur," in line for line in lines)
    assert "Convention d’engagement avec la commune de Villeneuve-Saint-Georges" in lines


def test_of_a_long_series_the_sommaire_gives_the_bordereau(programme: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(programmes, "MAX_LIGNES", 12)
    lines = texts(Path(built().sommaire))
    assert not any("avec la commune" in line for line in lines)
    at = lines.index("conventions/bordereau.csv")
    bordereau = (programme / "sortie" / "conventions" / "bordereau.csv").read_bytes()
    assert lines[at + 1] == f"SHA-256 {hashlib.sha256(bordereau).hexdigest()}"


def test_two_acts_of_one_number_are_not_written_over_each_other(programme: Path) -> None:
    put(DOSSIER, "cle: formulaire, fichier: formulaire.yaml", "cle: formulaire, fichier: autre.yaml")(programme)
    (programme / "autre.yaml").write_bytes((programme / "reglement.yaml").read_bytes())
    with pytest.raises(delib.DonneesError, match="fichier-double"):
        built()
    assert not (programme / "sortie").exists()


PETIT = """acte: dossier
collectivite: ../collectivites/mgp.yaml
programme: {nom: Appropriation Métropolitaine}
actes:
  - {cle: lancement, fichier: ../deliberation-conseil.yaml}
annexes:
  - {cle: reglement, fichier: reglement.yaml, approuvee_par: lancement}
  - {cle: formulaire, fichier: formulaire.yaml, approuvee_par: lancement}
references:
  - {numero: CM2025/04/07/19-1, date: 2025-04-07}
"""


def test_a_programme_of_three_files_is_ten_lines(programme: Path) -> None:
    (programme / "petit.yaml").write_text(PETIT, encoding="utf-8")
    dossier = open_dossier("petit.yaml", LIBRARY)
    told = [one.code for one in check(dossier) if one.code.startswith("dossier-")]
    assert told == ["dossier-annexe-absente"], "the model of the convention is still to come"
    build(dossier, "sortie")
    lines = texts(programme / "sortie" / "sommaire.docx")
    assert "Nombre de documents\u00a0: 3" in lines


def test_a_programme_whose_forms_are_its_list(programme: Path) -> None:
    # The forms say who signs and not the délibération that came after: each row waits for it.
    put(DOSSIER, "pour: beneficiaires.csv", "pour: formulaires")(programme)
    dossier = open_dossier(DOSSIER, LIBRARY)
    errors = {one.code for one in check(dossier) if one.gravite is delib.Gravite.ERREUR}
    assert errors, "habilitation is « à venir » in every form"
    assert not any(code.startswith("dossier-") for code in errors)


def test_the_list_and_the_forms_of_the_example_are_of_the_same_communes(programme: Path) -> None:
    rows = (programme / LISTE).read_text(encoding="utf-8-sig").splitlines()[1:]
    assert tuple(row.split(";")[0] for row in rows) == COMMUNES
