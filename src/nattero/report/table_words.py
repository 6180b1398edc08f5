"""What tables and their columns are called in the reader's language.

In: a name or an id, and how to say things. Out: words. A column that only some rows have is an exposure, by its own name.
"""

from nattero.report.fhir_observation import Speaker
from nattero.report.tables import Table


def table_names(speak: Speaker) -> dict[str, str]:
    """Give the tables by name, in the order of a diary."""
    _ = speak.gettext
    return {
        "nights": _("Nights"),
        "cramps": _("Cramps"),
        "sleep": _("Sleep"),
        "checkups": _("Check-up"),
        "medicines": _("Medicines"),
        "plan": _("Plan"),
        "sessions": _("Exercises"),
        "trials": _("Trials"),
        "settings": _("Settings"),
        "notes": _("Notes and own words"),
    }


def column_names(speak: Speaker) -> dict[str, str]:
    """Give the columns by id."""
    _ = speak.gettext
    return {
        "answer": _("Answer"),
        "at": _("Time of day"),
        "compared": _("What was compared"),
        "cramps": _("Number of cramps"),
        "danger": _("Danger signs"),
        "date": _("Date"),
        "dread": _("Dread of the night, 0 to 10"),
        "ended": _("Ended"),
        "first": _("First night"),
        "heard": _("Read in a note by a program"),
        "high": _("Probably at most"),
        "low": _("Probably at least"),
        "measure": _("What you do"),
        "medicine": _("Medicine, as you wrote it"),
        "muscle": _("Muscle"),
        "night": _("Night that began on"),
        "note": _("Note"),
        "pain": _("Pain"),
        "programme": _("Exercises"),
        "question": _("Question"),
        "ratio": _("Cramps, as a multiple"),
        "seconds": _("Seconds"),
        "side": _("Side"),
        "since": _("Since"),
        "sore": _("Still sore"),
        "steps": _("What you did"),
        "text": _("Text"),
        "time": _("Time"),
        "well": _("How well you slept, 0 to 10"),
        "why": _("Why it ended"),
        "zone": _("Time zone"),
    }


def headings(table: Table, speak: Speaker) -> list[str]:
    """Give the names of a table's columns, in order."""
    names = column_names(speak)
    return [names.get(column) or speak.word(f"exposure.{column}", column) for column in table.columns]
