"""The règlement of a programme: its articles and their numbers, its choices, and what it must never say.

`CHOIX` is the table of the choices that the two acts leave open: a line is a choice, its value, and the words that the règlement
then prints; without it, the words of the sentence that stands in its place.
"""

from __future__ import annotations

import copy
import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any, NamedTuple
from xml.etree import ElementTree

import pytest

import delib
from delib.francais import typographie
from tests import ooxml
from tests.conftest import RACINE
from tests.words import plain

W = ooxml.W
EXEMPLE = RACINE / "modeles" / "reglement" / "brouillon" / "exemple.yaml"

MINIMAL: dict[str, Any] = {
    "acte": "reglement",
    "collectivite": {"nom": "Métropole d’Essai", "nature": "metropole", "organes": {"conseil": {"intitule": "le Conseil"}}},
    "programme": {"nom": "Appropriation Métropolitaine"},
    "eligibles": ["les communes membres de la Métropole"],
    "criteres": [{"intitule": "adéquation au besoin", "points": 100}],
    "comite": {"membres": [{"qualite": "le Président de la Métropole"}]},
}
"""The required fields alone."""

DELEGATION = {
    "numero": "CM2025/04/07/29-1",
    "date": "2025-04-07",
    "intitule": "portant délégation",
    "executoire": "2025-04-15",
}
COMPLET: dict[str, Any] = {
    **MINIMAL,
    "collectivite": {
        **MINIMAL["collectivite"],
        "tribunal": {"nom": "tribunal administratif d’Essai", "adresse": "1, place du Palais", "telerecours": "www.essai.fr"},
    },
    "numero": "2025-1",
    "approbation": {
        "numero": "CM2025/04/07/19-2",
        "date": "2025-04-07",
        "intitule": "approuvant le lancement du programme",
        "executoire": "2025-04-16",
    },
    "strategie": {"numero": "CM2025/04/07/19-1", "date": "2025-04-07", "intitule": "approuvant la stratégie"},
    "interet_metropolitain": "CM2017/12/08/05",
    "groupement": True,
    "ouverture": {"autorite": "la Présidente", "delegation": DELEGATION},
    "report": {"autorite": "la Présidente", "delegation": DELEGATION},
    "site": "www.metropole.fr",
    "depot": {"teleservice": "depot.metropole.fr", "courriel": "ia@metropole.fr", "adresse": "15, avenue d’Essai"},
    "note_pages": 2,
    "delai_pieces": "8 jours",
    "total": 100,
    "criteres": [
        {"intitule": "adéquation au besoin", "description": "la problématique est réelle", "points": 60},
        {"intitule": "reproductibilité", "points": 40},
    ],
    "comite": {
        "presidence": "le Président de la Métropole",
        "membres": [{"qualite": "le Président de la Métropole"}, {"qualite": "élus de la commission", "nombre": 4}],
        "quorum": 3,
    },
    "delai_signature": "3 mois",
    "conservation": "5 ans",
    "dpo": {"courriel": "dpo@metropole.fr", "adresse": "15, avenue d’Essai"},
}
"""Every field."""


def act(**changed: Any) -> dict[str, Any]:
    """Return the minimal data, some fields `changed`."""
    return {**copy.deepcopy(MINIMAL), **changed}


def many(nombre: int) -> dict[str, Any]:
    """Return data whose lists all have `nombre` elements."""
    return act(
        eligibles=[f"les acteurs publics de la catégorie {rang}" for rang in range(1, nombre + 1)],
        total=nombre,
        criteres=[{"intitule": f"critère {rang}", "points": 1} for rang in range(1, nombre + 1)],
        comite={"membres": [{"qualite": f"qualité {rang}"} for rang in range(1, nombre + 1)]},
    )


DONNEES = {"minimal": MINIMAL, "complet": COMPLET, "exemple": EXEMPLE, "listes de 1": many(1), "listes de 20": many(20)}


