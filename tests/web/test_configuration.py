"""A configuration that is not safe is refused in a sentence; a production one passes Django's own checks."""

from __future__ import annotations

import os
import runpy
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from recolement.web import settings as settings_of_the_app
from recolement.web.environment import Unsafe

SETTINGS = str(settings_of_the_app.__file__)
GOOD = {
    "RECOLEMENT_SECRET_KEY": "Kq3v-9wZxT7yBn2Lr8Pd5Gs1Hf6Jc4Mm0Aa_QwErTyUiOpLkJh",
    "RECOLEMENT_HOSTS": "results.example.org,results.example.net",
    "DATABASE_URL": "postgresql://recolement:s%40fe@db.example/night",
    "RECOLEMENT_DATA": "/var/lib/recolement",
}

WRITER = {"RECOLEMENT_MAIL_FROM": "vote@example.org"}


def start(monkeypatch: pytest.MonkeyPatch, **changes: str | None) -> dict[str, Any]:
    """The settings as they would be with this environment; ``None`` leaves a variable out."""
    for name in list(os.environ):
        if name.startswith("RECOLEMENT_") or name == "DATABASE_URL":
            monkeypatch.delenv(name)
    for name, value in (GOOD | changes).items():
        if value is not None:
            monkeypatch.setenv(name, value)
    return runpy.run_path(SETTINGS)


def test_a_production_configuration_is_strict(monkeypatch: pytest.MonkeyPatch) -> None:
    """Cookies on HTTPS only, HTTPS for a year, no debug page, only the hosts that were named."""
    made = start(monkeypatch)
    assert made["DEBUG"] is False
    assert made["SESSION_COOKIE_SECURE"] is made["CSRF_COOKIE_SECURE"] is made["SECURE_SSL_REDIRECT"] is True
    assert made["SECURE_HSTS_SECONDS"] >= 31_536_000
    assert made["ALLOWED_HOSTS"] == ["results.example.org", "results.example.net"]
    assert made["DATABASES"]["default"]["PASSWORD"] == "s@fe"
    assert made["SECURE_PROXY_SSL_HEADER"] is None
    assert made["MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN"] is False


UNSAFE = {
    "no folder": ({"RECOLEMENT_DATA": None}, "RECOLEMENT_DATA is not set"),
    "no secret": ({"RECOLEMENT_SECRET_KEY": None}, "RECOLEMENT_SECRET_KEY is not set"),
    "a short secret": ({"RECOLEMENT_SECRET_KEY": "Kq3v-9wZxT7yBn2Lr8Pd5Gs1"}, "too short or too plain"),
    "a plain secret": ({"RECOLEMENT_SECRET_KEY": "abc" * 20}, "too short or too plain"),
    "a secret's file that is not there": (
        {"RECOLEMENT_SECRET_KEY_FILE": "/nowhere/key"}, "RECOLEMENT_SECRET_KEY_FILE=/nowhere/key",
    ),
    "no host": ({"RECOLEMENT_HOSTS": None}, "RECOLEMENT_HOSTS is not set"),
    "any host": ({"RECOLEMENT_HOSTS": "*"}, "answers to any name"),
    "any host of a domain": ({"RECOLEMENT_HOSTS": ".example.org"}, "answers to any name"),
    "an address for a host": ({"RECOLEMENT_HOSTS": "https://results.example.org"}, "without https://"),
    "no database": ({"DATABASE_URL": None}, "DATABASE_URL"),
    "an unknown database": ({"DATABASE_URL": "mysql://db/night"}, "write sqlite:///FILE or postgresql://"),
    "a switch that is none": ({"RECOLEMENT_TRIAL": "yes"}, "write 1 (on) or 0 (off)"),
    "a proxy that is none": ({"RECOLEMENT_BEHIND_PROXY": "true"}, "write 1 (on) or 0 (off)"),
    "mail by no known way": ({"RECOLEMENT_MAIL_URL": "http://mail.example", **WRITER}, "smtps://user"),
    "mail to nowhere": ({"RECOLEMENT_MAIL_URL": "smtp://", **WRITER}, "RECOLEMENT_MAIL_URL: write"),
    "mail at no port": ({"RECOLEMENT_MAIL_URL": "smtp://m.example:x", **WRITER}, "MAIL_URL: write"),
    "mail from nobody": ({"RECOLEMENT_MAIL_URL": "smtp://m.example"}, "RECOLEMENT_MAIL_FROM"),
    "mail from two lines": (
        {"RECOLEMENT_MAIL_URL": "smtp://m.example", "RECOLEMENT_MAIL_FROM": "a@b\nBcc: c@d"},
        "RECOLEMENT_MAIL_FROM",
    ),
    "mail in a file that is not there": (
        {"RECOLEMENT_MAIL_URL_FILE": "/nowhere/mail", **WRITER}, "RECOLEMENT_MAIL_URL_FILE=/nowhere/mail",
    ),
    "a trial with hosts": ({"RECOLEMENT_TRIAL": "1"}, "RECOLEMENT_TRIAL=1 is the demonstration"),
}  # fmt: skip


