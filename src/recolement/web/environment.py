"""Settings that answer back: read from the environment, refused in a sentence when they make no sense.

>>> truth({"RECOLEMENT_DEBUG": "yes"}, "RECOLEMENT_DEBUG", otherwise=False)
Traceback (most recent call last):
...
recolement.web.environment.Unsafe: RECOLEMENT_DEBUG=yes: write 1 (on) or 0 (off).
>>> database_of("mysql://db/night")  # doctest: +ELLIPSIS
Traceback (most recent call last):
...
recolement.web.environment.Unsafe: DATABASE_URL=mysql://db/night: write sqlite:///FILE or ...
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from recolement.storage.django.address import database

LOOPBACK = ("localhost", "127.0.0.1", "::1")

SHORTEST_SECRET = 32
"""Characters below which a secret can be guessed."""


class Unsafe(ValueError):
    """The app does not start with this configuration; the sentence says why and what to write."""


def truth(environment: Mapping[str, str], name: str, *, otherwise: bool) -> bool:
    """A switch: 1 or 0, nothing else."""
    text = environment.get(name, "")
    if text in ("", "0", "1"):
        return otherwise if text == "" else text == "1"
    raise Unsafe(f"{name}={text}: write 1 (on) or 0 (off).")


def secret(environment: Mapping[str, str], name: str) -> str:
    """A secret, given as it is or as the name of a file that holds it (``NAME_FILE``)."""
    file = environment.get(f"{name}_FILE")
    text = text_of(file, f"{name}_FILE") if file else environment.get(name, "")
    if not text:
        raise Unsafe(
            f"{name} is not set. Make one: python3 -c 'import secrets; print(secrets.token_urlsafe(50))', "
            f"put it in a file only this service can read, and name it in {name}_FILE."
        )
    if len(text) < SHORTEST_SECRET or len(set(text)) < 10:
        raise Unsafe(f"{name} is too short or too plain: {SHORTEST_SECRET} random characters at least.")
    return text


def text_of(file: str, name: str) -> str:
    """What a file holds, its outer spaces taken off."""
    try:
        return Path(file).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise Unsafe(f"{name}={file}: this file cannot be read ({type(error).__name__}).") from None


def hosts(environment: Mapping[str, str], name: str) -> list[str]:
    """The host names the site answers to, separated by commas; never all of them."""
    found = [part.strip() for part in environment.get(name, "").split(",") if part.strip()]
    if not found:
        raise Unsafe(f"{name} is not set. Name the host people will type: {name}=results.example.org")
    for host in found:
        if "*" in host or host.startswith("."):
            raise Unsafe(f"{name}={host} answers to any name, which lets others forge links. Name the hosts.")
        if "/" in host or "@" in host or any(sign.isspace() for sign in host):
            raise Unsafe(f"{name}={host}: write the host alone, without https:// and without a path.")
    return found


def database_of(address: str, name: str = "DATABASE_URL") -> dict[str, Any]:
    """Django's settings of the database at ``DATABASE_URL``, its connections kept open for a minute."""
    try:
        settings, _ = database(address)
    except ValueError:
        raise Unsafe(
            f"{name}={address}: write sqlite:///FILE or postgresql://user:password@host/name."
        ) from None
    return settings | {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}


def mail_of(address: str, sender: str) -> dict[str, Any]:
    """Django's settings of the mail server at ``RECOLEMENT_MAIL_URL``; without one, no mail is sent.

    ``smtp`` turns to TLS before anything is said (STARTTLS), but for a relay on this machine; ``smtps`` is
    TLS from the start; ``file`` keeps each message in a folder, for a demonstration.

    >>> sent = mail_of("smtps://vote:s%40fe@mail.example.org", "vote@example.org")
    >>> sent["EMAIL_HOST"], sent["EMAIL_PORT"], sent["EMAIL_HOST_PASSWORD"], sent["EMAIL_USE_SSL"]
    ('mail.example.org', 465, 's@fe', True)
    """
    backends = "django.core.mail.backends"
    if not address:
        return {"EMAIL_BACKEND": f"{backends}.dummy.EmailBackend", "DEFAULT_FROM_EMAIL": ""}
    wrong = Unsafe(
        "RECOLEMENT_MAIL_URL: write smtp://user:password@host:587, smtps://user:password@host:465 or "
        "file:///folder."
    )
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        raise wrong from None
    if "@" not in sender.strip("@") or not sender.isprintable() or any(sign.isspace() for sign in sender):
        raise Unsafe("RECOLEMENT_MAIL_FROM is not an address: name who writes, as vote@example.org")
    made: dict[str, Any] = {"DEFAULT_FROM_EMAIL": sender, "SERVER_EMAIL": sender}
    if parts.scheme == "file" and parts.path and not parts.netloc:
        return made | {"EMAIL_BACKEND": f"{backends}.filebased.EmailBackend", "EMAIL_FILE_PATH": parts.path}
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname or parts.path not in ("", "/"):
        raise wrong
    tls = parts.scheme == "smtps"
    return made | {
        "EMAIL_BACKEND": f"{backends}.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": port or (465 if tls else 587),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": tls,
        "EMAIL_USE_TLS": not tls and parts.hostname not in LOOPBACK,
        "EMAIL_TIMEOUT": 20,
    }