@pytest.fixture(params=DONNEES, scope="module")
def document(request: pytest.FixtureRequest) -> delib.Document:
    """Return the règlement that each set of data gives."""
    return delib.build(DONNEES[request.param])


def text(donnees: Any) -> str:
    """Return what the règlement prints, its no-break spaces as plain ones."""
    return plain(delib.build(donnees).texte)


# --------------------------------------------------------------------------------------------- Word's numbers, and who cites them


class Renvoi(NamedTuple):
    """A REF field: the bookmark whose number it shows, what it shows, and whether Word writes it in small letters."""

    signet: str
    affiche: str
    minuscules: bool


class Paragraphe(NamedTuple):
    """A paragraph as Word shows it: its style, the number that Word computes, its text, its bookmarks, its cross-references."""

    style: str
    numero: str
    texte: str
    signets: tuple[str, ...]
    renvois: tuple[Renvoi, ...]


def _val(element: ElementTree.Element | None) -> str:
    return "" if element is None else element.get(f"{W}val", "")


class Numerotation:
    """Word's own rules: a style's list and level, inherited; counters; a level's number begins again under the one above."""

    def __init__(self, docx: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(docx)) as archive:
            self.corps, styles, numbering = (
                ElementTree.fromstring(archive.read(f"word/{part}.xml"))  # noqa: S314 - a package that delib has just made
                for part in ("document", "styles", "numbering")
            )
        self.styles = {style.get(f"{W}styleId", ""): style for style in styles.iter(f"{W}style")}
        abstraits = {one.get(f"{W}abstractNumId"): one for one in numbering.iter(f"{W}abstractNum")}
        self.listes = {
            num.get(f"{W}numId", ""): abstraits[_val(num.find(f"{W}abstractNumId"))] for num in numbering.iter(f"{W}num")
        }
        self.compteurs: dict[tuple[int, int], int] = {}

    def _number(self, paragraphe: ElementTree.Element) -> str:
        name = _val(paragraphe.find(f"{W}pPr/{W}pStyle"))
        numpr = paragraphe.find(f"{W}pPr/{W}numPr")
        while numpr is None and name:
            numpr = self.styles[name].find(f"{W}pPr/{W}numPr")
            name = _val(self.styles[name].find(f"{W}basedOn"))
        if numpr is None:
            return ""
        liste, level = self.listes[_val(numpr.find(f"{W}numId"))], int(_val(numpr.find(f"{W}ilvl")) or 0)
        own = id(liste)
        self.compteurs[own, level] = self.compteurs.get((own, level), 0) + 1
        for below in range(level + 1, 9):
            self.compteurs.pop((own, below), None)
        levels = {int(one.get(f"{W}ilvl", "0")): one for one in liste.iter(f"{W}lvl")}

        def shown(found: re.Match[str]) -> str:
            rank = self.compteurs[own, int(found.group(1)) - 1]
            kind = _val(levels[int(found.group(1)) - 1].find(f"{W}numFmt"))
            return chr(ord("A") + rank - 1) if kind == "upperLetter" else str(rank)

        return re.sub("%([1-9])", shown, _val(levels[level].find(f"{W}lvlText")))

    def paragraphes(self) -> Iterator[Paragraphe]:
        """Yield the paragraphs of the body, those of tables included."""
        for one in self.corps.iter(f"{W}p"):
            fields = [(field.get(f"{W}instr", "").split(), "".join(field.itertext())) for field in one.iter(f"{W}fldSimple")]
            refs = [(instr, cached) for instr, cached in fields if instr[0] == "REF"]
            yield Paragraphe(
                _val(one.find(f"{W}pPr/{W}pStyle")),
                self._number(one),
                "".join(one.itertext()),
                tuple(mark.get(f"{W}name", "") for mark in one.iter(f"{W}bookmarkStart")),
                tuple(Renvoi(instr[1], cached, "lower" in instr) for instr, cached in refs),
            )


