"""The hinge between data and French: what each `format` makes of a value, and what the parts of an act make of one another."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

import delib
from delib.acte.milieu import Milieu
from tests.words import plain

NBSP, FINE = "\u00a0", "\u202f"


ELUS = {
    "ollier": {
        "civilite": "M.",
        "prenom": "Patrick",
        "nom": "Ollier",
        "qualite": "Président",
        "titres": ["Ancien Ministre", "Maire"],
    },
    "martin": {"civilite": "Mme", "prenom": "Anne", "nom": "Martin"},
    "petit": {"nom": "Petit", "titulaire": False, "supplee": "martin"},
}


def act(**changed: Any) -> dict[str, Any]:
    """Return a small sound act as Python data, some of it changed; `maison` changes the collectivité, `jour` the séance."""
    maison, jour = changed.pop("maison", {}), changed.pop("jour", {})
    return {
        "acte": "deliberation",
        "collectivite": {
            "nom": "Commune d'Essai",
            "nature": "commune",
            "typographie": "laisser",
            "organes": {"conseil": {"intitule": "le Conseil municipal", "president": {"qualite": "Maire"}}},
            "elus": ELUS,
            **maison,
        },
        "seance": {"organe": "conseil", "date": "2025-04-07", **jour},
        "numero": "2025-01",
        "objet": "Essai",
        "dispositif": ["APPROUVE le budget"],
        **changed,
    }


def loaded(**changed: Any) -> delib.Acte:
    """Return the act, sound and without a warning."""
    made = delib.load(act(**changed))
    assert made.anomalies == ()
    return made


# -------------------------------------------------------------------------------------------------------------- dispositif

DISPOSITIF = [
    # typed, verb, rest, what closes
    ("APPROUVE le règlement", "APPROUVE", "le règlement", "."),
    ("APPROUVE le règlement.", "APPROUVE", "le règlement", "."),
    ("APPROUVE le règlement ;", "APPROUVE", "le règlement", "."),
    ("AUTORISE le Maire à signer, etc.", "AUTORISE", "le Maire à signer, etc.", ""),
    ("DÉSIGNE M. Dupont", "DÉSIGNE", "M. Dupont", "."),
    ("PREND ACTE du rapport", "PREND ACTE", "du rapport", "."),
    ("DÉCIDE D'ATTRIBUER une subvention", "DÉCIDE D'ATTRIBUER", "une subvention", "."),
    ("S’OPPOSE au projet", "S’OPPOSE", "au projet", "."),
    ("DIT que", "DIT", "que", "."),
    ("À l'unanimité, approuve", None, "À l'unanimité, approuve", "."),
    ("Une subvention est attribuée", None, "Une subvention est attribuée", "."),
    ("A voté", None, "A voté", "."),
    ("APPROUVE", None, "APPROUVE", "."),
    ("ARRÊTE :", None, "ARRÊTE :", ""),
    ("Approuve le budget", None, "Approuve le budget", "."),
    ("L'ASSEMBLÉE approuve", "L'ASSEMBLÉE", "approuve", "."),
    ("ŒUVRE pour", "ŒUVRE", "pour", "."),
    (f"APPROUVE{NBSP}le budget", None, f"APPROUVE{NBSP}le budget", "."),
    ("APPROUVE  le budget", None, "APPROUVE  le budget", "."),
    ("APPROUVE-T-IL le budget ?", None, "APPROUVE-T-IL le budget ?", ""),
]


@pytest.mark.parametrize(("typed", "verbe", "texte", "fin"), DISPOSITIF, ids=[typed for typed, *_ in DISPOSITIF])
def test_the_leading_capitals_of_a_sentence_are_its_verb(typed: str, verbe: str | None, texte: str, fin: str) -> None:
    (alinea,) = loaded(dispositif=[typed])["dispositif"]
    assert (alinea.get("verbe"), alinea["texte"], alinea["fin"]) == (verbe, texte, fin)
    assert "article" not in alinea
    assert alinea.knows("article"), "a template may ask"


def test_a_verb_of_its_own_is_kept() -> None:
    (alinea,) = loaded(dispositif=[{"verbe": "DÉLÈGUE", "texte": "AU bureau."}])["dispositif"]
    assert (alinea["verbe"], alinea["texte"], alinea["fin"]) == ("DÉLÈGUE", "AU bureau", ".")


INTRODUCES = [
    ("FIXE les tarifs", "les tarifs"),
    ("FIXE les tarifs.", "les tarifs"),
    ("FIXE les tarifs :", "les tarifs"),
    (f"FIXE les tarifs{NBSP}:", "les tarifs"),
    ("FIXE les tarifs, etc.", "les tarifs, etc."),
]


@pytest.mark.parametrize(("typed", "texte"), INTRODUCES)
@pytest.mark.parametrize(
    "below", [{"alineas": ["a"]}, {"tableau": {"colonnes": ["a"], "lignes": [["b"]]}}], ids=["lines", "table"]
)
def test_what_introduces_lines_or_a_table_ends_on_a_colon(typed: str, texte: str, below: dict[str, Any]) -> None:
    (alinea,) = loaded(dispositif=[{"texte": typed, **below}])["dispositif"]
    assert (alinea["verbe"], alinea["texte"], alinea["fin"]) == ("FIXE", texte, f"{NBSP}:")


ORDINALS = [
    ("Article 1er", ["Article 1er", "Article 2", "Article 3"]),
    ("Article premier.-", ["Article premier.-", "Article 2.-", "Article 3.-"]),
    ("Article 1 :", ["Article 1 :", "Article 2 :", "Article 3 :"]),
    ("Art. 1er –", ["Art. 1er –", "Art. 2 –", "Art. 3 –"]),
]


@pytest.mark.parametrize(("house", "headings"), ORDINALS)
def test_articles_are_numbered_in_the_style_of_the_house(house: str, headings: list[str]) -> None:
    acte = loaded(maison={"style": {"dispositif": "articles", "ordinal_article": house}}, dispositif=["a", "b", "c"])
    assert [alinea["article"] for alinea in acte["dispositif"]] == headings


NUMBERS = [
    # the `article` of each element (None where it says nothing), the headings
    ([None, False, None], ["Article 1er", None, "Article 2"]),
    ([None, True, None], ["Article 1er", "Article 2", "Article 3"]),
    ([5, None, False, None], ["Article 5", "Article 6", None, "Article 7"]),
    ([None, 10, None], ["Article 1er", "Article 10", "Article 11"]),
]


@pytest.mark.parametrize(("asked", "headings"), NUMBERS, ids=str)
def test_an_article_may_have_its_own_number_or_none(asked: list[Any], headings: list[str | None]) -> None:
    dispositif = [{"texte": "a", **({} if one is None else {"article": one})} for one in asked]
    acte = loaded(style={"dispositif": "articles"}, dispositif=dispositif)
    assert [alinea.get("article") for alinea in acte["dispositif"]] == headings


def test_an_act_may_number_one_line_in_the_style_of_verbs() -> None:
    acte = loaded(dispositif=["APPROUVE a", {"texte": "APPROUVE b", "article": True}])
    assert [alinea.get("article") for alinea in acte["dispositif"]] == [None, "Article 1er"]


# ------------------------------------------------------------------------------------------------------------- named lists

COMMUNES = {"elements": ["Sceaux", "Épinay", "Bry", "Œuilly", "Saint-Ouen", "Évry"]}


def test_a_list_is_written_once_and_printed_in_every_sentence() -> None:
    acte = loaded(
        beneficiaires={"elements": ["Sceaux", "Pantin"]},
        listes={"experts": {"elements": ["A", "B", "C"], "conjonction": "aucune"}},
        visas=["l'avis de {experts}"],
        considerants=[{"texte": "que {beneficiaires} le demandent"}],
        consultations=["Après avis de {experts}"],
        expose=["Les communes de {beneficiaires}."],
        dispositif=[
            {
                "texte": "DÉSIGNE {experts}",
                "alineas": ["pour {beneficiaires}"],
            },
            {"texte": "FIXE", "tableau": {"colonnes": ["a"], "lignes": [["{beneficiaires}"]]}},
        ],
    )
    assert acte["visas"][0]["texte"] == "l'avis de A, B, C"
    assert acte["considerants"][0]["texte"] == "que Sceaux et Pantin le demandent"
    assert acte["consultations"][0]["texte"] == "Après avis de A, B, C"
    assert acte["expose"] == ("Les communes de Sceaux et Pantin.",)
    assert acte["dispositif"][0]["texte"] == "A, B, C"
    (tiret,) = acte["dispositif"][0]["alineas"]
    assert (tiret["texte"], tiret["fin"]) == ("pour Sceaux et Pantin", ".")
    assert acte["dispositif"][1]["tableau"]["lignes"] == (("Sceaux et Pantin",),)
    assert acte["beneficiaires"].elements == ("Sceaux", "Pantin")


ORDERS = [
    ({}, "Sceaux, Épinay, Bry, Œuilly, Saint-Ouen et Évry"),
    ({"ordre": "donne", "conjonction": "aucune"}, "Sceaux, Épinay, Bry, Œuilly, Saint-Ouen, Évry"),
    ({"ordre": "alphabetique"}, "Bry, Épinay, Évry, Œuilly, Saint-Ouen et Sceaux"),
]


@pytest.mark.parametrize(("options", "prints"), ORDERS, ids=str)
def test_a_list_prints_in_its_order(options: dict[str, str], prints: str) -> None:
    assert str(loaded(beneficiaires={**COMMUNES, **options})["beneficiaires"]) == prints


PLAIN_BRACES = [
    "{}",
    "{{ objet }}",
    "{% if x %}",
    "{a b}",
    "{1}",
    "{beneficiaires",
    "beneficiaires}",
]


@pytest.mark.parametrize("typed", PLAIN_BRACES)
def test_other_braces_are_plain_text(typed: str) -> None:
    acte = delib.load(act(beneficiaires={"elements": ["Sceaux"]}, considerants=[f"que {typed} soit"]))
    assert acte["considerants"][0]["texte"] == f"que {typed} soit"
    assert [one.code for one in acte.anomalies] == []


@pytest.mark.parametrize("typed", ["beneficaires", "Beneficiaires", " beneficiaires ", "bénéficiaires"])
def test_braces_that_name_no_list_are_told_and_printed(typed: str) -> None:
    acte = delib.load(act(beneficiaires={"elements": ["Sceaux"]}, dispositif=[f"APPROUVE {{{typed}}}"]))
    assert acte["dispositif"][0]["texte"] == f"{{{typed}}}"
    (one,) = acte.anomalies
    assert (one.code, one.chemin, one.conseil) == ("liste-inconnue", "dispositif[0]", "vouliez-vous « beneficiaires » ?")


def test_what_a_list_holds_is_not_read_again() -> None:
    acte = loaded(listes={"a": {"elements": ["{b}", "{{ objet }}"]}, "b": {"elements": ["c"]}}, visas=["la loi {a}"])
    assert acte["visas"][0]["texte"] == "la loi {b} et {{ objet }}"


# ----------------------------------------------------------------------------------------------------- visas, considérants

SENTENCES = [
    # field, typed, kept, whether the template's own word was told
    ("visas", "la loi,", "la loi", False),
    ("visas", "Vu la loi", "la loi", True),
    ("visas", "vu la loi ;", "la loi", True),
    ("visas", "- Vu la loi", "la loi", True),
    ("visas", "Vus les avis", "les avis", True),
    ("visas", "vue d'ensemble", "vue d'ensemble", False),
    ("visas", "les articles 1, etc.", "les articles 1, etc.", False),
    ("considerants", "que cela est", "que cela est", False),
    ("considerants", "Considérant que cela est,", "que cela est", True),
    ("considerants", "CONSIDÉRANT l'avis", "l'avis", True),
    ("considerants", "considérants divers", "divers", True),
]


@pytest.mark.parametrize(("field", "typed", "kept", "told"), SENTENCES)
def test_the_words_of_the_template_are_not_printed_twice(field: str, typed: str, kept: str, told: bool) -> None:
    for form in (typed, {"texte": typed}):
        acte = delib.load(act(**{field: [form]}))
        assert acte[field][0]["texte"] == kept
        assert [(one.code, one.chemin) for one in acte.anomalies] == ([("mot-du-modele", f"{field}[0]")] if told else [])


# ----------------------------------------------------------------------------------------------------------- house and act


def test_the_style_of_the_house_has_its_defaults() -> None:
    assert dict(loaded()["style"]) == {
        "titre": "capitales",
        "dispositif": "verbes",
        "ordinal_article": "Article 1er",
        "ponctuation_visas": ",",
        "ordre_noms": "prenom_nom",
        "secretaire_sur_extrait": False,
        "place_expose": "avant_visas",
        "formule": "APRÈS EN AVOIR DÉLIBÉRÉ",
    }


def test_the_act_changes_the_style_of_the_house_for_itself() -> None:
    acte = loaded(maison={"style": {"titre": "phrase", "ponctuation_visas": ";"}}, style={"ponctuation_visas": "."})
    assert (acte["style"]["titre"], acte["style"]["ponctuation_visas"], acte["style"]["dispositif"]) == ("phrase", ".", "verbes")
    assert acte["collectivite"]["style"]["ponctuation_visas"] == ";"


def test_mentions_are_those_of_the_house_and_of_the_act() -> None:
    acte = loaded(
        maison={
            "tribunal": {"nom": "tribunal administratif de Lyon"},
            "mentions": {"recours": "devant le {tribunal} de {collectivite}", "certification": "Le {president} certifie"},
        },
        mentions={"certification": "La {president} certifie"},
    )
    assert acte["mentions"]["recours"] == "devant le tribunal administratif de Lyon de Commune d'Essai"
    assert acte["mentions"]["certification"] == "La Maire certifie"
    assert "extrait" not in acte["mentions"]


def test_braces_that_a_mention_does_not_know_are_told_and_printed() -> None:
    acte = delib.load(act(mentions={"recours": "devant le {tribunnal}"}))
    assert acte["mentions"]["recours"] == "devant le {tribunnal}"
    assert [(one.code, one.conseil) for one in acte.anomalies] == [("mention-inconnue", "vouliez-vous « tribunal » ?")]


# What a sentence brings of its own, and what the house adds: one mark, never two, never none.
ENDS = [
    # house, typed, printed
    (",", "que tout va", "que tout va,"),
    (",", "que tout va.", "que tout va,"),
    (",", "que tout va ;", "que tout va,"),
    (",", "trois, etc.", "trois, etc.,"),
    (",", "que trois raisons :", "que trois raisons :"),
    (",", "que tout va ?", "que tout va ?"),
    (",", "que tout va…", "que tout va…"),
    (".", "trois, etc.", "trois, etc."),
    (".", "l'avis de la S.A.", "l'avis de la S.A."),
    (".", "que tout va ?", "que tout va ?"),
    (";", "trois, etc.", "trois, etc.\u202f;"),
]


@pytest.mark.parametrize(("house", "typed", "printed"), ENDS)
@pytest.mark.parametrize("field", ["visas", "considerants", "consultations"])
def test_a_sentence_is_closed_once(field: str, house: str, typed: str, printed: str) -> None:
    document = delib.build(act(style={"ponctuation_visas": house}, **{field: [typed]}))
    word = {"visas": "Vu ", "considerants": "Considérant ", "consultations": ""}[field]
    assert f"{word}{printed}" in document.texte.split("\n")


def test_the_lines_of_a_list_are_closed_once() -> None:
    document = delib.build(act(dispositif=[{"texte": "DIT", "alineas": ["un.", "deux ;", "trois, etc."]}]))
    assert document.texte.split("\n")[-3:] == ["un\u202f;", "deux\u202f;", "trois, etc."]


def test_the_organe_of_the_seance_is_that_of_the_house() -> None:
    intitule = loaded()["seance"]["organe"]["intitule"]
    assert (str(intitule), intitule.de, intitule.a) == ("le Conseil municipal", "du Conseil municipal", "au Conseil municipal")


# ----------------------------------------------------------------------------------------------------------------- persons

PERSONS = [
    # house's order, act's order, prints, civil
    (None, None, "Patrick OLLIER", "M. Patrick OLLIER"),
    ("nom_prenom", None, "OLLIER Patrick", "M. OLLIER Patrick"),
    ("nom_prenom", "prenom_nom", "Patrick OLLIER", "M. Patrick OLLIER"),
    ("prenom_nom", "nom_prenom", "OLLIER Patrick", "M. OLLIER Patrick"),
]


@pytest.mark.parametrize(("house", "own", "prints", "civil"), PERSONS)
def test_names_are_ordered_as_the_house_or_the_act_wants(house: str | None, own: str | None, prints: str, civil: str) -> None:
    acte = loaded(
        maison={"style": {"ordre_noms": house}} if house else {},
        style={"ordre_noms": own} if own else {},
        rapporteur="ollier",
        president={"civilite": "M.", "prenom": "Patrick", "nom": "ollier"},
    )
    for name in ("rapporteur", "president"):
        assert (str(acte[name]), plain(acte[name].civil)) == (prints, civil)
    assert acte["rapporteur"].titres == ("Ancien Ministre", "Maire")
    assert acte["rapporteur"].cle == "ollier"


def test_a_substitute_names_the_member_replaced_wherever_they_are_written() -> None:
    acte = loaded(rapporteur="petit", president={"nom": "Grand", "supplee": "ollier"}, style={"ordre_noms": "nom_prenom"})
    assert plain(acte["rapporteur"].supplee) == "Mme MARTIN Anne"
    assert plain(acte["president"].supplee) == "M. OLLIER Patrick"


TITLES = [
    (True, ("Ancien Ministre", "Maire")),
    (False, None),
    (["Sénateur"], ("Sénateur",)),
    (None, None),
]


@pytest.mark.parametrize(("asked", "titles"), TITLES, ids=str)
def test_titles_under_a_signature_are_ones_own_or_given(asked: Any, titles: tuple[str, ...] | None) -> None:
    signataire = {"personne": "ollier", "role": "president", **({} if asked is None else {"titres": asked})}
    acte = loaded(signataires=[signataire])
    assert acte["signataires"][0].get("titres") == titles


def test_no_title_is_printed_for_who_has_none() -> None:
    acte = loaded(signataires=[{"personne": "martin", "role": "president", "titres": True}])
    assert "titres" not in acte["signataires"][0]


def test_votes_for_each_candidate_keep_their_order() -> None:
    acte = loaded(designation={"tours": [{"tour": 1, "voix": {"martin": 3, "ollier": 9}}]})
    voix = acte["designation"]["tours"][0]["voix"]
    assert [(str(one["personne"]), one["nombre"]) for one in voix] == [("Anne MARTIN", 3), ("Patrick OLLIER", 9)]


APPEL = [
    # the roll call, its numbers
    ({"presents": ["ollier", "martin"]}, {"presents": 2}),
    ({"presents": ["ollier"], "pouvoirs": [{"de": "martin", "a": "ollier"}]}, {"presents": 1, "representes": 1}),
    ({"presents": ["ollier"], "excuses": ["martin"], "absents": []}, {"presents": 1, "excuses": 1, "absents": 0}),
    ({"nombres": {"presents": 142, "absents": 3}}, {"presents": 142, "absents": 3}),
    ({"nombres": {"presents": 1, "absents": 3}, "presents": ["ollier"]}, {"presents": 1, "absents": 3}),
]


@pytest.mark.parametrize(("appel", "nombres"), APPEL, ids=str)
def test_the_numbers_of_a_roll_call_are_counted_from_its_names(appel: dict[str, Any], nombres: dict[str, int]) -> None:
    assert dict(loaded(jour={"appel": appel})["seance"]["appel"]["nombres"]) == nombres


def test_a_roll_call_without_names_nor_numbers_has_no_numbers() -> None:
    assert "nombres" not in loaded(jour={"appel": {"quorum": 6}})["seance"]["appel"]


VARIANTS = [
    ({}, "extrait"),
    ({"variante": "expedition"}, "expedition"),
    ({"etat": "projet"}, "projet"),
    ({"etat": "vote"}, "extrait"),
]


@pytest.mark.parametrize(("changed", "variante"), VARIANTS, ids=str)
def test_an_act_has_its_variant(changed: dict[str, str], variante: str) -> None:
    assert loaded(**changed)["variante"] == variante


def test_the_receipt_belongs_to_the_act() -> None:
    acte = loaded(
        suites={"acte": "2025-01", "accuse": [{"identifiant": "075-200054781-20251202-BM25-DE", "reception": "2025-12-16"}]}
    )
    assert plain(acte["suites"]["accuse"][0]["reception"]) == "16 décembre 2025"


def test_a_cell_prints_its_text_or_its_amount() -> None:
    tableau = {"colonnes": ["a", "b"], "lignes": [["Total", {"montant": Decimal("45800.5")}]]}
    (ligne,) = loaded(dispositif=[{"texte": "FIXE les tarifs", "tableau": tableau}])["dispositif"][0]["tableau"]["lignes"]
    assert tuple(map(plain, ligne)) == ("Total", "45 800,50 €")


# -------------------------------------------------------------------------------------------------------------- ones own


def test_a_reader_of_ones_own_replaces_that_of_delib() -> None:
    def shouted(value: str, milieu: Milieu) -> str:
        return f"{value.upper()} de {milieu.chemin} ({milieu.find('collectivite', 'nom')})"

    formats = delib.Formats.default().extended(texte=shouted)
    assert delib.load(act(), formats=formats)["objet"] == "ESSAI de objet (COMMUNE D'ESSAI de collectivite.nom (None))"
    assert delib.load(act())["objet"] == "Essai", "the table of others is untouched"


def test_a_reader_tells_what_it_refuses_at_its_place() -> None:
    def refused(value: tuple[str, ...], milieu: Milieu) -> Any:
        milieu.tell("texte-vide", 1)
        return value

    formats = delib.Formats.default().extended(expose=refused)
    (one,) = delib.check(act(expose=["a", "b"]), formats=formats)
    assert (one.code, one.chemin) == ("texte-vide", "expose[1]")
