"""What a certificate is good for: it is shown to a client in this very process, which believes this one certificate only.

In: the files of a certificate and its key. Out: the names it is for, or an error. Python's own TLS does the reading
(ssl, "Memory BIO support"; OpenSSL's partial chains let a certificate vouch for itself).
"""

import ipaddress
import ssl
from pathlib import Path

NOT_TODAY = {9, 10}  # X509_V_ERR_CERT_NOT_YET_VALID, X509_V_ERR_CERT_HAS_EXPIRED
LETTERS = 3  # messages that pass between two sides that agree


class BadCertificateError(Exception):
    """A file that holds no certificate, or one that does not fit its key."""


class StaleCertificateError(Exception):
    """A certificate whose time has not come, or is over."""


def names_in(cert: Path, key: Path) -> list[str]:
    """The names and addresses a certificate is for. Raises BadCertificateError or StaleCertificateError."""
    try:
        alternatives = shown_to_itself(cert, key)
    except ssl.SSLCertVerificationError as error:
        raise (StaleCertificateError if error.verify_code in NOT_TODAY else BadCertificateError) from error
    except (ssl.SSLError, OSError, ValueError) as error:
        raise BadCertificateError from error
    addresses = [str(ipaddress.ip_address(name)) for kind, name in alternatives if kind == "IP Address"]
    return [*(name.lower() for kind, name in alternatives if kind == "DNS"), *addresses]


def covers(names: list[str], name: str) -> bool:
    """Whether a certificate for these names is one for this name; a star stands for one label (RFC 9525, section 6.3)."""
    return name in names or f"*.{name.partition('.')[2]}" in names


def shown_to_itself(cert: Path, key: Path) -> list[tuple[str, str]]:
    """The kinds and names that a client which trusts only this certificate is told. Raises ssl.SSLError."""
    serving = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    serving.load_cert_chain(cert, key, password=lambda: b"")  # a locked key is refused, nobody is asked to type
    asking = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    asking.check_hostname = False  # the name is what we want to learn
    asking.verify_flags |= ssl.VERIFY_X509_PARTIAL_CHAIN
    asking.load_verify_locations(cert)
    there, back = ssl.MemoryBIO(), ssl.MemoryBIO()
    sides = asking.wrap_bio(back, there), serving.wrap_bio(there, back, server_side=True)
    for _ in range(LETTERS):
        for side in sides:
            try:
                side.do_handshake()
            except ssl.SSLWantReadError:
                continue
    told = sides[0].getpeercert() or {}
    return [(str(pair[0]), str(pair[1])) for pair in told.get("subjectAltName", ())]
