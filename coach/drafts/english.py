"""Whether a text is clearly not English: a cheap test on the words that hold sentences together."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

LEAST_WORDS = 6
"""Fewer words tell no language (ours)."""

LEAST_ENGLISH = 0.10
"""Share of English function words under which another language is thought of (ours).

Messages have 0.3 to 0.6 of them, terse notes 0.15.
"""

SURELY_ENOUGH, NEXT_TO_NONE = 15, 0.07
"""From this many words on, a text with next to no English ones is foreign (ours)."""

_ENGLISH = (
    "the a an and or but of to in on at for with from by about is are was be been am it its "
    "this that these those i i'm i'd i'll i've me my we we're our us you you're your he she "
    "they them his her their not no if so as can could would will have has had do did just "
    "what when who how which there here up out get give call back please thanks hi hello let "
    "know some any all more "
)
_FOREIGN = (
    # Spanish, Portuguese, Catalan
    "el la los las un una unos y que de del en con por para su sus se lo le es soy está esta "
    "este mi muy pero como más si llamo hola gracias buenos días usted nosotros ao um uma não "
    "com os da do dos na você meu minha eu isso obrigado bom dia seu sua são és amb "
    # French
    "le les des du et est je vous nous votre vos une dans sur pour avec au aux ce cette ne "
    "pas qui que bonjour merci suis avez mon ma "
    # German, Dutch, Scandinavian
    "der die das den dem ein eine einen und ist ich sie wir ihr ihre mit von für auf nicht zu "
    "im bei guten sind haben hier auch noch het een van ik je niet voor met dat op zijn heb "
    "bij og det er jeg på til av som ikke och att jag är för "
    # Italian
    "il di che non sono per come anche questo questa gli della nel buongiorno grazie ho suo "
    # Polish, Turkish, Indonesian, Finnish
    "nie się jest na w z ze że dzień dobry proszę ja bir ve bu için ile ben merhaba saya anda "
    "dan yang untuk ini dengan ja on hei minä että "
)
ENGLISH = frozenset(_ENGLISH.split())
FOREIGN = frozenset(_FOREIGN.split()) - ENGLISH
BARE = re.compile(r"^[^\w]+|[^\w]+$")


def is_clearly_foreign(words: Sequence[str]) -> bool:
    """Tell whether words [as written] are in another language; in doubt they are English."""
    bare = [BARE.sub("", word.lower().replace("\u2019", "'")) for word in words]
    said = [word for word in bare if word and not any(char.isdigit() for char in word)]
    if _foreign_script(said) > 0.5:
        return True
    if len(said) < LEAST_WORDS:
        return False
    english = sum(word in ENGLISH for word in said) / len(said)
    foreign = sum(word in FOREIGN for word in said) / len(said)
    if english < LEAST_ENGLISH and foreign > english:
        return True
    return foreign > 2 * english or (len(said) >= SURELY_ENOUGH and english < NEXT_TO_NONE)


def _foreign_script(words: Sequence[str]) -> float:
    """Share of the letters that are not Latin ones."""
    letters = [char for word in words for char in word if char.isalpha()]
    if not letters:
        return 0.0
    foreign = sum(not unicodedata.name(char, "").startswith("LATIN") for char in letters)
    return foreign / len(letters)
