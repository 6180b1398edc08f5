"""Why a table is not analysed, in the reader's words.

In: what `trials/series.py` refused. Out: a sentence that names the place.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nattero.trials.series import Code, Refused


def reason(refused: "Refused", _: Callable[[str], str]) -> str:
    """The sentence for a table that was refused."""
    return reasons(_)[refused.code].format(detail=refused.detail, row=refused.row)


def reasons(_: Callable[[str], str]) -> "dict[Code, str]":
    """The sentence for each code."""
    return {
        "columns": _("The table needs the columns night, arm and cramps."),
        "no-rows": _("There is no night in this table."),
        "night": _("Row {row}: a night is a whole number or a date such as 2026-11-22."),
        "night-twice": _("Row {row}: this night is there twice ({detail})."),
        "too-long": _("A trial has at most {detail} nights."),
        "arm": _("Row {row}: cramps were recorded, but not in which arm."),
        "arms-alike": _("Two arms are written almost alike: {detail}. Is one of them misspelt?"),
        "one-arm": _(
            "There is only one arm: nothing to compare it with. A change from before to after is not an effect."
        ),
        "before-after": _(
            "Nearly all of this rests on one change, to {detail}. A change from before to after is not an effect: go to and fro."
        ),
        "too-many-arms": _("There are more than three arms: {detail}. Is one of them misspelt?"),
        "reference": _("The arm to compare with is none of these: {detail}. Choose one of them with --reference."),
        "cramps": _("Row {row}: cramps are a whole number from 0 to 50; leave open what nobody wrote down."),
        "adhered": _("Row {row}: adhered is yes or no, or a share from 0 to 1."),
        "too-few-nights": _("Too few recorded nights: {detail}. It takes at least 8."),
        "too-few-in-arm": _(
            "Too few recorded nights in one arm ({detail}). It takes at least 3. Or is the arm misspelt?"
        ),
        "not-done": _("One arm was hardly ever done as planned ({detail}), so there is nothing to compare."),
        "no-cramps": _("There was no cramp in any recorded night, so there is nothing to compare."),
        "carry-over": _("The half-life of what is left over lies between 0 and 60 days."),
        "file": _("This file cannot be read as a table. Save it as CSV in UTF-8."),
        "unreadable": _("This file cannot be read."),
        "arm-name": _(
            "Row {row}: the name of an arm is one line of at most {detail} letters. Is a quotation mark left open?"
        ),
        "column-twice": _("A column is there twice: {detail}."),
        "cells": _("Row {row} has more cells than the first row has names. Is there a decimal comma?"),
    }
