"""A series: what its acts share and what each row adds, the act's own list, names, what is refused, what a second run does."""

from __future__ import annotations

import errno
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import delib
from delib.acte.acte import load
from delib.acte.rangees import Cellule, Rangee
from delib.acte.schema import Schemas
from delib.acte.socle import Socle
from delib.anomalie import Anomalie, Ligne, Source
from delib.francais.valeur import Valeur
from delib.modele.bibliotheque import packaged_root
from delib.production.plan import iter_lines
from delib.production.serie.depot import CACHE
from tests.attestations import (
    BASE,
    CARTE,
    COLONNES,
    LIGNES,
    MAISON,
    codes,
    library,
    row,
    table,
    tree,
    write_base,
    write_list,
)
from tests.conftest import RACINE


class Essai:
    """A folder with a library, a common act, a list, and where to build."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.bibliotheque = library(folder / "bibliotheque")
        self.base = write_base(folder)
        self.liste = folder / "liste.csv"
        self.sortie = folder / "sortie"

    def rows(self, *rows: tuple[str, ...], colonnes: tuple[str, ...] = COLONNES) -> Path:
        """Write the list."""
        return write_list(self.liste, rows, colonnes)

    def many(self, count: int) -> Path:
        """Write a list of `count` sound rows."""
        return self.rows(*(row(number) for number in range(1, count + 1)))

    def serie(self, pour: Path | str | None = "", **options: Any) -> delib.Serie:
        """Return the series of the list, or of `pour`; the library is read anew."""
        library = delib.Bibliotheque([self.folder / "bibliotheque"])
        return delib.Serie(self.base, self.liste if pour == "" else pour, bibliotheque=library, **options)

    def build(self, pour: Path | str | None = "", nom: str | None = None, **options: Any) -> delib.Bordereau:
        """Build it."""
        return delib.build_all(self.serie(pour, nom=nom), self.sortie, **options)

    def names(self) -> list[str]:
        """Return the names of the documents."""
        return sorted(path.name for path in self.sortie.glob("*.docx"))

    def text(self, nom: str) -> str:
        """Return the text of a document."""
        return "\n".join(line.texte for line in iter_lines((self.sortie / nom).read_bytes())).replace("\u00a0", " ")


@pytest.fixture
def essai(tmp_path: Path) -> Essai:
    return Essai(tmp_path)


# ----------------------------------------------------------------------------------------- what acts share, read once


def shown(value: Any) -> Any:
    """Return what a value of an act prints, and all that it holds."""
    if isinstance(value, Mapping):
        return {name: shown(value[name]) for name in value}
    if isinstance(value, tuple):
        return [shown(one) for one in value]
    if isinstance(value, Valeur):
        said = {name: str(getattr(value, name)) for name in sorted(value.champs)}
        return (type(value).__name__, str(value), said)
    return (type(value).__name__, value)


def outcome(make: Callable[[], delib.Acte]) -> tuple[Any, list[tuple[str, str, str]]]:
    """Return what an act prints, None where it is refused, and its anomalies but for their places and what a series adds."""
    try:
        acte = make()
    except delib.DelibError as error:
        return None, told(error.anomalies)
    return shown(acte.racine), told(acte.anomalies)


def told(anomalies: tuple[Anomalie, ...]) -> list[tuple[str, str, str]]:
    return sorted((one.code, one.chemin, one.message) for one in anomalies if not one.code.startswith("serie-"))


def split(data: Mapping[str, Any], moved: Callable[[], bool], chemin: str = "") -> tuple[dict[str, Any], list[Cellule]]:
    """Return `data` cut in two: what stays, and cells; fields of groups and last elements of lists may go alone."""
    kept: dict[str, Any] = {}
    cells: list[Cellule] = []
    for name, value in data.items():
        path = f"{chemin}.{name}" if chemin else name
        if path != "acte" and moved():
            cells.append(Cellule(path, value))
        elif isinstance(value, dict) and moved():
            kept[name], more = split(value, moved, path)
            cells += more
        elif isinstance(value, list) and moved():
            count = len(value) // 2
            kept[name] = value[:count]
            cells += [Cellule(f"{path}[{count + rank}]", one) for rank, one in enumerate(value[count:])]
        else:
            kept[name] = value
    return kept, cells


WHOLE: dict[str, Any] = {
    **BASE,
    "numero": "A-1",
    "commune": "Epinay sur Seine",
    "representant": {"civilite": "Mme", "nom": "l'Hôpital"},
    "contacts": [{"nom": "Luc Petit", "age": "41"}, {"nom": "Anne  Grand"}, {"nom": "Éva Dû", "age": 30}],
    "montant": "1250,50",
    "accord": True,
    "date": "2025-04-07",
}
FAULTS: list[tuple[str, dict[str, Any]]] = [
    ("nothing wrong", {}),
    ("told, not mended", {"typographie": "signaler"}),
    ("left alone", {"typographie": "laisser"}),
    ("a field out of its list", {"representant": {"civilite": "Mr", "nom": "X"}}),
    ("a field missing in a group", {"representant": {"civilite": "M."}}),
    ("a field missing at the root", {"objet": None}),
    ("a null", {"duree": None, "montant": "beaucoup"}),
    ("a commune that nobody knows", {"commune": "Trifouillis-les-Oies"}),
    ("a commune out of the group", {"commune": "Lyon"}),
    ("an unknown key", {"mairie": "oui"}),
    ("an unknown key in a group", {"representant": {"nom": "X", "prenon": "Y"}}),
    ("a person that the house does not have", {"signataire": "dupont"}),
    ("a house refused", {"collectivite": {**MAISON, "nature": "planète"}}),
    ("a house that says another typography", {"collectivite": {**MAISON, "typographie": "signaler"}}),
    ("a list refused", {"contacts": [{"nom": "A"}, {"age": 4}]}),
    ("a bad date", {"date": "07/04/2025"}),
]


@pytest.mark.parametrize("changed", [one[1] for one in FAULTS], ids=[one[0] for one in FAULTS])
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_row_completes_the_act_as_if_it_were_one(changed: dict[str, Any], data: st.DataObject, attestations: Schemas) -> None:
    """For any cut: the same printed values, the same anomalies, however many rows were read before, in whatever order."""
    whole = {name: value for name, value in {**WHOLE, **changed}.items() if value is not None or name in ("duree",)}
    expected = outcome(lambda: load(whole, attestations))
    kept, cells = split(whole, lambda: data.draw(st.booleans()))
    cells = data.draw(st.permutations(cells))
    colonnes = [one.chemin for one in cells if "[" not in one.chemin] if data.draw(st.booleans()) else []
    rangee = Rangee(1, "<données>", 0, tuple(cells))

    def completed() -> delib.Acte:
        socle = Socle(kept, attestations, colonnes=colonnes)
        other = Rangee(2, "<données>", 0, (Cellule("numero", "B-2"), Cellule("objet", "autre")))
        for one in data.draw(st.permutations([rangee, other])):
            outcome(lambda one=one: socle.acte(one))
        return socle.acte(rangee)

    assert outcome(completed) == expected


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
@pytest.mark.parametrize("exemple", ["deliberation-conseil", "deliberation-bureau"])
def test_the_real_acts_cut_anywhere(exemple: str, data: st.DataObject) -> None:
    import yaml

    whole = yaml.load((RACINE / f"examples/{exemple}.yaml").read_text(encoding="utf-8"), yaml.BaseLoader)  # noqa: S506 - texts as they were typed
    schemas = Schemas([str(Path(packaged_root()) / "schemas")])
    folder = str(RACINE / "examples")
    expected = outcome(lambda: load(whole, schemas, dossier=folder))
    kept, cells = split(whole, lambda: data.draw(st.integers(0, 3)) == 0)
    rangee = Rangee(1, os.path.join(folder, "<données>"), 0, tuple(cells))
    found, anomalies = outcome(lambda: Socle(kept, schemas, dossier=folder).acte(rangee))
    assert found == expected[0]
    assert {(code, chemin) for code, chemin, _ in anomalies} >= {
        (code, chemin) for code, chemin, _ in expected[1] if code != "typographie"
    }


@pytest.fixture(scope="module")
def attestations(tmp_path_factory: pytest.TempPathFactory) -> Schemas:
    return library(tmp_path_factory.mktemp("bibliotheque")).schemas


def test_places_are_those_of_the_list_for_a_row_and_those_of_the_act_for_the_act(essai: Essai) -> None:
    essai.base = write_base(essai.folder, signataire="dupont")
    essai.rows(("A-1", "Sceaux", "Mr", "X", "12"))
    with pytest.raises(delib.DonneesError) as refused:
        essai.serie()
    (anomalie,) = refused.value.anomalies
    assert isinstance(anomalie.lieu, Source)
    assert anomalie.lieu.fichier.endswith("attestation.yaml"), "what no row can change refuses the series before any row"
    essai.base = write_base(essai.folder)
    serie = essai.serie()
    with pytest.raises(delib.DonneesError) as refused:
        serie.acte(next(iter(serie)))
    (anomalie,) = refused.value.anomalies
    assert str(anomalie.lieu).endswith("liste.csv, ligne 2, colonne 3 (« representant.civilite »)")
    assert anomalie.chemin == "representant.civilite"


def test_what_a_row_lacks_is_said_of_the_row(essai: Essai) -> None:
    essai.rows(("", "Sceaux", "M.", "", "12"))
    (line,) = essai.build()
    assert line.etat == "refusé"
    assert line.lieu.endswith("liste.csv, ligne 2")
    assert [one.split("liste.csv, ligne 2 : erreur ")[1].split(" ")[0] for one in line.anomalies] == ["[champ-manquant]"] * 2


# --------------------------------------------------------------------------------------------------- rows and the act

SOCLES: list[tuple[str, dict[str, Any], dict[str, str], list[str]]] = [
    # what the act gives too; the row; what is told
    ("a value of the row wins, and that is said once", {"montant": "10"}, {"montant": "12"}, ["serie-valeur-remplacee"]),
    ("the same value is no matter", {"montant": "12"}, {"montant": "12"}, []),
    ("an empty place of the act waits for the list", {"contacts": [{"nom": None}]}, {"contacts[0].nom": "Petit"}, []),
    ("a field completes a group", {"representant": {"civilite": "M."}}, {"representant.nom": "Petit"}, []),
    ("a group is made of its fields", {}, {"representant.nom": "Petit", "representant.civilite": "M."}, []),
    ("a list is made of its elements", {}, {"contacts[1].nom": "B", "contacts[0].nom": "A"}, []),
    ("elements follow those of the act", {"contacts": [{"nom": "A"}]}, {"contacts[0].age": "4", "contacts[1].nom": "B"}, []),
    ("an element completes one of the act", {"contacts": [{"nom": "A"}]}, {"contacts[0].age": "4"}, []),
]


@pytest.mark.parametrize(("given_too", "cells", "expected"), [one[1:] for one in SOCLES], ids=[one[0] for one in SOCLES])
def test_how_a_row_completes_the_act(given_too: dict[str, Any], cells: dict[str, str], expected: list[str], essai: Essai) -> None:
    essai.base = write_base(essai.folder, **given_too)
    titles, rows = table([{"numero": f"A-{number}", **cells} for number in range(3)])
    bordereau = delib.build_all(essai.serie(write_list(essai.liste, rows, titles)), essai.sortie)
    assert bordereau.construits == 3
    assert codes(bordereau.anomalies) == expected


REFUSED: list[tuple[str, dict[str, Any], dict[str, str], list[str]]] = [
    ("serie-trou", {"contacts": [{"nom": "A"}]}, {"contacts[0].nom": "", "contacts[1].nom": "", "contacts[2].nom": "C"}, []),
    ("serie-sous-valeur", {"signataire": "durand"}, {"signataire.nom": "Petit"}, []),
]


@pytest.mark.parametrize(("code", "given_too", "cells"), [one[:3] for one in REFUSED], ids=[one[0] for one in REFUSED])
def test_what_a_row_cannot_do(code: str, given_too: dict[str, Any], cells: dict[str, str], essai: Essai) -> None:
    essai.base = write_base(essai.folder, **given_too)
    titles, rows = table([{"numero": "A-1", **cells}, {"numero": "A-2", **cells}])
    bordereau = delib.build_all(essai.serie(write_list(essai.liste, rows, titles)), essai.sortie)
    assert bordereau.refuses == 2
    assert codes(bordereau.anomalies) == [code, code]
    assert all(isinstance(one.lieu, Ligne) and one.lieu.colonne for one in bordereau.anomalies)


def test_the_type_of_act_does_not_change_with_the_row(essai: Essai) -> None:
    essai.rows(("A-1", "attestation"), colonnes=("numero", "acte"))
    with pytest.raises(delib.DonneesError) as refused:
        essai.serie()
    assert codes(refused.value.anomalies) == ["serie-colonne-fixe"]


def test_rows_may_name_a_house_each(essai: Essai) -> None:
    """A file that a row alone names is watched: changed, its document is built again, and no other."""
    for name in ("une", "deux"):
        house = {**MAISON, "nom": f"Métropole {name}"}
        (essai.folder / f"{name}.json").write_text(json.dumps(house, ensure_ascii=False), encoding="utf-8")
    essai.base = write_base(essai.folder, collectivite=None)
    essai.rows(("A-1", "une.json"), ("A-2", "deux.json"), colonnes=("numero", "collectivite"))
    assert essai.build().construits == 2
    assert "Métropole deux :" in essai.text("A-2.docx")
    assert essai.build().inchanges == 2
    (essai.folder / "deux.json").write_text(
        (essai.folder / "deux.json").read_text(encoding="utf-8").replace("deux", "trois"), encoding="utf-8"
    )
    bordereau = essai.build()
    assert (bordereau.construits, bordereau.inchanges) == (1, 1)
    assert "Métropole trois :" in essai.text("A-2.docx")


def test_what_the_act_has_to_say_is_said_once_whatever_the_rows(essai: Essai) -> None:
    essai.base = write_base(essai.folder, typographie="signaler", contacts=[{"nom": "Anne"}])
    library(essai.folder / "bibliotheque", lignes=LIGNES[:7])
    essai.many(40)
    for options in ({"processus": 1}, {"processus": 2}):
        bordereau = essai.build(**options)
        shutil.rmtree(essai.sortie)
        said = [one for one in bordereau.anomalies if one.code in ("typographie", "donnee-non-imprimee")]
        assert sorted(one.chemin for one in said if one.code == "donnee-non-imprimee") == ["contacts", "montant", "signataire"]
        assert len(said) == len(set(said))


# -------------------------------------------------------------------------------------------------- the act's own list


def test_without_a_list_the_series_reads_the_act_s_own(essai: Essai) -> None:
    essai.base = write_base(
        essai.folder, numero="A-1", beneficiaires={"format": "commune", "elements": ["Sceaux", {"nom": "Pantin"}, "93010"]}
    )
    bordereau = essai.build(None)
    assert bordereau.construits == 3
    assert [line.fichier for line in bordereau] == ["A-1_Sceaux.docx", "A-1_Pantin.docx", "A-1_Bondy.docx"]


def test_the_act_s_own_list_may_stand_in_the_deliberation(essai: Essai) -> None:
    (essai.folder / "actes").mkdir()
    (essai.folder / "actes" / "deliberation.yaml").write_text(
        "acte: deliberation\nbeneficiaires:\n  elements:\n    - Sceaux\n    - Trifouillis\n", encoding="utf-8"
    )
    essai.base = write_base(essai.folder, numero="A-1", beneficiaires="actes/deliberation.yaml")
    bordereau = essai.build(None)
    assert [line.etat for line in bordereau] == ["construit", "refusé"]
    (unknown,) = [one for one in bordereau.anomalies if one.code == "commune-inconnue"]
    assert isinstance(unknown.lieu, Source | Ligne)
    assert Path(unknown.lieu.fichier).name == "deliberation.yaml", "places point into that file"
    assert (unknown.lieu.ligne, unknown.lieu.colonne) == (5, 7)


def test_a_list_only_adds_columns_and_communes_are_compared_by_their_code(essai: Essai) -> None:
    """The order is the act's; a row and an element that are alone are refused, and stop no other."""
    essai.base = write_base(
        essai.folder, beneficiaires={"elements": ["Ville d'Avray", "Épinay-sur-Seine", "Pantin", "Sceaux", "Bagneux"]}
    )
    essai.rows(
        ("A-1", "92071", "Mme", "Un", "1"),
        ("A-2", "Epinay sur Seine", "Mme", "Deux", "2"),
        ("A-3", "Ville-d’Avray", "M.", "Trois", "3"),
        ("A-4", "Montreuil (93)", "M.", "Quatre", "4"),
        ("A-5", "Sceaux", "M.", "Cinq", "5"),
        ("A-6", "Trifouillis", "M.", "Six", "6"),
        ("A-7", "Bagneux (92)", "M.", "Sept", "sept"),
        ("A-8", "", "M.", "Huit", "8"),
    )
    bordereau = essai.build()
    lines = list(bordereau)
    line = essai.base.read_text(encoding="utf-8").splitlines().index("  - Pantin") + 1
    assert (essai.base.name in lines[2].lieu, str(line) in lines[2].lieu) == (True, True)
    assert [(one.rangee, one.fichier or Path(one.lieu).name) for one in lines if one is not lines[2]] == [
        (1, "A-3_Ville-d’Avray.docx"),
        (2, "A-2_Épinay-sur-Seine.docx"),
        (4, "A-1_Sceaux.docx"),
        (5, "liste.csv, ligne 8"),
        (6, "liste.csv, ligne 5"),
        (7, "liste.csv, ligne 6"),
        (8, "liste.csv, ligne 7"),
        (9, "liste.csv, ligne 9"),
    ]
    errors = {one.code for one in bordereau.anomalies if one.gravite is delib.Gravite.ERREUR}
    assert errors == {
        "serie-element-sans-rangee",
        "serie-rangee-sans-element",
        "serie-rangee-double",
        "commune-inconnue",
        "type-inattendu",
    }
    (double,) = [one for one in bordereau.anomalies if one.code == "serie-rangee-double"]
    assert "ligne 2." in double.message


