"""Every item of the two checklists is there, once asked or more often, in its order."""

from nattero.trials.protocol import CENT, SPENT


def numbered(text: str) -> list[str]:
    """Item numbers from a line of them."""
    return text.split()


SPIRIT_2013 = numbered(
    "1 2a 2b 3 4 5a 5b 5c 5d 6a 6b 7 8 9 10 11a 11b 11c 11d 12 13 14 15 16a 16b 16c 17a 17b 18a 18b 19 20a 20b 20c 21a 21b 22 23 24 "
    "25 26a 26b 27 28 29 30 31a 31b 31c 32 33"
)
CENT_2015 = numbered(
    "1a 1b 2a.1 2a.2 2b 3a 3b 4a 4b 4c 5 6a.1 6a.2 6b 7a 7b 8a 8b 8c 9 10 11a 11b 12a 12b 12c 13a 13b 14a 14b 15 16 17a.1 17a.2 17b "
    "18 19 20 21 22 23 24 25"
)


def test_the_protocol_has_every_item_of_spirit_whose_numbers_spent_keeps() -> None:
    assert list(dict.fromkeys(number for number, _ in SPENT)) == SPIRIT_2013


def test_the_report_has_every_item_that_is_asked_of_a_single_trial() -> None:
    assert [number for number, _ in CENT] == CENT_2015
