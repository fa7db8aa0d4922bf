"""Webhooks: none is lost, each is signed, tried again, and never sent into a private network."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from recolement.web.accounts.models import Post
from recolement.web.webhooks import delivering, posting
from recolement.web.webhooks.models import Delivery, Webhook
from web.api_client import program, sheet_at
from web.world import World, new_world

pytestmark = pytest.mark.usefixtures("web")


class Endpoint:
    """Somebody else's server on this machine: what came, and what it answers."""

    def __init__(self) -> None:
        self.came: list[tuple[dict[str, str], bytes]] = []
        self.answers: list[int] = []
        self.address = ""


@contextmanager
def endpoint() -> Iterator[Endpoint]:
    """It listens."""
    told = Endpoint()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            told.came.append(({name.lower(): value for name, value in self.headers.items()}, body))
            self.send_response(told.answers.pop(0) if told.answers else 204)
            self.send_header("Location", "http://127.0.0.1:1/elsewhere")
            self.end_headers()

        def log_message(self, *_: Any) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    told.address = f"http://127.0.0.1:{server.server_port}/hook?of=us"
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield told
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(autouse=True)
def private_hosts(settings: Any) -> Iterator[None]:
    """This machine is named by the configuration; what other tests left is not told."""
    settings.WEBHOOK_HOSTS = frozenset({"127.0.0.1"})
    Webhook.objects.all().delete()
    yield
    Webhook.objects.all().delete()


def told_of(world: World, address: str) -> tuple[Client, str, str]:
    """The organiser enters an address; gives their browser, the page's address and the secret shown."""
    browser = world.person(Post.ORGANISER, "").signed_in()
    page = reverse("webhooks-add", args=[world.slug])
    answer = browser.post(page, {"address": address, "kinds": ["sheet.accepted", "result.proclaimed"]})
    assert answer.status_code == 200, answer.content
    secret = answer.content.decode().split("whsec_")[1].split("<")[0]
    return browser, reverse("webhooks", args=[world.slug]), secret


def accept(world: World) -> int:
    """The sheet of nord-2 is accepted; gives the line."""
    answer = program(world, Post.FEDERATION, "nord").act(sheet_at(world, "nord-2", "/accept"), {})
    assert answer.status_code == 201
    return int(answer.json()["line"])


def test_told_once_and_signed() -> None:
    """An accepted sheet is told to who asked, under a signature that the standard's own rule verifies."""
    world = new_world()
    with endpoint() as there:
        _, _, secret = told_of(world, there.address)
        line = accept(world)
        assert delivering.one_pass() == 1
        assert delivering.one_pass() == 0
    ((headers, body),) = there.came
    said = json.loads(body)
    assert said["type"] == "sheet.accepted"
    assert said["data"] == {
        "ballot": world.slug, "line": line, "unit": "nord-2", "contest": "presidence", "round": 1,
    }  # fmt: skip
    content = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    mac = hmac.new(base64.b64decode(secret), content, hashlib.sha256).digest()
    assert headers["webhook-signature"] == "v1," + base64.b64encode(mac).decode()
    assert abs(int(headers["webhook-timestamp"]) - timezone.now().timestamp()) < 60


def test_only_what_was_asked_for_and_from_then_on() -> None:
    """Earlier lines, other kinds and other ballots are not told; nor is a removed endpoint."""
    world = new_world()
    with endpoint() as there:
        accept(world)
        browser, _, _ = told_of(world, there.address)
        section = program(world, Post.SECRETARY, "nord-1")
        assert section.get(sheet_at(world, "nord-1")).status_code == 200
        program(world, Post.FEDERATION, "nord").act(sheet_at(world, "nord-1", "/no-vote"), {"reason": "Snow"})
        assert delivering.one_pass() == 0
        browser.post(reverse("webhooks-remove", args=[world.slug]), {"webhook": Webhook.objects.get().pk})
        accept(new_world())
        assert delivering.one_pass() == 0
    assert there.came == []


def test_tried_again_with_patience() -> None:
    """500 and 302 are tried again later under the same id; then it is taken, and the log says so."""
    world = new_world()
    with endpoint() as there:
        browser, page, _ = told_of(world, there.address)
        accept(world)
        there.answers = [500, 302, 200]
        for tries, status in ((1, 500), (2, 302)):
            before = timezone.now()
            assert delivering.one_pass() == 0
            kept = Delivery.objects.get()
            assert (kept.tries, kept.status) == (tries, status)
            assert kept.due is not None
            wait = delivering.WAITS[tries - 1]
            assert before + wait <= kept.due <= timezone.now() + wait * 1.2
            assert delivering.one_pass() == 0  # not yet
            assert f"{status}" in browser.get(page).content.decode()
            browser.post(reverse("webhooks-again", args=[world.slug]), {"delivery": kept.pk})
            Delivery.objects.update(tries=tries)
        assert delivering.one_pass() == 1
    assert len({headers["webhook-id"] for headers, _ in there.came}) == 1
    assert len(there.came) == 3
    kept = Delivery.objects.get()
    assert (kept.due, kept.status, kept.failure) == (None, 200, "")


