"""What stands beside the entries in a bundle: whose it is, what is worked out from them, the software, and where it all comes from.

In: entries that stand, and what the bundle is made with. Out: resources of FHIR R4: Patient, the weekly rate as an Observation, medicines
as MedicationStatements (after the International Patient Summary), Device, Provenance. What is worked out is tagged as derived.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Protocol

from nattero import __version__
from nattero.diary.checkups import Run, runs
from nattero.diary.entry import Entry
from nattero.diary.night import Closed, nights, span
from nattero.diary.summary import NotYet
from nattero.diary.summary import rate as rate_of
from nattero.knowledge.medicines import local_names
from nattero.report.fhir_observation import Speaker, category, component
from nattero.report.fhir_terms import (
    ATC,
    DERIVED,
    HL7,
    OURS,
    Json,
    coding,
    day,
    made_id,
    moment,
    own,
    quantity,
    reference,
    words,
)

if TYPE_CHECKING:
    from datetime import datetime

    from nattero.checkup.desk import Desk
    from nattero.report.letter import Raised

WEEK = "/wk"
TRANSLATION = "http://hl7.org/fhir/StructureDefinition/translation"
SUBSTANCE = 7  # letters and digits of an ATC code that is of one substance


class Making(Protocol):
    """What a bundle is made with."""

    @property
    def speech(self) -> Speaker:
        """The words."""

    @property
    def now(self) -> "datetime":
        """When it is made."""

    @property
    def zone(self) -> str:
        """Where it is made."""

    @property
    def patient(self) -> str:
        """Whose it is."""

    @property
    def writer(self) -> str:
        """Who wrote it."""


def people(making: Making, name: str | None) -> list[Json]:
    """Give the person, as little as needed: nothing, or the name they gave for this bundle; and who writes for them, nameless."""
    said = words(name)
    found: list[Json] = [
        {"resourceType": "Patient", "id": making.patient, **({"name": [{"text": said}]} if said else {})}
    ]
    if making.writer != making.patient:
        found.append({"resourceType": "RelatedPerson", "id": making.writer, "patient": reference(making.patient)})
    return found


def rate(standing: Sequence[Entry], making: Making) -> Iterator[Json]:
    """Give cramps a week with their interval, where there are nights enough; how many nights it is from is said with it."""
    known = span(standing)
    if known is None:
        return
    found = nights(standing, *known)
    per_week = rate_of(found)
    if isinstance(per_week, NotYet):
        return
    _ = making.speech.gettext
    numbers = [
        ("low", _("Probably at least"), quantity(round(per_week.low, 3), WEEK, WEEK)),
        ("high", _("Probably at most"), quantity(round(per_week.high, 3), WEEK, WEEK)),
    ]
    counts = [
        ("nights-closed", _("Nights written down"), sum(isinstance(night, Closed) for night in found)),
        ("nights-in-all", _("Nights in this period"), len(found)),
    ]
    yield {
        "resourceType": "Observation",
        "id": made_id("rate", making.patient, day(known[0]), day(known[1])),
        "meta": {"tag": [DERIVED]},
        "status": "final",
        "category": category("survey"),
        "code": own("observation", "cramps-per-week", _("Leg cramps a week")),
        "subject": reference(making.patient),
        "effectivePeriod": {"start": day(known[0]), "end": day(known[1])},
        "valueQuantity": quantity(round(per_week.per_week, 3), WEEK, WEEK),
        "method": {"text": per_week.method},
        "component": [
            *(component(name, text, {"valueQuantity": value}) for name, text, value in numbers),
            *(component(name, text, {"valueInteger": value}) for name, text, value in counts),
        ],
    }


def medicines(standing: Sequence[Entry], making: Making, desk: "Callable[[], Desk] | None") -> Iterator[Json]:
    """Give the medicines of the latest check-up that names any, as they were typed, and by their code where they are recognised."""
    told = [run for run in runs(standing) if run.said.medicines]
    if not told:
        return
    run, seen = told[-1], set[str]()
    for number, typed in enumerate(each for each in run.said.medicines if words(each)):
        known = desk().recognised((typed,), "").medicines if desk else ()
        row = desk().names.known.medicines.get(known[0].id or "") if desk and len(known) == 1 else None
        sure = row is not None and known[0].what == "medicine"
        ids = {each.id or each.typed for each in known}
        yield statement(number, typed, row if sure else None, run, making, again=bool(ids) and ids <= seen)
        seen |= ids


def statement(number: int, typed: str, row: Any, run: Run, making: Making, *, again: bool) -> Json:
    """Give one medicine that somebody says they take; `again`: it stands in the list already."""
    codes = []
    if row is not None:
        # A shorter code is of a group of medicines: it is not what somebody takes.
        codes += [coding(ATC, row.atc)] if row.atc and len(row.atc) == SUBSTANCE else []
        codes.append({**coding(f"{OURS}medicine", row.id, row.inn), **translated(local_names(row))})
    return {
        "resourceType": "MedicationStatement",
        "id": made_id("medicine", run.id, str(number)),
        "meta": {"tag": [DERIVED]},
        "status": "active",
        "medicationCodeableConcept": {**({"coding": codes} if codes else {}), "text": words(typed)},
        "subject": reference(making.patient),
        "effectiveDateTime": moment(run.said.at, run.zone),
        "dateAsserted": moment(run.said.at, run.zone),
        "informationSource": reference(making.writer),
        "derivedFrom": [reference(run.id)],
        **({"note": [{"text": making.speech.gettext("Listed a second time")}]} if again else {}),
    }


def translated(names: Mapping[str, str]) -> Json:
    """Give how other languages write what a code stands for, by the extension that FHIR has for it."""
    parts = [
        {"url": TRANSLATION, "extension": [{"url": "lang", "valueCode": lang}, {"url": "content", "valueString": name}]}
        for lang, name in names.items()
    ]
    return {"_display": {"extension": parts}} if parts else {}


def signs(raised: "Iterable[Raised]", making: Making) -> Iterator[Json]:
    """Give the danger signs that answers or nights raise, each with its urgency. One that is not raised is not said to be absent."""
    _ = making.speech.gettext
    urgencies = {
        "emergency": _("Emergency"),
        "urgent": _("Same day"),
        "soon": _("Within days"),
        "routine": _("Appointment"),
        "self-care": _("Self-care"),
    }
    for each in raised:
        text = making.speech.word(f"flag.{each.id}.sign", each.id)
        yield {
            "resourceType": "Observation",
            "id": made_id("sign", making.patient, each.id),
            "meta": {"tag": [DERIVED]},
            "status": "final",
            "category": category("survey"),
            "code": own("danger-sign", each.id, text),
            "subject": reference(making.patient),
            "effectiveDateTime": moment(making.now, making.zone),
            "valueBoolean": True,
            "component": [
                component(
                    "urgency",
                    _("How urgent"),
                    {"valueCodeableConcept": own("urgency", each.urgency, urgencies[each.urgency])},
                )
            ],
        }


def software(whose: str) -> Json:
    """Give the program that made the bundle; the person's own devices are not named."""
    return {
        "resourceType": "Device",
        "id": made_id("software", whose, __version__),
        "deviceName": [{"name": "Nattero", "type": "user-friendly-name"}],
        "version": [{"value": __version__}],
    }


def provenance(made: Iterable[Json], device: Json, making: Making) -> Json:
    """Give where it all comes from: the person wrote it, this program put it together."""
    kinds = f"{HL7}provenance-participant-type"
    agents = [("author", making.writer), ("assembler", device["id"])]
    return {
        "resourceType": "Provenance",
        "id": made_id("provenance", making.patient, making.now.isoformat()),
        "target": [reference(each["id"]) for each in made],
        "recorded": moment(making.now, making.zone),
        "agent": [{"type": {"coding": [coding(kinds, code)]}, "who": reference(who)} for code, who in agents],
    }
