import random
from pathlib import Path

from bench import kill


def test_every_acknowledged_entry_survives_a_kill_in_the_middle_of_writing(tmp_path: Path) -> None:
    found = kill.lives(8, folder=tmp_path / "data", luck=random.Random(2))
    assert (found["cycles"], found["lost"], found["damaged"]) == (8, 0, 0)
    assert isinstance(found["acknowledged"], int)
    assert found["acknowledged"] > 50
