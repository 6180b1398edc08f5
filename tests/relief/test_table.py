"""What the phone looks up is what the procedure would have said."""

import gzip
import json

import pytest
from hypothesis import given

from nattero.knowledge.model import Step
from nattero.relief.procedure import procedure
from nattero.relief.situation import Situation
from nattero.relief.table import look_up, table
from tests.relief.strategies import BASIS, STEPS, all_known, situations, step, step_sets

TABLES = {helper: table(STEPS, helper) for helper in (False, True)}


def said(situation: Situation, steps: tuple[Step, ...] | list[Step]) -> list[tuple[str, list[str]]]:
    return [(one.step.id, list(one.asks)) for one in procedure(situation, steps)]


def test_the_table_agrees_with_the_procedure_for_every_combination_of_known_answers() -> None:
    for situation in all_known():
        assert look_up(TABLES[situation.helper], situation) == said(situation, STEPS)


@given(situations())
def test_the_table_agrees_while_answers_are_missing_too(situation: Situation) -> None:
    assert look_up(TABLES[situation.helper], situation) == said(situation, STEPS)


@given(situations(), step_sets())
def test_the_table_agrees_for_steps_nobody_has_written_yet(situation: Situation, steps: list[Step]) -> None:
    assert look_up(table(steps, situation.helper), situation) == said(situation, steps)


@pytest.mark.parametrize("helper", [False, True])
def test_the_table_is_small_and_plain_json(helper: bool) -> None:
    text = json.dumps(TABLES[helper], separators=(",", ":")).encode()
    assert json.loads(text) == TABLES[helper]
    assert len(gzip.compress(text)) < 2_000


def test_a_table_without_a_step_for_everybody_is_refused() -> None:
    risky = step("stand", "standing", needs=("stand",), never=("unsteady", "numb_feet"))
    with pytest.raises(ValueError, match="calf has no step in bed that everybody can do"):
        table([risky, BASIS[1]], helper=False)
