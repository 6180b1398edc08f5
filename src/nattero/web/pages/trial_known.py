"""What all pages of the trial room share: the person with their trials, a trial by its name, and writing a new version of one.

In: a view. Out: values; entries in the journal.
"""

from datetime import date

from litestar.exceptions import NotFoundException

from nattero import pen
from nattero.diary.payloads import Trial
from nattero.diary.trials import Tried, trials
from nattero.person.going_on import to_tell
from nattero.person.trying import Trying, trying
from nattero.trial_words import tonight_name
from nattero.trials.running import of_night
from nattero.web.pages.plan import outlook_of
from nattero.web.view import View


def trying_of(view: View) -> Trying:
    """The person and their trials; the result of one that was stopped is worked out first, once its evening is over."""
    who = _trying(view)
    told = list(to_tell(who))
    for found, made in told:
        keep(made, found, view)
    return _trying(View(view.site, view.request)) if told else who


def _trying(view: View) -> Trying:
    return trying(view.person, view.site.entries(), outlook_of(view), view.site.pack, view.site.shelf)


def name_of(found: Tried) -> str:
    """A trial's name in an address: the beginning of its hash."""
    return found.first_hash[:12]


def by_name(name: str, who: Trying) -> Tried:
    """The trial of this name. Raises NotFoundException."""
    found = next((each for each in who.all if name_of(each) == name), None)
    if found is None:
        raise NotFoundException
    return found


def keep(trial: Trial, before: Tried | None, view: View) -> None:
    """Writes a trial down, in the place of its version before."""
    supersedes = before.id if before else None
    made = pen.entry(
        view.site.journal, trial, person=view.person.name, supersedes=supersedes, zone=view.zone, at=view.site.clock()
    )
    view.site.journal.append([made])


def trial_question(night: date, view: View) -> str:
    """What is asked about a night of a trial: whether it was done as drawn; nothing for other nights."""
    for found in reversed(trials(view.site.entries())):
        evening = of_night(found.trial, night, view.site.clock(), view.zone)
        if evening and night <= view.person.last_night:
            told = {"arm": tonight_name(found.trial, evening, view)}
            return view.gettext("Your trial: %(arm)s. Did you do it that way?") % told
    return ""