ABSENTE = "a list that is not there"
CALLS: list[tuple[str, type[delib.DelibError], dict[str, Any], str, str | None]] = [
    # code; exception; the act; the list (text, or None for none); the pattern of names
    ("serie-sans-liste", delib.AppelError, {}, "", None),
    ("serie-vide", delib.DonneesError, {"beneficiaires": {"elements": []}}, "", None),
    ("serie-liste-acte", delib.DonneesError, {"beneficiaires": "absent.yaml"}, "", None),
    ("serie-liste-acte", delib.DonneesError, {"beneficiaires": "attestation.yaml"}, "", None),
    ("serie-liste-acte", delib.DonneesError, {"beneficiaires": ["Sceaux"]}, "", None),
    ("serie-sans-colonne", delib.DonneesError, {"beneficiaires": {"elements": ["Sceaux"]}}, "numero\n1\n", None),
    ("rangee-aucune", delib.DonneesError, {}, "numero;commune\n", None),
    ("colonne-inconnue", delib.DonneesError, {}, "numero;comune\n1;Sceaux\n", None),
    ("serie-nom-inconnu", delib.AppelError, {}, "numero\n1\n", "attestation-{communes}"),
    ("serie-nom-inconnu", delib.AppelError, {}, "numero\n1\n", "attestation-{commune"),
    ("serie-nom-inconnu", delib.AppelError, {}, "numero\n1\n", "attestation"),
    ("modele-inconnu", delib.DonneesError, {"modele": "atestation"}, "numero\n1\n", None),
    ("modele-schema", delib.ModeleError, {"modele": "deliberation"}, "numero\n1\n", None),
    ("champ-manquant", delib.DonneesError, {"objet": None}, "numero\n1\n", None),
    ("fichier-absent", delib.LectureError, {}, ABSENTE, None),
]


