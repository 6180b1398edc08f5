"""Whatever a box is called: how many of it may be taken is warned of; what somebody takes of their own is not."""

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from nattero.ask.answer import Desk, ask
from nattero.checkup.finding import find
from nattero.checkup.names import NAMED
from nattero.knowledge.hearing import hear
from tests import packed

DESK: Desk = packed.questions()
NAMES = sorted(
    name[0]
    for name, meant in DESK.names().exact.items()
    if len(name) == 1 and len(name[0]) > 5 and meant.means in NAMED and not meant.everyday
)
HOW_MANY = {
    "en": "how many {} can I take for cramp",
    "nl": "hoeveel {} mag ik slikken tegen kramp",
    "nb": "hvor mange {} kan jeg ta mot krampe",
    "id": "berapa {} boleh saya minum untuk kram",
}
THEIR_OWN = {
    "en": "dad takes {} and has cramp, is it from that",
    "nl": "mijn vader slikt {} en heeft kramp, komt dat daarvan",
    "nb": "mannen bruker {} og har krampe, kommer det av den",
    "id": "suami minum {} dan sering kram, apa karena itu",
}


@given(st.sampled_from(NAMES), st.sampled_from(sorted(HOW_MANY)))
@settings(max_examples=60, deadline=None)
def test_how_many_of_any_medicine_may_be_taken_is_warned_of(name: str, lang: str) -> None:
    assume(
        not any(found.sure == 1.0 for found in hear(name, DESK.lexicon).mentions)
    )  # a mineral or a food has its own rules
    question = HOW_MANY[lang].format(name)
    assume(any(name in question.split()[each.start : each.end] for each in find(question.split(), DESK.names())))
    assert ask(question, DESK, lang).warning is not None


@given(st.sampled_from(NAMES), st.sampled_from(sorted(THEIR_OWN)))
@settings(max_examples=60, deadline=None)
def test_what_a_relative_takes_is_no_medicine_of_somebody_else(name: str, lang: str) -> None:
    warning = ask(THEIR_OWN[lang].format(name), DESK, lang).warning
    assert warning is None or warning.sign != "others-medicine"
