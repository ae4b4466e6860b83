"""Nothing undefined, null or shapeless ever prints: a value prints exactly, or its tag is refused and told with its place."""

from __future__ import annotations

import pytest

from delib.anomalie import Word
from tests.words import FICHIER, docx, p, printed, refusals, row, table

# What the template says, with the act of tests/words.py, and what the paragraph then says.
PRINTS = [
    ("{{ objet }}", "Réfection du toit"),
    ("{{ objet.capitales }}", "RÉFECTION DU TOIT"),
    ("{{ objet|majuscules }}", "RÉFECTION DU TOIT"),
    ("{{ seance.organe.intitule }}", "le conseil municipal"),
    ("{{ seance.organe.intitule.de }}", "du conseil municipal"),
    ("{{ seance.organe.intitule.de.capitale_initiale }}", "Du conseil municipal"),
    ("{{ seance.date }}", "7\u00a0avril 2025"),
    ("{{ seance.date.complete.capitales }}", "LUNDI 7\u00a0AVRIL 2025"),
    ("{{ seance.date.chiffres }}", "07/04/2025"),
    ("{{ seance.heure }}", "14\u00a0h\u00a030"),
    ("{{ seance.president }}", "Anne DURAND"),
    ("{{ seance.president.civil }}", "Mme\u00a0Anne DURAND"),
    ("{{ seance['president'].qualite }}", "Maire"),
    ("{{ seance.en_exercice }}", "11"),
    ("{{ seance.appel.nombres.excuses }}", "0"),
    ("{{ montants[0].montant }}", "45\u202f800\u00a0€"),
    ("{{ montants[1].objet }}", "Mur"),
    ("{{ beneficiaires }}", "Auxerre, Sens et Joigny"),
    ("{{ beneficiaires.elements|length }}", "3"),
    ("{{ beneficiaires|length }}", "3"),
    ("{{ beneficiaires.elements|enumeration }}", "Auxerre, Sens et Joigny"),
    ("{{ seance.secretaires|enumeration }}", "Luc PETIT et Anne DURAND"),
    ("{{ considerants|length }}", "0"),
    ("{{ 'entre guillemets' }}", "entre guillemets"),
    ("{{ 12 }}", "12"),
    ("{{ rapporteur or seance.president }}", "Anne DURAND"),
    ("{{ objet if rapporteur else numero }}", "2025-019"),
    # conditions
    ("{% if rapporteur %}oui{% else %}non{% endif %}", "non"),
    ("{% if not rapporteur %}sans rapporteur{% endif %}", "sans rapporteur"),
    ("{% if rapporteur.qualite %}oui{% elif objet %}objet{% endif %}", "objet"),
    ("{% if rapporteur is connu %}oui{% else %}non{% endif %}", "non"),
    ("{% if seance.appel.nombres.excuses is connu %}{{ seance.appel.nombres.excuses }}{% endif %}", "0"),
    ("{% if seance.appel.nombres.excuses %}oui{% else %}zéro{% endif %}", "zéro"),
    ("{% if vote.decompte.contre > 0 %}oui{% else %}non{% endif %}", "non"),
    ("{% if seance.en_exercice >= 11 %}oui{% endif %}", "oui"),
    ('{% if variante in ("extrait", "original") %}oui{% endif %}', "oui"),
    ('{% if variante == "projet" %}oui{% else %}non{% endif %}', "non"),
    ('{% if rapporteur != "x" %}oui{% endif %}', "oui"),
    ("{% if president and president == seance.president %}oui{% else %}non{% endif %}", "non"),
    # loops
    ("{% for v in visas %}{{ v.texte }}{% if not loop.last %}, {% endif %}{% endfor %}", "le code, la loi, le décret"),
    ("{% for v in visas %}{{ loop.index }}/{{ loop.length }} {% endfor %}", "1/3 2/3 3/3 "),
    ("{% for c in considerants %}{{ c.texte }}{% endfor %}fin", "fin"),
    ("{% for v in designation.candidats %}x{% endfor %}fin", "fin"),
    ("{% for v in visas %}{% for w in visas %}{{ loop.index }}{% endfor %}{% endfor %}", "123123123"),
    # set
    ("{% set qui = seance.president %}{{ qui.nom }}", "Durand"),
    ("{% set mot = 'a' %}{% if objet %}{% set mot = 'b' %}{% endif %}{{ mot }}", "b"),
    # comments
    ("avant{# ceci n’est pas imprimé, {{ pas plus que cela }} #}après", "avantaprès"),
]