TITRES = [
    "Objet et définitions",
    "Acteurs publics éligibles",
    "Contenu d’un parcours",
    "Ouverture d’un parcours",
    "Calendrier et dépôt des candidatures",
    "Dossier de candidature",
    "Recevabilité",
    "Critères de sélection et pondération",
    "Comité d’examen",
    "Décision",
    "Information des candidats",
    "Convention d’engagement",
    "Engagements de la Métropole",
    "Engagements du bénéficiaire",
    "Absence d’incidence financière",
    "Données et usage de l’intelligence artificielle",
    "Propriété intellectuelle et réutilisation",
    "Communication et confidentialité",
    "Suivi et évaluation",
    "Modification, report, annulation et clôture",
    "Entrée en vigueur et durée",
    "Réclamations et litiges",
]
ANNEXES = [
    "Modèle d’avis d’ouverture d’un parcours",
    "Grille d’évaluation du comité d’examen",
    "Notice d’information sur les données à caractère personnel",
]


def test_the_articles_and_annexes_stand_in_order_under_words_own_numbers(document: delib.Document) -> None:
    read = list(Numerotation(document.docx).paragraphes())
    articles = [(one.numero, one.texte) for one in read if one.style == "DelibArticleNumerote"]
    annexes = [(one.numero, one.texte) for one in read if one.style == "DelibAnnexe"]
    assert articles == [(f"Article\u00a0{rang}", f"– {titre}") for rang, titre in enumerate(TITRES, 1)]
    assert annexes == [(f"Annexe\u00a01-{lettre}", f"– {titre}") for lettre, titre in zip("ABC", ANNEXES, strict=True)]


def test_no_number_is_typed(document: delib.Document) -> None:
    """« Annexe 1 », above the title, is the number that the délibération gives to the règlement."""
    for one in Numerotation(document.docx).paragraphes():
        typed = re.match(r"(?i)(article|annexe)\s+[0-9]|[0-9]+\.[0-9]", one.texte)
        assert not typed or one.style == "DelibSeancePrecision", one.texte


def test_paragraphs_are_numbered_under_their_article(document: delib.Document) -> None:
    article, rang = 0, 0
    for one in Numerotation(document.docx).paragraphes():
        if one.style == "DelibArticleNumerote":
            article, rang = article + 1, 0
        elif one.style.startswith("DelibParagraphe"):
            rang += 1
            assert one.numero == f"{article}.{rang}"
    assert (article, rang) == (22, 3)


def test_each_reference_shows_the_number_of_what_it_names(document: delib.Document) -> None:
    read = list(Numerotation(document.docx).paragraphes())
    numbers = {mark: one.numero for one in read for mark in one.signets}
    assert len(numbers) == sum(len(one.signets) for one in read), "a bookmark stands once"
    cited = [renvoi for one in read for renvoi in one.renvois]
    assert len(cited) >= 28
    for one in cited:
        assert one.affiche == (numbers[one.signet].lower() if one.minuscules else numbers[one.signet])
        assert one.minuscules is one.signet.startswith("art_"), "« Annexe 1-A » keeps its capitals"


def test_every_article_or_annexe_that_a_text_names_is_a_reference(document: delib.Document) -> None:
    """« article 8 » of this règlement is a field; what is typed names a law, or annexes 2 and 3 of the délibération."""
    for one in Numerotation(document.docx).paragraphes():
        typed = one.texte
        for renvoi in one.renvois:
            typed = typed.replace(renvoi.affiche, "", 1)
        for found in re.findall(r"(?:articles?|annexe|paragraphe)\s+[0-9][\w.-]*[^.)]{0,40}", plain(typed)):
            assert re.match(r"annexe [123]\b|article (17|26|28|37) du|article 28$|article 28\b|article 47\b", found), found


# --------------------------------------------------------------------------------------------------------- the choices left open


class Choix(NamedTuple):
    """A line of the table: the fields given, the words printed with them, the words printed without."""

    donnees: dict[str, Any]
    avec: str
    sans: str