@pytest.mark.parametrize("call", CALLS, ids=[f"{one[0]}-{rank}" for rank, one in enumerate(CALLS)])
def test_what_refuses_a_whole_series(call: tuple[Any, ...], essai: Essai) -> None:
    """Before anything is written: not even the folder."""
    code, error, changed, text, nom = call
    essai.base = write_base(essai.folder, **changed)
    pour: Path | None = essai.liste if text else None
    if text == ABSENTE:
        pour = essai.folder / "absente.csv"
    elif text:
        essai.liste.write_text(text, encoding="utf-8")
    with pytest.raises(error) as refused:
        essai.build(pour, nom=nom)
    assert code in {one.code for one in refused.value.anomalies}
    assert not essai.sortie.exists()


def test_a_template_that_is_unfit_refuses_the_series_at_once(essai: Essai) -> None:
    library(essai.folder / "bibliotheque", lignes=["{{ objet"])
    essai.many(2)
    with pytest.raises(delib.ModeleError):
        essai.build()


# ---------------------------------------------------------------------------------------------------------- filled forms


def test_a_folder_of_files_that_are_no_forms(essai: Essai) -> None:
    (essai.folder / "recus").mkdir()
    with pytest.raises(delib.ModeleError) as refused:
        essai.serie(essai.folder / "recus")
    assert codes(refused.value.anomalies) == ["serie-sans-champs"]
    carte = (
        f'{CARTE}\n[serie.formulaire]\nmodele = "formulaire-engagement"\n[serie.formulaire.champs]\nnumero = "candidat.siret"\n'
    )
    library(essai.folder / "bibliotheque", carte=carte)
    with pytest.raises(delib.DonneesError) as empty:
        essai.serie(essai.folder / "recus")
    assert codes(empty.value.anomalies) == ["serie-vide"]
    for name in ("b.docx", "a.PDF", "lisez-moi.odt", ".cache", "~$b.docx"):
        (essai.folder / "recus" / name).write_bytes(b"rien")
    bordereau = delib.build_all(essai.serie(essai.folder / "recus"), essai.sortie)
    assert [Path(line.lieu).name for line in bordereau] == ["a.PDF", "b.docx"]
    assert bordereau.refuses == 2
    assert [Path(str(one.lieu)).name for one in bordereau.anomalies if one.code == "serie-fichier-ignore"] == ["lisez-moi.odt"]


