"""Which addresses are no place to send a reader: copies, proxies, bare numbers and blogs.

In: the address of a source. Out: why it will not do, or None. A list of the hosts that will do would be too rigid, so
this names what will not.
"""

import re
from collections.abc import Iterator

_PARTS = re.compile(r"\Ahttps?://(?P<user>[^/@]*@)?(?P<host>\[[^\]]*\]|[^/:?#]+)(?P<port>:\d+)?", re.IGNORECASE)
_NUMBER_HOST = re.compile(r"\A(?:\d+(?:\.\d+){0,3}|0x[0-9a-f]+|\[.*\])\Z", re.IGNORECASE)
_OWN_LIBRARY = "nih.gov pubmed.gov"
_BLOGS = """
    blogspot.com wordpress.com medium.com substack.com tumblr.com blogger.com blogg.se weebly.com wixsite.com
    livejournal.com over-blog.com kompasiana.com quora.com reddit.com facebook.com
"""
_COPIES = """
    scribd.com docplayer.net slideshare.net slideplayer.com studylib.net vdocuments.mx coek.info 5y1.org
    abcdocz.com docslib.org silo.tips pdfcoffee.com dokumen.tips dokumen.pub academia.edu researchain.net
    researcher.life scilit.com wilddata.cn sci-hub.se libgen.is coursehero.com
"""
_PROXIES = """
    weglot.com translate.goog googleusercontent.com archive.is archive.ph 12ft.io laibokeji.com ngrok.io
    ngrok-free.app bit.ly tinyurl.com t.co
"""


def unfit(url: str) -> str | None:
    """Give why an address is no good as a source's, as the end of a sentence; None where nothing is against it."""
    parts = _PARTS.match(url)
    if not parts:
        return "is not an http address"
    host = parts["host"].lower().rstrip(".")
    return next((reason for reason, holds in _reasons(host, bool(parts["port"] or parts["user"])) if holds), None)


def _reasons(host: str, extras: bool) -> Iterator[tuple[str, bool]]:
    """Give each reason against an address and whether it holds; `extras` is whether it names a port or a user."""
    yield "is a bare number, not a name", bool(_NUMBER_HOST.match(host))
    yield "has no full host name", "." not in host
    yield "names a port or a user", extras
    yield (
        "goes through a proxy or a shortener",
        host.startswith("proxy.") or "ezproxy" in host or _under(host, _PROXIES),
    )
    yield "is a copy of PubMed", bool(re.search(r"pubmed|ncbi", host)) and not _under(host, _OWN_LIBRARY)
    yield "is a copy, not the original", _under(host, _COPIES)
    yield "is a blog or a forum", host.startswith("blog.") or _under(host, _BLOGS)


def _under(host: str, domains: str) -> bool:
    """Tell whether a host is one of these domains (separated by blanks) or inside one."""
    return any(host == domain or host.endswith("." + domain) for domain in domains.split())
