"""Danger is heard in four languages; what is denied is not danger; the most urgent sign speaks first."""

import pytest

from nattero.checkup.redflags import alarms, read_signs
from nattero.knowledge.hearing import hear
from nattero.knowledge.model import URGENCIES
from tests import packed

PACK = packed.pack()
LEXICON = packed.lexicon()
SIGNS = read_signs(PACK.root, LEXICON)


def raised(text: str) -> list[str]:
    return [alarm.sign for alarm in alarms(hear(text, LEXICON), SIGNS)]


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("my calf is swollen and red", "swollen-leg"),
        ("mijn kuit is dik en rood", "swollen-leg"),
        ("leggen er hoven og varm", "swollen-leg"),
        ("betis bengkak dan merah", "swollen-leg"),
        ("cramps every night for three weeks", "daily"),
        ("al drie weken elke nacht kramp", "daily"),
        ("krampe hver natt i tre uker", "daily"),
        ("kram tiap malam sudah tiga minggu", "daily"),
        ("I get cramp five times a day", "several-day"),
        ("kram beberapa kali sehari", "several-day"),
        ("my cramps always last longer than five minutes", "longer"),
        ("numb feet", "numb"),
        ("kan jeg låne mannen min sin sovetablett", "others-medicine"),
        ("how many quinine tablets may I take", "dose"),
        ("rub turpentine on it", "irritant"),
    ],
)
def test_danger_is_heard(text: str, sign: str) -> None:
    assert sign in raised(text)


@pytest.mark.parametrize(
    "text",
    [
        "cramp without swelling, numbness or fever",
        "kramp in mijn kuit, geen zwelling en niet doof",
        "krampe uten hevelse eller feber",
        "kram betis, tidak bengkak dan tidak kebas",
    ],
)
def test_what_is_denied_is_no_danger(text: str) -> None:
    assert raised(text) == []


def test_the_most_urgent_comes_first() -> None:
    found = alarms(hear("numb feet, short of breath, every night for three weeks", LEXICON), SIGNS)
    ranks = [URGENCIES.index(alarm.urgency) for alarm in found]
    assert ranks == sorted(ranks)
    assert found[0].urgency == "emergency"


def test_every_rule_shows_something_that_exists() -> None:
    for sign in SIGNS:
        assert sign.flag in PACK.red_flags if sign.flag else sign.claim in PACK.claims


def test_every_danger_sign_that_relief_and_diary_meet_has_a_rule_over_text_too() -> None:
    ruled = {sign.flag for sign in SIGNS}
    met = [flag for flag in PACK.red_flags.values() if not flag.checkup_only]
    assert {flag.id for flag in met if flag.urgency in URGENCIES[:3]} - ruled == set()
