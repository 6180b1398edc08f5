"""Where Nattero may listen, and which names it answers to: worked out once, before the first request.

In: what the command line says. Out: a `Policy`, or a `RefusedError` with one sentence. Beyond this computer there is
only HTTPS, and only devices that were paired.
"""

import ipaddress
import re
from pathlib import Path

import msgspec

from nattero import words
from nattero.web.certificate import BadCertificateError, StaleCertificateError, covers, names_in

LOOPBACK = ("localhost", "127.0.0.1", "[::1]")
PORTS = {"http": 80, "https": 443}
HOST = re.compile(r"(\[[0-9a-f:.]+\]|[a-z0-9_](?:[a-z0-9_.-]*[a-z0-9_])?)(?::([0-9]{1,5}))?")


class RefusedError(Exception):
    """An address that would not be safe to serve at; `text` says why."""

    def __init__(self, code: str, **values: str) -> None:
        super().__init__(code)
        self.code, self.values = code, values

    def text(self, lang: str) -> str:
        """One sentence in a language."""
        _ = words.translator(lang)
        sentences = {
            "no-certificate": _(
                "Beyond this computer Nattero needs --cert and --key; docs/phone.md says how to make them."
            ),
            "half-certificate": _("--cert and --key belong together; one of them is missing."),
            "no-file": _("There is no file %(path)s."),
            "bad-certificate": _("%(path)s is not a certificate that fits its key."),
            "stale-certificate": _(
                "The certificate %(path)s is not valid today; docs/phone.md says how to make a new one."
            ),
            "other-name": _("The certificate is not for %(name)s; docs/phone.md says how to make one that is."),
            "no-name": _("Say with --allow-host by which name the phone finds this computer."),
            "bad-name": _("%(name)s is not the name of a computer."),
        }
        return sentences[self.code] % self.values


class Policy(msgspec.Struct, frozen=True):
    """Who may speak to the server: the `host:port` it answers to, whether over TLS, whether only paired devices; and its address."""

    hosts: frozenset[str]
    secure: bool = False
    pairing: bool = False
    address: str = ""

    @property
    def scheme(self) -> str:
        """The scheme of the server's own addresses."""
        return "https" if self.secure else "http"


def is_loopback(host: str) -> bool:
    """Whether an address can only be reached from this computer."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def is_everywhere(host: str) -> bool:
    """Whether an address stands for every address of this computer, and so is the name of none."""
    try:
        return host == "" or ipaddress.ip_address(host).is_unspecified
    except ValueError:
        return False


def policy_for(host: str, port: int, cert: Path | None, key: Path | None, hosts: list[str]) -> Policy:
    """The policy for a bind. Raises RefusedError: beyond loopback TLS and a certificate for the name are required."""
    if (cert is None) != (key is None):
        raise RefusedError("half-certificate")
    certified = certified_names(cert, key) if cert and key else []
    scheme = "https" if cert else "http"
    bound = [] if is_everywhere(host) else [authority_of(host, port)]
    given = [authority_of(name, port) for name in hosts]
    own = [authority_of(name, port) for name in certified if "*" not in name]
    beyond = is_everywhere(host) or any(not is_loopback(name_of(one)) for one in (*bound, *given))
    if beyond and not cert:
        raise RefusedError("no-certificate")
    reachable = [one for one in (*given, *bound, *own) if not is_loopback(name_of(one))] if beyond else bound
    if not reachable:
        raise RefusedError("no-name")
    address = reachable[0]
    if beyond and not covers(certified, name_of(address)):
        raise RefusedError("other-name", name=name_of(address))
    known = {*bound, *given, *own, *(f"{name}:{port}" for name in LOOPBACK)}
    return Policy(frozenset(known), bool(cert), beyond, f"{origin(scheme, address)}/")


def certified_names(cert: Path, key: Path) -> list[str]:
    """The names a certificate is for. Raises RefusedError."""
    for path in (cert, key):
        if not path.is_file():
            raise RefusedError("no-file", path=str(path))
    try:
        return names_in(cert, key)
    except StaleCertificateError as error:
        raise RefusedError("stale-certificate", path=str(cert)) from error
    except BadCertificateError as error:
        raise RefusedError("bad-certificate", path=str(cert)) from error


def authority_of(name: str, port: int) -> str:
    """A name, an address or a `name:port` as `host:port`. Raises RefusedError for what is none of these."""
    found = authority(spelled(name), port)
    if found is None:
        raise RefusedError("bad-name", name=name)
    return found


def spelled(name: str) -> str:
    """A name as a browser spells it: addresses in their shortest form, IPv6 in brackets."""
    try:
        address = ipaddress.ip_address(name)
    except ValueError:
        return name
    return f"[{address}]" if address.version == 6 else str(address)


def authority(header: str, port: int) -> str | None:
    """What a Host header says as `host:port` in lower case, with the port given where it names none; None for nonsense."""
    found = HOST.fullmatch(header.lower())
    if found is None or not found[1].isascii():
        return None
    return f"{found[1]}:{int(found[2]) if found[2] else port}"


def name_of(host: str) -> str:
    """The name in a `host:port`, without brackets."""
    return host.rpartition(":")[0].strip("[]")


def origin(scheme: str, host: str) -> str:
    """The origin of a `host:port` as a browser spells it: without the scheme's own port."""
    return f"{scheme}://{host.removesuffix(f':{PORTS[scheme]}')}"
