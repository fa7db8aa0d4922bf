"""Letters handed to a real mail server on this machine: TLS, a password, and how a refusal is said."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from recolement.web.accounts.models import Invitation, Post
from recolement.web.environment import mail_of
from recolement.web.words import say
from web.ports import free_port
from web.world import hosted, person

pytestmark = pytest.mark.usefixtures("web")

USER, PASSWORD = "vote", "correct horse"


class Taking:
    """What the server does with a conversation: takes letters, refuses one address, checks one password."""

    def __init__(self) -> None:
        self.letters: list[Envelope] = []
        self.secret: list[bool] = []
        """Whether each password came through TLS."""

    async def handle_RCPT(  # noqa: N802 (as the server calls it)
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address.startswith("unknown"):
            return "550 no such user"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        self.letters.append(envelope)
        return "250 taken"

    def authenticate(
        self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, given: object
    ) -> AuthResult:
        self.secret.append(session.ssl is not None)
        assert isinstance(given, LoginPassword)
        right = (given.login, given.password) == (USER.encode(), PASSWORD.encode())
        return AuthResult(success=right, handled=False)


def _certificate(folder: Path) -> Path:
    """A certificate for ``localhost`` that signs itself, and its key, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    file = folder / "localhost.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file.write_bytes(made.public_bytes(serialization.Encoding.PEM) + private)
    return file


@contextmanager
def _server(certificate: Path | None) -> Iterator[tuple[Taking, int]]:
    """A mail server on a free port of this machine; with a certificate it asks for TLS before a password."""
    taking, context = Taking(), None
    if certificate is not None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
    port = free_port()
    controller = Controller(
        taking, hostname="127.0.0.1", port=port, tls_context=context, require_starttls=context is not None,
        authenticator=taking.authenticate, auth_required=context is not None,
    )  # fmt: skip
    controller.start()
    try:
        yield taking, port
    finally:
        controller.stop()


def _settings(settings: Any, port: int, password: str) -> None:
    """As an operator writes the address of a server elsewhere; the name is this machine's."""
    address = f"smtp://{USER}:{password.replace(' ', '%20')}@mail.example.org:{port}"
    made = mail_of(address, "vote@example.org") | {
        "EMAIL_HOST": "localhost",
        "MAIL": True,
        "EMAIL_TIMEOUT": 5,
    }
    assert made["EMAIL_USE_TLS"]
    for name, value in made.items():
        setattr(settings, name, value)


def _sent(*names: str) -> str:
    """Take people in and write to them; the page that answers."""
    tonight = hosted()
    client = person((tonight.slug, Post.ORGANISER, "")).signed_in()
    rows = "".join(f"clerk;;{name};{name}@{tonight.slug}.example;;fr\n" for name in names)
    table = SimpleUploadedFile("people.csv", ("post;unit;name;email;telephone;language\n" + rows).encode())
    client.post(reverse("organise-people", args=[tonight.slug]), {"people": table})
    answer = client.post(reverse("invitations-send", args=[tonight.slug]), follow=True)
    failed = Invitation.objects.filter(ballot=tonight.slug).exclude(failure="").count()
    assert failed + len(mail.outbox) <= len(names)
    return unescape(answer.content.decode())


@pytest.fixture
def trusted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A certificate that this machine trusts for the time of the test."""
    file = _certificate(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(file))
    return file


def test_a_letter_goes_through_tls_with_a_password(trusted: Path, settings: Any) -> None:
    """The password is said in TLS only; one letter is taken, one refused: its address is unknown there."""
    with _server(trusted) as (taking, port):
        _settings(settings, port, PASSWORD)
        page = _sent("ann", "unknown")
    (letter,) = taking.letters
    assert letter.mail_from == "vote@example.org"
    assert letter.rcpt_tos[0].startswith("ann@")
    assert taking.secret
    assert all(taking.secret)
    assert say("invitation.failed_recipient", "fr") in page


def test_a_wrong_password_is_said(trusted: Path, settings: Any) -> None:
    """Nothing is sent; the organiser reads whom to ask, and not the password."""
    with _server(trusted) as (taking, port):
        _settings(settings, port, "wrong one")
        page = _sent("ann")
    assert taking.letters == []
    assert say("invitation.failed_sender", "fr") in page
    assert "wrong one" not in page


def test_nothing_is_said_in_clear(settings: Any) -> None:
    """A server without STARTTLS (or a thief in between who hides it) gets neither password nor letter."""
    with _server(None) as (taking, port):
        _settings(settings, port, PASSWORD)
        page = _sent("ann")
    assert taking.letters == []
    assert taking.secret == []
    assert say("invitation.failed_tls", "fr") in page


def test_a_server_that_is_not_who_it_says(tmp_path: Path, settings: Any) -> None:
    """A certificate that nobody trusts: no password, no letter, and the reason."""
    with _server(_certificate(tmp_path)) as (taking, port):
        _settings(settings, port, PASSWORD)
        page = _sent("ann")
    assert taking.letters == []
    assert taking.secret == []
    assert say("invitation.failed_tls", "fr") in page


def test_a_server_that_is_not_there(settings: Any) -> None:
    """Nobody listens at the port: a sentence, and the letter remains to be sent."""
    with _server(None) as (_, port):
        pass
    _settings(settings, port, PASSWORD)
    page = _sent("ann")
    assert say("invitation.failed_unreachable", "fr") in page
