"""The form that communes fill: what its template holds, how the data fill it, what makes a template unfit."""

from __future__ import annotations

import re
import subprocess
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import delib
from delib.acte.chemins import steps
from delib.acte.schema import SCALAIRES, Schemas, Spec
from delib.anomalie import MAX_ERRORS, Word
from delib.modele.marque import NOM
from delib.modele.remplissage import GabaritFormulaire, filled
from delib.modele.saisies import MAX_BOOKMARK, Saisie, Saisies, bookmark, iter_saisies, spec_at
from delib.paquet import Paquet, open_file, read
from delib.production.plan import iter_lines
from tests import forms
from tests.conftest import RACINE
from tests.forms import cells, control, field, form_act, form_data, invitation, marked, named, render, sdt, template
from tests.ooxml import validate
from tests.words import docx, p, plain, row, table

DOSSIER = RACINE / "modeles" / "formulaire-engagement" / "brouillon"
DOCX = DOSSIER / "formulaire-engagement.docx"
SCHEMA = "formulaire-engagement.v1"

# One answer to each question of the form, as a commune could give it.
REPONSES: dict[str, Any] = {
    "parcours.intitule": "IA-Attractivité des centres villes",
    "parcours.reference_avis": "Avis n° 3 du 12 mai 2025",
    "candidat.nature": "commune",
    "candidat.nom": "Épinay-sur-Seine",
    "candidat.code_insee": "93031",
    "candidat.siret": "21930031600011",
    "candidat.territoire": "plaine_commune",
    "candidat.adresse": "1, rue Quétigny\n93800 Épinay-sur-Seine",
    "signataire.civilite": "Mme",
    "signataire.prenom": "Anne",
    "signataire.nom": "L’Hôpital",
    "signataire.qualite": "Adjointe au Maire",
    "habilitation.type": "deliberation",
    "habilitation.numero": "DEL-2025/112",
    "habilitation.date": "2025-06-01",
    "referent.elu.nom": "Luc Petit",
    "referent.elu.delegation": "Commerce & centre-ville",
    "referent.elu.courriel": "luc.petit@ville.example",
    "referent.technique.nom": "Inès Vasseur",
    "referent.technique.fonction": "Directrice du numérique",
    "referent.technique.courriel": "ines.vasseur@ville.example",
    "referent.technique.telephone": "01 49 71 99 99",
    "referent.dpo.nom": "Centre de gestion",
    "referent.dpo.courriel": "dpo@cdg.example",
    "referent.dpo.telephone": "01 56 96 80 80",
    "besoin.problematique": "La vacance des commerces dépasse 12 %.\nElle s’étend.",
    "besoin.usagers": "Dix agents, 54 000 habitants",
    "besoin.resultats": "Une vacance < 8 % en deux ans",
    "besoin.autres_aides.reponse": "oui",
    "besoin.autres_aides.precisions": "Action cœur de ville",
    "donnees.jeux": [
        {"nom": "Fréquentation des rues", "format": "Tableur", "personnelles": "non"},
        {"nom": "Baux commerciaux", "format": "SIG", "personnelles": "oui"},
        {"nom": "Loyers", "format": "Papier", "personnelles": "ne_sait_pas"},
        {"nom": "Stationnement"},
        {"nom": "Enquête de 2024", "personnelles": "oui"},
    ],
    "donnees.aipd": "ne_sait_pas",
    "moyens.agents.nombre": 3,
    "moyens.agents.temps": "Une demi-journée par semaine",
    "moyens.calendrier": "Pas en août",
    **dict.fromkeys((f"engagement.{nom}" for nom in ("reglement", "convention", "absence_flux")), True),
    **dict.fromkeys((f"engagement.{nom}" for nom in ("evaluation", "communication", "rgpd")), True),
    "fait.lieu": "Épinay-sur-Seine",
    "fait.date": "2025-06-15",
    "pieces.deliberation": True,
    "pieces.note_intention": True,
    "pieces.delegation": True,
    "depot.date_heure": "16 juin 2025 à 9 h 12",
    "depot.numero": "2025-07",
}