CHOIX = [
    Choix({"groupement": True}, "Ils désignent parmi eux un mandataire", "L’avis d’ouverture dit si les candidatures communes"),
    Choix({"groupement": False}, "ne sont pas admises. Cette règle", "s’il ne le dit pas, elles ne le sont pas"),
    Choix(
        {"ouverture": {"autorite": "le Président"}},
        "un avis numéroté et daté que signe le Président.",
        "un avis numéroté et daté de la Métropole.",
    ),
    Choix(
        {"ouverture": {"autorite": "le Président", "delegation": DELEGATION}},
        "que signe le Président, en vertu de la délibération CM2025/04/07/29-1 du 7 avril 2025 portant délégation, "
        "exécutoire le 15 avril 2025.",
        "daté de la Métropole.",
    ),
    Choix(
        {"report": {"autorite": "la Présidente"}},
        "est décidé par la Présidente. Il est publié",
        "est décidé par l’autorité qui a signé l’avis. Il est publié",
    ),
    Choix(
        {"report": {"autorite": "la Présidente", "delegation": DELEGATION}},
        "décidé par la Présidente, en vertu de la délibération CM2025/04/07/29-1",
        "l’autorité qui a signé l’avis",
    ),
    Choix(
        {"site": "www.essai.fr"},
        "le site internet de la Métropole (www.essai.fr), un mois au moins avant la date limite",
        "le site internet de la Métropole, un mois au moins avant la date limite",
    ),
    Choix(
        {"depot": {"teleservice": "depot.essai.fr"}}, "accessible à l’adresse depot.essai.fr ;", "est déposé par le téléservice,"
    ),
    Choix({"depot": {"courriel": "ia@essai.fr"}}, "par courriel adressé à ia@essai.fr ;", "[Téléservice, adresse électronique"),
    Choix({"depot": {"adresse": "1, rue d’Essai"}}, "à l’adresse suivante : 1, rue d’Essai ;", "est déposé par le téléservice,"),
    Choix({"note_pages": 1}, "une note d’intention d’une page au plus, qui", "une note d’intention, qui expose"),
    Choix({"note_pages": 2}, "une note d’intention de deux pages au plus, qui", "une note d’intention, qui expose"),
    Choix({"note_pages": 11}, "une note d’intention de onze pages au plus, qui", "une note d’intention, qui expose"),
    Choix({"delai_pieces": "8 jours"}, "dans un délai de huit jours à compter de", "dans le délai que fixe cette demande"),
    Choix({"delai_pieces": "1 mois"}, "dans un délai d’un mois à compter de", "dans le délai que fixe cette demande"),
    Choix({"delai_signature": "3 mois"}, "dans un délai de trois mois à compter de", "dans le délai que fixe la notification"),
    Choix({"delai_signature": "1 an"}, "dans un délai d’un an à compter de", "dans le délai que fixe la notification"),
    Choix(
        {"comite": {"membres": [{"qualite": "élus", "nombre": 9}], "quorum": 5}},
        "le quorum, fixé à cinq membres, est atteint",
        "plus de la moitié de ses membres sont présents",
    ),
    Choix(
        {"comite": {"membres": [{"qualite": "élus", "nombre": 9}], "quorum": 1}},
        "le quorum, fixé à un membre, est atteint",
        "plus de la moitié de ses membres sont présents",
    ),
    Choix(
        {"comite": {"membres": [{"qualite": "élus"}], "presidence": "l’élue déléguée au numérique"}},
        "Le comité est présidé par l’élue déléguée au numérique.",
        "Le comité est présidé par celui de ses membres qu’il désigne à cette fin.",
    ),
    Choix(
        {"conservation": "2 ans"},
        "Pendant deux ans à compter de la clôture du parcours. Les données sont ensuite",
        "Deux ans après la décision pour une candidature non retenue ; cinq ans après la fin du parcours pour les autres. Les",
    ),
    Choix(
        {"dpo": {"courriel": "dpo@essai.fr"}}, "de la Métropole : dpo@essai.fr.", "dont l’avis d’ouverture donne les coordonnées"
    ),
    Choix(
        {"dpo": {"courriel": "dpo@essai.fr", "adresse": "1, rue d’Essai"}},
        "dpo@essai.fr ; 1, rue d’Essai.",
        "dont l’avis d’ouverture",
    ),
    Choix({"dpo": {"adresse": "1, rue d’Essai"}}, "de la Métropole : 1, rue d’Essai.", "dont l’avis d’ouverture donne"),
    Choix(
        {"approbation": {"numero": "CM1"}},
        "Annexe 1 à la délibération CM1\n",
        "Annexe 1 à la délibération qui approuve le programme",
    ),
    Choix(
        {"approbation": {"numero": "CM1", "executoire": "2025-04-16"}},
        "la délibération qui l’approuve est exécutoire, le 16 avril 2025.",
        "la délibération qui l’approuve est exécutoire.",
    ),
    Choix(
        {"strategie": {"numero": "CM0", "date": "2025-04-07", "executoire": "2025-04-16"}},
        "La délibération CM0 du 7 avril 2025, exécutoire le 16 avril 2025, fixe le cadre",
        "La stratégie métropolitaine en matière d’intelligence artificielle fixe le cadre",
    ),
    Choix(
        {"interet_metropolitain": "CM2017/12/08/05"},
        "dans l’intérêt métropolitain défini par la délibération CM2017/12/08/05 en matière de développement",
        "dans l’intérêt métropolitain en matière de développement",
    ),
    Choix(
        {"numero": "2"}, "« Appropriation Métropolitaine » – n° 2\n", "Règlement du programme « Appropriation Métropolitaine »\n"
    ),
    Choix(
        {"collectivite": {**MINIMAL["collectivite"], "tribunal": {"nom": "tribunal administratif de Paris"}}},
        "contestées devant le tribunal administratif de Paris, dans",
        "contestées devant le tribunal administratif territorialement compétent, dans",
    ),
    Choix(
        {"collectivite": {**MINIMAL["collectivite"], "tribunal": {"nom": "tribunal de Paris", "telerecours": "www.essai.fr"}}},
        "(même code, article R. 414-2 ; www.essai.fr).",
        "(même code, article R. 414-2).",
    ),
]