FORMULAIRES = RACINE / "examples" / "programme" / "formulaires"
CHAMPS = f"""{CARTE}
[serie.formulaire]
modele = "formulaire-engagement"

[serie.formulaire.champs]
numero = "candidat.code_insee"
commune = "candidat.nom"
"representant.civilite" = "signataire.civilite"
"representant.nom" = "signataire.nom"
"""


def received(essai: Essai) -> Path:
    """Return a folder of five of the example's filled forms, one of which is no Word file."""
    library(essai.folder / "bibliotheque", carte=CHAMPS)
    folder = essai.folder / "recus"
    folder.mkdir()
    for name in ("sceaux", "pantin", "argenteuil", "montreuil"):
        shutil.copy(FORMULAIRES / f"{name}.docx", folder)
    (folder / "bry.docx").write_bytes(b"coupe")
    return folder


@pytest.mark.parametrize("processus", [1, 2])
def test_filled_forms_are_rows_by_the_name_of_their_files(processus: int, essai: Essai) -> None:
    folder = received(essai)
    bordereau = essai.build(folder, processus=processus)
    assert [(one.fichier, one.etat) for one in bordereau] == [
        ("95018_Argenteuil.docx", "construit"),
        ("", "refusé"),
        ("93048_Montreuil.docx", "construit"),
        ("93055_Pantin.docx", "construit"),
        ("92071_Sceaux.docx", "construit"),
    ]
    assert Path(list(bordereau)[1].lieu).name == "bry.docx"
    assert "La commune d’Argenteuil" in essai.text("95018_Argenteuil.docx")
    again = essai.build(folder, processus=processus)
    assert (again.construits, again.inchanges, again.refuses) == (0, 4, 1)
    shutil.copy(FORMULAIRES / "charenton-le-pont.docx", folder / "sceaux.docx")
    changed = essai.build(folder, processus=processus)
    assert (changed.construits, changed.inchanges, changed.anciens) == (1, 3, 1)