@cache
def saisies() -> dict[str, Saisie]:
    return {one.chemin: one for one in iter_saisies(open_file(str(DOCX))["word/document.xml"].decode())}


@cache
def spec() -> Spec:
    return Schemas([str(RACINE / "schemas")]).spec(SCHEMA)


def leaves(here: Spec, chemin: str = "") -> Iterator[tuple[str, Spec]]:
    """Yield the leaves of what a candidate answers; of a list, those of its elements under `[]`."""
    for name in here.names:
        below = here.field(name)
        assert below is not None
        path = f"{chemin}.{name}" if chemin else name
        if below.items is not None:
            yield from leaves(below.items, f"{path}[]")
        elif below.names:
            yield from leaves(below, path)
        elif SCALAIRES & set(below.takes):
            yield path, below


ANSWERED = ("parcours", "candidat", "signataire", "habilitation", "referent", "besoin", "donnees", "moyens", "engagement")
ANSWERED += ("fait", "pieces", "depot")


def built(answers: dict[str, Any] | None = None) -> delib.Document:
    return delib.build(form_act(answers))


def values(paquet: Paquet) -> dict[str, Saisie]:
    """Return the fields of a document as they stand: `invite` is the text that each shows."""
    return {one.chemin: one for one in iter_saisies(paquet["word/document.xml"].decode())}


# --------------------------------------------------------------------------------------------------- the template delib ships


def test_the_template_and_its_fields_are_fit() -> None:
    gabarit = delib.Bibliotheque.default().find("formulaire-engagement").gabarit()
    assert isinstance(gabarit, GabaritFormulaire)
    assert gabarit.saisies is not None
    assert [*gabarit.anomalies, *gabarit.saisies.iter_unfit(spec())] == []


def test_every_answer_of_the_schema_has_its_field_and_every_field_its_answer() -> None:
    asked = {path for path, _ in leaves(spec()) if path.partition(".")[0] in ANSWERED}
    assert {re.sub(r"\[[0-9]+\]", "[]", chemin) for chemin in saisies()} == asked


def test_every_leaf_that_must_be_answered_has_its_field() -> None:
    asked = [path for path, leaf in leaves(spec()) if leaf.reponse is not None]
    assert len(asked) > 30
    assert set(asked) <= set(saisies())


def test_conditions_of_answers_name_fields_and_values_that_are_there() -> None:
    for path, leaf in leaves(spec()):
        if isinstance(leaf.reponse, dict) and "si" in leaf.reponse:
            judge, _ = spec_at(spec(), leaf.reponse["si"])
            assert judge is not None, path
            told = [*leaf.reponse.get("vaut", []), *leaf.reponse.get("sauf", [])]
            offered = {value for _, value in saisies()[leaf.reponse["si"]].choix}
            assert told, path
            assert set(told) <= offered, path
        if isinstance(leaf.reponse, dict) and leaf.reponse.get("cochee"):
            assert saisies()[path].genre == "case", path


def test_every_field_has_a_title_of_its_own_and_an_invitation() -> None:
    titles = [one.titre for one in saisies().values()]
    assert all(titles)
    assert len(set(titles)) == len(titles)
    assert all(one.invite.strip() for one in saisies().values() if one.genre != "case")


def test_every_list_offers_what_the_schema_admits() -> None:
    for chemin, one in saisies().items():
        if one.genre == "liste":
            leaf, _ = spec_at(spec(), chemin)
            assert leaf is not None
            assert [value for _, value in one.choix] == leaf.raw["enum"], chemin


