"""A full disk and a database that is away: a clear page or problem, and nothing half done."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import OperationalError
from django.test import Client
from django.urls import reverse

from recolement.storage import files
from recolement.web.accounts.models import Post
from recolement.web.api.models import KeptAnswer
from recolement.web.evenings import forget
from web.api_client import SHEET, program, sheet_at
from web.world import new_world

pytestmark = pytest.mark.usefixtures("web")


@contextmanager
def no_room(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Every file that is written finds the disk full."""

    def full(descriptor: int, data: bytes) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(files, "write_all", full)
        patched.setattr("recolement.storage.ledger_folder.write_all", full)
        yield


def test_the_api_on_a_full_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """503 with its code, when to come again and no folder's name; the same request is then recorded once."""
    world = new_world("")
    section = program(world, Post.SECRETARY, "nord-1")
    size = world.evening.storage.size()
    with no_room(monkeypatch):
        full = section.act(sheet_at(world, "nord-1"), SHEET, "k")
    assert (full.status_code, full.json()["code"]) == (503, "storage_full")
    assert int(full.headers["Retry-After"]) > 0
    assert "/" not in full.json()["detail"]
    assert world.evening.storage.size() == size
    assert not KeptAnswer.objects.filter(account__roles__ballot=world.slug).exists()
    again = section.act(sheet_at(world, "nord-1"), SHEET, "k")
    assert (again.status_code, again.json()["line"]) == (201, size)


def test_the_line_is_there_and_the_checkpoint_could_not_be_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """The disk fills between the two: it is said, and the same request then has its line, once."""
    world = new_world("")
    section = program(world, Post.SECRETARY, "nord-1")
    size = world.evening.storage.size()
    with monkeypatch.context() as patched:

        def full(*_: Any, **__: Any) -> None:
            raise OSError(errno.ENOSPC, "No space left on device")

        patched.setattr("recolement.storage.ledger_folder.replace_file", full)
        unsigned = section.act(sheet_at(world, "nord-1"), SHEET, "k")
    assert (unsigned.status_code, unsigned.json()["code"]) == (503, "recorded_unsigned")
    again = section.act(sheet_at(world, "nord-1"), SHEET, "k")
    assert (again.status_code, again.json()["line"]) == (201, size)
    assert world.evening.storage.size() == size + 1


def test_a_section_s_page_on_a_full_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """The page says in both languages that nothing was recorded and that one may try again; then it goes."""
    world = new_world("")
    browser = world.person(Post.SECRETARY, "nord-1").signed_in(raise_request_exception=False)
    sheet = reverse("sheet", args=[world.slug, "presidence", 1, "nord-1"])
    boxes = {
        "registered": "100",
        "signatures": "50",
        "in_box": "50",
        "blank": "0",
        "null": "0",
        "valid": "50",
    }
    browser.post(sheet, boxes | {"vote:martin": "30", "vote:petit": "20"})
    size = world.evening.storage.size()
    signed = {"name": "Ann", "certify": "on"}
    with no_room(monkeypatch):
        full = browser.post(f"{sheet}send/", signed)
    assert full.status_code == 503
    assert full.headers["Retry-After"]
    assert "n&#x27;a plus de place" in full.content.decode()
    assert "no room left" in full.content.decode()
    assert world.evening.storage.size() == size
    assert browser.post(f"{sheet}send/", signed).status_code == 302
    assert world.evening.storage.size() == size + 1


def test_a_database_that_is_away(monkeypatch: pytest.MonkeyPatch) -> None:
    """The page is made without it: 503, and not the page of a fault of ours."""
    world = new_world("")
    forget()

    def away(*_: Any) -> Any:
        raise OperationalError("server closed the connection unexpectedly")

    with monkeypatch.context() as patched:
        patched.setattr("recolement.storage.django.lines.DatabaseStorage._size", away)
        patched.setattr("recolement.web.public.views.evening", away)
        answer = Client(raise_request_exception=False).get(reverse("ballot", args=[world.slug]))
    assert answer.status_code == 503
    assert "cannot reach its database" in answer.content.decode()


def test_a_fault_of_ours_is_not_said_to_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    """Anything else is 500, in both languages, without a traceback."""
    world = new_world("")

    def wrong(*_: Any) -> Any:
        raise ZeroDivisionError("secret")

    monkeypatch.setattr("recolement.web.public.views.evening", wrong)
    answer = Client(raise_request_exception=False).get(reverse("ballot", args=[world.slug]))
    assert answer.status_code == 500
    assert "secret" not in answer.content.decode()


def test_a_request_that_cannot_be_read_says_so() -> None:
    """More fields than any form has: 400, what to do in both languages, nothing of it recorded."""
    fields = {f"field{number}": "x" for number in range(20_000)}
    answer = Client().post(reverse("account_login"), fields)
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "Rien n'a été enregistré" in page
    assert "Nothing was recorded" in page