def test_filled_forms_are_matched_with_the_act_s_own_list(essai: Essai) -> None:
    folder = received(essai)
    essai.base = write_base(essai.folder, beneficiaires={"elements": ["Sceaux", "93055", "Bagneux", "Montreuil (93)"]})
    bordereau = essai.build(folder)
    lines = list(bordereau)
    assert [one.fichier for one in lines[:4]] == ["92071_Sceaux.docx", "93055_Pantin.docx", "", "93048_Montreuil.docx"]
    assert [Path(one.lieu).name for one in lines[4:]] == ["argenteuil.docx", "bry.docx"]
    assert {"serie-element-sans-rangee", "serie-rangee-sans-element"} <= set(codes(bordereau.anomalies))
    assert essai.build(folder).inchanges == 3


def test_a_value_of_a_form_is_refused_at_the_field_of_the_form(essai: Essai) -> None:
    folder = received(essai)
    library(essai.folder / "bibliotheque", carte=CHAMPS + 'montant = "candidat.adresse"\n')
    bordereau = essai.build(folder)
    assert bordereau.refuses == 5
    (told,) = [one for one in bordereau.anomalies if one.code == "type-inattendu" and "sceaux" in str(one.lieu)]
    assert str(told.lieu).endswith("sceaux.docx (« candidat.adresse »)")


# ---------------------------------------------------------------------------------------------------------------- names

NAMES: list[tuple[str, str]] = [
    ("convention-{commune}", "convention-Sceaux.docx"),
    ("{numero} - {commune.de}", "A-1 - de Sceaux.docx"),
    ("{ representant.nom }_{numero}", "d’Arc_A-1.docx"),
    ("../{commune}", ""),
    (".{commune}", "Sceaux.docx"),
    ("con{accord}", ""),
    ("{montant}", "12,50-.docx"),
    ("{date}", ""),
    ("{numero}" * 60, ""),
]


@pytest.mark.parametrize(("motif", "expected"), NAMES)
def test_names_from_a_pattern(motif: str, expected: str, essai: Essai) -> None:
    essai.rows(("A-1", "Sceaux", "Mme", "d'Arc", "12,50"))
    bordereau = essai.build(nom=motif)
    assert [name.replace("\u00a0", " ") for name in essai.names()] == ([expected] if expected else [])
    assert bordereau.refuses == (0 if expected else 1)
    assert sorted(path.name for path in essai.folder.iterdir()) == [
        "attestation.yaml",
        "bibliotheque",
        "liste.csv",
        "sortie",
    ], "nothing leaves the folder"


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    numeros=st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters=';"'), max_size=40), min_size=1)
)
def test_whatever_a_row_says_its_name_stays_in_the_folder(numeros: list[str], tmp_path_factory: pytest.TempPathFactory) -> None:
    """One file a name, as a disk that tells no case apart would have it; every other row is refused, and told."""
    essai = Essai(tmp_path_factory.mktemp("noms"))
    cells = [{"numero": f"{one} ", "commune": "Sceaux"} for one in numeros]
    acts = [{**BASE, **one} for one in cells if one["numero"].strip()]
    if not acts:
        return
    bordereau = delib.build_all(acts, essai.sortie, bibliotheque=essai.bibliotheque)
    names = [path.name for path in essai.sortie.iterdir()]
    documents = [name for name in names if name.endswith(".docx")]
    assert len(documents) == bordereau.construits == len({name.casefold() for name in documents})
    assert bordereau.construits + bordereau.refuses == len(acts)
    assert sorted(set(names) - set(documents)) == ["bordereau.csv", "bordereau.json"]
    assert {one.fichier for one in bordereau if one.etat == "construit"} == set(documents)


DOUBLES = [
    ("the same", "A-1", "A-1"),
    ("by case", "A-é", "a-É"),
    ("by composition", "caf\u00e9", "cafe\u0301"),
    ("once made a name", "A/1", "A-1"),
]