@pytest.mark.parametrize(
    ("dpo", "words"),
    [
        ({}, "de la Métropole ; réclamation"),
        ({"courriel": "dpo@essai.example"}, "de la Métropole (dpo@essai.example) ; réclamation"),
        ({"adresse": "1, rue d’Essai"}, "de la Métropole (1, rue d’Essai) ; réclamation"),
        ({"courriel": "dpo@essai.example", "adresse": "1, rue d’Essai"}, "(dpo@essai.example ; 1, rue d’Essai) ; réclamation"),
    ],
)
def test_the_notice_tells_how_to_reach_the_officer_of_the_house_when_it_is_known(dpo: dict[str, str], words: str) -> None:
    document = delib.build({**form_data(), **({"dpo": dpo} if dpo else {})})
    assert words in plain(document.texte)
    assert [one.code for one in document.anomalies if one.gravite > delib.Gravite.INFO] == []


def test_five_rows_of_data_sets() -> None:
    assert [f"donnees.jeux[{index}].nom" in saisies() for index in range(6)] == [True] * 5 + [False]


def test_bookmarks_are_what_word_keeps() -> None:
    names = [bookmark(chemin) for chemin in saisies()]
    assert len({name.casefold() for name in names}) == len(names)
    assert all(re.fullmatch(r"[a-z][a-z0-9_]*", name) and len(name) <= MAX_BOOKMARK for name in names)


def test_the_form_says_what_it_is_and_asks_for_nothing_that_it_must_not() -> None:
    text = " ".join(line.texte for line in iter_lines(DOCX.read_bytes()))
    assert "engagement de candidater, pas un contrat" in text
    for word in ("IBAN", "RIB", "carte d’identité", "passeport"):
        assert word not in text


# ------------------------------------------------------------------------------------------------------------------- filling


def test_a_blank_form_shows_every_invitation_and_no_ticked_box() -> None:
    document = built()
    paquet = read(document.docx, "")
    assert values(paquet) == saisies()
    assert "☒" not in forms.body(paquet)
    assert [one for one in document.anomalies if one.gravite > delib.Gravite.INFO] == []


def test_a_full_form_shows_every_answer() -> None:
    document = built(REPONSES)
    found = {chemin: one.invite for chemin, one in values(read(document.docx, "")).items()}
    assert found["candidat.nature"] == "Commune"
    assert found["candidat.territoire"] == "Plaine Commune"
    assert found["candidat.siret"] == "21930031600011"
    assert found["candidat.adresse"] == "1, rue Quétigny\n93800 Épinay-sur-Seine"
    assert found["referent.elu.delegation"] == "Commerce & centre-ville"
    assert found["besoin.resultats"] == "Une vacance < 8 % en deux ans"
    assert found["habilitation.date"] == "1er\u00a0juin 2025"
    assert found["moyens.agents.nombre"] == "3"
    assert found["signataire.qualite"] == "Adjointe au Maire"
    assert found["donnees.jeux[2].personnelles"] == "Ne sait pas"
    assert found["donnees.jeux[3].format"] == saisies()["donnees.jeux[3].format"].invite
    body = forms.body(read(document.docx, ""))
    assert body.count("☒") == 9
    assert "☐" not in body
    assert [one.code for one in document.anomalies if one.gravite > delib.Gravite.INFO] == []


def test_every_leaf_is_filled_by_the_full_answers() -> None:
    """No field keeps its invitation but the two that the answers leave out."""
    body = forms.body(read(built(REPONSES).docx, ""))
    empty = [tag for tag in re.findall(r"<w:sdt>.*?</w:sdt>", body) if "<w:showingPlcHdr/>" in tag]
    assert sorted(re.findall(r'w:tag w:val="([^"]*)"', "".join(empty))) == [
        "donnees.jeux[3].format",
        "donnees.jeux[3].personnelles",
        "donnees.jeux[4].format",
    ]
    assert all("DelibInvite" in one for one in empty)
    assert body.count("DelibInvite") == len(empty)


def test_a_date_is_kept_for_the_calendar_too() -> None:
    assert '<w:date w:fullDate="2025-06-01T00:00:00Z">' in forms.body(read(built(REPONSES).docx, ""))


def test_a_date_that_the_template_had_kept_is_replaced() -> None:
    old = field("fait.date", "date").replace("<w:date>", '<w:date w:fullDate="1999-12-31T00:00:00Z">')
    body = forms.body(render(template(cells(old)), {"fait.date": "2025-06-15"}))
    assert re.findall(r'w:fullDate="([^"]*)"', body) == ["2025-06-15T00:00:00Z"]


