"""`nattero import bundle.json`: a FHIR bundle that Nattero made goes back into a diary, all of it or nothing.

In: an open file. Out: new entries in the journal, or each resource that is none of ours and why. What is held already stays as it is: in a
bundle that was made to be given away, notes and the like may be left out.
"""

import re
from typing import IO, Any

from nattero import pen, words
from nattero.cli.common import BAD_INPUT, Desk, StopError
from nattero.cli.importing import MOST_BAD_SHOWN, tell_added
from nattero.diary.problems import Problem
from nattero.report.fhir_read import LARGEST, BadResource, Read, read_bundle

START = 64 * 1024
NAMED = re.compile(rb'"resourceType"\s*:')  # within a text the quotes would be escaped


def is_fhir(lines: IO[bytes]) -> bool:
    """Whether a file says near its beginning that it is a resource."""
    start = lines.read(START)
    lines.seek(0)
    return NAMED.search(start) is not None


def bundle(desk: Desk, lines: IO[bytes], person: str) -> None:
    """Adds what a bundle holds to the journal. Raises StopError when one resource cannot be read."""
    found = read_bundle(lines.read(LARGEST + 1), person, pen.now())
    if found.bad:
        refuse(desk, found)
    with desk.journal() as journal:
        held = journal.held(entry.id for entry in found.entries)
        new = len(journal.append(entry for entry in found.entries if entry.id not in held))
    tell_added(desk, len(found.entries), new, {"read": len(found.entries), "new": new, "bad": []})


def refuse(desk: Desk, found: Read) -> None:
    """Ends an import that holds what is none of ours."""
    if desk.as_json:
        desk.tell("", {"read": 0, "new": 0, "bad": [bad_value(desk, each) for each in found.bad]})
    shown = [f"{each.resource}: {said(desk, each.problem)}" for each in found.bad[:MOST_BAD_SHOWN]]
    more = len(found.bad) + found.more_bad - len(shown)
    rest = [desk.ngettext("and {n} more", "and {n} more", more)] if more else []
    end = desk.gettext("Nothing was imported. Nattero reads back the FHIR bundles that it made itself.")
    raise StopError(BAD_INPUT, *shown, *rest, end)


def said(desk: Desk, problem: Problem) -> str:
    """One sentence that says what is wrong with a resource, with the name of its field."""
    _ = desk.gettext
    sentences = {
        ("extension", "missing"): _("This was not written by Nattero (its “extension” is missing)."),
        ("resourceType", "unknown"): _("Nattero does not know this kind of resource (“resourceType”)."),
        ("json", "wrong"): _("This is not JSON that Nattero can read."),
    }
    return sentences.get((problem.field, problem.code)) or words.problem_text(problem, desk.lang)


def bad_value(desk: Desk, bad: BadResource) -> dict[str, Any]:
    """One bad resource for a program."""
    problem = bad.problem
    return {"resource": bad.resource, "field": problem.field, "problem": problem.code, "message": said(desk, problem)}