@pytest.mark.parametrize("processus", [1, 2])
@pytest.mark.parametrize(("first", "second"), [one[1:] for one in DOUBLES], ids=[one[0] for one in DOUBLES])
def test_two_rows_for_one_file(first: str, second: str, processus: int, essai: Essai) -> None:
    essai.rows(*((f"B-{number}", "Sceaux", "", "", "") for number in range(9)), (first,) + ("",) * 4, (second,) + ("",) * 4)
    bordereau = essai.build(processus=processus)
    assert bordereau.construits == 10
    (line,) = [one for one in bordereau if one.etat == "refusé"]
    assert line.lieu.endswith("ligne 12")
    (told,) = [one for one in bordereau.anomalies if one.code == "serie-nom-double"]
    assert told.message.endswith("liste.csv, ligne 11.")


# ------------------------------------------------------------------------------------------------------- a second run


def stamps(folder: Path) -> dict[str, int]:
    """Return when each file was written."""
    return {path.name: path.stat().st_mtime_ns for path in folder.iterdir()}


def test_run_again_nothing_is_written(essai: Essai) -> None:
    essai.many(12)
    first = essai.build()
    before, files = tree(essai.sortie), stamps(essai.sortie)
    again = essai.build()
    assert (first.construits, first.inchanges) == (12, 0)
    assert (again.construits, again.inchanges) == (0, 12)
    assert tree(essai.sortie) == before
    assert stamps(essai.sortie) == files
    assert list(again) == list(first)


CHANGES: list[tuple[str, Callable[[Essai], object], int]] = [
    ("one row", lambda essai: essai.rows(*((*row(n)[:4], "7") if n == 3 else row(n) for n in range(1, 7))), 1),
    ("the order of the rows", lambda essai: essai.rows(*(row(n) for n in (6, 5, 4, 3, 2, 1))), 0),
    (
        "a column that says nothing",
        lambda essai: essai.rows(*((*row(n), "") for n in range(1, 7)), colonnes=(*COLONNES, "date")),
        0,
    ),
    ("the common act", lambda essai: write_base(essai.folder, objet="autre chose"), 6),
    ("the template", lambda essai: library(essai.folder / "bibliotheque", lignes=[*LIGNES, "Fin"]), 6),
    ("the card of the template", lambda essai: library(essai.folder / "bibliotheque", carte=f"{CARTE}\n# vu\n"), 6),
    ("one document gone", lambda essai: (essai.sortie / "A-00002_Pantin.docx").unlink(), 1),
    ("one document half-written", lambda essai: os.truncate(essai.sortie / "A-00002_Pantin.docx", 100), 0),
]


@pytest.mark.parametrize(("change", "built"), [one[1:] for one in CHANGES], ids=[one[0] for one in CHANGES])
def test_run_again_only_what_changed_is_built(change: Callable[[Essai], object], built: int, essai: Essai) -> None:
    """The folder is then the one that a first run would give, but for a document that somebody touched."""
    essai.many(6)
    essai.build()
    change(essai)
    bordereau = essai.build()
    touched = bordereau.refuses
    assert (bordereau.construits, bordereau.inchanges) == (built, 6 - built - touched)
    if not touched:
        again = tree(essai.sortie)
        shutil.rmtree(essai.sortie)
        essai.build()
        assert tree(essai.sortie) == again


def test_the_house_that_the_act_names_is_watched_too(essai: Essai) -> None:
    import yaml

    house = essai.folder / "maison.yaml"
    house.write_text(yaml.safe_dump(MAISON, allow_unicode=True), encoding="utf-8")
    essai.base = write_base(essai.folder, collectivite="maison.yaml")
    essai.many(4)
    assert essai.build().construits == 4
    assert essai.build().inchanges == 4
    house.write_text(yaml.safe_dump({**MAISON, "nom": "Grand Paris"}, allow_unicode=True), encoding="utf-8")
    assert essai.build().construits == 4
    assert "Grand Paris :" in essai.text("A-00001_Sceaux.docx")


def test_a_document_edited_since_is_not_lost(essai: Essai) -> None:
    essai.many(4)
    essai.build()
    edited = essai.sortie / "A-00002_Pantin.docx"
    edited.write_bytes(edited.read_bytes() + b"the clerk's own")
    before = edited.read_bytes()
    for _ in range(2):  # told as long as it is so
        bordereau = essai.build()
        assert (bordereau.refuses, bordereau.inchanges) == (1, 3)
        assert edited.read_bytes() == before
        assert [line.etat for line in bordereau] == ["construit", "refusé", "construit", "construit"]
    assert "serie-document-modifie" in codes(bordereau.anomalies) or "fichier-existe" in codes(bordereau.anomalies)
    assert essai.build(replace=True).construits == 1
    assert edited.read_bytes() != before
    assert essai.build().inchanges == 4


def test_a_document_edited_since_is_told_as_such(essai: Essai) -> None:
    essai.many(2)
    essai.build()
    (essai.sortie / "A-00002_Pantin.docx").write_bytes(b"the clerk's own")
    assert "serie-document-modifie" in codes(essai.build().anomalies)


def test_somebody_s_own_file_is_not_lost(essai: Essai) -> None:
    essai.many(3)
    essai.sortie.mkdir()
    (essai.sortie / "A-00002_Pantin.docx").write_bytes(b"somebody's")
    (essai.sortie / "A-00003_Montreuil.docx").mkdir()
    bordereau = essai.build()
    assert (bordereau.construits, bordereau.refuses) == (1, 2)
    assert codes(bordereau.anomalies) == ["fichier-existe", "fichier-existe"]
    assert (essai.sortie / "A-00002_Pantin.docx").read_bytes() == b"somebody's"
    again = essai.build(replace=True)
    assert (again.construits, again.refuses, again.inchanges) == (1, 1, 1), "a folder is never replaced"


def test_the_same_bytes_are_no_matter(essai: Essai) -> None:
    essai.many(3)
    essai.build()
    for name in ("bordereau.csv", "bordereau.json"):
        (essai.sortie / name).unlink()
    bordereau = essai.build()
    assert (bordereau.construits, bordereau.refuses) == (3, 0)


