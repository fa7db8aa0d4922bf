"""Invitations by mail: what the letter says, that it opens once, and that failures lose nothing."""

from __future__ import annotations

import re
import smtplib
from typing import Any

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from recolement.web.accounts.models import Account, Invitation, Post, Role
from recolement.web.evenings import Evening
from recolement.web.words import say
from web.world import BALLOT, hosted, person, with_password

pytestmark = pytest.mark.usefixtures("web", "cheap_hashes", "letters")

PASSWORD = "un mot de passe bien long 42"
TABLE = "post;unit;name;email;telephone;language\n"


@pytest.fixture
def letters(settings: Any) -> None:
    """Letters are kept in memory."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.DEFAULT_FROM_EMAIL = "vote@example.org"
    settings.MAIL = True
    mail.outbox = []


class Desk:
    """An organiser's browser at the invitations of a ballot."""

    def __init__(self, tonight: Evening | None = None) -> None:
        self.tonight = tonight or hosted()
        self.client = person((self.tonight.slug, Post.ORGANISER, "")).signed_in()

    def post(self, page: str, **fields: Any) -> str:
        """Send a form; the page that answers."""
        answer = self.client.post(reverse(page, args=[self.tonight.slug]), fields, follow=True)
        return answer.content.decode()

    def people(self, rows: str, header: str = TABLE) -> str:
        """Send a table of people."""
        return self.post("organise-people", people=SimpleUploadedFile("people.csv", (header + rows).encode()))

    def page(self) -> str:
        """The list."""
        return self.client.get(reverse("invitations", args=[self.tonight.slug])).content.decode()

    def invited(self, address: str) -> tuple[str, str]:
        """Take somebody in and write to them: the link's address and the code."""
        self.people(f"federation;nord;Zoé;{address};;fr\n")
        shown = self.post("invitations-send")
        return link_in(mail.outbox[-1]), code_in(shown)


def link_in(letter: Any) -> str:
    """The path of the link in a letter."""
    found = re.search(r"https?://[^/\s]+(/i/\S+/)", letter.body)
    assert found is not None, letter.body
    return found[1]


def code_in(page: str) -> str:
    """The code that the organiser sees."""
    found = re.search(r'class="code">(\d{4} \d{4})<', page)
    assert found is not None
    return found[1]


def address_of(tonight: Evening) -> str:
    """An address that nobody else has."""
    return f"zoe@{tonight.slug}.example"


def test_from_the_letter_to_the_ballot() -> None:
    """Link and code, a first password, in; the same link opens nothing again; the password does."""
    desk = Desk()
    address = address_of(desk.tonight)
    link, code = desk.invited(address)
    letter = mail.outbox[-1]
    assert letter.to == [address]
    assert code.replace(" ", "") not in letter.body.replace(" ", "")
    assert say("invitation.state_sent", "fr") in desk.page()
    guest = Client()
    assert guest.get(link).status_code == 200
    assert say("invitation.state_opened", "fr") in desk.page()
    assert guest.post(link, {"code": code, "password": PASSWORD}).headers["Location"] == "/"
    assert guest.get(reverse("federation", args=[desk.tonight.slug, "nord"])).status_code == 200
    assert say("invitation.state_used", "fr") in desk.page()
    again = Client()
    assert again.post(link, {"code": code, "password": "un autre, plus long encore 43"}).status_code == 400
    assert again.post("/accounts/login/", {"login": address, "password": PASSWORD}).status_code == 302


def test_the_two_halves_are_needed() -> None:
    """A wrong code, an unknown link, a password too short: nothing opens, and the right pair still does."""
    desk = Desk()
    link, code = desk.invited(address_of(desk.tonight))
    wrong = f"{(int(code.replace(' ', '')) + 1) % 10**8:08d}"
    for path, given, password in (
        (link, wrong, PASSWORD), ("/i/unknown/", code, PASSWORD), (link, code, "court"),
    ):  # fmt: skip
        assert Client().post(path, {"code": given, "password": password}).status_code == 400
    assert Client().post(link, {"code": code, "password": PASSWORD}).status_code == 302


def test_the_link_alone_is_no_access_sheet() -> None:
    """The door of access sheets does not take the pair of an invitation."""
    desk = Desk()
    link, code = desk.invited(address_of(desk.tonight))
    assert Client().post(link.replace("/i/", "/a/"), {"code": code}).status_code == 403


def test_ten_wrong_codes_close_the_door() -> None:
    """After ten tries even the right code waits."""
    desk = Desk()
    link, code = desk.invited(address_of(desk.tonight))
    guest = Client()
    for _ in range(10):
        guest.post(link, {"code": "0", "password": PASSWORD})
    assert guest.post(link, {"code": code, "password": PASSWORD}).status_code == 429