def test_given_up_and_gone() -> None:
    """After the last wait a message is given up; an endpoint that says it is gone is let be."""
    world = new_world()
    with endpoint() as there:
        told_of(world, there.address)
        accept(world)
        delivering.put_in_line()
        Delivery.objects.update(tries=len(delivering.WAITS))
        there.answers = [503, 410]
        assert delivering.one_pass() == 0
        assert Delivery.objects.get().due is None
        Delivery.objects.update(due=timezone.now())
        assert delivering.one_pass() == 0
        assert Webhook.objects.get().active is False


def test_a_process_that_dies_loses_nothing() -> None:
    """Dead before the messages were put in line, or while one was sent: another process does it."""
    world = new_world()
    with endpoint() as there:
        told_of(world, there.address)
        accept(world)
        delivering.put_in_line()
        claimed = Delivery.objects.filter(due__lte=timezone.now())
        claimed.update(due=timezone.now() + delivering.CLAIMED)  # and then its process died
        assert delivering.one_pass() == 0
        Delivery.objects.update(due=timezone.now())  # a minute later
        assert delivering.one_pass() == 1


def test_two_processes_tell_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of two that read the same lines at the same moment, one puts them in line, and one sends."""
    world = new_world()
    real, both = delivering.message_of, []

    def slow(*given: Any) -> Any:
        if not both:
            both.append("the other one")
            assert delivering.put_in_line() == 1  # the other one is faster
        return real(*given)

    with endpoint() as there:
        told_of(world, there.address)
        accept(world)
        monkeypatch.setattr(delivering, "message_of", slow)
        assert delivering.put_in_line() == 0
        assert delivering.one_pass() == 1
    assert len(there.came) == 1


@pytest.mark.parametrize(
    ("host", "address"),
    [("localhost", "127.0.0.1"), ("inside.example", "10.0.0.7"), ("meta.example", "169.254.169.254"),
     ("six.example", "::1"), ("mapped.example", "::ffff:192.168.1.1"), ("nat.example", "64:ff9b::a00:1")],
)  # fmt: skip
def test_never_into_a_private_network(host: str, address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that leads inside is refused before anything is connected, whatever else it leads to."""
    answers = [(2, 1, 6, "", (one, 443)) for one in ("93.184.216.34", address)]
    monkeypatch.setattr(posting.socket, "getaddrinfo", lambda *_, **__: answers)

    def connected(*_: Any) -> Any:
        raise AssertionError("connected")

    monkeypatch.setattr(posting.socket, "create_connection", connected)
    with pytest.raises(posting.NotPosted, match="private"):
        posting.post(f"https://{host}/", b"", {}, ())


def test_the_address_looked_at_is_the_address_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that answers otherwise a moment later changes nothing."""
    asked: list[str] = []

    def answering(*_: Any, **__: Any) -> Any:
        asked.append("once")
        return [(2, 1, 6, "", ("93.184.216.34" if len(asked) == 1 else "127.0.0.1", 443))]

    def connected(place: tuple[str, int], *_: Any) -> Any:
        asked.append(place[0])
        raise OSError

    monkeypatch.setattr(posting.socket, "getaddrinfo", answering)
    monkeypatch.setattr(posting.socket, "create_connection", connected)
    with pytest.raises(posting.NotPosted, match="unreachable"):
        posting.post("https://rebinding.example/", b"", {}, ())
    assert asked == ["once", "93.184.216.34"]


def test_addresses_that_are_refused_at_once() -> None:
    """Plain HTTP, passwords, other schemes, spaces, none at all: said on the page, nothing is kept."""
    world = new_world()
    browser = world.person(Post.ORGANISER, "").signed_in()
    page = reverse("webhooks-add", args=[world.slug])
    for address in ("http://example.org/", "https://u:p@example.org/", "ftp://example.org", "https://", "x",
                    "https://exa mple.org", "https://example.org/\n", "https://" + "x" * 500,
                    "https://example.org:0/", "https://[::1", "javascript:alert(1)"):  # fmt: skip
        answer = browser.post(page, {"address": address, "kinds": ["sheet.accepted"]})
        if address.strip() != address:
            assert answer.status_code == 200, address  # outer spaces are taken off
            continue
        assert answer.status_code == 400, address
    assert Webhook.objects.count() == 1
    assert browser.post(page, {"address": "https://example.com/"}).status_code == 400  # told of nothing


def test_an_answer_that_never_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    """An endpoint that answers one byte at a time is left after the longest time."""
    monkeypatch.setattr(posting, "LONGEST", 0.5)
    stop = threading.Event()

    def drip() -> None:
        there, _ = listening.accept()
        there.recv(65536)
        while not stop.wait(0.1):
            try:
                there.send(b"H")
            except OSError:
                break
        there.close()

    listening = posting.socket.create_server(("127.0.0.1", 0))
    thread = threading.Thread(target=drip)
    thread.start()
    begun = timezone.now()
    with pytest.raises(posting.NotPosted, match="no_answer"):
        posting.post(f"http://127.0.0.1:{listening.getsockname()[1]}/", b"", {}, {"127.0.0.1"})
    stop.set()
    thread.join()
    listening.close()
    assert timezone.now() - begun < timedelta(seconds=5)
