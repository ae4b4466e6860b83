"""Elision: whether a word asks the one before it for an apostrophe, and the two written together.

Knows the h aspirés (« le hameau », « du Havre ») from the mute ones (« l’habitant », « d’Hyères »), and the few vowels that
do not elide (« le onze », « de oui »). Does not read the sentence: « un » always elides, be it the article or the number. Place
names have a table of their own (the Insee's), which wins over what is guessed here from the spelling.
"""

from __future__ import annotations

import unicodedata

from delib.francais.signes import APOSTROPHE
from delib.francais.tri import fold


def _words(texte: str) -> frozenset[str]:
    return frozenset(texte.split())


# Stems whose words have an h aspiré, unaccented; a longer stem of _MUETS wins.
_ASPIRES = _words("""
    habaner habl habsb hach hack hadd hadi hadj hadr hafn hagard hagg haguen haie haik haill hain hair haiss haka halag halal
    halbr hale half hall haloir halt halv hamac hambourg hamburg hameau hamm hamp hamster han happ haqu har hasard hasch hassi
    hast hat hau hav hayon
    heaum heiduq hennin hennir henniss hennuy heraut heriss herni heronn hers hertz hetr heurt
    hibou hickor hide hidjab hijab hierarch hierarqu hieroglyph high hiss hittit
    hobb hobereau hocco hoch hockey hold hollan hollyw holster homard homespun hondur hong honnir honte hooligan hoquet
    horion hornblend horsain horst hortill hotline hott hou hoyau
    huard huart hublot huch huee huerta hugueno huit hulot hulul humage hunier hupp hurdl hurepoix hurl huron hurric husk hussard
    hussit hutin hutt
    """)
# Whole words, where the same letters also begin words with a mute h: « héros », but « héroïne ».
_ASPIRES_ENTIERS = _words("""
    ha hague halo halos ham hamada hao hase hases he hein hele heler hem henne hep here heres heron herons heros heu hi hic hie
    hienghene hikueru hile hiles hindi hip hippie hippies hippy hit hitiaa hits hiva ho hoc hola home homes horde hordes honni
    honnie honnies honnis hop hors horse hot huahine hub hubs hue huer hues hum humer hun hune hunes huns hure hures
""")
_MUETS = _words("halein halen hallali halluc halter harcourt harm harpag harusp haussmann herault huitr hurlub")
_SHORTEST, _LONGEST = 3, 10  # of the stems
_SANS_ELISION = _words("""
    onze onzieme onziemes onziemement oui ouistiti ouistitis iourte iourtes uhlan uhlans ululer ulule ululement
""")
# « y » elides before a consonant (« d’Yvelines »), not before a vowel (« le yacht ») but for these words and these French names.
_Y_ELIDE = ("yainv", "yebl", "yerm", "yerv", "yeuse", "yevre", "yonne", "yonv")
_Y_ELIDE_ENTIERS = frozenset({"yenne", "yerres", "yeu", "yeux", "yolet", "yon", "yoncq", "youx", "yutz"})
_ROMAINS = frozenset({"I", "II", "III", "IV", "IX"})
_ORDINAUX = ("er", "re", "ème", "e")
_MOT = 40  # no French word is longer: nothing is read further into a text

_S_ELIDENT = frozenset({"de", "le", "la", "que", "ne", "se", "je", "me", "te", "jusque", "lorsque", "puisque", "quoique"})
_ETRE = frozenset({"est", "etait", "etaient", "eut", "eussent", "en"})


def is_vowel_sound(mot: str) -> bool:
    """Return whether « le », « de », « que » elide before `mot`: a vowel or a mute h, whatever follows the first word.

    False before a figure (« de 11 »), a Roman numeral (« le IX »), a lone capital (« le A »), letters without a vowel that
    begin with H (« de HLM »), and any opening sign: what is quoted is quoted whole (« de « Innover » »).
    """
    tete = _first_word(mot)
    if not tete or _is_letters(tete):
        return False
    plain = fold(tete)
    if plain[:1] in ("a", "e", "i", "o", "u"):
        return plain not in _SANS_ELISION
    if plain[:1] == "y":
        return plain[1:2] not in ("a", "e", "i", "o", "u") or plain in _Y_ELIDE_ENTIERS or plain.startswith(_Y_ELIDE)
    return plain[:1] == "h" and not _is_aspirated(plain)


def elide(mot: str, suivant: str) -> str:
    """Return the two words written together: « qu’il », « s’ils », « l’habitant », « le huitième », « parce qu’elle ».

    `mot` is de, le, la, que, ne, se, je, me, te, ce, si, jusque, lorsque, puisque, quoique, or a phrase that ends on « que »;
    anything else is only set before `suivant`. « si » elides before il and ils alone, « ce » before the verb être and « en »:
    « ce arrêté » is not made « cet ». « lorsque », « puisque », « quoique » elide before every vowel, as the acts write.
    """
    if not suivant:
        return mot
    return f"{mot[:-1]}{APOSTROPHE}{suivant}" if _elides(fold(mot), suivant) else f"{mot} {suivant}"


def _elides(mot: str, suivant: str) -> bool:
    if mot == "si":
        return fold(_first_word(suivant)) in ("il", "ils")
    if mot == "ce":
        return fold(_first_word(suivant)) in _ETRE
    return (mot in _S_ELIDENT or mot.endswith(" que")) and is_vowel_sound(suivant)


def _first_word(texte: str) -> str:
    """Return the letters that begin `texte`, composed; none where it begins with anything else."""
    head = unicodedata.normalize("NFC", texte[:_MOT])
    end = next((place for place, sign in enumerate(head) if not sign.isalpha()), len(head))
    return head[:end]


def _is_letters(mot: str) -> bool:
    """Return whether `mot` is read letter by letter or as a number: « A », « HLM », « IV », « IIIe »."""
    for suffixe in _ORDINAUX:
        if mot.removesuffix(suffixe) in _ROMAINS:
            return True
    if len(mot) == 1:
        return mot in "AEIOUHY"
    return mot[0] == "H" and mot.isupper() and not any(sign in "aeiouy" for sign in fold(mot))


def _is_aspirated(plain: str) -> bool:
    if plain in _ASPIRES_ENTIERS:
        return True
    for length in range(min(len(plain), _LONGEST), _SHORTEST - 1, -1):
        stem = plain[:length]
        if stem in _ASPIRES:
            return True
        if stem in _MUETS:
            return False
    return False
