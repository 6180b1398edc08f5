"""Somebody's own words for what they want to test, heard: medicines, what is unsafe or useless, what is swallowed, standing up.

Three kinds of harm are told by how they are put (`own_refused`). In: a text, the lexicon, the check-up's desk (it knows medicines by name)
and the pack. Out: `Heard`, which the trials' room judges. What is not understood is let through; what is swallowed never is.
"""

from typing import TYPE_CHECKING

from nattero.knowledge.hearing import hear
from nattero.knowledge.lexicon import Lexicon
from nattero.knowledge.pack import Pack
from nattero.person.own_refused import goes_without_food, leaves_out_treatment, something_hot
from nattero.trials.question import Heard

if TYPE_CHECKING:
    from nattero.checkup.desk import Desk


def _ids(text: str) -> frozenset[str]:
    return frozenset(text.split())


MEDICINES = _ids(
    "medicine side_effect statin water_tablet bp_tablet beta_blocker inhaler steroid lithium hiv contraceptive "
    "antacid insulin theophylline niacin quinine painkiller sleeping_pill relaxant epilepsy_drug drotaverine trometamol mexiletine "
    "naftidrofuryl stop_med dose other_medicine dialysis surgery"
)
SWALLOWED = _ids(
    "magnesium potassium potassium_tablets calcium vitamin_d vitamin_b vitamin supplement fish_oil minerals salt pickle silverweed mustard "
    "spirits charcoal lipoic liquorice strict_diet antimag"
)
UNSAFE = _ids(
    "jerk_pull squat fist pinch press_hard heat_burn hot_water leech pin tie electro contrast cold_floor roller"
)
STANDING = _ids("stand_up wall calf_raise barefoot cold_floor squat exercise strengthen")
KINDS = frozenset({"medicine", "other", "group"})


def heard(text: str, lexicon: Lexicon, desk: "Desk", pack: Pack) -> Heard:
    """Give what somebody's own words say."""
    said = hear(text, lexicon).said()
    named = (*desk.recognised((text,), "").medicines, *desk.recognised((), text).medicines)
    medicines = {each.id or each.typed for each in named if each.what in KINDS}
    return Heard(
        medicines=sorted(medicines | (said & MEDICINES)),
        without=leaves_out_treatment(text),
        fasting=goes_without_food(text),
        hot=something_hot(text),
        unsafe=sorted(said & (UNSAFE | _advised_against(lexicon, pack))),
        swallowed=sorted(said & SWALLOWED),
        standing=bool(said & STANDING),
    )


def _advised_against(lexicon: Lexicon, pack: Pack) -> frozenset[str]:
    """Give the concepts whose first claim is one that says: do not."""
    no = {row.claim for row in pack.rejected.values()}
    no |= {name for row in pack.interventions.values() if row.verdict == "unsafe" for name in row.claims[:1]}
    no |= {name for row in pack.measures.values() if not (row.offered or row.trial) for name in row.claims}
    no |= {claim.id for claim in pack.claims.values() if claim.verdict == "unsafe"}
    return frozenset(
        concept.id
        for concept in lexicon.concepts.values()
        if concept.kind == "topic" and concept.claims and concept.claims[0] in no
    )
