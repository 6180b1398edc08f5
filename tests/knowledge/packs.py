"""A small pack, good as it stands, to be broken in one place at a time."""

from pathlib import Path

from nattero.knowledge.rules import PROCEDURES
from nattero.knowledge.words import LANGUAGES, stamp

EVERY_MUSCLE = "[calf, foot, toes, shin, hamstring, thigh]"
EXERCISES = """\
- id: lean
  answers: [E22]
  position: wall
  hold: 10
  repetitions: 3
  sides: each
  muscles: [calf]
  kind: stretch
  never: [cannot_stand_unaided, unsteady, numb_feet, clot_sign, recent_surgery]
  instead: [pull]
  claims: [stretch]
  pose: lie
- id: pull
  position: sitting
  hold: 10
  repetitions: 3
  sides: each
  muscles: [calf]
  kind: stretch
  never: [clot_sign, recent_surgery]
  night_safe: true
  claims: [stretch]
  pose: lie
"""
PROGRAMMES = """\
- id: evening
  people: [older]
  moment: evening
  limits: [unsteady]
  tested: untested
  claims: [stretch]
  parts: [{exercise: pull, repetitions: 2}]
"""
MEASURES = """\
- id: evenings
  kind: exercise
  people: [adults]
  programmes: [evening]
  never: [swollen, clot_sign]
  evidence: uncertain
  certainty: low
  moment: evening
  judged: 28
  claims: [stretch]
"""
LOOKS = """\
- id: cover
  about: bed
  options:
    - {id: loose, pose: lie, claims: [stretch]}
    - {id: tucked, picture: bed-tucked, rather: loose, claims: [stretch]}
"""
FILES = {
    "sources.yaml": """\
- {id: nhs, kind: health-service, title: Leg cramps, by: NHS, year: 2026, url: "https://www.nhs.uk/conditions/leg-cramps/"}
- id: allen
  kind: narrative
  title: Nocturnal leg cramps
  by: Allen RE
  year: 2012
  pmid: 22963024
""",
    "claims.yaml": """\
- id: stretch
  topic: relief
  answers: [C395, C440]
  populations: [everyone]
  verdict: supported
  certainty: low
  sources: [nhs, allen]
- {id: pins, topic: relief, answers: [C417], populations: [everyone], verdict: unsafe, certainty: low, sources: [nhs]}
""",
    "red_flags.yaml": """\
- {id: clot, finding: swollen, urgency: urgent, within: same-day, claim: stretch, at_relief: true}
""",
    "relief.yaml": f"""\
- id: flex
  muscles: {EVERY_MUSCLE}
  place: bed
  order: 10
  seconds: 30
  pose: lie
  claims: [stretch]
  answers: [R01]
- id: float
  muscles: {EVERY_MUSCLE}
  place: water
  order: 10
  pose: lie
  claims: [stretch]
- id: stand
  muscles: [calf]
  place: standing
  order: 10
  needs: [stand]
  never: [unsteady, numb_feet]
  pose: lie
  claims: [stretch]
""",
    "rejected.yaml": f"- {{id: pins, answers: [{', '.join(PROCEDURES[1:])}], claim: pins}}\n",
    "questions.yaml": "- {id: steady, values: [yes, no], when: stand}\n",
    "exposures.yaml": "- {id: stretched, type: yes_no, claim: stretch}\n",
    "countries.yaml": "- {id: NO, emergency: 113, urgent: 116117, sources: [nhs]}\n",
    "conditions.yaml": "",
    "situations.yaml": "",
    "myths.yaml": "",
    "corrections.yaml": "",
    "reviews.yaml": "- {id: claims, checked: 2026-11-22, due: 2027-11-22}\n",
    "trials.yaml": "",
    "interventions.yaml": "",
    "factors.yaml": "",
    "tests.yaml": "",
    "specialties.yaml": "",
    "paths.yaml": "",
    "advice.yaml": "",
    "diary_flags.yaml": "",
    "exercises.yaml": EXERCISES,
    "programmes.yaml": PROGRAMMES,
    "rejected_exercises.yaml": "- {id: mats, answers: [E46], claim: stretch}\n",
    "looks.yaml": LOOKS,
    "measures.yaml": MEASURES,
    "nutrients.yaml": "",
    "cares.yaml": "",
    "foods.yaml": "",
    "supplements.yaml": "",
    "limits.yaml": "- {id: clot_sign, when: [swollen]}\n",
    "features.yaml": "- {id: swollen, group: safety, type: yes_no, asked_of: [all]}\n",
    "poses.yaml": "- {id: lie, box: [220, 110.5], frames: [{hip: 90}], still: true, muscle: NO, note: ~}\n",
}
TEXTS = {
    "claim.stretch": "Stretching the muscle helps.",
    "claim.pins": "Pricking is not safe.",
    "flag.clot.sign": "One leg is swollen.",
    "flag.clot.do": "Ring {medical} today. If you are short of breath, ring {emergency}.",
    "step.flex.title": "Toes up",
    "step.flex.how": "Draw your toes up.",
    "step.flex.say": "Draw your toes up.",
    "step.float.title": "Float",
    "step.float.how": "Turn on your back.",
    "step.float.say": "Turn on your back.",
    "step.stand.title": "Stand",
    "step.stand.how": "Stand on your whole foot.",
    "step.stand.say": "Stand on your whole foot.",
    "no.pins": "Do not prick the muscle.",
    "question.steady": "Are you steady on your feet?",
    "question.steady.why": "Some steps are done standing.",
    "question.steady.yes": "Yes",
    "question.steady.no": "No",
    "exposure.stretched": "I stretched my calf",
    "feature.swollen": "Is one leg swollen?",
    "feature.swollen.short": "one leg swollen",
    "exercise.lean.title": "Lean",
    "exercise.lean.how": "Lean on the wall.",
    "exercise.lean.say": "Lean on the wall.",
    "exercise.pull.title": "Pull",
    "exercise.pull.how": "Pull your toes.",
    "exercise.pull.say": "Pull your toes.",
    "programme.evening.title": "In the evening",
    "programme.evening.for": "For everyone.",
    "programme.evening.why": "It is safe.",
    "measure.evenings.title": "Stretch",
    "measure.evenings.do": "Stretch in the evening.",
    "measure.evenings.why": "It may help.",
    "look.cover": "The blanket",
    "look.cover.loose": "Loose",
    "look.cover.loose.seen": "It lies loosely.",
    "look.cover.tucked": "Tucked in",
    "look.cover.tucked.seen": "It is tucked in.",
    "look.cover.tucked.do": "Pull it loose.",
    "country.NO": "Norway",
    "country.NO.emergency": "113",
    "country.NO.medical": "116 117",
    "country.NO.child": "116 111",
    "country.NO.crisis": "116 123",
}


def write_pack(root: Path, **changes: str) -> Path:
    """Write the small pack, with other content for the files named (`claims="..."`), and give its folder."""
    root.mkdir(parents=True, exist_ok=True)
    for name, text in FILES.items():
        (root / name).write_text(changes.get(name.removesuffix(".yaml"), text), encoding="utf-8")
    for lang in LANGUAGES:
        write_words(root, lang, TEXTS)
        if lang != "en":
            stamp(root, lang)
    return root


def write_words(root: Path, lang: str, texts: dict[str, str]) -> None:
    """Write the texts of one language."""
    lines = (f"{key}: '{text}'\n" for key, text in texts.items())
    (root / "words" / lang).mkdir(parents=True, exist_ok=True)
    (root / "words" / lang / "all.yaml").write_text("".join(lines), encoding="utf-8")


def changed(name: str, old: str, new: str) -> dict[str, str]:
    """Give one file of the small pack with a passage replaced, as `write_pack` takes it."""
    text = FILES[f"{name}.yaml"]
    assert old in text
    return {name: text.replace(old, new, 1)}
