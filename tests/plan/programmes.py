"""Given programmes for tests: any that may be, out of the real exercise bank."""

from functools import cache

from hypothesis import strategies as st

from nattero.diary.payloads import Given, GivenPart
from nattero.knowledge.exercises import Exercise, dose, seconds
from nattero.knowledge.pack import Pack
from nattero.plan.given import MOST_SECONDS, part_of
from tests import packed


@cache
def pack() -> Pack:
    return packed.pack()


def bank() -> dict[str, Exercise]:
    return dict(pack().exercises)


def may_be(part: GivenPart) -> bool:
    exercise = bank()[part.exercise]
    return seconds(exercise, dose(exercise, part_of(part))) <= MOST_SECONDS


words = st.text(min_size=1, max_size=60)
parts = st.builds(
    GivenPart,
    exercise=st.sampled_from(sorted(packed.pack().exercises)),
    hold=st.none() | st.integers(1, 900),
    repetitions=st.none() | st.integers(1, 30),
    sets=st.none() | st.integers(1, 30),
    rest=st.none() | st.integers(0, 120),
    times=st.none() | st.integers(1, 30),
    note=st.none() | words,
).filter(may_be)
programmes = st.builds(
    Given,
    title=words,
    by=st.none() | words,
    note=st.none() | st.text(max_size=200),
    parts=st.lists(parts, min_size=1, max_size=8),
)

DUTCH = Given(
    title="Kuiten en voeten, eerste maand",
    by="Margriet de Vries, fysiotherapeut",
    note="Doe het rustig aan. Bel me als de pijn in je kuit langer dan een dag blijft.",
    parts=[
        GivenPart(exercise="towel-stretch", hold=30, repetitions=3, note="Rug tegen de kast, handdoek onder de bal."),
        GivenPart(exercise="wall-stretch", hold=20, repetitions=4, times=2, note="Schoenen aan, hand op het aanrecht."),
        GivenPart(exercise="toes-up", note="In bed, vlak voor je gaat slapen."),
        GivenPart(exercise="leg-straighten", repetitions=10, note="Tien tellen vast, dan langzaam zakken."),
        GivenPart(exercise="chair-hamstring", hold=15, note="Niet doorduwen; zacht trekken is genoeg."),
        GivenPart(exercise="sit-reach", repetitions=5, sets=2, rest=30, note="Alleen als je rug het toelaat."),
        GivenPart(exercise="knee-ankle", repetitions=15, note="Bij het journaal, elke avond."),
        GivenPart(exercise="hamstring-stand", hold=20, note="Houd je vast; stop als je duizelig wordt."),
    ],
)
"""Eight exercises, each with its note, as somebody would write it."""
