"""Taking a ballot in, stopped at any point: the same again takes it up, something else is refused."""

from __future__ import annotations

import secrets

import pytest

from recolement.formats.shorthand import read_shorthand
from recolement.ledger.storage import NotAppended
from recolement.storage.ledger_folder import LedgerFolder
from recolement.web.evenings import evening, forget, host, ledger_folder
from recolement.web.public.models import HostedBallot
from web.world import BALLOT, SHEET

pytestmark = pytest.mark.usefixtures("web")


def test_stopped_between_the_ledger_and_its_listing() -> None:
    """The ledger is there, its ballot not listed: the same folder takes it up as it is, another does not."""
    slug = f"repris-{secrets.token_hex(4)}"
    folder = read_shorthand(BALLOT + SHEET)
    lines = list(host(slug, folder, f"tests.example/{slug}", public=True).storage.read(0, 100))
    HostedBallot.objects.filter(slug=slug).delete()
    forget()
    with pytest.raises(NotAppended):
        host(slug, read_shorthand(BALLOT), f"tests.example/{slug}", public=True)
    again = host(slug, folder, f"tests.example/{slug}", public=True)
    assert list(again.storage.read(0, 100)) == lines
    assert evening(slug).now().results[0].figures.votes == {"martin": 40, "petit": 20}
    with pytest.raises(NotAppended):
        host(slug, folder, f"tests.example/{slug}", public=True)  # listed: it is no interrupted one


def test_stopped_before_the_first_line() -> None:
    """A key and nothing more: the ballot is taken in as if nothing had been begun."""
    slug = f"cle-{secrets.token_hex(4)}"
    LedgerFolder(ledger_folder(slug)).new_key(f"tests.example/{slug}")
    tonight = host(slug, read_shorthand(BALLOT + SHEET), f"tests.example/{slug}", public=True)
    assert tonight.now().results[0].figures.votes == {"martin": 40, "petit": 20}