@pytest.mark.parametrize("choix", CHOIX, ids=lambda choix: f"{'.'.join(choix.donnees)}: {choix.avec[:40]}")
def test_each_choice_prints_its_sentence_and_its_absence_another(choix: Choix) -> None:
    printed, without = text(act(**choix.donnees)), text(MINIMAL)
    assert choix.avec in printed
    assert choix.avec not in without
    assert choix.sans in without


@pytest.mark.parametrize("nombre", [1, 2, 20])
def test_lists_print_one_line_an_element_closed_by_a_full_stop(nombre: int) -> None:
    printed = text(many(nombre))
    lines = re.findall(r"^les acteurs publics de la catégorie .*$", printed, re.MULTILINE)
    ends = [" ;"] * (nombre - 1) + ["."]
    article = lines[:nombre]
    assert article == [f"les acteurs publics de la catégorie {rang}{fin}" for rang, fin in enumerate(ends, 1)]
    assert f"notées sur {nombre} point{'s' if nombre > 1 else ''}." in printed
    assert len(re.findall(r"^Critère [0-9]+$", printed, re.MULTILINE)) == 2 * nombre, "article 8 and annexe 1-B"
    assert len(re.findall(r"^Qualité [0-9]+$", printed, re.MULTILINE)) == nombre


# ------------------------------------------------------------------------------------------------------------- what it must hold


def test_word_takes_it(document: delib.Document) -> None:
    assert ooxml.validate(document.docx) == []


def test_nothing_is_left_unfilled(document: delib.Document) -> None:
    """Brackets, what a clerk fills at each opening, stand in annexes 1-A and 1-B alone."""
    annexe, fields = 0, 0
    for one in Numerotation(document.docx).paragraphes():
        line = plain(one.texte)
        annexe += one.style == "DelibAnnexe"
        fields += line.count("[")
        assert line.strip() == line != "", one
        assert not re.search(r"\{|\}|None|Absent|\.\.|…|  |\(\)|« »| [,.]|,[,.]|;\.|\bNone\b", line), line
        assert "[" not in line or annexe in (1, 2), line
    assert fields > 15


