"""One's own trial is begun, paused, stopped, shared and read again from the command line; nothing of nights to come is printed."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from nattero.diary.entry import read
from nattero.diary.payloads import Trial
from nattero.diary.trials import Tried
from nattero.store.journal import open_journal
from nattero.trials.protocol import shared
from nattero.trials.registered import drawn_order
from tests.cli.conftest import Typed
from tests.trials.over import ARMS, over
from tests.web import small

STRETCH = "evening-stretch.evening-stretch-sitting"


@pytest.fixture
def diary(tmp_path: Path) -> Path:
    """The data folder of somebody who told twenty nights."""
    now = datetime.now(UTC)
    said = {"answers": {"steady": "yes", "can_stand": "yes", "pregnant": "no"}}
    nights = [small.night(now.date() - timedelta(days=back), back % 3) for back in range(1, 21)]
    with open_journal(tmp_path / "data") as journal:
        journal.append([small.entry("answers", said, at=now - timedelta(days=30)), *nights])
    return tmp_path / "data"


def stands(folder: Path) -> Trial:
    with open_journal(folder) as journal:
        found = [said for entry in journal.entries() if isinstance(said := read(entry), Trial)]
    return found[-1]


def test_a_trial_runs_from_the_choice_to_a_file_that_gives_the_same_digits(
    typed: Typed, diary: Path, tmp_path: Path
) -> None:
    assert STRETCH in typed("trial", "options", "--json").json["options"]
    begun = typed("trial", "start", STRETCH, "--yes", "--json").json
    assert 0 < begun["chance"] < 1
    assert begun["hash"] == stands(diary).hash
    shown = typed("trial", "status").out + typed("trial", "status", "--json").out
    assert "56 nights" in shown
    assert stands(diary).seed not in shown
    assert drawn_order(stands(diary)) not in shown
    assert typed("trial", "start", STRETCH, "--yes").code == 4
    assert typed("trial", "pause", "travel").code == 0
    assert typed("trial", "status", "--json").json["running"]["stage"] == "paused"
    assert typed("trial", "go-on").code == 0
    assert typed("trial", "look").code == 4
    assert typed("trial", "stop", "side-effect", "--note", "dizzy", "--json").json["ended"]["why"] == "side-effect"
    assert stands(diary).result is None
    assert typed("trial", "share", "--out", tmp_path / "none.json").code == 4
    assert len(typed("trial", "go-on", "--json").json["slips"]) == 1
    assert typed("trial", "status", "--json").json["running"]["stage"] == "ahead"
    assert "trial go-on" in typed("trial", "stop", "side-effect").out
    assert typed("trial", "look").code == 0
    file = tmp_path / "mine.json"
    assert typed("trial", "share", "--out", file).code == 0
    theirs = typed("trial", "read", file, "--json").json
    assert theirs["same"]
    assert theirs["hash"] == begun["hash"]
    assert len(typed("trial", "status", "--json").json["past"]) == 1


def test_the_helpers_list_is_shown_when_agreed_to_and_that_it_was_opened_is_written_down(
    typed: Typed, diary: Path
) -> None:
    told = {"at": datetime.now(UTC).isoformat(), "answers": small.CLEARED, "done": True}
    with open_journal(diary) as journal:
        journal.append([small.entry("checkup", told, at=datetime.now(UTC))])
    assert typed("trial", "start", "magnesium-tablets", "--packed", "--yes").code == 0
    assert typed("trial", "bags").code == 4  # nobody is there to agree
    assert stands(diary).opened == []
    bags = typed("trial", "bags", "--yes", "--json").json["bags"]
    letters = drawn_order(stands(diary))[:: stands(diary).design.block]
    assert [name.startswith("Magnesium") for name in bags] == [letter == "B" for letter in letters]
    assert len(stands(diary).opened) == 1


def test_a_trial_that_nobody_packs_has_no_list(typed: Typed, diary: Path) -> None:
    assert typed("trial", "start", STRETCH, "--yes").code == 0
    assert typed("trial", "bags", "--yes").code == 4
    assert stands(diary).opened == []


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("start", "quinine"), 4),
        (("start", "own", "--own", "stop my statin"), 4),
        (("start", STRETCH, "--weeks", "5"), 2),
        (("start", STRETCH), 4),  # nobody is there to agree
        (("stop", "bored"), 2),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(
    typed: Typed, diary: Path, words: tuple[str, ...], code: int
) -> None:
    came = typed("trial", *words)
    assert came.code == code
    assert came.err
    with open_journal(diary) as journal:
        assert not [entry for entry in journal.entries() if entry.kind == "trial"]


def test_shared_trials_are_pooled_and_those_that_say_nothing_named(typed: Typed, tmp_path: Path) -> None:
    for seed in range(3):
        made = over(seed, 0.6, ARMS[:2])
        tmp_path.joinpath(f"{seed}.json").write_bytes(shared(Tried("", "UTC", made, made.at, made.hash)))
    tmp_path.joinpath("twice.json").write_bytes(tmp_path.joinpath("0.json").read_bytes())
    tmp_path.joinpath("wrong.json").write_text("{}", encoding="utf-8")
    found = typed("trial", "pool", tmp_path, "--json").json
    (pooled,) = found["pooled"]
    assert pooled["what"] == "loose-bedclothes"
    assert pooled["trials"] == 3
    average = pooled["people"]["average"]
    assert average["lo"] < average["median"] < 1
    assert {Path(one["file"]).name for one in found["left"]} == {"twice.json", "wrong.json"}
    assert "3 trials" in typed("trial", "pool", tmp_path).out
    assert "Too few people" in typed("trial", "pool", tmp_path / "0.json").out
    assert typed("trial", "pool", tmp_path / "wrong.json").code == 3


@pytest.mark.parametrize("lang", ["nl"])
def test_the_state_is_told_in_the_readers_language(typed: Typed, diary: Path, lang: str) -> None:
    assert diary.is_dir()
    typed("trial", "start", STRETCH, "--yes")
    assert typed("trial", "status", "--lang", lang).out != typed("trial", "status").out


def test_a_file_that_was_changed_or_is_none_is_refused(typed: Typed, diary: Path, tmp_path: Path) -> None:
    typed("trial", "start", STRETCH, "--yes")
    typed("trial", "stop")
    file = tmp_path / "mine.json"
    typed("trial", "share", "--out", file)
    held = json.loads(file.read_text("utf-8"))
    held["trial"]["seed"] += "0"
    for content, code in ((held, 4), ({}, 3), ([], 3), (held | {"registered": "soon"}, 3)):
        file.write_text(json.dumps(content), "utf-8")
        came = typed("trial", "read", file)
        assert (came.code, came.out) == (code, "")
    assert diary.is_dir()


def test_a_setting_that_the_pack_does_not_know_stops_nothing(typed: Typed, diary: Path) -> None:
    odd = {"answers": {"country": "nl", "language": "klingon", "for_whom": 3, "theme": True}}
    with open_journal(diary) as journal:
        journal.append([small.entry("answers", odd, at=datetime.now(UTC))])
    for command in ("options", "status"):
        assert typed("trial", command).code == 0
