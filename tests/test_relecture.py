"""What the house's choice does of the texts of an act: told, mended and listed, or left; and nothing else is touched."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import delib
from delib.francais import typographie
from tests.words import docx, minimal, p, printed, refusals, with_values

NBSP, FINE = "\u00a0", "\u202f"


def act(choix: str, **champs: Any) -> dict[str, Any]:
    """Return a small act whose house does `choix` of its texts."""
    data = minimal(**champs)
    data["collectivite"] = {**data["collectivite"], "typographie": choix}
    return data


def lines(choix: str, **champs: Any) -> list[str]:
    """Return the paragraphs that print."""
    return delib.build(act(choix, **champs)).texte.split("\n")


def told(choix: str, **champs: Any) -> list[str]:
    """Return what is said of the act."""
    return [str(one) for one in delib.load(act(choix, **champs)).anomalies]


TYPED = "l'article L.2121-29 et l'avis du 7 avril"
MENDED = f"l’article L.{NBSP}2121-29 et l’avis du 7{NBSP}avril"


@pytest.mark.parametrize(
    ("choix", "prints", "codes"),
    [
        ("signaler", TYPED, {"typographie"}),
        ("corriger", MENDED, {"typographie-espaces"}),
        ("laisser", TYPED, set()),
    ],
)
def test_the_house_decides(choix: str, prints: str, codes: set[str]) -> None:
    assert f"Vu {prints}," in lines(choix, visas=[TYPED])
    assert {one.code for one in delib.load(act(choix, visas=[TYPED])).anomalies} >= codes
    if not codes:
        assert told(choix, visas=[TYPED]) == []


def test_the_act_decides_before_its_house() -> None:
    assert f"Vu {TYPED}," in lines("corriger", visas=[TYPED], typographie="laisser")
    assert f"Vu {MENDED}," in lines("laisser", visas=[TYPED], typographie="corriger")


def test_a_text_said_to_be_verbatim_is_left_and_its_neighbours_are_not() -> None:
    printed = lines("corriger", visas=[{"verbatim": True, "texte": TYPED}, TYPED])
    assert f"Vu {TYPED}," in printed
    assert f"Vu {MENDED}," in printed


# What stands in the dispositif; what `corriger` prints. The verb that opens takes the accents of a verb; words elsewhere do not.
OPENINGS: list[tuple[object, str]] = [
    ("DELEGUE au Bureau", "DÉLÈGUE au Bureau."),
    ({"verbe": "DELEGUE", "texte": "au Bureau"}, "DÉLÈGUE au Bureau."),
    ({"texte": "DELEGUE au Bureau"}, "DÉLÈGUE au Bureau."),
    ("DECIDE : d'approuver", "DÉCIDE : d’approuver."),
    ({"verbe": "DIT", "texte": "que DELEGUE est un mot"}, "DIT que DELEGUE est un mot."),
]


@pytest.mark.parametrize(("typed", "prints"), OPENINGS)
def test_the_verb_that_opens_takes_its_accents(typed: object, prints: str) -> None:
    assert prints in [line.replace(NBSP, " ") for line in lines("corriger", dispositif=[typed])]


def test_the_cells_of_a_table_are_no_verbs() -> None:
    table = {"colonnes": ["Travaux", "État", "MWh"], "lignes": [["Toit", "DELEGUE", "3"]]}
    made = delib.load(act("corriger", dispositif=[{"texte": "APPROUVE le bilan", "tableau": table}]))
    assert made["dispositif"][0]["tableau"]["lignes"][0][1] == "DELEGUE"
    assert not [one for one in made.anomalies if "MWH" in one.message]


def test_a_sentence_that_yaml_cut_at_its_colon_opens_with_its_verb_too(tmp_path: Any) -> None:
    path = tmp_path / "acte.yaml"
    path.write_text(
        "acte: deliberation\nnumero: '1'\nobjet: Essai\ntypographie: corriger\nseance: {organe: conseil, date: 2025-04-07}\n"
        "collectivite: {nom: Commune, nature: commune, organes: {conseil: {intitule: le Conseil}}}\n"
        "visas:\n  - DELEGUE est un mot, à savoir : un autre\n"
        "dispositif:\n  - DELEGUE au Bureau, à savoir : la liste\n  - DIT que DELEGUE est un mot, à savoir : un autre\n",
        encoding="utf-8",
    )
    acte = delib.load(path)
    assert [alinea["verbe"] for alinea in acte["dispositif"]] == ["DÉLÈGUE", "DIT"]
    assert acte["visas"][0]["texte"].startswith("DELEGUE est un mot")


def test_a_corrected_verb_is_still_a_verb() -> None:
    made = delib.load(act("corriger", dispositif=["DECIDE : d'approuver"]))
    assert made["dispositif"][0]["verbe"] == "DÉCIDE"


def test_names_keep_the_accents_that_they_have_not() -> None:
    made = delib.load(act("corriger", rapporteur={"prenom": "Etienne", "nom": "EGLISE"}))
    assert str(made["rapporteur"]) == "Etienne EGLISE"


def test_who_signs_does_not_depend_on_an_apostrophe() -> None:
    for choix in ("laisser", "signaler", "corriger"):
        data = act(choix, signataires=[{"role": "president", "personne": {"nom": "Roy", "qualite": "Président de l'Office"}}])
        data["collectivite"]["nom"] = "Office d’Essai"
        data["collectivite"]["organes"] = {
            "conseil": {
                "intitule": "le Conseil",
                "president": {"qualite": "Président de l’Office", "qualite_signature": "Le Président de l'Office"},
            }
        }
        (signature,) = delib.load(data)["signatures"]
        assert signature["role"] == "president"
        assert signature["intitule"].replace("’", "'") == "Le Président de l'Office"
        assert ("’" in signature["intitule"]) is (choix == "corriger"), "what prints is read"


def test_remarks_stand_at_the_first_place_of_the_file(tmp_path: Any) -> None:
    path = tmp_path / "acte.yaml"
    path.write_text(
        "objet: L'essai\nvisas: [l'avis, l'autre]\nacte: deliberation\nnumero: '1'\ndispositif: [APPROUVE l'essai]\n"
        "seance: {organe: conseil, date: 2025-04-07}\n"
        "collectivite: {nom: Commune, nature: commune, organes: {conseil: {intitule: le Conseil}}}\n",
        encoding="utf-8",
    )
    (one,) = delib.check(path)
    assert str(one.lieu).endswith("acte.yaml:1:9")
    assert "et 3 autres fois (lignes 2, 5)" in one.message


# ----------------------------------------------------------------------------------------------------- what is listed

PIECES = ["l'", "d'", "n°2014-58 ", "L.5219-1 ", "« mot » ", "mot", " ", "-", "7 avril ", "mot ; ", "12 500 € ", "Etat "]


def pairs(message: str) -> list[tuple[str, str]]:
    """Return the changes that a message lists."""
    body = message.removeprefix("Le texte imprimé est corrigé : « ").removesuffix(" ».")
    return [tuple(one.split(" » → « ")) for one in body.split(" » ; « ")]  # type: ignore[misc]


@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=30).map("".join).filter(str.strip))
def test_each_change_listed_is_in_the_text_before_and_after(texte: str) -> None:
    visible = str.maketrans({NBSP: "⍽", FINE: "˽"})
    made = delib.load(act("corriger", objet=texte))
    before, after = texte.translate(visible), made["objet"].translate(visible)
    assert made["objet"] == typographie.apply(texte)
    messages = [one.message for one in made.anomalies if one.code.startswith("typographie-") and one.chemin == "objet"]
    assert bool(messages) is (before != after)
    if "« " in texte:  # the quotes of a message and those of the text cannot be told apart here
        return
    for message in messages:
        for old, new in pairs(message):
            assert old.strip("…") in before
            assert new.strip("…") in after


def test_a_thousand_changes_are_all_listed() -> None:
    words = [f"l'{chr(97 + n // 26)}{chr(97 + n % 26)}mot" for n in range(300)]
    listed = " ".join(told("corriger", visas=[" ".join(words)]))
    assert all(f"« {word} » → « {word.replace(chr(39), '’')} »" in listed for word in words)


def test_a_long_word_is_shown_cut_and_never_false() -> None:
    word = "d'acculturation-co-construction-d'expérimentation-de-projets-d'IA"
    made = delib.load(act("corriger", objet=word))
    assert made["objet"] == word.replace("'", "’")
    (listed,) = [one.message for one in made.anomalies if one.chemin == "objet"]
    for old, new in pairs(listed):
        assert old.strip("…") in word
        assert new == old.replace("'", "’")


def test_a_text_of_many_signs_is_read_in_a_blink() -> None:
    made = delib.load(act("corriger", visas=["l'a" * 30_000]))
    assert made["visas"][0]["texte"].count("’") == 30_000


@pytest.mark.parametrize("choix", ["signaler", "corriger"])
def test_a_file_of_many_signs_is_read_in_a_blink(choix: str, tmp_path: Any) -> None:
    path = tmp_path / "acte.yaml"
    path.write_text(
        f"acte: deliberation\nnumero: '1'\ndispositif: [APPROUVE]\nobjet: Essai\ntypographie: {choix}\n"
        "seance: {organe: conseil, date: 2025-04-07}\n"
        "collectivite: {nom: Commune, nature: commune, organes: {conseil: {intitule: le Conseil}}}\n"
        f"visas:\n  - {('d' + chr(39) + 'a ') * 20_000}\n",
        encoding="utf-8",
    )
    assert delib.check(path)


# ------------------------------------------------------------------------------------------ words that templates may ask

# The tag, with what no data gives; nothing is printed, nothing is an error under a condition.
ABSENT = [
    "{% if rapporteur.nom.capitales %}x{% endif %}",
    "{% if seance.convocation.date.annee.en_lettres %}x{% endif %}",
    "{% if listes.jury.nombre.en_lettres %}x{% endif %}",
    "{% if considerants[0].texte %}x{% endif %}",
    "{% if considerants[0].texte is connu %}x{% endif %}",
    "{% for visa in visas %}{% if visa.reference.date.annee > 2000 %}x{% endif %}{% endfor %}",
    "{% for visa in visas %}{% if visa.reference.articles[0].numero is connu %}x{% endif %}{% endfor %}",
    "{% for visa in visas %}{% if visa.reference.numero.capitales %}x{% endif %}{% endfor %}",
    "{% if inconnue.commune.de %}x{% endif %}",
    "{% if inconnue.feminin %}x{% endif %}",
    "{% if inconnue.feminin is connu %}x{% endif %}",
    "{% if etrangere.code is connu %}x{% endif %}",
    "{% if etrangere.de %}x{% endif %}",
]


@pytest.mark.parametrize("tag", ABSENT)
def test_what_is_absent_may_be_asked_about(tag: str) -> None:
    from delib.francais.communes import unlisted
    from delib.francais.valeur import Personne

    values = with_values(inconnue=Personne(nom="Roy"), etrangere=unlisted("Houx"))
    assert refusals(docx(p(tag)), values) == ()
    assert printed(docx(p(tag)), loaded=values) == [""]


# A value; the filter; what prints: the value's own word, and the preposition said again before each element.
PREPOSITIONS = [
    ("93027", "de", "de La Courneuve"),
    ("93027", "a", "à La Courneuve"),
    ("94038", "de", "de L’Haÿ-les-Roses"),
    ("93045", "de", "des Lilas"),
]


@pytest.mark.parametrize(("code", "filtre", "prints"), PREPOSITIONS)
def test_a_preposition_takes_the_word_of_its_value(code: str, filtre: str, prints: str) -> None:
    from delib.francais import communes
    from delib.francais.valeur import Enumeration

    (one,) = communes.find(code)
    (sceaux,) = communes.find("92071")
    values = with_values(une=one, deux=Enumeration((one, sceaux)))
    assert printed(docx(p(f"{{{{ une | {filtre} }}}}")), loaded=values) == [prints]
    other = sceaux.de if filtre == "de" else sceaux.a
    assert printed(docx(p(f"{{{{ deux | {filtre} }}}}")), loaded=values) == [f"{prints} et {other}"]


# The qualité of a woman; what « le » gives: nothing rather than a guess.
TITLES = [
    ("Président", "la Présidente"),
    ("cinquième adjoint", "la cinquième adjointe"),
    ("Le Maire", None),
    ("Monsieur le Maire", None),
    ("Commissaire enquêteur", None),
]


@pytest.mark.parametrize(("qualite", "prints"), TITLES)
def test_a_title_is_agreed_or_not_given(qualite: str, prints: str | None) -> None:
    from delib.francais.valeur import Personne

    values = with_values(elue=Personne(nom="Roy", civilite="Mme", qualite=qualite))
    if prints is None:
        assert [one.code for one in refusals(docx(p("{{ elue.le }}")), values)] == ["donnee-absente"]
    else:
        assert printed(docx(p("{{ elue.le }}")), loaded=values) == [prints]


# Two bodies in one: what was done is left as it was given, and nothing is told.
SEVERAL = [
    "la commission des finances et celle des travaux",
    "la commission des finances, la commission des travaux",
    "le comité ainsi que la commission",
    "le maire & la commission",
    "le conseil et ses commissions",
]


@pytest.mark.parametrize("instance", SEVERAL)
def test_several_bodies_are_not_taken_for_one(instance: str) -> None:
    for etat in ("informé", "informées"):
        made = delib.load(minimal(consultations=[{"instance": instance, "etat": etat}]))
        assert made["consultations"][0]["etat"] == etat
        assert made.anomalies == ()


def test_a_verbatim_consultation_is_not_agreed() -> None:
    said = {"verbatim": True, "instance": "la commission", "etat": "informé"}
    assert delib.load(minimal(consultations=[said]))["consultations"][0]["etat"] == "informé"


@pytest.mark.parametrize("texte", ["les uns...", "les uns…"])
def test_a_sentence_that_trails_off_is_not_closed_twice(texte: str) -> None:
    assert f"Vu {texte}" in lines("laisser", visas=[texte])