@pytest.mark.parametrize("how", ["revoked", "expired", "sent again"])
def test_a_dead_letter_opens_nothing(how: str) -> None:
    """Revoked, past its date, or replaced by a later one: the pair opens nothing."""
    desk = Desk()
    address = address_of(desk.tonight)
    link, code = desk.invited(address)
    account = Account.objects.get(email=address)
    if how == "revoked":
        desk.post("invitations-revoke", account=account.pk)
    elif how == "expired":
        Invitation.objects.filter(account=account).update(expires=timezone.now())
    else:
        desk.post("invitations-send", account=account.pk)
        assert len(mail.outbox) == 2
    assert Client().post(link, {"code": code, "password": PASSWORD}).status_code == 400
    state = "sent" if how == "sent again" else how
    assert say(f"invitation.state_{state}", "fr") in desk.page()


def test_an_account_cannot_be_taken_over_by_inviting_it() -> None:
    """Somebody with a password is told of their post at their own address, without a link or code."""
    desk = Desk()
    there = with_password(name="Ann")
    Account.objects.filter(pk=there.account.pk).update(
        username=f"ann@{desk.tonight.slug}.example", email=f"own@{desk.tonight.slug}.example"
    )
    desk.people(f"organiser;;Mal;ann@{desk.tonight.slug}.example;;fr\n")
    shown = desk.post("invitations-send")
    assert mail.outbox[-1].to == [f"own@{desk.tonight.slug}.example"]
    assert "/i/" not in mail.outbox[-1].body
    assert 'class="code"' not in shown
    kept = Account.objects.get(pk=there.account.pk)
    assert kept.check_password(there.password)
    assert kept.name == "Ann"


def test_each_is_written_to_in_their_language() -> None:
    """French, English, and that of the ballot where none is said."""
    desk = Desk()
    tag = desk.tonight.slug
    desk.people(
        f"federation;nord;A;a@{tag}.example;;en\nfederation;sud;B;b@{tag}.example;;fr\n"
        f"clerk;;C;c@{tag}.example;;\n"
    )
    desk.post("invitations-send")
    subjects = {letter.to[0][0]: letter.subject for letter in mail.outbox}
    title = "Assemblée du Val"
    assert subjects == {
        "a": f"Invitation: {title}",
        "b": f"Invitation : {title}",
        "c": f"Invitation : {title}",
    }


class Refusing:
    """A mail server that refuses one address, or is gone."""

    def __init__(self, **_: object) -> None:
        pass

    def open(self) -> None:
        """Connect."""

    def close(self) -> None:
        """Say goodbye to a server that hung up."""
        raise smtplib.SMTPServerDisconnected("gone")

    def send_messages(self, letters: list[Any]) -> int:
        """Take all but two."""
        for letter in letters:
            if letter.to[0].startswith("refused"):
                raise smtplib.SMTPRecipientsRefused({letter.to[0]: (550, b"no such user")})
            if letter.to[0].startswith("cut"):
                raise ConnectionResetError
        mail.outbox.extend(letters)
        return len(letters)


def test_a_failure_is_of_its_own_line(settings: Any) -> None:
    """One address refused, one connection cut: both said, the others sent; later they are sent too."""
    desk = Desk()
    tag = desk.tonight.slug
    for name in ("good", "refused", "cut", "last"):
        desk.people(f"clerk;;{name};{name}@{tag}.example;;fr\n")
    settings.EMAIL_BACKEND = f"{__name__}.Refusing"
    shown = desk.post("invitations-send")
    assert sorted(letter.to[0].partition("@")[0] for letter in mail.outbox) == ["good", "last"]
    assert say("invitation.failed_recipient", "fr") in shown
    assert say("invitation.failed_unreachable", "fr") in shown
    assert desk.page().count(say("invitation.state_failed", "fr") + " ·") == 2
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    desk.post("invitations-send")
    assert len(mail.outbox) == 4


