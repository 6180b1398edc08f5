"""The static files, compressed once and as well as possible, and kept by browsers for good: their address is their content's.

In: a request for a file of this build. Out: its bytes in the best coding the browser takes.
"""

import gzip
import mimetypes
from functools import cache
from typing import Any

import brotli
from litestar import Request, Response, get
from litestar.exceptions import NotFoundException
from litestar.params import FromPath

from nattero.web.bundle import joined
from nattero.web.view import assets

FOR_GOOD = "public, max-age=31536000, immutable"
JOINED = {
    "app.css": ("app.css", "figure.css"),
    "app.js": ("forms.js", "pending.js", "app.js"),
    "relief.js": ("procedure.js", "voice.js", "flow.js", "relief.js"),
}
"""Files that are one to a browser: on a slow phone each one fetched delays the first instruction by some milliseconds."""
PARTS = {part for name, parts in JOINED.items() for part in parts if part != name}
PACKED = (".woff2", ".png")  # compressed by their own format
TYPES = {".js": "text/javascript", ".woff2": "font/woff2", ".svg": "image/svg+xml"}


@get("/static/{build:str}/{name:path}", include_in_schema=False)
async def static_file(request: Request[Any, Any, Any], build: FromPath[str], name: FromPath[str]) -> Response[bytes]:
    """A file of this build; of another build there is none."""
    name = name.lstrip("/")
    if build != assets().build or name not in assets().names:
        raise NotFoundException
    taken = {part.split(";")[0].strip() for part in request.headers.get("accept-encoding", "").split(",")}
    coding = next((known for known in ("br", "gzip") if known in taken and not name.endswith(PACKED)), "")
    headers = {"cache-control": FOR_GOOD, "vary": "accept-encoding"} | ({"content-encoding": coding} if coding else {})
    return Response(content(name, coding), media_type=media_type(name), headers=headers)


@cache
def content(name: str, coding: str) -> bytes:
    """The bytes of a file in a coding."""
    parts = JOINED.get(name, (name,))
    texts = {part: (assets().root / part).read_bytes() for part in parts}
    plain = b"".join(texts.values())
    if name.endswith(".js"):
        scripts = {part: text.decode() for part, text in texts.items()}
        plain = lean(joined(scripts, parts) if len(parts) > 1 else scripts[name]).encode()
    elif name.endswith(".css"):
        plain = lean(plain.decode()).encode()
    if coding == "br":
        return bytes(brotli.compress(plain, quality=11))
    return gzip.compress(plain, 9, mtime=0) if coding == "gzip" else plain


def lean(text: str) -> str:
    """A script or a style without the lines that are only a comment, and without indentation: those are for its readers."""
    lines = (line.strip() for line in text.splitlines())
    return "\n".join(line for line in lines if line and not comment(line)) + "\n"


def comment(line: str) -> bool:
    """Whether a whole line is a comment."""
    return line.startswith("//") or (line.startswith("/*") and line.endswith("*/"))


def media_type(name: str) -> str:
    """The type a browser needs to be told, whatever this computer's own table says."""
    known = next((kind for suffix, kind in TYPES.items() if name.endswith(suffix)), None)
    return known or mimetypes.guess_type(name)[0] or "application/octet-stream"