@pytest.mark.parametrize(("tags", "texte"), PRINTS, ids=[tags for tags, _ in PRINTS])
def test_what_a_template_says_prints_exactly(tags: str, texte: str) -> None:
    assert printed(docx(p(tags))) == [texte]


# What the template says; the code that refuses it; what the message or the advice says of it.
REFUSES = [
    ("{{ rapporteur }}", "donnee-absente", "rapporteur"),
    ("{{ rapporteur.civil }}", "donnee-absente", "rapporteur.civil"),
    ("{{ fait.lieu }}", "donnee-absente", "fait.lieu"),
    ("{{ vote.decompte.contre }}", "donnee-absente", "vote.decompte.contre"),
    ("{{ objet_imprime.capitales }}", "donnee-absente", "objet_imprime.capitales"),
    ("{{ rapporteur|majuscules }}", "donnee-absente", "rapporteur"),
    ("{{ considerants|enumeration }}", "donnee-absente", "considerants"),
    ("{{ seance.president.commune }}", "donnee-absente", "commune"),
    ("{{ rapporteur or president }}", "donnee-absente", "president"),
    ("{% set qui = rapporteur %}{{ qui }}", "donnee-absente", "rapporteur"),
    ("{{ objett }}", "nom-inconnu", "vouliez-vous « objet »"),
    ("{{ séance.date }}", "nom-inconnu", "vouliez-vous « seance »"),
    ("{% if raporteur %}x{% endif %}", "nom-inconnu", "vouliez-vous « rapporteur »"),
    ("{% for v in visa %}x{% endfor %}", "nom-inconnu", "vouliez-vous « visas »"),
    ("{% for v in visas %}x{% endfor %}{{ v.texte }}", "nom-inconnu", "« v »"),
    ("{% if rapporteur %}{{ objett }}{% endif %}", "nom-inconnu", "vouliez-vous « objet »"),
    ("{{ undefined }}", "nom-inconnu", "« undefined »"),
    ("{{ null }}", "nom-inconnu", "« null »"),
    ("{{ None }}", "instruction-interdite", "none"),
    ("{{ seance.dat }}", "attribut-inconnu", "vouliez-vous « date »"),
    ("{{ seance.date.complette }}", "attribut-inconnu", "vouliez-vous « complete »"),
    ("{{ seance.president.prénom }}", "attribut-inconnu", "vouliez-vous « prenom »"),
    ("{{ objet.majuscules }}", "attribut-inconnu", "capitales"),
    ("{{ objet.upper }}", "attribut-inconnu", "capitales"),
    ("{{ objet[0] }}", "attribut-inconnu", "« 0 »"),
    ("{{ rapporteur.foo }}", "attribut-inconnu", "prenom"),
    ("{% if rapporteur.metier %}x{% endif %}", "attribut-inconnu", "prenom"),
    ("{{ objet_imprime.capitale }}", "attribut-inconnu", "vouliez-vous « capitales »"),
    ("{{ fait.date.complette }}", "attribut-inconnu", "vouliez-vous « complete »"),
    ("{{ fait.endroit }}", "attribut-inconnu", "lieu"),
    ("{{ visas.texte }}", "attribut-inconnu", "« texte »"),
    ("{% for v in visas %}{{ v.text }}{% endfor %}", "attribut-inconnu", "vouliez-vous « texte »"),
    ("{% for v in visas %}{{ loop.dernier }}{% endfor %}", "attribut-inconnu", "« dernier »"),
    ("{{ visas[3].texte }}", "element-absent", "une liste qui en a 3"),
    ("{{ visas }}", "valeur-non-imprimable", "une liste"),
    ("{{ collectivite }}", "valeur-non-imprimable", "un groupe de champs"),
    ("{{ visas[0] }}", "valeur-non-imprimable", "un groupe de champs"),
    ("{{ seance.president.feminin }}", "valeur-non-imprimable", "un oui ou non"),
    ("{{ true }}", "valeur-non-imprimable", "un oui ou non"),
    ("{{ objet == numero }}", "valeur-non-imprimable", "un oui ou non"),
    ("{{ not objet }}", "valeur-non-imprimable", "un oui ou non"),
    ("{{ objet|enumeration }}", "valeur-non-imprimable", "autre chose qu’une liste"),
    ("{{ objet|length }}", "valeur-non-imprimable", "pas une liste"),
    ("{{ visas|enumeration }}", "valeur-non-imprimable", "un groupe de champs"),
    ("{{ visas|majuscules }}", "valeur-non-imprimable", "une liste"),
    ("{% for x in beneficiaires %}{{ x }}{% endfor %}", "boucle-sur-autre-chose", "elements"),
    ("{% for x in seance.date %}{{ x }}{% endfor %}", "boucle-sur-autre-chose", "in"),
]
FIRED = {code for _, code, _ in REFUSES}