def test_a_name_adds_no_header_and_no_markup() -> None:
    """A title and a name with line breaks and tags: one subject, one recipient, tags as text in the HTML."""
    desk = Desk()
    tag = desk.tonight.slug
    name = '"<script>x()</script>\nBcc: evil@example.org"'
    desk.people(f"clerk;;{name};h@{tag}.example;;fr\n")
    desk.post("invitations-send")
    letter = mail.outbox[-1]
    message = letter.message()
    assert (message["To"], message["Bcc"], message["Cc"]) == (f"h@{tag}.example", None, None)
    assert letter.recipients() == [f"h@{tag}.example"]
    html = letter.alternatives[0][0]
    assert "<script>" not in html
    assert "&lt;script&gt;" in html


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("king;;A;a@x.example;;fr", "people.unknown_post"),
        ("administrator;;A;a@x.example;;fr", "people.unknown_post"),
        ("federation;mars;A;a@x.example;;fr", "people.unknown_unit"),
        ("secretary;nord;A;a@x.example;;fr", "people.no_section"),
        ("secretary;;A;a@x.example;;fr", "people.no_section"),
        ("clerk;;A;a@x.example\x0bBcc: b@x.example;;fr", "people.no_address"),
        ("clerk;;A;nobody;;fr", "people.no_address"),
        ("clerk;;A;a@x.example;;de", "people.unknown_language"),
    ],
)
def test_a_wrong_row_takes_nothing(row: str, code: str) -> None:
    """A good row and a wrong one: the wrong one is said with its number, and nobody is taken in."""
    desk = Desk()
    before = Role.objects.filter(ballot=desk.tonight.slug).count()
    shown = desk.people(f"clerk;;Bon;bon@{desk.tonight.slug}.example;;fr\n{row}\n")
    assert f"{say('invitation.row', 'fr', number=3)} {say(code, 'fr')}".replace("'", "&#x27;") in shown
    assert Role.objects.filter(ballot=desk.tonight.slug).count() == before


def test_a_table_that_is_none_is_said() -> None:
    """An empty table, one without addresses, one that is no workbook: a sentence each."""
    desk = Desk()
    assert say("people.empty", "fr").replace("'", "&#x27;") in desk.people("")
    assert "email" in desk.people("clerk;;A\n", header="post;unit;name\n")
    sent = SimpleUploadedFile("people.xlsx", b"\x00\x01 not a workbook")
    assert "people.xlsx" in desk.post("organise-people", people=sent)


def test_nothing_of_it_is_in_the_ledger() -> None:
    """Taking people in, writing to them and letting them in adds no line."""
    desk = Desk()
    size = desk.tonight.storage.size()
    link, code = desk.invited(address_of(desk.tonight))
    Client().post(link, {"code": code, "password": PASSWORD})
    assert desk.tonight.storage.size() == size


def test_another_ballots_people_are_out_of_reach() -> None:
    """An organiser neither writes to nor revokes somebody who has no post in their ballot."""
    desk, other = Desk(), Desk()
    other.invited(address_of(other.tonight))
    account = Account.objects.get(email=address_of(other.tonight))
    mail.outbox.clear()
    desk.post("invitations-send", account=account.pk)
    desk.post("invitations-revoke", account=account.pk)
    assert mail.outbox == []
    assert not Invitation.objects.get(account=account).revoked


def test_without_a_server_nothing_is_sent(settings: Any) -> None:
    """The page says that none is set, and printed sheets remain."""
    settings.MAIL = False
    desk = Desk()
    desk.people(f"clerk;;A;{address_of(desk.tonight)};;fr\n")
    assert say("invitation.no_mail", "fr").replace("'", "&#x27;") in desk.post("invitations-send")
    assert mail.outbox == []


def test_a_rehearsals_letter_bears_its_mark_in_the_language_of_its_reader() -> None:
    """Made in French; the letter to who reads English says REHEARSAL, and names the post and the place."""
    desk = Desk(hosted(BALLOT.replace("Assemblée du Val", "RÉPÉTITION — Assemblée du Val")))
    address = address_of(desk.tonight)
    desk.people(f"representative;nord;Zoé;{address};;en;petit\n", TABLE.strip() + ";option\n")
    desk.post("invitations-send")
    letter = mail.outbox[-1]
    assert "REHEARSAL — Assemblée du Val" in letter.subject
    assert "RÉPÉTITION" not in letter.body
    assert "Representative · Nord (nord) · Bruno Petit" in letter.body


def test_what_a_table_of_people_asks_for_is_shown_beside_its_name() -> None:
    """Posts by name, options by id with whom each one is; in the list, places and options by name."""
    desk = Desk()
    page = desk.page()
    assert "Secrétaire de section, Fédération, Saisie, Commission de récolement, Mandataire" in page
    for id, name in (("martin", "Alice Martin"), ("petit", "Bruno Petit")):
        assert f'option · <span class="name">{id}</span></dt><dd class="name">{name}</dd>' in page
    desk.people(f"Mandataire;nord;Zoé;{address_of(desk.tonight)};;fr;petit\n", TABLE.strip() + ";option\n")
    assert "Mandataire · Nord (nord) · Bruno Petit" in desk.page()
