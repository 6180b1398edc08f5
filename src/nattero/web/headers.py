"""What every answer tells the browser to refuse: other people's scripts, frames, sensors, and keeping what is private.

In: the headers an answer has. Out: those, and ours. Sources: the W3C's Content Security Policy Level 3 and Permissions
Policy, the WHATWG's Fetch and HTML standards, the OWASP Secure Headers Project.
"""

from collections.abc import Iterable

API, STATIC = "/api", "/static/"
CONTENT = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
UNUSED = ("camera", "display-capture", "geolocation", "microphone", "payment", "usb")
FOR_FILES = {"x-content-type-options": "nosniff", "cross-origin-resource-policy": "same-origin"}
"""What a static file needs: the policies of a page are the page's, and a dozen copies of them weigh more than a font."""

FOR_PAGES = FOR_FILES | {
    "content-security-policy": CONTENT,
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",  # with no-referrer a browser sends its own forms with `Origin: null`
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": ", ".join(f"{feature}=()" for feature in UNUSED) + ", screen-wake-lock=(self)",
}
# There is no Strict-Transport-Security: it holds for a name and all its ports, and a computer at home may well serve
# something else over plain HTTP. Here nothing answers without TLS, so there is nothing to strip.

Headers = list[tuple[bytes, bytes]]


def protected(path: str, given: Iterable[tuple[bytes, bytes]]) -> Headers:
    """The headers of an answer with ours; only how long it may be kept is the app's to say, where it does."""
    ours = FOR_FILES if path.startswith(STATIC) else FOR_PAGES
    kept = [(name, value) for name, value in given if name.lower().decode("latin-1") not in ours]
    added = [(name.encode(), value.encode()) for name, value in ours.items()]
    if not any(name.lower() == b"cache-control" for name, _ in kept):
        # A page is kept by the service worker, which asks again; what the API says is kept by nobody.
        added.append((b"cache-control", b"no-store" if is_api(path) else b"private, no-cache"))
    return [*kept, *added]


def is_api(path: str) -> bool:
    """Whether a program asks, and wants JSON."""
    return path == API or path.startswith(f"{API}/")