@pytest.mark.parametrize("donnees", [MINIMAL, COMPLET, EXEMPLE], ids=["minimal", "complet", "exemple"])
def test_nothing_is_told_of_sound_data(donnees: Any) -> None:
    assert [str(one) for one in delib.build(donnees).anomalies if one.gravite > delib.Gravite.INFO] == []


def test_the_fixed_text_is_as_french_typography_wants_it(document: delib.Document) -> None:
    for line in document.texte.split("\n"):
        assert typographie.apply(line) == line
        assert [one.regle for one in typographie.iter_anomalies(line)] == [], line


def test_every_table_has_a_heading_row_and_a_name(document: delib.Document) -> None:
    tables = list(Numerotation(document.docx).corps.iter(f"{W}tbl"))
    assert len(tables) == 7
    for one in tables:
        rows = one.findall(f"{W}tr")
        assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows[:2]] == [True, False]
        assert _val(one.find(f"{W}tblPr/{W}tblCaption"))


def test_the_programme_has_one_name_and_is_called_programme(document: delib.Document) -> None:
    printed = plain(document.texte)
    assert "dispositif" not in printed.casefold()
    assert set(re.findall(r"(?i)appropriation métropolitaine", printed)) == {"Appropriation Métropolitaine"}
    assert printed.count("« Appropriation Métropolitaine »") == printed.count("Appropriation Métropolitaine") > 5
    assert not re.search(r"parcours « Appropriation|programme « IA", printed)


@pytest.mark.parametrize("acte", ["deliberation-conseil", "deliberation-bureau"])
def test_the_name_and_the_title_are_those_of_the_two_acts(acte: str) -> None:
    """The Bureau writes « métropolitaine » here and there; the Council's form, which it writes too, is the one kept."""
    voted = text(RACINE / "examples" / f"{acte}.yaml")
    printed = text(EXEMPLE)
    assert "« Appropriation Métropolitaine »" in voted
    assert "CM2025/04/07/19-2" in voted
    assert "CM2025/04/07/19-2 du 7 avril 2025" in printed
    assert "règlement du programme « Appropriation Métropolitaine »" in voted.replace("métropolitaine", "Métropolitaine")


def test_no_money_flows(document: delib.Document) -> None:
    printed = plain(document.texte)
    assert not re.search(r"€|\beuros?\b|\bHT\b|\bTTC\b|RIB|IBAN", printed)
    assert "ni subvention, ni participation, ni remboursement" in printed
    for one in re.finditer(r"subvention|participation financière|remboursement", printed):
        assert printed[: one.start()].endswith(("ni ", "aucune "))


ARTICLES_DE_LOI = {
    "L. 2131-1": "code général des collectivités territoriales",
    "L. 2131-11": "code général des collectivités territoriales",
    "L. 5211-3": "code général des collectivités territoriales",
    "L. 5211-10": "code général des collectivités territoriales",
    "L. 112-11": "code des relations entre le public et l’administration",
    "L. 311-3-1": "code des relations entre le public et l’administration",
    "L. 311-6": "code des relations entre le public et l’administration",
    "L. 212-2": "code du patrimoine",
    "L. 212-3": "code du patrimoine",
    "R. 414-1": "code de justice administrative",
    "R. 414-2": "code de justice administrative",
    "R. 421-1": "code de justice administrative",
    "R. 421-5": "code de justice administrative",
}
"""The articles that the règlement may name, with their code: a jurist has checked each."""


def same_code_named(printed: str) -> str:
    """Return the text, « même code » replaced by the code named last before it."""
    codes = "|".join(sorted(set(ARTICLES_DE_LOI.values())))
    last = ""

    def named(found: re.Match[str]) -> str:
        nonlocal last
        last = last if found[0] == "même code" else found[0]
        return last

    return re.sub(rf"{codes}|même code", named, printed)


