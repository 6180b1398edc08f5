"""A given programme as text: a code that fits in a link and a QR code, and a file.

In: a `Given`. Out: the code or the file, and back again, with what is wrong with one that was cut, mistyped or not ours.
The code is `NATTERO1-` and, in base 32 (RFC 4648: capitals and digits that no message program mangles), a CRC-32 over
version and content, then the content: a MessagePack list, deflated (RFC 1951). CRC-32 finds every change of up to 32
bits in a row (Peterson and Brown 1961), so every change of one character.
"""

import base64
import binascii
import re
import zlib
from collections.abc import Mapping
from typing import Any

import msgspec

from nattero.diary.payloads import Given
from nattero.knowledge.exercises import Exercise
from nattero.plan.given import DOSES, Fault, given_from, written

VERSION = 1
NAME = "nattero-programme.json"
LONGEST = 60_000  # characters of a code, bytes of a file
UNPACKED = 64 * 1024  # bytes; a few that unpack to millions are none of ours
FOUND = re.compile(r"NATTERO([1-9][0-9]{0,3})-([A-Z2-7]*)")


def code(given: Given) -> str:
    """The code of a programme."""
    parts = [[part.exercise, part.note, *(getattr(part, name) for name in DOSES)] for part in given.parts]
    plain = msgspec.msgpack.encode([given.title, given.by, given.note, [_short(part) for part in parts]])
    packer = zlib.compressobj(9, wbits=-15)
    return _sealed(VERSION, packer.compress(plain) + packer.flush())


def from_code(text: str, bank: Mapping[str, Exercise]) -> Given | list[Fault]:
    """The programme of a code, also out of a link, a message or lines that were broken; or what is wrong with it."""
    spelled = text.strip()[:LONGEST].upper()
    faults = [Fault("code", "wrong" if spelled else "missing")]
    for attempt in (spelled, re.sub(r"\s+", "", spelled)):
        found = FOUND.search(attempt)
        opened = _opened(found) if found else None
        if isinstance(opened, Fault):
            faults = [opened]
        elif opened is not None:
            value = _unpacked(opened)
            return [Fault("code", "broken")] if value is None else given_from(value, bank)
    return faults


def file(given: Given) -> bytes:
    """A programme as a file that people can read too."""
    held = {"nattero": "programme", "version": VERSION, "programme": written(given)}
    return msgspec.json.format(msgspec.json.encode(held), indent=2) + b"\n"


def from_file(content: bytes, bank: Mapping[str, Exercise]) -> Given | list[Fault]:
    """The programme of a file, or what is wrong with it."""
    if not content.strip():
        return [Fault("file", "missing")]
    if len(content) > LONGEST:
        return [Fault("file", "long")]
    try:
        held = msgspec.json.decode(content)
    except (msgspec.DecodeError, ValueError, RecursionError):
        return [Fault("file", "broken")]
    if not isinstance(held, dict) or held.get("nattero") != "programme":
        return [Fault("file", "wrong")]
    version = held.get("version")
    if version != VERSION or isinstance(version, bool):
        return [Fault("file", "newer" if isinstance(version, int) and version > VERSION else "wrong")]
    return given_from(held.get("programme"), bank)


def _short(part: list[Any]) -> list[Any]:
    """A list without the Nones at its end."""
    while part[-1] is None:
        part = part[:-1]
    return part


def _sealed(version: int, content: bytes) -> str:
    """Content with its version and check, in letters."""
    check = zlib.crc32(content, zlib.crc32(b"%d" % version)).to_bytes(4)
    return f"NATTERO{version}-{base64.b32encode(check + content).decode().rstrip('=')}"


def _opened(found: re.Match[str]) -> bytes | Fault:
    """The content of a code of this version, or what is wrong with it: broken, or made by a newer program."""
    letters = found[2]
    try:
        held = base64.b32decode(letters + "=" * (-len(letters) % 8))
    except binascii.Error:
        return Fault("code", "broken")
    if _sealed(int(found[1]), held[4:]) != found[0]:
        return Fault("code", "broken")
    return held[4:] if int(found[1]) == VERSION else Fault("code", "newer")


def _unpacked(content: bytes) -> dict[str, Any] | None:
    """The programme of a code's content as JSON values, or None for what is none."""
    try:
        unpacker = zlib.decompressobj(wbits=-15)
        plain = unpacker.decompress(content, UNPACKED)
        title, by, note, parts = msgspec.msgpack.decode(plain)
        rows = [dict(zip(("exercise", "note", *DOSES), part, strict=False)) for part in parts]
    except (zlib.error, msgspec.DecodeError, ValueError, TypeError, RecursionError):
        return None
    held = {"title": title, "by": by, "note": note}
    named = {name: value for name, value in held.items() if value is not None}
    return named | {"parts": [{name: value for name, value in row.items() if value is not None} for row in rows]}