def test_an_unticked_box_stays_unticked() -> None:
    body = forms.body(render(template(cells(field("engagement.rgpd", "case"))), {"engagement.rgpd": False}))
    assert '<w14:checked w14:val="0"/>' in body
    assert "☐" in body


@pytest.mark.parametrize(
    "value",
    [
        "x" * 3000,
        "Première ligne\nseconde\n\nquatrième",
        "A & B < C > D \"E\" 'F'",
        "]]> &amp; <w:t>",
        "{{ objet }} {% for %}",
        "\\1 \\g<0> $1",
        " bords ",
        "𝔸 œ … É\u00a0:",
        "a\tb",
        "</w:sdtContent></w:sdt>",
    ],
)
def test_a_text_stands_in_its_field_as_it_was_given(value: str) -> None:
    paquet = render(template(cells(field("besoin.problematique", "lignes"))), {"besoin.problematique": value})
    assert values(paquet)["besoin.problematique"].invite == value


def test_a_text_of_3001_characters_is_refused_by_the_schema() -> None:
    with pytest.raises(delib.DonneesError, match="texte-long"):
        form_act({"besoin.problematique": "x" * 3001})


def test_a_list_that_takes_other_texts_takes_them() -> None:
    data = template(cells(field("signataire.qualite", "choix", choix=[("Maire", "Maire")])))
    assert values(render(data, {"signataire.qualite": "Administratrice"}))["signataire.qualite"].invite == "Administratrice"


def test_answers_take_the_look_that_the_control_gives_them() -> None:
    look = "<w:rPr><w:b/></w:rPr>"
    one = control(invitation("Nom"), f"{look}{named('fait.lieu')}<w:showingPlcHdr/><w:text/>")
    body = forms.body(render(template(cells(p(marked(one, "fait__lieu")))), {"fait.lieu": "Sceaux"}))
    assert f'<w:r>{look}<w:t xml:space="preserve">Sceaux</w:t></w:r>' in body


def test_fixed_text_holds_ordinary_tags() -> None:
    data = template(p("Programme {{ programme.nom }}"), cells(field("fait.lieu")), title="{{ programme.nom }}")
    paquet = render(data, {"fait.lieu": "Sceaux"})
    assert next(iter_lines(paquet.to_bytes())).texte == "Programme Programme d’essai"
    assert "Programme d’essai" in paquet["docProps/core.xml"].decode()


def test_a_form_without_a_tag_in_its_text_is_filled_too() -> None:
    assert values(render(template(cells(field("fait.lieu"))), {"fait.lieu": "Sceaux"}))["fait.lieu"].invite == "Sceaux"


def test_word_s_own_blocks_are_not_fields() -> None:
    contents = control(p("Sommaire"), "<w:docPartObj><w:docPartGallery w:val='Table of Contents'/></w:docPartObj>")
    assert values(render(template(contents, cells(field("fait.lieu")))))["fait.lieu"].invite == "À remplir"


def test_filled_needs_only_the_body() -> None:
    xml = template_body(cells(field("fait.lieu"), field("fait.date", "date")))
    made, problems = filled(xml, form_act({"fait.lieu": "Sceaux"}).racine)
    assert problems == []
    assert {one.chemin: one.invite for one in iter_saisies(made)} == {"fait.lieu": "Sceaux", "fait.date": "À remplir"}


def template_body(*blocks: str) -> str:
    return forms.body(read(template(*blocks), ""))


def test_the_same_data_make_the_same_form() -> None:
    assert built(REPONSES).empreinte == built(REPONSES).empreinte


