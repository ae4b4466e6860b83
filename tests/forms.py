"""Small form templates made by code, and the data of acts that fill them: shared by the tests of forms.

Each field is written as Word writes it: one content control, in the one paragraph of a cell, inside its bookmark.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import count
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import delib
from delib.acte.acte import Acte
from delib.modele.remplissage import GabaritFormulaire
from delib.modele.saisies import bookmark
from delib.paquet import Paquet, read
from tests.words import p, parts_of, row, run, table, zipped

MODELE = "essai@brouillon"
FICHIER = "formulaire.docx"
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
EMPTY_BOX = '<w14:checked w14:val="0"/><w14:checkedState w14:val="2612"/><w14:uncheckedState w14:val="2610"/>'
KINDS = {
    "texte": "<w:text/>",
    "lignes": '<w:text w:multiLine="1"/>',
    "date": '<w:date><w:dateFormat w:val="d MMMM yyyy"/><w:lid w:val="fr-FR"/></w:date>',
    "case": f"<w14:checkbox>{EMPTY_BOX}</w14:checkbox>",
}
"""The properties that make each kind of control; lists are made by `field`."""

DONNEES: dict[str, Any] = {
    "acte": "formulaire-engagement",
    "collectivite": {
        "nom": "Métropole d’Essai",
        "nature": "metropole",
        "typographie": "laisser",
        "organes": {"conseil": {"intitule": "le Conseil"}},
    },
    "programme": {"nom": "Programme d’essai"},
}
"""The data of a blank form: what its schema asks for, and no answer."""

_numbers = count(1)


def control(content: str, properties: str) -> str:
    """Return a content control; `properties` is the XML of its `w:sdtPr`, `content` of its `w:sdtContent`."""
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def marked(inside: str, name: str) -> str:
    """Return `inside` within a bookmark."""
    number = next(_numbers)
    return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{inside}<w:bookmarkEnd w:id="{number}"/>'


def named(chemin: str, titre: str = "") -> str:
    """Return the properties that name a control: its title and its tag."""
    return f"<w:alias w:val={quoteattr(titre or chemin)}/><w:tag w:val={quoteattr(chemin)}/>"


def invitation(text: str) -> str:
    """Return the run of a placeholder."""
    return run(text, '<w:rStyle w:val="DelibInvite"/>')


def sdt(chemin: str, genre: str = "texte", invite: str = "À remplir", choix: Sequence[tuple[str, str]] = ()) -> str:
    """Return the control of a field, empty, without its bookmark."""
    if genre == "case":
        return control("<w:r><w:t>☐</w:t></w:r>", named(chemin) + KINDS["case"])
    items = "".join(f"<w:listItem w:displayText={quoteattr(one)} w:value={quoteattr(value)}/>" for one, value in choix)
    lists = {"liste": f"<w:dropDownList>{items}</w:dropDownList>", "choix": f"<w:comboBox>{items}</w:comboBox>"}
    return control(invitation(invite), f"{named(chemin)}<w:showingPlcHdr/>{KINDS.get(genre) or lists[genre]}")


def field(chemin: str, genre: str = "texte", invite: str = "À remplir", choix: Sequence[tuple[str, str]] = ()) -> str:
    """Return the paragraph of a field: its control inside its bookmark."""
    return p(marked(sdt(chemin, genre, invite, choix), bookmark(chemin)))


def cells(*paragraphs: str) -> str:
    """Return a table of « libellé | champ » rows, one a paragraph of `field`."""
    rows = [f"<w:tr>{''.join(f'<w:tc>{one}</w:tc>' for one in (p('Libellé'), paragraph))}</w:tr>" for paragraph in paragraphs]
    return table(row("À renseigner", "Réponse"), *rows, columns=2)


def template(*blocks: str, **options: Any) -> bytes:
    """Return a form's template whose body is `blocks`; the same options as `words.docx`."""
    parts = parts_of(*blocks, **options)
    for name, data in parts.items():
        if name.startswith("word/"):
            parts[name] = data.replace(b'mc:Ignorable=""', f'xmlns:w14="{W14}" mc:Ignorable="w14"'.encode())
    return zipped(parts)


def form_data(answers: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Return the data of a form, with answers given by path: `{"donnees.jeux": [{"nom": "…"}]}`."""
    made: dict[str, Any] = {**DONNEES}
    for chemin, value in (answers or {}).items():
        *above, last = chemin.split(".")
        here = made
        for step in above:
            here[step] = {**here.get(step, {})}
            here = here[step]
        here[last] = value
    return made


def form_act(answers: Mapping[str, Any] | None = None) -> Acte:
    """Return the act of a form, with answers given by path."""
    return delib.load(form_data(answers))


def render(data: bytes, answers: Mapping[str, Any] | None = None) -> Paquet:
    """Return a form's template filled with answers given by path. Raises ModeleError."""
    return GabaritFormulaire(read(data, FICHIER), FICHIER, MODELE).render(form_act(answers).racine)


def body(paquet: Paquet) -> str:
    """Return the XML of the body."""
    return paquet["word/document.xml"].decode()


def text(value: str) -> str:
    """Return a run that holds `value`, as one typed in Word."""
    return f'<w:r><w:t xml:space="preserve">{escape(value)}</w:t></w:r>'