def test_it_names_no_article_of_law_that_was_not_checked(document: delib.Document) -> None:
    printed = plain(document.texte)
    named = set(re.findall(r"\b[LRD]\. ?[0-9][0-9-]*[0-9]", printed))
    assert named == set(ARTICLES_DE_LOI)
    said = same_code_named(printed)
    for article in named:
        around = " ".join(
            said[max(0, one.start() - 80) : one.end() + 120] for one in re.finditer(re.escape(article) + r"(?![-0-9])", said)
        )
        assert ARTICLES_DE_LOI[article] in around, article
    assert set(re.findall(r"article ([0-9]+) (?:du RGPD|du règlement général)", printed)) == {"17", "26", "37"}
    assert set(re.findall(r"règlement \(UE\) [0-9/]+|loi n° [0-9-]+", printed)) == {"règlement (UE) 2024/1689", "loi n° 78-17"}


@pytest.mark.parametrize("rubrique", ["Finalités", "Données traitées", "Destinataires", "Durée de conservation"])
def test_the_notice_of_the_form_says_what_annexe_1_c_says(rubrique: str) -> None:
    form = text({name: MINIMAL[name] for name in ("collectivite", "programme")} | {"acte": "formulaire-engagement"})
    lines = text(MINIMAL).split("\n")
    first, *_ = lines[lines.index(rubrique) + 1].split(". ")
    assert f"{first[0].lower()}{first[1:].rstrip('.')}." in form


def test_same_data_same_parts() -> None:
    assert delib.build(COMPLET).empreinte == delib.build(copy.deepcopy(COMPLET)).empreinte


def test_the_file_and_the_title_bear_its_name() -> None:
    assert delib.build(MINIMAL).nom == "reglement.docx"
    made = delib.build(COMPLET)
    assert made.nom == "reglement_2025-1.docx"
    with zipfile.ZipFile(io.BytesIO(made.docx)) as archive:
        core = archive.read("docProps/core.xml").decode()
    assert "<dc:title>Règlement du programme «\u00a0Appropriation Métropolitaine\u00a0»</dc:title>" in core


# --------------------------------------------------------------------------------------------------------------------- bad data


class Faute(NamedTuple):
    """A line of the table: what is changed, and what must be told: code, path, words."""

    donnees: dict[str, Any]
    code: str
    chemin: str
    mots: str


def criteria(*points: int) -> list[dict[str, Any]]:
    return [{"intitule": f"critère {rang}", "points": one} for rang, one in enumerate(points, 1)]


