"""A panel's computations in processes of their own, and the end of the volunteers' data."""

from __future__ import annotations

import stat
import subprocess
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connections
from django.test import Client
from django.utils import timezone

from recolement.publication.panel_ceremony import commitment_of
from recolement.web.panels import jobs
from recolement.web.panels.ledger import PanelLedger
from recolement.web.panels.models import Document, Job, Letter, Panel, Sealed
from recolement.web.panels.vault import key_file, key_of, take
from web.elsewhere import bytes_of
from web.panels import here, organised, volunteers
from web.serving import address_of

__all__ = ["here"]

pytestmark = pytest.mark.usefixtures("web")


@pytest.fixture
def processes(monkeypatch: pytest.MonkeyPatch) -> list[subprocess.Popen[bytes]]:
    """The processes that jobs start, working on the tests' database."""
    monkeypatch.setenv("DATABASE_URL", address_of(connections["default"].settings_dict))
    monkeypatch.setenv("RECOLEMENT_DATA", str(settings.DATA))
    monkeypatch.setenv("RECOLEMENT_SECRET_KEY", str(settings.SECRET_KEY))
    begun: list[subprocess.Popen[bytes]] = []
    popen = subprocess.Popen

    def begin(*arguments: Any, **named: Any) -> subprocess.Popen[bytes]:
        begun.append(popen(*arguments, **named))
        return begun[-1]

    monkeypatch.setattr(jobs.subprocess, "Popen", begin)
    return begun


def _waited(job: Job, *states: str) -> str:
    end = time.monotonic() + 60
    while time.monotonic() < end:
        job.refresh_from_db()
        if job.state in states:
            return job.state
        time.sleep(0.01)
    raise AssertionError(f"{job.state} after a minute")


def test_a_job_is_done_by_another_process_while_pages_answer(
    processes: list[subprocess.Popen[bytes]],
) -> None:
    """The page says that the files are being checked and renews itself; then it leads to what was found."""
    one = organised()
    one.hand_in()
    page = one.client.get(f"{one.own}job/")
    assert '<meta http-equiv="refresh" content="2">' in page.content.decode()
    assert one.client.post(f"{one.own}start/", {"kind": "check"}).status_code == 302
    job = jobs.last(one.panel)
    assert job is not None
    assert len(processes) == 1, "one computation at a time"
    assert _waited(job, "done", "failed") == "done"
    assert one.client.get(f"{one.own}job/").headers["Location"] == f"{one.own}check/"
    assert "Oui : un panel respecte tous les quotas" in one.client.get(f"{one.own}check/").content.decode()


def test_a_killed_job_is_seen_as_killed_and_started_again(
    processes: list[subprocess.Popen[bytes]],
) -> None:
    """A process killed at work: its lock is free, the page says so, and a second one goes to the end."""
    one = organised()
    one.hand_in()
    job = jobs.last(one.panel)
    assert job is not None
    _waited(job, "running")
    processes[0].kill()
    processes[0].wait()
    job.refresh_from_db()
    assert job.state == "running", "it had no time to say anything"
    assert jobs.state_of(job) == "killed"
    said = one.client.get(f"{one.own}job/").content.decode()
    assert "Le calcul a été interrompu" in said
    assert 'http-equiv="refresh"' not in said
    again = one.start("check")
    assert again.pk != job.pk
    assert _waited(again, "done", "failed") == "done"


NAME = "Zorglubine-Planted"


def _holds(word: bytes) -> list[str]:
    """The files of the data folder, the database and its log among them, that hold a word."""
    files = [path for path in Path(str(settings.DATA)).rglob("*") if path.is_file()]
    database = Path(str(connections["default"].settings_dict["NAME"]))
    files += [path for path in database.parent.glob(f"{database.name}*") if path not in files]
    return [path.name for path in files if word in bytes_of(path)]


@pytest.mark.usefixtures("here")
@pytest.mark.skipif(
    "connections['default'].vendor != 'sqlite'",
    reason="reads the database's own files: run it without DATABASE_URL, on SQLite",
)
def test_after_the_purge_nothing_of_the_volunteers_is_left() -> None:
    """Names planted in the files are nowhere in clear, and after the purge nothing opens what was sealed."""
    one = organised()
    people = volunteers(marked=NAME)
    one.drawn("Alice", people=people)
    link, row = one.plan("Bob"), take(one.panel, "people")
    one.client.get(f"{one.own}people/")
    assert row is not None
    assert NAME.encode() in row[1], "the key opens it"
    assert stat.S_IMODE(key_file(one.panel.slug).stat().st_mode) == 0o600
    key = key_of(one.panel.slug)
    assert key is not None
    table = one.client.get(f"{one.own}letters.csv").content.decode("utf-8-sig")
    code = table.splitlines()[1].split(",")[2]
    assert one.client.post(f"{one.own}purge/", {"word": "non"}).status_code == 302
    assert key_of(one.panel.slug) == key, "the word was not typed"
    one.client.post(f"{one.own}purge/", {"word": "détruire"})
    assert key_of(one.panel.slug) is None
    assert take(one.panel, "people") is None
    assert not Sealed.objects.filter(panel=one.panel).exists()
    assert not Letter.objects.filter(panel=one.panel).exists()
    for word in (NAME.encode(), NAME.casefold().encode(), key, key.hex().encode()):
        assert _holds(word) == []
    certificate = Document.objects.get(panel=one.panel, name="purge.json")
    event = PanelLedger(one.panel.slug).events()[-1]
    assert event["event"] == "panel-purged/1"
    page = Client().get(f"/p/{one.panel.slug}/", headers={"Accept-Language": "fr"}).content.decode()
    assert "Certificat de purge" in page
    assert key.hex() not in page
    assert bytes(certificate.content).decode() not in page
    assert Client().get(f"/p/{one.panel.slug}/verify/").context["doubts"] == []
    assert Client().post(f"/p/{one.panel.slug}/line/", {"code": code}).status_code == 404
    assert Client().post(link["Bob"], {"commitment": commitment_of("Bob", "s")}).status_code == 200
    for path in ("", "check/", "job/"):
        assert one.client.get(one.own + path).status_code in (200, 302)
    for path in ("people/", "letters/", "letters.csv"):
        assert one.client.get(one.own + path).status_code == 302
    one.hand_in()
    assert not Sealed.objects.filter(panel=one.panel).exists(), "a purged panel takes no files"


@pytest.mark.usefixtures("here")
def test_the_data_is_purged_on_its_date() -> None:
    """The day before, nothing; on the day, data and key go and the certificate is in the ledger, once."""
    one = organised(purge_by=timezone.localdate() + timedelta(days=1))
    one.hand_in()
    call_command("purgedue")
    assert key_file(one.panel.slug).exists()
    Panel.objects.filter(pk=one.panel.pk).update(purge_by=timezone.localdate())
    call_command("purgedue")
    call_command("purgedue")
    assert not key_file(one.panel.slug).exists()
    kinds = [event["event"] for event in PanelLedger(one.panel.slug).events()]
    assert kinds.count("panel-purged/1") == 1


@pytest.mark.usefixtures("here")
def test_an_interrupted_purge_is_taken_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """The process ends right after the key is destroyed: the next purge deletes the rest and records it."""
    one = organised(purge_by=timezone.localdate())
    one.hand_in()

    def killed(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(PanelLedger, "record", killed)
        with pytest.raises(KeyboardInterrupt):
            call_command("purgedue")
    assert not key_file(one.panel.slug).exists()
    call_command("purgedue")
    kinds = [event["event"] for event in PanelLedger(one.panel.slug).events()]
    assert kinds.count("panel-purged/1") == 1