@pytest.mark.parametrize(("tags", "code", "said"), REFUSES, ids=[tags for tags, _, _ in REFUSES])
def test_what_the_data_do_not_hold_is_refused_and_said(tags: str, code: str, said: str) -> None:
    anomalies = refusals(docx("Avant", p(tags)))
    assert [one.code for one in anomalies] == [code] * len(anomalies)
    assert len(anomalies) == 1
    (anomalie,) = anomalies
    assert isinstance(anomalie.lieu, Word)
    assert (anomalie.lieu.fichier, anomalie.lieu.partie, anomalie.lieu.paragraphe) == (FICHIER, "corps", 2)
    assert anomalie.lieu.balise in tags
    assert said in str(anomalie)


def test_all_the_problems_are_told_at_once_in_the_order_of_the_document() -> None:
    made = docx(
        p("Les visas", style="Titre1"),
        p("{{ rapporteur }} et {{ objett }} et {{ seance.dat }}"),
        table(row("{{ visas }}", "{{ considerants|enumeration }}"), columns=2),
        p("{{ president }}"),
        header="{{ numeroo }}",
        footer="{{ fait.lieu }}",
        title="{{ titre }}",
    )
    assert [(one.lieu.partie, one.lieu.balise, one.code) for one in refusals(made) if isinstance(one.lieu, Word)] == [
        ("corps", "{{ rapporteur }}", "donnee-absente"),
        ("corps", "{{ objett }}", "nom-inconnu"),
        ("corps", "{{ seance.dat }}", "attribut-inconnu"),
        ("corps", "{{ visas }}", "valeur-non-imprimable"),
        ("corps", "{{ considerants|enumeration }}", "donnee-absente"),
        ("corps", "{{ president }}", "donnee-absente"),
        ("en-tête 1", "{{ numeroo }}", "nom-inconnu"),
        ("pied 1", "{{ fait.lieu }}", "donnee-absente"),
        ("propriétés du document", "{{ titre }}", "nom-inconnu"),
    ]


def test_headers_come_in_the_order_of_their_numbers() -> None:
    more = {
        f"word/header{n}.xml": f'<w:hdr xmlns:w="w"><w:p><w:r><w:t>{{{{ a{n} }}}}</w:t></w:r></w:p></w:hdr>' for n in (10, 2, 1)
    }
    places = [one.lieu.partie for one in refusals(docx("Corps", more=more)) if isinstance(one.lieu, Word)]
    assert places == ["en-tête 1", "en-tête 2", "en-tête 10"]


def test_a_heading_is_named_as_a_person_reads_it() -> None:
    heading = "{{ numero }} : {% if objet_imprime %}{{ objet_imprime }}{% else %}{{ objet }}{% endif %}"
    made = docx(p(heading, style="Titre1"), "{{ rapporteur }}", table(row(p("Voix", style="Titre1"))), "{{ president }}")
    titres = [one.lieu.titre for one in refusals(made) if isinstance(one.lieu, Word)]
    assert titres == ["[numero] : [objet_imprime] / [objet]"] * 2


def test_one_fault_is_told_once_however_often_it_is_met() -> None:
    assert len(refusals(docx("{% for v in visas %}{{ rapporteur }}{% endfor %}"))) == 1
