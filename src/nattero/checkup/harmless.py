"""A harmless reason in the same sentence: weak with stage fright, a bed wet from a glass of water, what the cramp itself does.

In: a sentence with the places of its terms, and a feature heard in it. Out: whether the sentence itself explains it. Groups of
words (`pack/hearing_words.yaml`) are reasons, each for a few features only; "a&b" is one where both stand.
"""

from nattero.checkup.listening import Sentence

EXPLAINED = {
    "stirred": frozenset(
        ("sudden_weakness", "weakness", "breathless_chest", "bladder_bowel", "little_urine", "cannot_stand")
    ),
    "walk_relieved": frozenset(("saddle_numb",)),
    "feels_all": frozenset(("saddle_numb",)),
    "coals": frozenset(("red_warm",)),
    "drawn_up": frozenset(("hard_vein",)),
    "worn_out": frozenset(("sudden_weakness", "weakness", "cannot_stand", "foot_drop", "muscle_tender_weak")),
    "too_warm": frozenset(("rest_pain_foot",)),
    "spilled": frozenset(("tongue_wet", "bladder_bowel", "little_urine")),
    "at_table": frozenset(("tongue_wet",)),
    "sleepy_words": frozenset(("bulbar", "confusion")),
    "held_up": frozenset(("bladder_bowel",)),
    "at_the_news": frozenset(("lost_consciousness", "breathless_chest")),
    "bought_small": frozenset(("swelling_one_leg", "swelling_both")),
    "sunburn_words": frozenset(("red_warm", "spreading_skin")),
    "accident_cause": frozenset(("weakness",)),
    "animal_on": frozenset(("sudden_weakness", "weakness", "cannot_stand")),
    "on_purpose": frozenset(("pale_bruise", "wasting")),
    "bed_wetter": frozenset(("tongue_wet",)),
    "always_so": frozenset(("swelling_both",)),
    "night_owl": frozenset(("cannot_stand",)),
    "from_the_cold": frozenset(("sudden_cold_pale", "cold_foot")),
    "poor_sleep": frozenset(("confusion",)),
    "never_could": frozenset(("weakness",)),
    "after_run": frozenset(("palpitations",)),
    "hungry": frozenset(("breathless_chest", "lost_consciousness", "weakness")),
    "out_of_water": frozenset(("sudden_cold_pale", "cold_foot")),
    "dyed_food": frozenset(("dark_urine", "gi_bleed", "red_warm", "spreading_skin")),
    "painted_on": frozenset(("foot_wounds", "jaundice", "pale_bruise", "sudden_cold_pale")),
    "bike_seat&back_again": frozenset(("saddle_numb",)),
    "telling_jokes": frozenset(("breathless_chest", "bladder_bowel", "weakness")),
    "plenty": frozenset(("little_urine",)),
    "one_jolt&nods_off": frozenset(("whole_body_jerk",)),
    "baby_kicks": frozenset(("preg_upper_belly", "whole_body_jerk", "fit_in_pregnancy")),
    "sport": frozenset(("pale_bruise", "bleeding_bruise_quinine")),
    "since_medicine": frozenset(("getting_worse",)),
    "after_dentist": frozenset(("stroke_signs", "bulbar", "tingle_mouth")),
    "glasses": frozenset(("preg_headache_vision", "stroke_signs")),
    "kept_safe": frozenset(("toxin",)),
    "snores": frozenset(("breathless_chest",)),
    "legs_slept&plural_legs&moment_only": frozenset(("sudden_weakness", "weakness")),
    "in_water&warm_again": frozenset(("sudden_cold_pale", "cold_foot")),
    "handwork&straight_again": frozenset(("hand_spasm",)),
    "only_lazy": frozenset(("cannot_stand",)),
    "tetanus_shot&jaw_free": frozenset(("dirty_wound",)),
    "she_sleeps": frozenset(("saddle_numb",)),
    "iron_low&on_stairs": frozenset(("breathless_chest",)),
    "under_control": frozenset(("breathless_chest",)),
    "since_childhood": frozenset(
        ("hand_spasm", "bulbar", "jaw_stiff", "swelling_one_leg", "swelling_both", "sudden_cold_pale")
    ),
}
"""What a sentence gives a harmless reason for: weak at the knees with stage fright, a bed wet from a glass of water."""

NOT_WITH_BACK = frozenset(("stirred", "walk_relieved", "feels_all", "worn_out"))
"""Reasons that explain nothing beside a bad back."""

NOT_WITH_NO = frozenset(("out_of_water", "from_the_cold", "under_control"))
"""Reasons that explain nothing where something is denied: "it will not get warm", "not under control"."""

NOT_WITH_CHEST = frozenset(("iron_low&on_stairs", "under_control"))
"""Reasons for little breath that explain nothing where the chest hurts."""

LASTING_REASONS = frozenset(("snores", "poor_sleep", "since_childhood", "always_so", "iron_low&on_stairs"))
"""What always was: it explains nothing that is new."""

BRIEF = frozenset(("breathless_chest", "tight_pain_extreme", "cannot_stand", "palpitations", "hand_spasm", "red_warm"))
"""What a cramp may do while it lasts: nothing, where it is said to last a moment and to be over then."""


def explained(sentence: Sentence, name: str, following: Sentence | None = None) -> bool:
    """Tell whether a sentence gives a harmless reason for what it says: "legs like jelly, stage fright"."""
    if _let_go(sentence, following, name):
        return True
    if "@suddenly" in sentence.places:
        return False
    if _is_the_cramp(sentence, name):
        return True
    new, back = "@at_once" in sentence.places, "@back" in sentence.places
    chest = "@chest" in sentence.places
    return any(
        name in names
        and all(f"@{part}" in sentence.places for part in group.split("&"))
        and not (new and group in LASTING_REASONS)
        and not (back and group in NOT_WITH_BACK)
        and not (chest and group in NOT_WITH_CHEST)
        and not (group in NOT_WITH_NO and "@not" in sentence.places)
        for group, names in EXPLAINED.items()
    )


def _is_the_cramp(sentence: Sentence, name: str) -> bool:
    """Tell whether something is what the cramp itself does for a moment: "gasping for ten seconds, then it let go"."""
    brief = {"@moment_only", "@then_gone"} <= sentence.places.keys()
    return name in BRIEF and brief and (name != "breathless_chest" or "@cramp" in sentence.places)


def _let_go(sentence: Sentence, following: Sentence | None, name: str) -> bool:
    """Tell whether what felt like bursting let go by itself, here or at once after: pressure in a leg does not.

    After a blow or in plaster it may ease for a while and still be that.
    """
    near = [one for one in (sentence, following) if one is not None]
    hurt = any("@blow" in one.places or "@plaster_word" in one.places for one in near)
    denied = any("@then_gone" in one.places and "@not" in one.places for one in near)
    return name == "tight_pain_extreme" and not hurt and not denied and any("@then_gone" in one.places for one in near)
