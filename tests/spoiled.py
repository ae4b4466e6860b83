"""A filled form, what people and programs do to it, and what delib must say: the table of spoiled forms.

`FULL` is a form without fault. A row spoils it in one way, and names the one anomaly that must come out: code, data path, words
of its place, words of its message. A clerk can add a row.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, NamedTuple
from xml.sax.saxutils import escape

import delib
from delib.acte.chemins import value_at
from delib.modele.bibliotheque import Bibliotheque
from delib.modele.marque import NOM
from delib.modele.saisies import Saisie, bookmark, iter_saisies
from delib.paquet import Paquet, open_file, read
from delib.production.formulaire import Formulaire

BODY = "word/document.xml"
MODELE = "formulaire-engagement"
HOUSE: dict[str, Any] = {
    "acte": "formulaire-engagement",
    "collectivite": {
        "nom": "Métropole du Grand Paris",
        "nature": "metropole",
        "typographie": "laisser",
        "organes": {"conseil": {"intitule": "le Conseil de la Métropole du Grand Paris"}},
    },
    "programme": {"nom": "Appropriation Métropolitaine"},
    "approbation": {"numero": "CM2025/04/07/19-2", "date": "2025-04-07"},
}
"""What the house says when it makes the form: it is no answer."""
FULL: dict[str, Any] = {
    "parcours": {"intitule": "IA-Attractivité des centres villes", "reference_avis": "Avis n° 3 du 2 mai 2025"},
    "candidat": {
        "nature": "commune",
        "nom": "Sceaux",
        "code_insee": "92071",
        "siret": "21920071400018",
        "territoire": "vallee_sud_grand_paris",
        "adresse": "122 rue Houdan, 92330 Sceaux",
    },
    "signataire": {"civilite": "Mme", "prenom": "Zoé", "nom": "d’Aumale", "qualite": "Maire"},
    "habilitation": {"type": "deliberation", "numero": "2025-112", "date": "2025-05-14"},
    "referent": {
        "elu": {"nom": "Jean Petit", "delegation": "Commerce", "courriel": "jean.petit@sceaux.fr"},
        "technique": {"nom": "Anne Roy", "fonction": "DSI", "courriel": "a.roy@sceaux.fr", "telephone": "01 41 13 33 00"},
        "dpo": {"nom": "Léa Blé", "courriel": "dpo@sceaux.fr", "telephone": "+33 (0)1 41 13 33 01"},
    },
    "besoin": {
        "problematique": "Les vitrines se vident : 12 % en 2024.\nLes données manquent.",
        "usagers": "40 agents & 20 000 habitants",
        "resultats": "Mesurer la fréquentation",
        "autres_aides": {"reponse": "oui", "precisions": "Action cœur de ville"},
    },
    "donnees": {
        "jeux": [
            {"nom": "Comptages piétons", "format": "CSV", "personnelles": "non"},
            {"nom": "Locaux vacants", "format": "SIG", "personnelles": "ne_sait_pas"},
        ],
        "aipd": "ne_sait_pas",
    },
    "moyens": {"agents": {"nombre": 3, "temps": "une demi-journée par semaine"}, "calendrier": "Hors août"},
    "engagement": dict.fromkeys(("reglement", "convention", "absence_flux", "evaluation", "communication", "rgpd"), True),
    "fait": {"lieu": "Sceaux", "date": "2025-06-01"},
    "pieces": {"deliberation": True, "note_intention": True, "delegation": False},
    "depot": {"date_heure": "2 juin 2025, 10 h 04", "numero": "2025-001"},
}
"""What the candidate answered."""


@cache
def form(*, filled: bool = True) -> Paquet:
    """Return the form that delib builds: filled by delib with all the answers, or blank."""
    return read(delib.build({**HOUSE, **(FULL if filled else {})}).docx, "formulaire.docx")


def spoiled(change: Callable[[str], str], parts: Mapping[str, str] | None = None) -> bytes:
    """Return the filled form, the XML of its body changed, and `parts` put in place of its own."""
    more = {name: text.encode() for name, text in (parts or {}).items()}
    return form().replaced({BODY: change(form()[BODY].decode()).encode(), **more}).to_bytes()


def answers(formulaire: Formulaire) -> dict[str, Any]:
    """Return the answers of a form, without what delib adds to them."""
    return {name: one for name, one in formulaire.donnees.items() if name not in ("acte", "modele")}


def saisies() -> dict[str, Saisie]:
    """Return the fields of the template, by path."""
    xml = open_file(Bibliotheque.default().find(MODELE).path)[BODY].decode()
    return {one.chemin: one for one in iter_saisies(xml)}


SAISIES = saisies()


def flat(donnees: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is answered, by the path of its field."""
    return {chemin: valeur for chemin in SAISIES if (valeur := value_at(donnees, chemin)) is not None}


