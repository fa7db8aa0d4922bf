"""A new installation has no account; the first run makes one, once, for whoever reads the terminal."""

from __future__ import annotations

import stat

import pytest
from django.test import Client
from django.urls import reverse

from recolement.web.accounts.models import Account, Post, Role
from recolement.web.accounts.views import first_run_token, token_file

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("cheap_hashes")]
GIVEN = {"name": "Ann", "username": "ann", "password": "un mot de passe assez long"}


@pytest.fixture(autouse=True)
def new_installation() -> None:
    """No account; everything is undone afterwards."""
    Account.objects.all().delete()
    token_file().unlink(missing_ok=True)


def test_no_default_account() -> None:
    """A new database has no account at all, and no password opens it."""
    for name in ("admin", "root", "recolement", "administrator"):
        for password in ("admin", "password", "recolement", ""):
            assert Client().post("/accounts/login/", {"login": name, "password": password}).status_code == 200
    assert not Account.objects.exists()


def test_the_first_account_needs_the_token_of_the_terminal() -> None:
    """A wrong token makes nothing; the right one an administrator, who must then set up a second factor."""
    token = first_run_token()
    assert token is not None
    assert stat.S_IMODE(token_file().stat().st_mode) == 0o600
    assert token not in Client().get("/start/").content.decode()
    assert Client().post("/start/", GIVEN | {"token": "x" * len(token)}).status_code == 400
    assert not Account.objects.exists()
    client = Client()
    assert client.post("/start/", GIVEN | {"token": token}).status_code == 302
    assert [(role.account.username, role.post) for role in Role.objects.all()] == [
        ("ann", Post.ADMINISTRATOR)
    ]
    assert client.get("/").headers["Location"] == reverse("mfa_activate_totp")


def test_only_once() -> None:
    """With an account there, the page, its token and its file are gone, even for who knows the token."""
    token = first_run_token()
    assert Client().post("/start/", GIVEN | {"token": token}).status_code == 302
    assert not token_file().exists()
    again = Client().post("/start/", GIVEN | {"token": token, "username": "eve"})
    assert again.status_code == 404
    assert Client().get("/start/").status_code == 404
    assert Account.objects.count() == 1


@pytest.mark.parametrize("password", ["court", "motdepasse", "12345678901234", "password1234"])
def test_a_weak_password_is_refused(password: str) -> None:
    """Short and common passwords are refused, and nothing is made."""
    given = GIVEN | {"token": first_run_token(), "password": password}
    assert Client().post("/start/", given).status_code == 400
    assert not Account.objects.exists()
