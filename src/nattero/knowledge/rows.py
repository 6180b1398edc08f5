"""Reading the pack's YAML, remembering where everything stands.

In: a folder (on disk or inside the installed package) and a file name. Out: validated rows with the line of each of
their fields, or findings that name file, line and field. Scalars stay text until a struct says otherwise, so `NO`,
`112` and `yes` mean what they look like.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Generic, Literal, TypeVar

import msgspec
import yaml

T = TypeVar("T")
Value = str | int | float | bool | None | list["Value"] | dict[str, "Value"]

_NUMBER = re.compile(r"[-+]?(\d+|\d*\.\d+|\d+\.\d*)([eE][-+]?\d+)?\Z")
_CONSTANTS: Mapping[str, bool | None] = {"": None, "~": None, "null": None, "true": True, "false": False}
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


def compose(root: Traversable | Path, file: str) -> yaml.Node | None:
    """Give the syntax tree of a file, None where it holds nothing; PackError where it is missing or not YAML."""
    try:
        text = root.joinpath(file).read_text(encoding="utf-8")
        return yaml.compose(text, Loader=_Loader)
    except (OSError, UnicodeDecodeError) as error:
        raise PackError(Finding("error", file, 1, "file", f"it cannot be read ({type(error).__name__})")) from error
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
    node = compose(root, file)
    rows: list[Placed[T]] = []
    findings: list[Finding] = []
    if node is None:
        return rows, findings
    if not isinstance(node, yaml.SequenceNode):
        return rows, [Finding("error", file, 1, "file", "it must be a list of rows")]
    for item in node.value:
        lines = dict(fields(item))
        line = item.start_mark.line + 1
        try:
            value = msgspec.convert(plain(item, numbers=kind is dict), kind, strict=False)
            rows.append(Placed(value, line, lines))
        except msgspec.ValidationError as error:
            problem, field = _explain(error)
            findings.append(Finding("error", file, lines.get(field, line), f"{_name(item)}.{field}", problem))
    return rows, findings


def fields(node: yaml.Node) -> Iterator[tuple[str, int]]:
    """Give each key of a mapping with its line, in the order of the file; nothing for what is no mapping."""
    if isinstance(node, yaml.MappingNode):
        for key, _ in node.value:
            yield str(key.value), key.start_mark.line + 1


def _name(item: yaml.Node) -> str:
    """Give the id of a row that may be broken."""
    value = plain(item)
    return str(value.get("id", "a row without id")) if isinstance(value, dict) else "a row"


def _explain(error: msgspec.ValidationError) -> tuple[str, str]:
    """Give the problem, and the field it lies in, from a message such as "Expected `int` - at `$.order`"."""
    found = _PLACE.match(str(error))
    problem, path = (found["problem"], found["path"] or "") if found else (str(error), "")
    named = re.search(r"\.(\w+)", path) or re.search(r"(?:field|one of) `(\w+)`", problem)
    return problem, named[1] if named else "row"