def test_a_given_answer_without_a_field_is_told(tmp_path: Path) -> None:
    """« donnee-non-imprimee » counts what fields print as it counts what tags print."""
    dossier = tmp_path / "modeles" / "formulaire-engagement" / "brouillon"
    dossier.mkdir(parents=True)
    (dossier / "formulaire-engagement.docx").write_bytes(template(p("{{ programme.nom }}"), cells(field("fait.lieu"))))
    (dossier / "modele.toml").write_bytes((DOSSIER / "modele.toml").read_bytes())
    bibliotheque = delib.Bibliotheque([tmp_path])
    acte = delib.load(form_data({"fait.lieu": "Sceaux", "fait.date": "2025-06-15"}), bibliotheque=bibliotheque)
    told = [(one.code, one.chemin) for one in delib.build(acte, bibliotheque=bibliotheque).anomalies]
    assert [one for one in told if one[0] == "donnee-non-imprimee"] == [("donnee-non-imprimee", "fait.date")]


# -------------------------------------------------------------------------------------------------------- the mark, the package


def custom(paquet: Paquet) -> list[tuple[str, str]]:
    return re.findall(r'name="([^"]*)"><vt:lpwstr>([^<]*)<', paquet["docProps/custom.xml"].decode())


def test_the_form_bears_the_name_and_version_of_its_template() -> None:
    assert custom(read(built().docx, "")) == [(NOM, "formulaire-engagement@brouillon")]


OTHER = (
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"'
    ' xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">{}</Properties>'
)
_PROPERTY = '<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="{}" name="{}"><vt:lpwstr>{}</vt:lpwstr></property>'


@pytest.mark.parametrize(
    ("own", "wanted"),
    [
        ("", [(NOM, forms.MODELE)]),
        (_PROPERTY.format(7, "Service", "Culture"), [("Service", "Culture"), (NOM, forms.MODELE)]),
        (_PROPERTY.format(2, NOM, "ancien@1.0.0"), [(NOM, forms.MODELE)]),
    ],
)
def test_the_other_properties_of_the_template_stay(own: str, wanted: list[tuple[str, str]]) -> None:
    paquet = render(template(cells(field("fait.lieu")), more={"docProps/custom.xml": OTHER.format(own)}))
    assert custom(paquet) == wanted
    pids = re.findall(r'pid="([0-9]+)"', paquet["docProps/custom.xml"].decode())
    assert len(set(pids)) == len(pids)


def test_an_empty_element_of_properties_takes_the_mark() -> None:
    empty = OTHER.format("").replace("></Properties>", "/>")
    assert custom(render(template(cells(field("fait.lieu")), more={"docProps/custom.xml": empty}))) == [(NOM, forms.MODELE)]


def test_a_template_without_properties_of_its_own_takes_the_mark_and_is_sound() -> None:
    paquet = render(template(cells(field("fait.lieu")), p("Fin")), {"fait.lieu": "Sceaux"})
    assert custom(paquet) == [(NOM, forms.MODELE)]
    assert validate(paquet.to_bytes()) == []


@pytest.mark.parametrize("answers", [{}, {"candidat.nom": "Sceaux", "candidat.nature": "commune"}, REPONSES])
def test_what_is_built_is_a_sound_word_file(answers: dict[str, Any]) -> None:
    assert validate(built(answers).docx) == []


def test_the_template_itself_is_a_sound_word_file() -> None:
    assert validate(DOCX.read_bytes()) == []


@pytest.mark.parametrize("answers", [{}, REPONSES])
def test_libreoffice_keeps_bookmarks_and_mark(answers: dict[str, Any], soffice: str, tmp_path: Path) -> None:
    source = tmp_path / "formulaire.docx"
    source.write_bytes(built(answers).docx)
    profile = f"-env:UserInstallation={(tmp_path / 'profil').as_uri()}"
    command = [soffice, profile, "--headless", "--convert-to", "docx:Office Open XML Text", "--outdir", str(tmp_path / "lo")]
    subprocess.run([*command, str(source)], check=True, timeout=240, capture_output=True)
    saved = read((tmp_path / "lo" / "formulaire.docx").read_bytes(), "")
    kept = set(re.findall(r'<w:bookmarkStart [^>]*?w:name="([^"]*)"', forms.body(saved)))
    assert {bookmark(chemin) for chemin in saisies()} <= kept
    assert custom(saved) == [(NOM, "formulaire-engagement@brouillon")]


