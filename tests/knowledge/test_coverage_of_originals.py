"""Everything that the five web articles say is answered: 706 statements, numbered C001 to C706."""

from collections import Counter

from tests import packed

STATEMENTS = {f"C{number:03d}" for number in range(1, 707)}
MOST_ROWS = 8
SHARE_WITH_A_SOURCE = 0.8


def test_each_statement_is_answered_by_exactly_one_claim():
    answers = Counter(row for claim in packed.pack().claims.values() for row in claim.answers)
    assert set(answers) == STATEMENTS
    assert {row for row, times in answers.items() if times > 1} == set()


def test_no_claim_answers_more_statements_than_a_reader_would_take_for_one():
    assert {
        claim.id: len(claim.answers) for claim in packed.pack().claims.values() if len(claim.answers) > MOST_ROWS
    } == {}


def test_what_is_judged_stands_on_a_source_beyond_the_articles():
    judged = [claim for claim in packed.pack().claims.values() if claim.verdict != "uncertain"]
    sourced = [claim for claim in judged if set(claim.sources) - {"seed-only"}]
    assert len(sourced) >= SHARE_WITH_A_SOURCE * len(judged)
