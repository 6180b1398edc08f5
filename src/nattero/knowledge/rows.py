"""Reading the pack's YAML, remembering where everything stands.

In: a folder (on disk or inside the installed package) and a file name. Out: validated rows with the line of each of
their fields, or findings that name file, line and field. Scalars stay text until a struct says otherwise, so `NO`,
`112` and `yes` mean what they look like. Nine tenths of reading is parsing, so a build compiles what it parsed beside
the files; it counts only while a file still has the bytes it was made from, so it may be old but is never wrong.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, Generic, Literal, TypeVar

import msgspec
import yaml

T = TypeVar("T")
Value = str | int | float | bool | None | list["Value"] | dict[str, "Value"]

_NUMBER = re.compile(r"[-+]?(\d+|\d*\.\d+|\d+\.\d*)([eE][-+]?\d+)?\Z")
_CONSTANTS: Mapping[str, bool | None] = {"": None, "~": None, "null": None, "true": True, "false": False}
COMPILED = "compiled.msgpack"
NUMBERED = frozenset({"poses.yaml"})
"""Files whose plain numbers and booleans are read as such; in all others a struct says what is a number."""
SELDOM = "words/seen/"
"""What only a check reads is not compiled."""
_PLACE = re.compile(r"\A(?P<problem>.*?)(?: - at `\$(?P<path>.*)`)?\Z", re.DOTALL)


class Finding(msgspec.Struct, frozen=True):
    """Something wrong with the pack: how bad, in which file and line, and at which key (a row's field, or a text)."""

    level: Literal["error", "warning"]
    file: str
    line: int
    key: str
    message: str

    def __str__(self) -> str:
        return f"{self.file}, line {self.line}, {self.key}: {self.message}."


class PackError(Exception):
    """The pack cannot be used. Its message is one sentence that names file, line and field."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(str(finding))
        self.finding = finding


@dataclass(frozen=True, slots=True)
class Placed(Generic[T]):
    """A row with the line it starts on, the line of each of its fields, and the file where that is not plain."""

    value: T
    line: int
    lines: Mapping[str, int]
    file: str = ""

    def line_of(self, field: str) -> int:
        """Give the line of a field, or of the row where the field is not written."""
        return self.lines.get(field, self.line)


class _Loader(yaml.CSafeLoader):
    """The C parser without YAML 1.1's guesses at what a scalar means, which make `NO` false and 1:30 ninety."""

    def resolve(self, kind: type[yaml.Node], value: object, implicit: object) -> str:
        del value
        return "plain" if kind is yaml.ScalarNode and isinstance(implicit, tuple) and implicit[0] else "text"


class Line(msgspec.Struct, frozen=True, array_like=True):
    """One row or one text of a file: its line, its key in a mapping, the lines of its fields, its plain value."""

    line: int
    key: str
    fields: dict[str, int]
    value: Any


class Sheet(msgspec.Struct, frozen=True, array_like=True):
    """A file as plain values: `form` is what it is as a whole, `lines` its rows or its keys in order, repeated ones too."""

    form: Literal["nothing", "list", "mapping", "scalar"]
    lines: list[Line]


def sheet(root: Traversable | Path, file: str) -> Sheet:
    """Give a file as plain values with their lines; PackError where it is missing or not YAML."""
    try:
        data = root.joinpath(file).read_bytes()
    except OSError as error:
        raise PackError(Finding("error", file, 1, "file", f"it cannot be read ({type(error).__name__})")) from error
    made = _compiled(root).get(file) if isinstance(root, Path) else None
    if made and made[0] == sha256(data).digest():
        return msgspec.msgpack.decode(made[1], type=Sheet)
    return parse(data, file)


def compiled(root: Path) -> bytes:
    """Give every file of a pack's folder that is YAML, parsed, with the hash of its bytes; `sheet` reads it."""
    made: dict[str, tuple[bytes, msgspec.Raw]] = {}
    for path in sorted(root.rglob("*.yaml")):
        file, data = path.relative_to(root).as_posix(), path.read_bytes()
        if file.startswith(SELDOM):
            continue
        try:
            made[file] = sha256(data).digest(), msgspec.Raw(msgspec.msgpack.encode(parse(data, file)))
        except PackError:
            continue  # whoever reads the pack is told where it is wrong
    return msgspec.msgpack.encode(made)


@lru_cache(maxsize=2)
def _compiled(root: Path) -> dict[str, tuple[bytes, msgspec.Raw]]:
    """Give what a build has compiled beside a pack; nothing where it has not, or where it cannot be read."""
    try:
        return msgspec.msgpack.decode((root / COMPILED).read_bytes(), type=dict[str, tuple[bytes, msgspec.Raw]])
    except (OSError, msgspec.DecodeError):
        return {}


def parse(data: bytes, file: str) -> Sheet:
    """Give the plain values of YAML; PackError where it is none."""
    node = _compose(data, file)
    numbers = file in NUMBERED
    if node is None:
        return Sheet("nothing", [])
    if isinstance(node, yaml.SequenceNode):
        lines = [Line(item.start_mark.line + 1, "", dict(fields(item)), plain(item, numbers)) for item in node.value]
        return Sheet("list", lines)
    if isinstance(node, yaml.MappingNode):
        pairs = node.value
        return Sheet(
            "mapping", [Line(key.start_mark.line + 1, str(key.value), {}, plain(value)) for key, value in pairs]
        )
    return Sheet("scalar", [])


def _compose(data: bytes, file: str) -> yaml.Node | None:
    """Give the syntax tree of YAML, None where it holds nothing."""
    try:
        return yaml.compose(data.decode(), Loader=_Loader)
    except UnicodeDecodeError as error:
        raise PackError(Finding("error", file, 1, "file", "it cannot be read (UnicodeDecodeError)")) from error
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        line = mark.line + 1 if mark else 1
        raise PackError(Finding("error", file, line, "file", f"it is not valid YAML ({error.problem})")) from error
    except yaml.YAMLError as error:
        raise PackError(Finding("error", file, 1, "file", "it holds characters YAML does not allow")) from error


def plain(node: yaml.Node, numbers: bool = False) -> Value:
    """Give a node as plain values: scalars stay text, except nulls and, with `numbers`, numbers and booleans."""
    if isinstance(node, yaml.ScalarNode):
        return _scalar(node, numbers)
    if isinstance(node, yaml.SequenceNode):
        return [plain(item, numbers) for item in node.value]
    return {str(key.value): plain(value, numbers) for key, value in node.value}


def _scalar(node: yaml.ScalarNode, numbers: bool) -> Value:
    text: str = node.value
    if node.tag != "plain":
        return text
    if not numbers:
        return None if text in {"", "~", "null"} else text
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    if _NUMBER.match(text):
        return float(text) if any(sign in text for sign in ".eE") else int(text)
    return text


def read_rows(root: Traversable | Path, file: str, kind: type[T]) -> tuple[list[Placed[T]], list[Finding]]:
    """Give the good rows of a file and a finding for each other; `kind` is a struct, or dict for any row."""
    found = sheet(root, file)
    rows: list[Placed[T]] = []
    findings: list[Finding] = []
    if found.form not in {"list", "nothing"}:
        return rows, [Finding("error", file, 1, "file", "it must be a list of rows")]
    for row in found.lines:
        try:
            value = msgspec.convert(row.value, kind, strict=False)
            rows.append(Placed(value, row.line, row.fields))
        except msgspec.ValidationError as error:
            problem, field = _explain(error)
            line = row.fields.get(field, row.line)
            findings.append(Finding("error", file, line, f"{_name(row.value)}.{field}", problem))
    return rows, findings


def fields(node: yaml.Node) -> Iterator[tuple[str, int]]:
    """Give each key of a mapping with its line, in the order of the file; nothing for what is no mapping."""
    if isinstance(node, yaml.MappingNode):
        for key, _ in node.value:
            yield str(key.value), key.start_mark.line + 1


def _name(value: Value) -> str:
    """Give the id of a row that may be broken."""
    return str(value.get("id", "a row without id")) if isinstance(value, dict) else "a row"


def _explain(error: msgspec.ValidationError) -> tuple[str, str]:
    """Give the problem, and the field it lies in, from a message such as "Expected `int` - at `$.order`"."""
    found = _PLACE.match(str(error))
    problem, path = (found["problem"], found["path"] or "") if found else (str(error), "")
    named = re.search(r"\.(\w+)", path) or re.search(r"(?:field|one of) `(\w+)`", problem)
    return problem, named[1] if named else "row"