# ------------------------------------------------------------------------------------------------------- templates that are unfit

NATURES = [("Commune", "commune"), ("Territoire", "ept")]
LONG = "donnees.jeux[0].personnelles_ou_pas_du_tout"
PICTURE = control(invitation("Photo"), f"{named('fait.lieu')}<w:showingPlcHdr/><w:picture/>")

START, END = '<w:bookmarkStart w:id="900" w:name="fait__lieu"/>', '<w:bookmarkEnd w:id="900"/>'

UNFIT: list[tuple[str, str, bytes]] = [
    # the code, the path told, the template
    ("formulaire-etiquette-inconnue", "fait.ville", template(cells(field("fait.ville")))),
    ("formulaire-etiquette-inconnue", "rubrique", template(cells(field("rubrique")))),
    ("formulaire-etiquette-inconnue", "Nom officiel", template(cells(p(marked(sdt("Nom officiel"), "Nom officiel"))))),
    ("formulaire-etiquette-inconnue", "fait", template(cells(field("fait")))),
    ("formulaire-etiquette-inconnue", "donnees.jeux", template(cells(field("donnees.jeux")))),
    ("formulaire-etiquette-inconnue", "donnees.jeux.nom", template(cells(field("donnees.jeux.nom")))),
    ("formulaire-etiquette-inconnue", "fait.lieu[0]", template(cells(field("fait.lieu[0]")))),
    ("formulaire-etiquette-inconnue", "fait.lieu.nom", template(cells(field("fait.lieu.nom")))),
    ("formulaire-etiquette-inconnue", "collectivite", template(cells(field("collectivite")))),
    ("formulaire-etiquette-absente", "", template(cells(p(control(invitation("Nom"), "<w:showingPlcHdr/><w:text/>"))))),
    ("formulaire-etiquette-double", "fait.lieu", template(cells(field("fait.lieu"), p(sdt("fait.lieu"))))),
    ("formulaire-hors-cellule", "fait.lieu", template(field("fait.lieu"))),
    ("formulaire-hors-cellule", "fait.lieu", template("Corps", header=cells(field("fait.lieu")))),
    ("formulaire-hors-cellule", "fait.lieu", template(table(f"<w:tr><w:tc>{sdt('fait.lieu')}<w:p/></w:tc></w:tr>"))),
    (
        "formulaire-cellule-partagee",
        "fait.date",
        template(table(f"<w:tr><w:tc>{field('fait.lieu')}{field('fait.date', 'date')}</w:tc></w:tr>")),
    ),
    (
        "formulaire-imbrique",
        "fait.lieu",
        template(cells(p(control(marked(sdt("fait.lieu"), "fait__lieu"), named("fait.date") + "<w:group/>")))),
    ),
    ("formulaire-controle-inconnu", "fait.lieu", template(cells(p(marked(PICTURE, "fait__lieu"))))),
    *(
        (
            "formulaire-controle-inconnu",
            "fait.lieu",
            template(cells(p(marked(control(invitation("Lieu"), named("fait.lieu") + kind), "fait__lieu")))),
        )
        for kind in ("", "<w:richText/>", "<w:group/>", "<w:equation/>", "<w:docPartList/>", "<w:bibliography/>")
    ),
    ("formulaire-signet", "fait.lieu", template(cells(p(sdt("fait.lieu"))))),
    ("formulaire-signet", "fait.lieu", template(cells(p(marked(sdt("fait.lieu"), "lieu"))))),
    ("formulaire-signet", "fait.lieu", template(cells(p(marked("", "fait__lieu"), sdt("fait.lieu"))))),
    ("formulaire-signet", "fait.lieu", template(marked(cells(p(sdt("fait.lieu"))), "fait__lieu"))),
    (
        "formulaire-signet",
        "fait.lieu",
        template(table(row(f"<w:tc>{p(START)}</w:tc>", f"<w:tc>{p(sdt('fait.lieu'), END)}</w:tc>"))),
    ),
    (
        "formulaire-signet",
        "fait.lieu",
        template(table(row(f"<w:tc>{p(START, sdt('fait.lieu'))}</w:tc>", f"<w:tc>{p(END)}</w:tc>"))),
    ),
    ("formulaire-signet", "fait.lieu", template(cells(p(START, sdt("fait.lieu"))))),
    ("formulaire-signet-long", LONG, template(cells(field(LONG)))),
    ("formulaire-signet-double", "", template(p(marked("", "Fait__Lieu")), cells(field("fait.lieu")))),
    ("formulaire-invite", "fait.lieu", template(cells(field("fait.lieu", invite=" ")))),
    (
        "formulaire-invite",
        "fait.lieu",
        template(cells(p(marked(control(forms.text("Paris"), named("fait.lieu") + "<w:text/>"), "fait__lieu")))),
    ),
    (
        "formulaire-case-cochee",
        "engagement.rgpd",
        template(cells(field("engagement.rgpd", "case").replace('checked w14:val="0"', 'checked w14:val="1"'))),
    ),
    ("formulaire-balise", "fait.lieu", template(cells(field("fait.lieu", invite="À {{ programme.nom }}")))),
    (
        "formulaire-repete",
        "fait.lieu",
        template(table(row("{%tr if approbation %}"), f"<w:tr><w:tc>{field('fait.lieu')}</w:tc></w:tr>", row("{%tr endif %}"))),
    ),
    ("formulaire-nature", "engagement.rgpd", template(cells(field("engagement.rgpd")))),
    ("formulaire-nature", "fait.lieu", template(cells(field("fait.lieu", "case")))),
    ("formulaire-nature", "fait.lieu", template(cells(field("fait.lieu", "date")))),
    (
        "formulaire-choix",
        "candidat.nature",
        template(cells(field("candidat.nature", "liste", choix=[*NATURES, ("Région", "region")]))),
    ),
    (
        "formulaire-choix",
        "candidat.nature",
        template(cells(field("candidat.nature", "liste", choix=[("Choisissez", ""), *NATURES]))),
    ),
]

