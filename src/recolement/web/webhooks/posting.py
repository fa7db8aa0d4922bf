"""One POST to an address that somebody else chose: never into this machine's own network.

The name is resolved here, each address it has is looked at, and the connection goes to the very address that
was looked at: a name that answers otherwise a moment later changes nothing. Redirections are not followed,
TLS is verified, and all of it takes :data:`LONGEST` seconds at most.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
from collections.abc import Collection, Mapping
from threading import Timer
from urllib.parse import SplitResult, urlsplit

LONGEST = 15.0
CONNECTING = 5.0
TRANSLATED = ipaddress.ip_network("64:ff9b::/96")
"""IPv6 addresses that stand for IPv4 ones (RFC 6052)."""


class NotPosted(Exception):
    """Why nothing was told: ``bad_address``, ``not_https``, ``no_such_host``, ``private``, ``unreachable``,
    ``bad_certificate``, ``no_answer``."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def public(address: str) -> bool:
    """Whether an address is one of the public internet.

    >>> [public(one) for one in ("93.184.216.34", "127.0.0.1", "10.1.2.3", "169.254.169.254", "0.0.0.0")]
    [True, False, False, False, False]
    >>> [public(one) for one in ("::1", "fe80::1%1", "::ffff:127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::")]
    [False, False, False, False, False]
    """
    found = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(found, ipaddress.IPv6Address):
        if found in TRANSLATED or found.sixtofour is not None or found.teredo is not None:
            return False
        if found.ipv4_mapped is not None:
            found = found.ipv4_mapped
    return found.is_global and not found.is_multicast and not found.is_reserved


def parts_of(address: str, private_hosts: Collection[str] = ()) -> SplitResult:
    """The parts of an address that may be told; plain HTTP only to hosts that the configuration names."""
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        raise NotPosted("bad_address") from None
    plain = address.isascii() and address.isprintable() and not any(sign.isspace() for sign in address)
    if parts.scheme not in ("http", "https") or not parts.hostname or not plain or port == 0:
        raise NotPosted("bad_address")
    if parts.username is not None or parts.password is not None or parts.fragment:
        raise NotPosted("bad_address")
    if parts.scheme == "http" and parts.hostname not in private_hosts:
        raise NotPosted("not_https")
    return parts


def resolved(host: str, port: int, private_hosts: Collection[str]) -> str:
    """The address to connect to; refused where any of the host's is not public."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise NotPosted("no_such_host") from None
    addresses = [str(one[4][0]) for one in found]
    if host not in private_hosts and not all(public(one) for one in addresses):
        raise NotPosted("private")
    return addresses[0]


class _Plain(http.client.HTTPConnection):
    """A connection to the address that was looked at, whatever the name says now."""

    def __init__(self, host: str, port: int, address: str) -> None:
        super().__init__(host, port, timeout=LONGEST)
        self.address = address

    def connect(self) -> None:
        """Connect there."""
        self.sock = socket.create_connection((self.address, self.port), CONNECTING)
        self.sock.settimeout(LONGEST)


class _Sealed(_Plain):
    """The same under TLS, the certificate held against the name."""

    def connect(self) -> None:
        """Connect there, and see whose certificate it is."""
        super().connect()
        self.sock = ssl.create_default_context().wrap_socket(self.sock, server_hostname=self.host)


def post(address: str, body: bytes, headers: Mapping[str, str], private_hosts: Collection[str] = ()) -> int:
    """Send, and give the status that was answered; nothing of the answer's body is read."""
    parts = parts_of(address, private_hosts)
    assert parts.hostname is not None
    port = parts.port or (443 if parts.scheme == "https" else 80)
    kind = _Sealed if parts.scheme == "https" else _Plain
    connection = kind(parts.hostname, port, resolved(parts.hostname, port, private_hosts))
    end = Timer(LONGEST, _cut, [connection])
    end.start()
    try:
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        connection.request("POST", path, body, dict(headers))
        return connection.getresponse().status
    except ssl.SSLError:
        raise NotPosted("bad_certificate") from None
    except TimeoutError:
        raise NotPosted("no_answer") from None
    except (OSError, http.client.HTTPException):
        raise NotPosted("unreachable" if connection.sock is None else "no_answer") from None
    finally:
        end.cancel()
        connection.close()


def _cut(connection: http.client.HTTPConnection) -> None:
    """The end, even of an answer that comes one byte at a time."""
    if connection.sock is not None:
        try:
            connection.sock.shutdown(socket.SHUT_RDWR)
        except OSError:
            connection.close()  # it was not connected any more
