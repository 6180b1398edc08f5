"""A diary, or the part of it that somebody chose, as a bundle of FHIR R4.

In: the entries that leave (`sharing.shared`), the pack and a language. Out: one Bundle (a collection) as plain dicts. Each entry is one
resource with the entry's own id, so that the bundle can be read back (`fhir_read`); what is worked out from them is tagged as derived.
A night that nobody wrote about is nothing at all here: no resource, and never "absent".
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

import msgspec

from nattero import __version__, words
from nattero.diary.entry import Entry, read
from nattero.diary.merge import current
from nattero.diary.night import episodes, night_of
from nattero.diary.payloads import Answers, CheckUp, Cramp, Known, NightCheck, Note, Plan, Session, Sleep, Trial
from nattero.knowledge.pack import Pack
from nattero.report import fhir_derived, fhir_found, fhir_observation, fhir_plan, fhir_questionnaire
from nattero.report.fhir_terms import ENTRY, OURS, URI, Json, day, extension, made_id, moment, reference, urn

if TYPE_CHECKING:
    from nattero.checkup.desk import Desk
    from nattero.report.letter import Letter

WHOLE = (Plan, Session, Trial)
"""Kinds whose payload travels whole in our extension; the fields of their resource are for other readers."""
_encoder = msgspec.json.Encoder()


@dataclass(frozen=True)
class Speech:
    """The words of one language, with the numbers of one country."""

    pack: Pack
    lang: str
    country: str = "other"

    @property
    def gettext(self) -> Callable[[str], str]:
        """The interface's words."""
        return words.translator(self.lang)

    def word(self, key: str, plain: str) -> str:
        """Give the pack's word for a key, else the plain one."""
        return self.pack.say(key, self.lang, self.country) if key in self.pack.words("en") else plain


@dataclass(frozen=True)
class Making:
    """What a bundle is made with: its words, when, in which zone, whose it is and who wrote it (ids of resources)."""

    speech: Speech
    now: datetime
    zone: str
    patient: str
    writer: str
    quiet: frozenset[str]

    @property
    def pack(self) -> Pack:
        """The pack."""
        return self.speech.pack


def bundle(
    entries: Sequence[Entry],
    speech: Speech,
    now: datetime,
    zone: str,
    desk: "Callable[[], Desk] | None" = None,
    name: str | None = None,
    *,
    letter: "Letter | None" = None,
    by_other: bool = False,
) -> Json:
    """Give the bundle of entries that leave. `desk` recognises medicines; `name` is only there when the person gave it;
    `letter` is the doctor's page, where all leaves that it is made from.

    `by_other`: the diary is of a child, or of somebody else who is cared for, and not their own writing.
    """
    whose = made_id("patient", min((entry.id for entry in entries), default=""))
    writer = made_id("writer", whose) if by_other else whose
    making = Making(speech, now, zone, whose, writer, quiet(entries))
    own = [resource(entry, payload, making) for entry in entries if (payload := read(entry)) is not None]
    standing = current(entries)
    derived = [
        *fhir_derived.rate(standing, making),
        *fhir_derived.medicines(standing, making, desk),
        *(fhir_derived.signs(letter.raised, making) if letter else ()),
        *(fhir_found.found(letter, making) if letter else ()),
    ]
    people = fhir_derived.people(making, name)
    about = [*questionnaires(own, making), *derived]
    made = [*people, *about, *own]
    device = fhir_derived.software(making.patient)
    return {
        "resourceType": "Bundle",
        "meta": {"tag": [{"system": f"{OURS}made", "code": "bundle"}]},
        "language": speech.lang,
        "identifier": {"system": URI, "value": urn(made_id("bundle", making.patient, now.isoformat()))},
        "type": "collection",
        "timestamp": moment(now, zone),
        "entry": [
            {"fullUrl": urn(each["id"]), "resource": each}
            for each in (*made, device, fhir_derived.provenance(made, device, making))
        ],
    }