FAUTES = [
    Faute(
        {"criteres": criteria(25, 20)},
        "reglement-total",
        "criteres",
        "font ensemble 45 points, alors que le total annoncé est 100",
    ),
    Faute({"criteres": criteria(60, 41)}, "reglement-total", "criteres", "101 points"),
    Faute({"criteres": criteria(50, 50), "total": 120}, "reglement-total", "criteres", "le total annoncé est 120"),
    Faute({"criteres": criteria(99)}, "reglement-total", "criteres", "99 points"),
    Faute(
        {"comite": {"membres": [{"qualite": "élus", "nombre": 3}], "quorum": 4}},
        "reglement-quorum",
        "comite.quorum",
        "fixé à 4, alors que le comité compte 3 en tout",
    ),
    Faute({"comite": {"membres": [{"qualite": "élus"}], "quorum": 2}}, "reglement-quorum", "comite.quorum", "compte 1 en tout"),
    Faute({"criteres": criteria(100, 0)}, "nombre-hors-bornes", "criteres[1].points", ""),
    Faute({"criteres": criteria(150, -50)}, "nombre-hors-bornes", "criteres[1].points", ""),
    Faute({"criteres": []}, "liste-taille", "criteres", ""),
    Faute({"eligibles": []}, "liste-taille", "eligibles", ""),
    Faute({"eligibles": ["  "]}, "texte-vide", "eligibles[0]", ""),
    Faute({"eligibles": "les communes"}, "type-inattendu", "eligibles", ""),
    Faute({"comite": {"membres": []}}, "liste-taille", "comite.membres", ""),
    Faute({"comite": {}}, "champ-manquant", "comite.membres", ""),
    Faute({"comite": {"membres": [{"qualite": "élus", "nombre": 0}]}}, "nombre-hors-bornes", "comite.membres[0].nombre", ""),
    Faute({"comite": {"membres": [{"qualite": "élus"}], "presidence": "Président"}}, "forme-inattendue", "comite.presidence", ""),
    Faute({"ouverture": {}}, "champ-manquant", "ouverture.autorite", ""),
    Faute({"note_pages": 0}, "nombre-hors-bornes", "note_pages", ""),
    Faute({"delai_pieces": "huit jours"}, "forme-inattendue", "delai_pieces", ""),
    Faute({"delai_signature": "3"}, "forme-inattendue", "delai_signature", ""),
    Faute({"groupement": "peut-être"}, "type-inattendu", "groupement", ""),
    Faute({"approbation": {"date": "2025-04-07"}}, "champ-manquant", "approbation.numero", ""),
    Faute({"approbation": {"numero": "CM1", "date": "2025-02-30"}}, "date-impossible", "approbation.date", ""),
    Faute({"subvention": 1000}, "cle-inconnue", "subvention", ""),
    Faute({"programme": {"nom": ""}}, "texte-vide", "programme.nom", ""),
    Faute({"dpo": {"nom": "Martin"}}, "cle-inconnue", "dpo.nom", ""),
]


@pytest.mark.parametrize("faute", FAUTES, ids=lambda faute: f"{faute.code} {faute.chemin}")
def test_each_fault_is_told_with_its_place(faute: Faute) -> None:
    with pytest.raises(delib.DonneesError) as caught:
        delib.load(act(**faute.donnees))
    told = [(one.code, one.chemin) for one in caught.value.anomalies]
    assert told == [(faute.code, faute.chemin)], "\n".join(map(str, caught.value.anomalies))
    assert faute.mots in str(caught.value.anomalies[0])
    assert caught.value.anomalies[0].conseil


def test_what_is_refused_below_is_not_told_twice() -> None:
    with pytest.raises(delib.DonneesError) as caught:
        delib.load(act(criteres=[{"intitule": "a", "points": "dix"}], comite={"membres": [{"qualite": "élus"}], "quorum": 9}))
    assert [one.code for one in caught.value.anomalies] == ["type-inattendu"]


def test_the_same_criterion_twice_is_a_warning() -> None:
    twice = [{"intitule": "adéquation", "points": 50}, {"intitule": "Adéquation", "points": 50}]
    told = [(one.code, one.chemin) for one in delib.load(act(criteres=twice)).anomalies]
    assert told == [("liste-doublon", "criteres[1].intitule")]


HOSTILES = [
    "{{ collectivite }}",
    "{% for x in y %}",
    "<w:p/>",
    "</w:t></w:r>",
    "a & b",
    "]]>",
    "{{{}}}",
    "\u202e\u200f",
    "é" * 3000,
    "=HYPERLINK(1)",
    '"',
    "une ligne\nune autre",
]


@pytest.mark.parametrize("valeur", HOSTILES, ids=lambda valeur: ascii(valeur[:20]))
def test_hostile_values_stay_text(valeur: str) -> None:
    made = delib.build(
        act(
            collectivite={**MINIMAL["collectivite"], "typographie": "laisser"},
            criteres=[{"intitule": valeur, "points": 100}],
            comite={"membres": [{"qualite": valeur}]},
            site=valeur,
        )
    )
    assert made.texte.count(valeur[1:]) >= 4
    assert ooxml.refused_by_word(made.docx) == []
    assert [one for one in Numerotation(made.docx).paragraphes() if one.style == "DelibArticleNumerote"][
        -1
    ].numero == "Article\u00a022"


FIRED = frozenset(faute.code for faute in FAUTES) | {"liste-doublon"}
"""The codes that this module fires."""