def test_documents_of_rows_that_are_gone_are_told_and_left(essai: Essai) -> None:
    essai.many(4)
    essai.build()
    essai.many(2)
    bordereau = essai.build()
    assert (bordereau.inchanges, bordereau.anciens) == (2, 2)
    assert codes(bordereau.anomalies) == ["serie-document-ancien"] * 2
    assert len(essai.names()) == 4
    assert [line.etat for line in bordereau] == ["construit", "construit", "ancien", "ancien"]
    again = essai.build()
    assert again.anciens == 2, "told as long as it is so"
    essai.rows(*(row(n) for n in (1, 2)), (*row(3)[:4], "999"))
    assert essai.build().construits == 1, "ours still: its row came back, changed"
    (essai.sortie / "A-00004_Bagneux.docx").write_bytes(b"the clerk's own")
    assert essai.build().anciens == 0


def test_a_row_refused_once_mended_replaces_its_document(essai: Essai) -> None:
    essai.many(2)
    essai.build()
    essai.rows(row(1), (*row(2)[:4], "beaucoup"))
    assert essai.build().refuses == 1
    essai.rows(row(1), (*row(2)[:4], "5"))
    bordereau = essai.build()
    assert (bordereau.construits, bordereau.refuses, bordereau.inchanges) == (1, 0, 1)


# --------------------------------------------------------------------------------------------------------------- strict


def test_strict_puts_nothing_in_place_if_a_row_is_bad(essai: Essai) -> None:
    rows = [row(number) for number in range(1, 41)]
    essai.rows(*rows)
    essai.build(strict=True)
    before = tree(essai.sortie)
    essai.rows(*(one if number != 30 else (*one[:4], "beaucoup") for number, one in enumerate(rows, 2)), row(99))
    for processus in (1, 2):
        with pytest.raises(delib.DonneesError) as refused:
            essai.build(strict=True, processus=processus)
        assert [str(one.lieu).rpartition("/")[2] for one in refused.value.anomalies] == [
            "liste.csv, ligne 30, colonne 5 (« montant »)"
        ]
        assert tree(essai.sortie) == before
    essai.rows(*rows[:39], (*rows[39][:4], "1"), row(99))
    bordereau = essai.build(strict=True)
    assert (bordereau.construits, bordereau.inchanges) == (2, 39)


def test_strict_lets_warnings_through(essai: Essai) -> None:
    essai.base = write_base(essai.folder, montant="3")
    essai.many(3)
    bordereau = essai.build(strict=True)
    assert bordereau.construits == 3
    assert codes(bordereau.anomalies) == ["serie-valeur-remplacee"]


def test_strict_refused_leaves_no_folder(essai: Essai) -> None:
    essai.rows((*row(1)[:4], "beaucoup"))
    with pytest.raises(delib.DonneesError):
        essai.build(strict=True)
    assert not essai.sortie.exists()


# ----------------------------------------------------------------------------------------------------- acts on their own


def test_acts_each_on_its_own(essai: Essai, tmp_path: Path) -> None:
    """Files, data and acts already read; a bad one stops no other."""
    one = write_base(tmp_path, numero="A-1")
    two = tmp_path / "deux.json"
    two.write_text(one.read_text(encoding="utf-8").replace("A-1", "A-2"), encoding="utf-8")
    two = two.rename(tmp_path / "deux.yaml")
    loaded = delib.load({**BASE, "numero": "A-4"}, bibliotheque=essai.bibliotheque)
    acts = [one, str(two), {**BASE, "numero": "A-3"}, loaded, {**BASE, "objet": ""}, tmp_path / "absent.yaml"]
    bordereau = delib.build_all(acts, essai.sortie, bibliotheque=essai.bibliotheque)
    assert essai.names() == ["A-1.docx", "A-2.docx", "A-3.docx", "A-4.docx"]
    assert [line.etat for line in bordereau] == ["construit"] * 4 + ["refusé"] * 2
    again = delib.build_all(acts, essai.sortie, bibliotheque=essai.bibliotheque)
    assert (again.construits, again.inchanges) == (1, 3), "an act already read is always printed"
    two.write_text(two.read_text(encoding="utf-8").replace("18 mois", "2 ans"), encoding="utf-8")
    assert delib.build_all(acts, essai.sortie, bibliotheque=essai.bibliotheque).inchanges == 2


def test_a_series_has_its_own_library(essai: Essai) -> None:
    essai.many(1)
    with pytest.raises(ValueError, match="Serie"):
        delib.build_all(essai.serie(), essai.sortie, modele="attestation")


# ---------------------------------------------------------------------------------------------------- two runs, one folder


def test_two_runs_at_once_in_one_folder(essai: Essai) -> None:
    """The second is refused, in this process and from another; the first is not disturbed."""
    essai.many(6)
    program = """
import sys, delib
from tests.attestations import BASE
try:
    delib.build_all([{**BASE, "numero": "B-1"}], sys.argv[2], bibliotheque=delib.Bibliotheque([sys.argv[1]]))
except delib.AppelError as error:
    print(error.anomalies[0].code, end="")
"""
    said = []

    def progress(_done: int, _total: int | None, _refused: int) -> None:
        with pytest.raises(delib.AppelError) as refused:
            delib.build_all([{**BASE, "numero": "B-1"}], essai.sortie, bibliotheque=essai.bibliotheque)
        said.extend(codes(refused.value.anomalies))
        command = [sys.executable, "-c", program, str(essai.folder / "bibliotheque"), str(essai.sortie)]
        said.append(subprocess.run(command, capture_output=True, text=True, check=True, cwd=RACINE).stdout)

    assert essai.build(progress=progress).construits == 6
    assert set(said) == {"serie-en-cours"}
    assert essai.build().inchanges == 6