def encoded(made: Json) -> bytes:
    """Give a bundle as JSON."""
    return _encoder.encode(made)


def quiet(entries: Sequence[Entry]) -> frozenset[str]:
    """Give the ids of the check-ins that say no cramp, of nights in which none was logged either."""
    logged = {night_of(one.cramp.at, one.zone) for one in episodes(entries)}
    found = ((entry.id, read(entry)) for entry in entries)
    return frozenset(
        name for name, said in found if isinstance(said, NightCheck) and said.cramps == 0 and said.date not in logged
    )


def resource(entry: Entry, payload: Known, making: Making) -> Json:
    """Give the resource of an entry."""
    fields = fields_of(entry, payload, making)
    kind = {CheckUp: "QuestionnaireResponse", Answers: "QuestionnaireResponse", Plan: "CarePlan"}
    made = kind.get(type(payload), "Observation")
    who, writer = reference(making.patient), reference(making.writer)
    identifier: Json = {"system": URI, "value": urn(entry.id)}
    about: Json = {"subject": who}
    if made == "QuestionnaireResponse":
        about |= {"identifier": identifier, "author": writer, "source": writer}
    else:
        about |= {"identifier": [identifier]}
        about |= (
            {"author": writer}
            if made == "CarePlan"
            else {"performer": [writer], "issued": moment(entry.recorded_at, entry.zone)}
        )
    return {
        "resourceType": made,
        "id": entry.id,
        **about,
        **fields,
        "extension": [of_entry(entry, payload), *fields.get("extension", ())],
    }


def of_entry(entry: Entry, payload: Known) -> Json:
    """Give what FHIR has no element for: the kind, the zone, when it was written down, what it corrects, and some payloads."""
    night = day(payload.date) if isinstance(payload, NightCheck | Sleep) else None
    whole = _encoder.encode(entry.payload).decode() if isinstance(payload, WHOLE) else None
    return extension(
        ENTRY,
        kind=("Code", entry.kind),
        version=("PositiveInt", entry.version),
        zone=("String", entry.zone),
        recorded=("Instant", moment(entry.recorded_at, "UTC")),
        supersedes=("Uri", urn(entry.supersedes) if entry.supersedes else None),
        night=("Date", night),
        payload=("String", whole),
    )


def fields_of(entry: Entry, payload: Known, making: Making) -> Json:
    """Give the fields that say what an entry says."""
    speech, zone = making.speech, entry.zone
    match payload:
        case Cramp():
            return fhir_observation.of_cramp(payload, zone, speech)
        case NightCheck():
            return fhir_observation.of_night(payload, zone, speech, quiet=entry.id in making.quiet)
        case Sleep():
            return fhir_observation.of_sleep(payload, zone, speech)
        case Session():
            return fhir_observation.of_session(payload, zone, speech)
        case Trial():
            return fhir_observation.of_trial(payload, speech)
        case Note():
            return fhir_observation.of_note(payload, zone, speech)
        case CheckUp():
            return fhir_questionnaire.of_checkup(payload, zone, __version__, making.pack, speech)
        case Answers():
            authored = moment(entry.recorded_at, zone)
            return fhir_questionnaire.of_answers(payload, authored, __version__, making.pack, speech)
        case Plan():
            return fhir_plan.of_plan(payload, zone, speech)
    raise ValueError(f"{entry.kind} does not leave")


def questionnaires(own: Sequence[Json], making: Making) -> Iterator[Json]:
    """Give the questionnaires that are answered."""
    asked = {each["questionnaire"].partition("|")[0] for each in own if each["resourceType"] == "QuestionnaireResponse"}
    made = moment(making.now, making.zone)
    for url in sorted(asked):
        form = fhir_questionnaire.questionnaire(url, __version__, made, making.pack, making.speech)
        yield {"resourceType": "Questionnaire", "id": made_id(url, __version__, making.speech.lang), **form}