def shown(chemin: str, valeur: object) -> str:
    """Return what a field shows of an answer."""
    saisie = SAISIES[chemin]
    if saisie.genre == "case":
        return "☒" if valeur is True else "☐"
    if saisie.genre == "date":
        return str(delib.load({**HOUSE, "fait": {"date": valeur}})["fait"]["date"])
    return {value: montre for montre, value in saisie.choix}.get(str(valeur), str(valeur))


# ------------------------------------------------------------------------------------------- what is done to the XML of a body


def control(xml: str, chemin: str) -> re.Match[str]:
    """Return where the control of a field stands: its properties (1) and its content (2)."""
    name = rf'(<w:sdtPr>(?:(?!</w:sdtPr>).)*w:val="{re.escape(chemin)}".*?</w:sdtPr>)'
    pattern = rf"<w:sdt>{name}<w:sdtContent>(.*?)</w:sdtContent></w:sdt>"
    found = re.search(pattern, xml, re.DOTALL)
    assert found is not None, chemin
    return found


def run(texte: str, properties: str = "") -> str:
    """Return a run that holds `texte`, as Word writes it."""
    rpr = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{rpr}<w:t xml:space="preserve">{escape(texte)}</w:t></w:r>'


def row(xml: str, chemin: str) -> tuple[int, int]:
    """Return where the row of a field begins and ends."""
    at = control(xml, chemin).start()
    return xml.rindex("<w:tr>", 0, at), xml.index("</w:tr>", at) + len("</w:tr>")


Change = Callable[[str], str]


def shows(chemin: str, content: str) -> Change:
    """Put `content` (XML) in a control: text was typed there."""

    def change(xml: str) -> str:
        found = control(xml, chemin)
        properties = re.sub("<w:showingPlcHdr/>", "", found[1])
        return f"{xml[: found.start()]}<w:sdt>{properties}<w:sdtContent>{content}</w:sdtContent></w:sdt>{xml[found.end() :]}"

    return change


def typed(chemin: str, texte: str) -> Change:
    """Type `texte` in a control."""
    return shows(chemin, run(texte))


def ticked(chemin: str, sign: str, checked: int) -> Change:
    """Set a check box: what it shows, and what Word keeps of it."""
    return then(shows(chemin, run(sign)), properties(chemin, r'(<w14:checked w14:val=")[01]', rf"\g<1>{checked}"))


def emptied(chemin: str) -> Change:
    """Give a field back its placeholder."""
    return lambda xml: replaced(xml, control(xml, chemin).span(), control(form(filled=False)[BODY].decode(), chemin)[0])


def properties(chemin: str, pattern: str, put: str) -> Change:
    """Change the properties of a control."""
    return lambda xml: replaced(xml, (found := control(xml, chemin)).span(1), re.sub(pattern, put, found[1]))


def plugged(chemin: str, make: Callable[[str, str], str]) -> Change:
    """Put in the place of a control what `make` returns of the control and of its content."""
    return lambda xml: replaced(xml, (found := control(xml, chemin)).span(), make(found[0], found[2]))


def unmarked(chemin: str) -> Change:
    """Take the bookmark of a field away."""
    return lambda xml: re.sub(rf'<w:bookmarkStart [^<>]*w:name="{re.escape(bookmark(chemin))}"/>', "", xml)


def dropped_row(chemin: str) -> Change:
    """Take the whole row of a field away."""
    return lambda xml: replaced(xml, row(xml, chemin), "")


def copied_row(chemin: str, change: Change = lambda xml: xml) -> Change:
    """Copy the row of a field below itself, changed."""
    return lambda xml: replaced(xml, (at := row(xml, chemin)), xml[slice(*at)] + change(xml[slice(*at)]))