@pytest.mark.parametrize("case", UNSAFE)
def test_an_unsafe_configuration_is_refused_and_said(case: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each rule stops the start with a sentence that names the variable and what to write."""
    changes, sentence = UNSAFE[case]
    with pytest.raises(Unsafe) as unsafe:
        start(monkeypatch, **changes)
    assert sentence in str(unsafe.value)


def test_the_trial_is_for_this_machine_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """The demonstration answers to loopback names and nothing else."""
    made = start(monkeypatch, RECOLEMENT_TRIAL="1", RECOLEMENT_HOSTS=None)
    assert made["ALLOWED_HOSTS"] == ["127.0.0.1", "localhost", "[::1]"]


def test_a_secret_in_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """``RECOLEMENT_SECRET_KEY_FILE`` names the file that holds it."""
    file = tmp_path / "key"
    file.write_text(GOOD["RECOLEMENT_SECRET_KEY"] + "\n")
    made = start(monkeypatch, RECOLEMENT_SECRET_KEY=None, RECOLEMENT_SECRET_KEY_FILE=str(file))
    assert GOOD["RECOLEMENT_SECRET_KEY"] == made["SECRET_KEY"]


def test_mail_is_secret_on_its_way(monkeypatch: pytest.MonkeyPatch) -> None:
    """STARTTLS by default, TLS where asked, plain to this machine alone; without an address, no mail."""
    made = start(monkeypatch, RECOLEMENT_MAIL_URL="smtp://v%40x:p%3Aw@mail.example.org", **WRITER)
    assert (made["EMAIL_HOST"], made["EMAIL_PORT"], made["EMAIL_USE_TLS"], made["EMAIL_USE_SSL"]) == (
        "mail.example.org", 587, True, False,
    )  # fmt: skip
    assert (made["EMAIL_HOST_USER"], made["EMAIL_HOST_PASSWORD"]) == ("v@x", "p:w")
    made = start(monkeypatch, RECOLEMENT_MAIL_URL="smtps://mail.example.org", **WRITER)
    assert (made["EMAIL_PORT"], made["EMAIL_USE_TLS"], made["EMAIL_USE_SSL"]) == (465, False, True)
    made = start(monkeypatch, RECOLEMENT_MAIL_URL="smtp://localhost:25", **WRITER)
    assert (made["EMAIL_PORT"], made["EMAIL_USE_TLS"]) == (25, False)
    made = start(monkeypatch)
    assert made["MAIL"] is False
    assert made["EMAIL_BACKEND"].endswith("dummy.EmailBackend")


def test_djangos_deployment_checks_find_nothing(tmp_path: Path) -> None:
    """``manage.py check --deploy`` in a production configuration says nothing, and neither does the start."""
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("RECOLEMENT_", "DJANGO_"))
    }
    environment |= GOOD | {
        "RECOLEMENT_DATA": str(tmp_path),
        "DATABASE_URL": f"sqlite:///{tmp_path / 'night.sqlite3'}",
        "DJANGO_SETTINGS_MODULE": "recolement.web.settings",
    }
    done = subprocess.run(
        [sys.executable, "-m", "django", "check", "--deploy", "--fail-level", "WARNING"],
        env=environment, capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "no issues" in done.stdout


def test_every_change_of_the_tables_has_its_migration() -> None:
    """``makemigrations`` has nothing to write: an upgrade brings the tables to what the code expects."""
    done = subprocess.run(
        [sys.executable, "-m", "django", "makemigrations", "--dry-run"],
        capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    assert "No changes detected" in done.stdout, done.stderr
