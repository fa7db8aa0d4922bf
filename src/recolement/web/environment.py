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

from recolement.storage.django.address import database

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
    try:
        text = Path(file).read_text(encoding="utf-8").strip() if file else environment.get(name, "")
    except (OSError, UnicodeDecodeError) as error:
        raise Unsafe(f"{name}_FILE={file}: this file cannot be read ({type(error).__name__}).") from None
    if not text:
        raise Unsafe(
            f"{name} is not set. Make one: python3 -c 'import secrets; print(secrets.token_urlsafe(50))', "
            f"put it in a file only this service can read, and name it in {name}_FILE."
        )
    if len(text) < SHORTEST_SECRET or len(set(text)) < 10:
        raise Unsafe(f"{name} is too short or too plain: {SHORTEST_SECRET} random characters at least.")
    return text


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


def database_of(address: str) -> dict[str, Any]:
    """Django's settings of the database at ``DATABASE_URL``, its connections kept open for a minute."""
    try:
        settings, _ = database(address)
    except ValueError:
        raise Unsafe(
            f"DATABASE_URL={address}: write sqlite:///FILE or postgresql://user:password@host/name."
        ) from None
    return settings | {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
