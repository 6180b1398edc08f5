"""The items of a protocol and a report: what each is called, and those that are the same in every trial of this program.

In: a translator. Out: texts by the key of the fact.
"""

from collections.abc import Callable


def labels(_: Callable[[str], str]) -> dict[str, str]:
    """The items by their keys."""
    return {
        "title": _("Title"),
        "summary": _("Summary"),
        "registration": _("Registration"),
        "data_set": _("Registered data"),
        "version": _("Version"),
        "funding": _("Funding"),
        "roles": _("Who does what"),
        "sponsor": _("Sponsor"),
        "sponsor_part": _("What the sponsor and those who pay decide"),
        "committees": _("Committees"),
        "background": _("Background"),
        "why_one": _("Why a trial on one person"),
        "comparators": _("Why this comparison"),
        "objective": _("Question"),
        "design": _("Design"),
        "sequence": _("Order"),
        "sequence_done": _("Order"),
        "setting": _("Place"),
        "eligibility": _("Who takes part"),
        "interventions": _("What is done"),
        "stopping_rules": _("When it is stopped"),
        "adherence": _("Doing it as drawn"),
        "concomitant": _("What else is allowed"),
        "outcome": _("What is counted"),
        "measuring": _("How well it is counted"),
        "outcome_changes": _("Changes to what is counted"),
        "schedule": _("Schedule"),
        "size": _("Length"),
        "recruitment": _("Recruitment"),
        "generation": _("How the order was drawn"),
        "restriction": _("Kind of drawing"),
        "concealment": _("How the order was hidden"),
        "implementation": _("Who drew it"),
        "blinding": _("Blinding"),
        "similarity": _("Likeness of the arms"),
        "unblinding": _("Unblinding"),
        "collection": _("How nights are filled in"),
        "retention": _("Staying with it"),
        "management": _("Keeping the data"),
        "analysis": _("Analysis"),
        "carry_over": _("Carry-over, trend, correlation"),
        "additional": _("Further analyses"),
        "additional_result": _("Further results"),
        "missing": _("Missing nights"),
        "monitoring": _("Monitoring"),
        "interim": _("Looks and stopping"),
        "harms": _("Harms"),
        "harms_seen": _("Harms"),
        "auditing": _("Auditing"),
        "ethics": _("Ethics"),
        "amendments": _("Changes to the protocol"),
        "changes": _("Changes after the start"),
        "consent": _("Consent"),
        "ancillary": _("Further use"),
        "confidentiality": _("Privacy"),
        "interests": _("Interests"),
        "access": _("Who can see the data"),
        "aftercare": _("Afterwards"),
        "dissemination": _("Telling others"),
        "reproduction": _("Working it out again"),
        "specimens": _("Samples"),
        "flow": _("Nights"),
        "losses": _("Nights lost"),
        "dates": _("Dates"),
        "ended": _("Why it ended"),
        "baseline": _("Before the start"),
        "analysed": _("Nights in the analysis"),
        "result": _("Result"),
        "periods": _("Each arm as it was counted"),
        "absolute": _("In cramps a week"),
        "limitations": _("Limits"),
        "generalisable": _("For others"),
        "interpretation": _("What it means"),
    }


def fixed(_: Callable[[str], str]) -> dict[str, str]:
    """The items that are the same in every trial of this program."""
    nobody = _("None.")
    return {
        "data_set": _("What was registered is this page: question, arms, design, order, rule of stopping."),
        "funding": _("No money is involved."),
        "roles": _(
            "One person plans the trial, does it and keeps the diary. The program draws the order and works out the answer."
        ),
        "sponsor": _("There is none."),
        "sponsor_part": _("Nothing: nobody but the person decides."),
        "committees": nobody,
        "background": _(
            "No treatment of night cramps is both proven and safe; trials of the same thing point in opposite directions; people differ."
        ),
        "why_one": _(
            "Cramps keep coming, what is tested wears off, and the answer is wanted for this person, not for an average."
        ),
        "comparators": _("Compared with what this person would otherwise do, because that is the choice they have."),
        "setting": _("At home."),
        "concomitant": _("Everything else goes on as always. Medicines stay as prescribed; the trial changes none."),
        "outcome": _("Cramps in each night, from noon to noon, as put down in the morning."),
        "measuring": _(
            "By memory in the morning, or logged at night. How exactly people count has not been measured here."
        ),
        "outcome_changes": nobody,
        "recruitment": _("The person chose to begin."),
        "restriction": _("In rounds: in each round every arm comes once, in random order."),
        "collection": _(
            "A check-in each morning: how many cramps, and whether it was done as drawn. A night not filled in is missing, never zero."
        ),
        "retention": _("Pauses for illness or travel. Nobody is urged to go on."),
        "management": _("In the person's own diary, on their own device, as entries that are never overwritten."),
        "analysis": _(
            "Negative binomial model of nightly counts with a slow trend, night-to-night correlation and weekday. The effect is a rate "
            "ratio with its 95 % credible interval, by a deterministic approximation of the full posterior."
        ),
        "additional": _("The same with a sceptical prior and with a flat one. No subgroups."),
        "missing": _(
            "Missing nights stay missing. All nights filled in are used, as they were drawn, with what was done where that was said."
        ),
        "monitoring": _(
            "The program stops showing arms when a danger sign or a pregnancy is told. There is no committee."
        ),
        "harms": _(
            "A side effect ends the trial in one tap. Until five the next morning that can be taken back as a slip; nothing is erased, "
            "and the report lists both. What came of it is not shown before then, unless it is asked for. Danger signs that the check-up "
            "or the diary shows pause it."
        ),
        "auditing": nobody,
        "ethics": _("A person's own trial, not research: no committee was asked. No clinician has reviewed it."),
        "consent": _("The person read the design and the chance of an answer, and began."),
        "ancillary": nobody,
        "confidentiality": _(
            "Nothing leaves the device unless the person shares it. The shared file holds no name; own words only if the person leaves "
            "them in."
        ),
        "interests": nobody,
        "aftercare": _("The person decides with their doctor what to go on with."),
        "dissemination": _("The person may share the report or the file."),
        "specimens": nobody,
        "access": _("The person, and whoever they give the file to."),
        "version": _("1, the only one. The seal shows every change."),
        "sequence": _("Drawn for all nights before the first; shown below as far as its nights have begun."),
        "sequence_done": _("Drawn for all nights before the first; shown below as far as its nights have begun."),
        "eligibility": _(
            "One person with leg cramps at night, at least 14 nights filled in, no danger sign that still needs "
            "looking at, and nothing that speaks against what is tested."
        ),
        "stopping_rules": _(
            "A side effect, a danger sign, a pregnancy, or the person's own wish; and when it is clear by the rule."
        ),
        "reproduction": _(
            "The file holds the design, the seed, the order, the nights and the numbers; the same program gives the same digits."
        ),
        "generalisable": _("It is about this person, in these weeks, and says nothing of others."),
    }