def words(before: str, after: str) -> Change:
    """Change words of the fixed text: the whole text of a run holds `before`."""

    def change(xml: str) -> str:
        assert xml.count(before) == 1, before
        return xml.replace(before, after)

    return change


def without_paragraph(holding: str) -> Change:
    """Take away the paragraph whose text holds `holding`."""

    def change(xml: str) -> str:
        at = xml.index(holding)
        return replaced(xml, (max(xml.rindex("<w:p>", 0, at), xml.rfind("<w:p ", 0, at)), xml.index("</w:p>", at) + 6), "")

    return change


def at_the_end(block: str) -> Change:
    """Add a block after the text of the form."""
    return lambda xml: xml.replace("<w:sectPr", f"{block}<w:sectPr", 1) if "<w:sectPr" in xml else xml


def then(*changes: Change) -> Change:
    """Do several things in turn."""

    def change(xml: str) -> str:
        for one in changes:
            xml = one(xml)
        return xml

    return change


def replaced(xml: str, span: tuple[int, int], put: str) -> str:
    """Return `xml` with `put` in the place of a span."""
    return xml[: span[0]] + put + xml[span[1] :]


def paragraph(texte: str) -> str:
    """Return a paragraph."""
    return f"<w:p>{run(texte)}</w:p>"


# --------------------------------------------------------------------------------------------------------------- the table


class Gate(NamedTuple):
    """A spoiled form: its name, how it is spoiled, and the one anomaly that it must give."""

    nom: str
    change: Change
    code: str
    chemin: str = ""
    lieu: str = ""
    mots: str = ""


_PICTURE = "<w:r><w:drawing/></w:r>"
_PLACEHOLDER = '<w:rStyle w:val="DelibInvite"/>'

