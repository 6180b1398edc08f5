"""Cases to try the check-up on: any person, any answers its questions take, and the desk of the pack that ships."""

from hypothesis import strategies as st

from nattero.checkup.case import Answer, Case
from nattero.checkup.consult import Checkup, consult
from tests import packed

PERSON = ("age", "sex", "pregnant")


def _answer(name: str) -> st.SearchStrategy[Answer]:
    """Any answer a feature takes, and "I don't know"."""
    feature = packed.desk().pack.features[name]
    if feature.type == "choice":
        return st.none() | st.sampled_from(feature.values)
    if feature.type == "number":
        return st.none() | st.floats(feature.least, feature.most)
    return st.sampled_from([True, False, None])


FEATURES = sorted(set(packed.desk().pack.features) - set(PERSON))
DANGER = sorted(packed.desk().caution.danger)
CRAMP = {
    "intense_pain": True,
    "sudden_onset": True,
    "loc_calf_foot": True,
    "muscle_hard": True,
    "in_bed": True,
    "relief_stretch": True,
    "sleep_disruption": True,
}


@st.composite
def answers(draw: st.DrawFn, most: int = 14) -> dict[str, Answer]:
    """Answers to some features, half the time those of a plain cramp among them."""
    found: dict[str, Answer] = dict(CRAMP) if draw(st.booleans()) else {}
    for name in draw(st.lists(st.sampled_from(FEATURES), max_size=most, unique=True)):
        found[name] = draw(_answer(name))
    return found


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Any person with any answers."""
    return Case(
        age=draw(st.none() | st.integers(0, 120)),
        sex=draw(st.sampled_from(["female", "male", "other", "unknown"])),
        pregnant=draw(st.sampled_from([True, False, None])),
        answers=draw(answers()),
    )


def checked(case: Case) -> Checkup:
    """The check-up of a case, without counting its screens."""
    return consult(case, packed.desk(), count=False)