REFUSED: list[tuple[str, str, dict[str, Any], bytes]] = [
    # the code, the path told, the answers, the template
    (
        "formulaire-valeur-hors-liste",
        "candidat.nature",
        {"candidat.nature": "ccas"},
        template(cells(field("candidat.nature", "liste", choix=NATURES))),
    ),
    (
        "formulaire-lignes",
        "donnees.jeux",
        {"donnees.jeux": [{"nom": "Un"}, {"nom": "Deux"}, {"nom": "Trois"}]},
        template(cells(field("donnees.jeux[0].nom"), field("donnees.jeux[1].nom"))),
    ),
    (
        "formulaire-lignes",
        "donnees.jeux",
        {"donnees.jeux": [{"nom": "Un"}, {"nom": "Deux"}]},
        template(cells(field("donnees.jeux[0].nom"), field("donnees.jeux[2].nom"))),
    ),
    (
        "formulaire-lignes",
        "donnees.jeux",
        {"donnees.jeux": [{"nom": "Un"}]},
        template(cells(field("donnees.jeux[1].nom"))),
    ),
    (
        "formulaire-repete",
        "fait.lieu",
        {"donnees.jeux": [{"nom": "Un"}, {"nom": "Deux"}]},
        template(table(row("{%tr for un in donnees.jeux %}"), row(f"<w:tc>{field('fait.lieu')}</w:tc>"), row("{%tr endfor %}"))),
    ),
]

FIRED: frozenset[str] = frozenset([code for code, _, _ in UNFIT] + [code for code, _, _, _ in REFUSED])
"""The codes that the tables above make delib say."""


@pytest.mark.parametrize(("code", "chemin", "data"), UNFIT)
def test_an_unfit_template_is_refused(code: str, chemin: str, data: bytes) -> None:
    with pytest.raises(delib.ModeleError) as refused:
        render(data)
    told = [one for one in refused.value.anomalies if one.code == code]
    assert [one.chemin for one in told] == [chemin], refused.value
    assert all(isinstance(one.lieu, Word) and one.lieu.fichier == forms.FICHIER and one.lieu.partie for one in told)