SPOILED: tuple[Gate, ...] = (
    # ------------------------------------------------------------------------------------------------------- empty fields
    Gate("never filled", emptied("candidat.adresse"), "formulaire-vide", "candidat.adresse", "Candidat › Siège", "« Siège »"),
    Gate(
        "emptied", shows("besoin.usagers", ""), "formulaire-vide", "besoin.usagers", "Besoin › Agents et usagers", "obligatoire"
    ),
    Gate(
        "blanks alone",
        typed("referent.elu.delegation", " \u00a0\t "),
        "formulaire-vide",
        "referent.elu.delegation",
        "Référents › Délégation de l’élu",
    ),
    Gate(
        "the prompt of Word itself",
        shows("moyens.calendrier", run("Cliquez ou appuyez ici pour entrer du texte.", _PLACEHOLDER)),
        "formulaire-vide",
        "moyens.calendrier",
    ),
    Gate(
        "the prompt kept by LibreOffice, its spaces changed",
        then(
            emptied("candidat.siret"),
            properties("candidat.siret", "<w:showingPlcHdr/>", ""),
            words("Quatorze chiffres, sans espace", "Quatorze  chiffres,\u00a0sans espace "),
        ),
        "formulaire-vide",
        "candidat.siret",
        "Numéro SIRET",
    ),
    Gate(
        "empty though its condition holds",
        emptied("candidat.code_insee"),
        "formulaire-vide",
        "candidat.code_insee",
        "Code INSEE",
        "puisque « Nature » dit « Commune »",
    ),
    Gate(
        "a date that is due",
        emptied("habilitation.date"),
        "formulaire-vide",
        "habilitation.date",
        "Date de l’acte",
        "« Délibération »",
    ),
    Gate(
        "a row without its name",
        emptied("donnees.jeux[1].nom"),
        "formulaire-vide",
        "donnees.jeux[1].nom",
        "ligne 3",
        "dès que sa ligne est remplie",
    ),
    Gate(
        "a box not ticked",
        ticked("engagement.rgpd", "☐", 0),
        "formulaire-case-vide",
        "engagement.rgpd",
        "Engagements",
        "pas cochée",
    ),
    Gate(
        "a piece that is not joined",
        ticked("pieces.note_intention", "☐", 0),
        "formulaire-case-vide",
        "pieces.note_intention",
        "Pièces jointes",
        "« Note d’intention jointe »",
    ),
    Gate(
        "a box not ticked, whose condition holds",
        ticked("pieces.deliberation", "☐", 0),
        "formulaire-case-vide",
        "pieces.deliberation",
        "",
        "puisque « Nature de l’acte » dit « Délibération »",
    ),
    # ------------------------------------------------------------------------------------------------------- contradictions
    Gate(
        "a code INSEE for what is no commune",
        typed("candidat.nature", "Établissement public territorial"),
        "formulaire-contradiction",
        "candidat.code_insee",
        "Code INSEE",
        "alors que « Nature » dit « Établissement public territorial »",
    ),
    Gate(
        "details of what does not exist",
        typed("besoin.autres_aides.reponse", "Non"),
        "formulaire-contradiction",
        "besoin.autres_aides.precisions",
        "Lesquels",
        "dit « Non »",
    ),
    Gate(
        "a box ticked for nothing",
        ticked("pieces.delegation", "☒", 1),
        "formulaire-contradiction",
        "pieces.delegation",
        "",
        "dit « Maire »",
    ),
    # ------------------------------------------------------------------------------------------------------- lists and boxes
    Gate(
        "out of the list",
        typed("candidat.territoire", "Plaine Communes"),
        "formulaire-hors-liste",
        "candidat.territoire",
        "Établissement public territorial",
        "vouliez-vous « Plaine Commune »",
    ),
    Gate(
        "out of the list on which another answer depends",
        typed("candidat.nature", "Mairie"),
        "formulaire-hors-liste",
        "candidat.nature",
        "Candidat › Nature",
        "Établissement public territorial",
    ),
    Gate(
        "another word for it",
        typed("signataire.civilite", "Madame"),
        "formulaire-hors-liste",
        "signataire.civilite",
        "",
        "« Madame »",
    ),
    Gate(
        "an item without its accents",
        typed("candidat.territoire", "VALLEE SUD GRAND-PARIS"),
        "formulaire-choix-lu",
        "candidat.territoire",
        "",
        "lu comme le choix « Vallée Sud Grand Paris »",
    ),
    Gate(
        "a box with a doubt",
        shows("engagement.convention", run("peut-être")),
        "formulaire-case",
        "engagement.convention",
        "Engagements",
        "« peut-être »",
    ),
    Gate(
        "a box that shows one thing and keeps another",
        ticked("engagement.evaluation", "☒", 0),
        "formulaire-case-double",
        "engagement.evaluation",
        "Suivi et évaluation",
        "montre « ☒ », et Word la tient pour vide",
    ),
    # ---------------------------------------------------------------------------------------------------------------- dates
    Gate("a year of two figures", typed("fait.date", "01/06/25"), "formulaire-date", "fait.date", "", "deux chiffres"),
    Gate("a day that is not", typed("fait.date", "31 juin 2025"), "formulaire-date", "fait.date", "", "n’existe pas"),
    Gate(
        "another day of the week", typed("fait.date", "lundi 1er juin 2025"), "formulaire-date", "fait.date", "", "de la semaine"
    ),
    Gate("no date", typed("habilitation.date", "au printemps"), "formulaire-date", "habilitation.date", "", "« au printemps »"),
    Gate(
        "a date typed over the one that was picked",
        typed("fait.date", "2 juin 2025"),
        "formulaire-date-double",
        "fait.date",
        "Signature › Date de signature",
        "montre le 2 juin 2025, et Word y garde le 1er juin 2025",
    ),
    Gate(
        "signed before being empowered",
        then(typed("habilitation.date", "2 juin 2025"), properties("habilitation.date", ' w:fullDate="[^"]*"', "")),
        "formulaire-dates",
        "habilitation.date",
        "Date de l’acte",
        "vient après « Date de signature » (1er juin 2025)",
    ),
    # --------------------------------------------------------------------------------------------- numbers and identifiers
    Gate(
        "a SIRET in groups",
        typed("candidat.siret", "219 200 714 00018"),
        "formulaire-espaces",
        "candidat.siret",
        "",
        ": 21920071400018",
    ),
    Gate(
        "thirteen figures",
        typed("candidat.siret", "2192007140001"),
        "forme-inattendue",
        "candidat.siret",
        "Numéro SIRET",
        "« 2192007140001 »",
    ),
    Gate("a wrong key", typed("candidat.siret", "21920071400019"), "siren-cle", "candidat.siret", "Numéro SIRET"),
    Gate(
        "the SIRET of another",
        typed("candidat.siret", "20005478100022"),
        "formulaire-commune-siren",
        "candidat.siret",
        "",
        "commune de Sceaux (219200714)",
    ),
    Gate(
        "no address",
        typed("referent.dpo.courriel", "dpo(at)sceaux.fr"),
        "forme-inattendue",
        "referent.dpo.courriel",
        "Courriel du délégué",
    ),
    Gate(
        "a number in letters",
        typed("moyens.agents.nombre", "trois agents"),
        "type-inattendu",
        "moyens.agents.nombre",
        "",
        "« trois agents »",
    ),
    Gate("a text too long", typed("besoin.problematique", "a" * 3001), "texte-long", "besoin.problematique", "Besoin", "3001"),
    # ------------------------------------------------------------------------------------------------------------- communes
    Gate(
        "an unknown commune",
        typed("candidat.nom", "Sceauxville"),
        "formulaire-commune",
        "candidat.nom",
        "Nom officiel",
        "« Sceauxville »",
    ),
    Gate(
        "the code of another commune",
        typed("candidat.code_insee", "92002"),
        "formulaire-commune-code",
        "candidat.code_insee",
        "Code INSEE",
        "celui de Antony (92)",
    ),
    Gate(
        "a code of none",
        typed("candidat.code_insee", "92999"),
        "formulaire-commune-code",
        "candidat.code_insee",
        "",
        "aucune commune",
    ),
    Gate(
        "a name without its case",
        typed("candidat.nom", "SCEAUX"),
        "formulaire-commune-nom",
        "candidat.nom",
        "",
        "« Sceaux » (92071)",
    ),
    # --------------------------------------------------------------------------------------------------------------- fields
    Gate(
        "a row deleted",
        dropped_row("moyens.agents.temps"),
        "formulaire-champ-disparu",
        "moyens.agents.temps",
        "Analyse d’impact, agents et calendrier",
        "« Temps consacré »",
    ),
    Gate(
        "a row copied",
        copied_row("candidat.adresse"),
        "formulaire-champ-repete",
        "candidat.adresse",
        "ligne 8",
        "2 fois",
    ),
    Gate(
        "a row copied, and filled otherwise",
        copied_row("candidat.adresse", typed("candidat.adresse", "Ailleurs")),
        "formulaire-champ-dispute",
        "candidat.adresse",
        "",
        "« 122 rue Houdan, 92330 Sceaux », « Ailleurs »",
    ),
    Gate(
        "a control copied beside itself",
        plugged("candidat.adresse", lambda whole, _: whole * 3),
        "formulaire-champ-repete",
        "candidat.adresse",
        "Candidat › Siège",
        "3 fois",
    ),
    Gate(
        "a control added",
        at_the_end(
            '<w:p><w:sdt><w:sdtPr><w:tag w:val="remarque"/><w:text/></w:sdtPr>'
            f"<w:sdtContent>{run('Vite !')}</w:sdtContent></w:sdt></w:p>"
        ),
        "formulaire-champ-ajoute",
        "remarque",
        "",
        "« Vite ! »",
    ),
    Gate(
        "typed beside the field",
        then(emptied("moyens.calendrier"), plugged("moyens.calendrier", lambda whole, _: f"{whole}{run('Hors août')}")),
        "formulaire-hors-champ",
        "moyens.calendrier",
        "",
        "« Hors août »",
    ),
    Gate(
        "typed in the field and beside it",
        plugged("moyens.calendrier", lambda whole, _: f"{whole}{run(' et hors juillet')}"),
        "formulaire-deux-textes",
        "moyens.calendrier",
        "",
        "« et hors juillet », qui n’est pas retenu",
    ),
    Gate(
        "typed after the placeholder",
        shows("referent.elu.delegation", run("Intitulé de sa délégation", _PLACEHOLDER) + run(" Commerce")),
        "formulaire-invite-gardee",
        "referent.elu.delegation",
        "Délégation de l’élu",
        "effacez l’invite",
    ),
    Gate(
        "a placeholder of one's own",
        then(
            shows("fait.lieu", run("Votre ville", _PLACEHOLDER)),
            properties("fait.lieu", "<w:text/>", "<w:showingPlcHdr/><w:text/>"),
        ),
        "formulaire-invite-autre",
        "fait.lieu",
        "",
        "« Votre ville »",
    ),
    Gate(
        "a picture",
        shows("besoin.resultats", run("Voir :") + _PICTURE),
        "formulaire-image",
        "besoin.resultats",
        "Résultats attendus",
        "n’est pas lue",
    ),
    Gate(
        "two lines in a field of one",
        shows("referent.technique.fonction", f"{run('Directrice des systèmes')}<w:r><w:br/></w:r>{run('d’information')}"),
        "formulaire-reunie",
        "referent.technique.fonction",
        "Fonction de l’agent",
        "« Directrice des systèmes d’information »",
    ),
    Gate(
        "line breaks that LibreOffice took out",
        plugged("besoin.problematique", lambda whole, _: f"<w:r><w:br/></w:r>{whole}"),
        "formulaire-lignes-collees",
        "besoin.problematique",
        "Besoin",
        "un saut de ligne",
    ),
    Gate(
        "a hole in a list",
        then(*(emptied(f"donnees.jeux[0].{one}") for one in ("nom", "format", "personnelles"))),
        "formulaire-trou",
        "donnees.jeux",
        "ligne 2",
        "La ligne 1 de « Jeux de données » est vide",
    ),
    Gate(
        "a row of a list deleted",
        dropped_row("donnees.jeux[4].nom"),
        "formulaire-ligne-otee",
        "donnees.jeux",
        "",
        "La ligne 5 de « Jeux de données »",
    ),
    Gate(
        "changes tracked",
        plugged(
            "fait.lieu", lambda whole, _: f'{whole}<w:del w:id="900" w:author="A"><w:r><w:delText>Paris</w:delText></w:r></w:del>'
        ),
        "formulaire-revisions",
    ),
    # ----------------------------------------------------------------------------------------------------------- fixed text
    Gate(
        "a sentence removed",
        without_paragraph("n engagement de candidater"),
        "formulaire-texte-supprime",
        "",
        "",
        "pas un contrat",
    ),
    Gate("a word changed", words("pas un contrat", "un contrat ferme"), "formulaire-texte-modifie", "", "paragraphe", "« … "),
    Gate(
        "a reservation added",
        at_the_end(paragraph("Sous réserve du vote du budget.")),
        "formulaire-texte-ajoute",
        "",
        "paragraphe",
        "« Sous réserve du vote du budget. »",
    ),
    Gate(
        "a reservation added to a sentence",
        words("accepte le règlement", "accepte, sauf l’article 12, le règlement"),
        "formulaire-texte-modifie",
        "",
        "Engagements",
        "sauf l’article 12",
    ),
    Gate(
        "a whole report pasted",
        at_the_end("".join(paragraph(f"Ligne {rank}") for rank in range(2_100))),
        "formulaire-texte-abondant",
        "",
        "corps",
        "trop de paragraphes",
    ),
)
"""Each row is one way to spoil a form, and the one anomaly that delib must give."""


COMMENTS = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<w:comments xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    f'<w:comment w:id="0" w:author="A">{paragraph("À revoir avec le DGS")}</w:comment></w:comments>'
)
"""The comments of a form."""


def commented() -> bytes:
    """Return the filled form with a comment."""
    types = form()["[Content_Types].xml"].decode()
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
    override = f'<Override PartName="/word/comments.xml" ContentType="{kind}"/></Types>'
    return spoiled(lambda xml: xml, {"word/comments.xml": COMMENTS, "[Content_Types].xml": types.replace("</Types>", override)})


def signed(modele: str) -> bytes:
    """Return the filled form, whose mark names `modele`; "" takes the mark away."""
    custom = form()["docProps/custom.xml"].decode()
    assert f'name="{NOM}"' in custom
    put = re.sub(r"(<vt:lpwstr>).*?(</vt:lpwstr>)", rf"\g<1>{modele}\g<2>", custom) if modele else custom.replace(NOM, "autre")
    return spoiled(lambda xml: xml, {"docProps/custom.xml": put})