def test_progress_tells_what_is_done_and_refused(essai: Essai) -> None:
    essai.rows(*(row(number) for number in range(1, 20)), (*row(20)[:4], "beaucoup"))
    said: list[tuple[int, int | None, int]] = []
    essai.build(progress=lambda *one: said.append(one))
    assert said[-1] == (20, 20, 1)
    assert said == sorted(said)
    assert len(said) > 1


# ---------------------------------------------------------------------------------------------------------- the disk


def test_a_folder_that_refuses_to_be_written(essai: Essai) -> None:
    """As on a disk that is read-only: root itself is refused by a file in the way."""
    essai.many(2)
    essai.sortie.mkdir()
    (essai.sortie / CACHE).write_text("not a folder", encoding="utf-8")
    with pytest.raises(delib.EcritureError) as refused:
        essai.build()
    assert codes(refused.value.anomalies) == ["serie-ecriture"]
    (essai.sortie / CACHE).unlink()
    essai.sortie.rmdir()
    essai.sortie.write_text("a file", encoding="utf-8")
    with pytest.raises(delib.AppelError) as called:
        essai.build()
    assert codes(called.value.anomalies) == ["sortie-pas-dossier"]


@pytest.mark.parametrize(("number", "said"), [(errno.EROFS, "lecture seule"), (errno.EACCES, "refusé"), (errno.ENOSPC, "plein")])
@pytest.mark.parametrize(("call", "times"), [("mkdir", 4), ("open", 1), ("replace", 2), ("link", 3), ("fsync", 9)])
def test_whatever_the_disk_refuses_is_told_and_the_next_run_finishes(  # noqa: PLR0917 - a table and two fixtures
    call: str, times: int, number: int, said: str, essai: Essai, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At each of the first `times` that it is asked something: to make a folder, the lock; to name or to keep a file."""
    essai.many(6)
    essai.build()
    expected = tree(essai.sortie)
    for turn in range(times):
        shutil.rmtree(essai.sortie)
        serie, calls = essai.serie(), []
        with monkeypatch.context() as patch:
            real = getattr(os, call)

            def refusing(
                path: Any, *more: Any, turn: int = turn, calls: list[Any] = calls, real: Any = real, **named: Any
            ) -> Any:
                if isinstance(path, int) or "sortie" in str(path):
                    calls.append(path)
                    if len(calls) > turn:
                        raise OSError(number, os.strerror(number), path if isinstance(path, str) else None)
                return real(path, *more, **named)

            patch.setattr(os, call, refusing)
            if call == "link":  # then the file is renamed, as on a disk without links
                delib.build_all(serie, essai.sortie, processus=1)
                assert tree(essai.sortie) == expected
                continue
            with pytest.raises(delib.EcritureError) as refused:
                delib.build_all(serie, essai.sortie, processus=1)
        (anomalie,) = refused.value.anomalies
        assert anomalie.code == "serie-ecriture"
        assert said in anomalie.message
        essai.build()
        assert tree(essai.sortie) == expected


FULL = """
import resource, signal, sys
from pathlib import Path
import delib
folder, limit = Path(sys.argv[1]), int(sys.argv[2])
serie = delib.Serie(folder / "attestation.yaml", folder / "liste.csv", bibliotheque=delib.Bibliotheque([folder / "bibliotheque"]))
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
try:
    delib.build_all(serie, folder / "sortie", processus=1)
except delib.EcritureError as error:
    print(error.anomalies[0].code, end="")
"""


@pytest.mark.parametrize("limit", [0, 500, 2_000, 4_000, 9_000])
def test_a_disk_that_is_full(limit: int, essai: Essai) -> None:
    """Whatever could not be written (a document, the journal, the bordereau), the next run finishes."""
    essai.many(40)
    command = [sys.executable, "-c", FULL, str(essai.folder), str(limit)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=RACINE)
    assert (done.stdout, done.stderr) == ("serie-ecriture", "")
    assert not (essai.sortie / "bordereau.json").exists()
    essai.build()
    whole = tree(essai.sortie)
    shutil.rmtree(essai.sortie)
    essai.build()
    assert tree(essai.sortie) == whole


# ------------------------------------------------------------------------------------------------------------- memory

MEMORY = """
import re, sys
from pathlib import Path
import delib
folder, rows = Path(sys.argv[1]), sys.argv[2]
library = delib.Bibliotheque([folder / "bibliotheque"])
serie = delib.Serie(folder / "attestation.yaml", folder / f"{rows}.csv", bibliotheque=library)
made = delib.build_all(serie, folder / f"sortie-{rows}", processus=2)
status = Path("/proc/self/status").read_text()  # getrusage counts what the process that forked this one held
print(made.construits, int(re.search(r"VmHWM:\\s+([0-9]+)", status)[1]) // 1024)
"""


@pytest.mark.skipif(not os.path.exists("/proc/self/status"), reason="the memory of a process is read from /proc")
def test_memory_does_not_grow_with_the_rows(essai: Essai) -> None:
    """The process that writes; the workers' own is that of one document at a time."""
    held = {}
    for rows in (200, 5_000):
        write_list(essai.folder / f"{rows}.csv", [row(number) for number in range(1, rows + 1)])
        command = [sys.executable, "-c", MEMORY, str(essai.folder), str(rows)]
        built, megabytes = map(int, subprocess.check_output(command, text=True, cwd=RACINE).split())
        assert built == rows
        held[rows] = megabytes
    assert held[5_000] <= held[200] + 8
    assert held[5_000] <= 150


FIRED = frozenset(
    {one[0] for one in CALLS if one[0].startswith("serie-")}
    | {one[0] for one in REFUSED}
    | {code for one in SOCLES for code in one[3]}
)
"""The codes of series that the tables above fire; `test_bordereau` gathers those of the whole house."""
