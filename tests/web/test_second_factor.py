"""Those who rule or administer come in with a second factor; the codes are those of RFC 6238."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from recolement.web.accounts.models import Account, Post, Role
from web.world import Person, access_sheet, hosted, one_time_code, with_password

pytestmark = pytest.mark.usefixtures("web", "cheap_hashes")


def test_one_time_codes_are_those_of_the_standard() -> None:
    """The codes this test computes are those of RFC 6238, appendix B (their last six digits)."""
    secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"  # "12345678901234567890" in base 32
    assert [one_time_code(secret, at) for at in (59, 1111111109, 20000000000)] == [
        "287082", "081804", "353130",
    ]  # fmt: skip


def _sign_in(who: Person) -> tuple[Client, str]:
    """Password given; the address one is sent to."""
    client = Client()
    answer = client.post("/accounts/login/", {"login": who.account.username, "password": who.password})
    return client, answer.headers["Location"]


def test_a_commissioner_gives_password_then_code() -> None:
    """After the password alone nothing is open; a wrong code opens nothing; the right code opens the room."""
    tonight = hosted()
    member = with_password((tonight.slug, Post.COMMISSIONER, ""))
    room = reverse("room", args=[tonight.slug])
    client, sent_to = _sign_in(member)
    assert sent_to == reverse("mfa_authenticate")
    assert client.get(room).headers["Location"].startswith("/accounts/login/")
    right = one_time_code(member.totp)
    wrong = f"{(int(right) + 1) % 10**6:06d}"
    assert client.post(sent_to, {"code": wrong}).status_code == 200
    assert client.get(room).status_code == 302
    assert client.post(sent_to, {"code": right}).status_code == 302
    assert client.get(room).status_code == 200


def test_a_code_serves_once() -> None:
    """The same one-time code does not open a second session."""
    tonight = hosted()
    member = with_password((tonight.slug, Post.COMMISSIONER, ""))
    code = one_time_code(member.totp)
    first, sent_to = _sign_in(member)
    assert first.post(sent_to, {"code": code}).status_code == 302
    second, sent_to = _sign_in(member)
    second.post(sent_to, {"code": code})
    assert second.get(reverse("room", args=[tonight.slug])).status_code == 302


@pytest.mark.parametrize("post", [Post.COMMISSIONER, Post.ADMINISTRATOR])
def test_without_a_factor_one_is_sent_to_set_one_up(post: Post) -> None:
    """Without a factor a commissioner or administrator reaches but the page that sets it up; then all."""
    tonight = hosted()
    who = with_password()
    where = "" if post == Post.ADMINISTRATOR else tonight.slug
    Role.objects.create(account=who.account, ballot=where, post=post)
    client, _ = _sign_in(who)
    for page in ("/", reverse("ballot", args=[tonight.slug]), reverse("room", args=[tonight.slug])):
        assert client.get(page).headers["Location"] == reverse("mfa_activate_totp")
    form = client.get(reverse("mfa_activate_totp"))
    assert form.status_code == 200
    found = re.search(r'value="([A-Z2-7]{32})"', unescape(form.content.decode()))
    assert found is not None
    done = client.post(reverse("mfa_activate_totp"), {"code": one_time_code(found[1])})
    assert done.status_code == 302
    assert client.get("/").status_code == 200


def test_an_access_sheet_does_not_stand_in_for_the_factor() -> None:
    """A commissioner who comes in by an access sheet is asked for the code before anything else."""
    tonight = hosted()
    member = with_password((tonight.slug, Post.COMMISSIONER, ""))
    link, code = access_sheet(member.account)
    client = Client()
    assert client.post(f"/a/{link}/", {"code": code}).status_code == 302
    room = reverse("room", args=[tonight.slug])
    asked = client.get(room).headers["Location"]
    assert asked.startswith(reverse("mfa_reauthenticate"))
    back = client.post(asked, {"code": one_time_code(member.totp)})
    assert back.headers["Location"] == room
    assert client.get(room).status_code == 200


def test_the_factor_cannot_be_taken_off_without_giving_it() -> None:
    """The page that removes a factor is closed to a session without it."""
    member = with_password((hosted().slug, Post.COMMISSIONER, ""))
    client = Client()
    client.force_login(member.account, backend="django.contrib.auth.backends.ModelBackend")
    answer = client.post(reverse("mfa_deactivate_totp"))
    assert answer.headers["Location"].startswith(reverse("mfa_reauthenticate"))
    assert Account.objects.filter(pk=member.account.pk, authenticator__type="totp").exists()


@pytest.mark.parametrize("post", [Post.SECRETARY, Post.FEDERATION, Post.CLERK, Post.REPRESENTATIVE])
def test_the_others_are_not_asked(post: Post) -> None:
    """Sections, federations, clerks and representatives come in without a second factor."""
    tonight = hosted()
    who = with_password((tonight.slug, post, "nord-1" if post == Post.SECRETARY else ""))
    client, sent_to = _sign_in(who)
    assert sent_to == "/"
    assert client.get(reverse("ballot", args=[tonight.slug])).status_code == 200


def _organiser(sections: int = 1, *, commission: bool = False) -> Client:
    """An organiser without a factor, of a ballot with so many sections' accounts."""
    tonight = hosted()
    who = with_password((tonight.slug, Post.FEDERATION, ""))
    Role.objects.create(account=who.account, ballot=tonight.slug, post=Post.ORGANISER)
    for number in range(sections):
        section = Account.objects.new(f"{tonight.slug}-{number}")
        Role.objects.create(account=section, ballot=tonight.slug, post=Post.SECRETARY, unit=f"u{number}")
    if commission:
        with_password((tonight.slug, Post.COMMISSIONER, ""))
    client, _ = _sign_in(who)
    return client


def test_the_organiser_of_a_village_is_not_asked() -> None:
    """Fifty sections and no commission: a password is enough."""
    assert _organiser(50).get("/").status_code == 200


@pytest.mark.parametrize(("sections", "commission"), [(51, False), (1, True)])
def test_an_organiser_is_asked_where_much_hangs_on_it(sections: int, commission: bool) -> None:
    """With a fifty-first section, or a commission, the organiser is sent to set a factor up."""
    sent = _organiser(sections, commission=commission).get("/").headers["Location"]
    assert sent == reverse("mfa_activate_totp")


def test_guessing_codes_is_stopped() -> None:
    """After twenty wrong codes the twenty-first is not even looked at, though it is right."""
    tonight = hosted()
    member = with_password((tonight.slug, Post.COMMISSIONER, ""))
    client, sent_to = _sign_in(member)
    right = one_time_code(member.totp)
    for step in range(1, 22):
        client.post(sent_to, {"code": f"{(int(right) + 1000 * step) % 10**6:06d}"})
    client.post(sent_to, {"code": right})
    assert client.get(reverse("room", args=[tonight.slug])).status_code == 302