@pytest.mark.parametrize(("code", "chemin", "answers", "data"), REFUSED)
def test_an_answer_that_the_form_cannot_show_is_refused(code: str, chemin: str, answers: dict[str, Any], data: bytes) -> None:
    with pytest.raises(delib.ModeleError) as refused:
        render(data, answers)
    assert [(one.code, one.chemin) for one in refused.value.anomalies] == [(code, chemin)]


def test_six_data_sets_do_not_fit_in_the_form() -> None:
    with pytest.raises(delib.ModeleError, match=r"6 éléments.*n° 6"):
        built({"donnees.jeux": [{"nom": f"Jeu {index}"} for index in range(6)]})


def test_the_place_of_a_field_is_told_as_a_clerk_sees_it() -> None:
    data = template(p("Signature", style="Titre1"), cells(field("fait.lieu"), p(sdt("fait.date", "date"))))
    with pytest.raises(delib.ModeleError) as refused:
        render(data)
    (told,) = refused.value.anomalies
    assert str(told.lieu) == "formulaire.docx, corps, sous « Signature », tableau 1, ligne 3, cellule 2, paragraphe 7"
    assert "le signet « fait__date »" in told.message.lower()


def test_a_misnamed_bookmark_is_named() -> None:
    with pytest.raises(delib.ModeleError, match="celui qui l’entoure se nomme « lieu »"):
        render(template(cells(p(marked(sdt("fait.lieu"), "lieu")))))


def test_thousands_of_controls_are_read_in_one_pass() -> None:
    """A hostile template: its faults are told, a thousand at most."""
    crowd = cells(*(p(marked(sdt("fait.lieu"), f"signet{index}")) for index in range(5000)))
    with pytest.raises(delib.ModeleError) as refused:
        render(template(crowd))
    assert 0 < len(refused.value.anomalies) <= MAX_ERRORS


def test_all_that_is_wrong_is_told_at_once() -> None:
    data = template(cells(p(sdt("fait.lieu")), field("fait.date", invite=" "), p(control(invitation("?"), "<w:text/>"))))
    with pytest.raises(delib.ModeleError) as refused:
        render(data)
    codes = {one.code for one in refused.value.anomalies}
    assert codes == {"formulaire-signet", "formulaire-invite", "formulaire-etiquette-absente"}


def test_a_nearby_path_is_suggested() -> None:
    with pytest.raises(delib.ModeleError, match="vouliez-vous « lieu »"):
        render(template(cells(field("fait.lieux"))))


# -------------------------------------------------------------------------------------------------------------- small things


@pytest.mark.parametrize(
    ("chemin", "name", "parts"),
    [
        ("candidat.nom", "candidat__nom", ("candidat", "nom")),
        ("donnees.jeux[0].nom", "donnees__jeux_0__nom", ("donnees", "jeux", 0, "nom")),
        ("donnees.jeux[12].nom", "donnees__jeux_12__nom", ("donnees", "jeux", 12, "nom")),
        ("depot", "depot", ("depot",)),
    ],
)
def test_a_path_gives_its_bookmark_and_its_steps(chemin: str, name: str, parts: tuple[str | int, ...]) -> None:
    assert (bookmark(chemin), steps(chemin)) == (name, parts)


def test_a_template_that_is_no_form_keeps_its_controls_as_they_are() -> None:
    """Content controls of an ordinary template are none of delib's business."""
    assert Saisies(forms.body(read(docx(p(sdt("objet"))), ""))).champs["objet"].invite == "À remplir"
    gabarit = delib.Bibliotheque.default().find("deliberation").gabarit()
    assert not isinstance(gabarit, GabaritFormulaire)


def test_the_card_of_the_template_says_that_it_is_a_form() -> None:
    assert tomllib.loads((DOSSIER / "modele.toml").read_text(encoding="utf-8"))["document"]["formulaire"] is True
