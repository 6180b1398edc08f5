"""Words that people use in tables and commands for sides, muscles, yes and no, in four languages.

In: a word as it was typed. Out: the name that an entry uses, or None.
"""

import unicodedata
from collections.abc import Mapping

SIDES = {
    "left": "left l left_leg links linkerbeen venstre v venstre_bein kiri ki kaki_kiri",
    "right": "right r right_leg rechts rechterbeen høyre hoyre h høyre_bein kanan ka kaki_kanan",
    "both": "both b both_legs beide beide_benen allebei begge begge_beina keduanya kedua kedua_kaki",
}
MUSCLES = {
    "calf": "calf calves kuit kuiten legg leggen legger leggene betis",
    "foot": "foot feet voet voeten fot foten føtter fotsåle voetzool telapak_kaki kaki",
    "toes": "toe toes teen tenen tå tær tåen tærne jari_kaki",
    "shin": "shin shins scheen scheenbeen skinneben skinnlegg leggbein tulang_kering",
    "hamstring": (
        "hamstring hamstrings back_of_the_thigh back_of_thigh achterkant_bovenbeen bovenbeen_achterkant "
        "achterkant_van_het_bovenbeen achterkant_dij bakside_lår baksiden_av_låret paha_belakang"
    ),
    "thigh": (
        "thigh thighs front_of_the_thigh front_of_thigh dij dijen bovenbeen voorkant_bovenbeen bovenbeen_voorkant "
        "voorkant_van_het_bovenbeen lår låret lårene forside_lår forsiden_av_låret paha paha_depan"
    ),
}
YES_NO = {
    "yes": "yes y ja j ya true 1 x",
    "no": "no n nee nei tidak t false 0",
}


def _table(words: Mapping[str, str]) -> dict[str, str]:
    return {word.replace("_", " "): name for name, all_words in words.items() for word in all_words.split()}


_SIDES, _MUSCLES, _YES_NO = _table(SIDES), _table(MUSCLES), _table(YES_NO)


def plain(word: str) -> str:
    """A word without capitals, spaces around it, and different ways to write one letter."""
    return " ".join(unicodedata.normalize("NFC", word).casefold().replace("_", " ").split())


def side(word: str) -> str | None:
    """The side a word means: left, right or both."""
    return _SIDES.get(plain(word))


def muscle(word: str) -> str | None:
    """The muscle a word means: calf, foot, toes, shin, hamstring or thigh."""
    return _MUSCLES.get(plain(word))


def yes_no(word: str) -> bool | None:
    """Whether a word means yes or no."""
    found = _YES_NO.get(plain(word))
    return None if found is None else found == "yes"
