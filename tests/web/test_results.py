"""The published sites in the web app: files with the right headers, kept up with their ledgers."""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from cli.terminal import BALLOTS, recolement
from recolement.cli.following import Following, as_listed, open_ballots
from recolement.web.evenings import Evening
from recolement.web.public.models import HostedBallot
from recolement.web.results import OTHER, answer
from web.world import hosted


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of sites with one in it."""
    root = tmp_path_factory.mktemp("sites")
    assert recolement("publish", BALLOTS / "conflans-2017", root / "conflans").code == 0
    return root


def test_every_file_of_a_site_is_given_out_as_it_is(sites: Path) -> None:
    """Each file, byte for byte, with its type, a strict policy, no sniffing and its own mark."""
    types = set()
    for file in sites.rglob("*"):
        if file.is_file():
            path = f"/results/{file.relative_to(sites).as_posix()}"
            given = answer(sites, "GET", path, {})
            assert given is not None, path
            status, headers, body = given
            named = dict(headers)
            types.add(named[b"content-type"].partition(b";")[0])
            assert (status, body) == (200, file.read_bytes())
            assert named[b"content-length"] == str(len(body)).encode()
            assert b"default-src 'none'" in named[b"content-security-policy"]
            assert named[b"x-content-type-options"] == b"nosniff"
            assert answer(sites, "HEAD", path, {}) == (200, headers, b"")
            again = answer(sites, "GET", path, {b"if-none-match": named[b"etag"]})
            assert again is not None
            assert (again[0], again[2]) == (304, b"")
    assert types == {
        b"text/html", b"text/css", b"text/javascript", b"application/json", b"image/svg+xml",
        b"application/atom+xml", b"text/plain", b"text/csv", b"application/xml", OTHER,
        b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    }  # fmt: skip


def test_a_folder_leads_to_its_first_page(sites: Path) -> None:
    """With its slash, the choice of languages; without it, the reader is sent there."""
    given = answer(sites, "GET", "/results/conflans/", {})
    assert given is not None
    assert given[2] == (sites / "conflans/index.html").read_bytes()
    assert answer(sites, "GET", "/results/conflans", {}) == (308, [(b"location", b"/results/conflans/")], b"")


def test_nothing_else_is_given_out(sites: Path) -> None:
    """No way out of the folder, nothing hidden, nothing half written, no other method, no odd name."""
    (sites.parent / "secret").write_text("key")
    (sites / ".conflans.new").mkdir()
    (sites / ".conflans.new/index.html").write_text("half")
    try:
        for path in (
            "/results/../secret", "/results/conflans/../../secret", "/results//etc/passwd",
            "/results/.conflans.new/", "/results/conflans/..\\..\\secret", "/results/conflans/a\0b",
            "/results/none/", "/b/conflans/", "/results/conflans/" + "a" * 5000, "/results/conflans/<script>",
            "/results/conflans/fr/index.html/x", "/results/",
        ):  # fmt: skip
            assert answer(sites, "GET", path, {}) is None, path
        for method in ("POST", "PUT", "DELETE", "OPTIONS"):
            assert answer(sites, method, "/results/conflans/index.html", {}) is None
    finally:
        shutil.rmtree(sites / ".conflans.new")


def given(tonight: Evening, event: str, **fields: Any) -> None:
    """An act is recorded, by another door."""
    made = tonight.record({"event": event, "actor": "a-other-door", **fields}, secrets.token_hex(8))
    assert hasattr(made, "seq"), made


def sheet(unit: str, martin: int, petit: int) -> dict[str, Any]:
    """A sheet that adds up."""
    votes, box = {"martin": martin, "petit": petit}, martin + petit
    return {"unit": unit, "contest": "presidence", "round": 1, "in_box": box, "blank": 0, "null": 0,
            "signatures": box, "valid": box, "votes": votes}  # fmt: skip


@pytest.fixture
def tonight(web: object) -> Evening:
    """A ballot of the app with one sheet."""
    made = hosted()
    given(made, "sheet-recorded/1", **sheet("nord-2", 40, 20))
    return made


@pytest.fixture
def site(tonight: Evening) -> Path:
    """Where its site is."""
    return Path(str(settings.DATA)) / "results" / tonight.slug


@pytest.fixture
def look(tonight: Evening, site: Path) -> Callable[[], Following]:
    """The process that publishes looks once more."""
    following = Following(site.parents[1])

    def again() -> Following:
        following.look([tonight.slug])
        return following

    return again


def test_the_site_follows_the_ledger(tonight: Evening, site: Path, look: Callable[[], Following]) -> None:
    """Published, signed by the ballot's key; one more sheet, and only what it touches is written again.

    By hand: Nord 2 gives Martin 40; with Sud 1's 7, the country's total is 47.
    """
    look()
    assert recolement("verify", site, "--pages").code == 0
    assert (
        Client().get(f"/b/{tonight.slug}/").content.decode().count(f'href="/results/{tonight.slug}/fr/"') == 1
    )
    before = {file: file.stat().st_mtime_ns for file in site.rglob("*") if file.is_file()}
    look()
    assert before == {file: file.stat().st_mtime_ns for file in site.rglob("*") if file.is_file()}
    given(tonight, "sheet-recorded/1", **sheet("sud-1", 7, 3))
    look()
    assert '<td class="n">47</td>' in (site / "fr/nation/pays.html").read_text("utf-8")
    assert before[site / "fr/section/nord-2.html"] == (site / "fr/section/nord-2.html").stat().st_mtime_ns
    assert recolement("verify", site, "--pages").code == 0


def test_a_correction_is_published_with_its_reason_at_the_same_address(
    tonight: Evening, site: Path, look: Callable[[], Following]
) -> None:
    """Nord 2 corrected from 40 to 38: its page has both, the act and its reason; the feed tells it."""
    look()
    place = {"units": ["nord-2"], "contest": "presidence", "round": 1}
    given(tonight, "figure-corrected/1", **place, field="martin", value=38, reason="relu par la commission")
    look()
    page = (site / "fr/section/nord-2.html").read_text("utf-8")
    assert '<td class="n">40</td>' in page
    assert '<td class="n">38</td>' in page
    assert "relu par la commission" in page
    assert "relu par la commission" in (site / "fr/feed.atom").read_text("utf-8")


def test_a_ballot_that_is_closed_to_the_public_has_no_site(
    tonight: Evening, site: Path, look: Callable[[], Following]
) -> None:
    """The organiser closes the ballot: it is no longer among those published, and its files are gone."""
    following = look()
    assert tonight.slug in open_ballots()
    HostedBallot.objects.filter(slug=tonight.slug).update(open=False)
    assert tonight.slug not in open_ballots()
    following.look(open_ballots())
    assert not site.exists()


def test_what_a_stopped_machine_left_half_written_is_made_anew(
    tonight: Evening, site: Path, look: Callable[[], Following]
) -> None:
    """A page that is not the one of the list, as after a power cut: the next start writes all of it again."""
    look()
    page = site / "fr/index.html"
    whole = page.read_bytes()
    page.write_bytes(whole[: len(whole) // 2])
    assert not as_listed(site)
    Following(site.parents[1]).look([tonight.slug])
    assert page.read_bytes() == whole
    assert recolement("verify", site).code == 0


def test_a_refused_publication_leaves_the_one_that_is_there(
    tonight: Evening, site: Path, look: Callable[[], Following], capfd: pytest.CaptureFixture[str]
) -> None:
    """A checkpoint that is not of these lines: what was published stays, and it is said once."""
    look()
    other = hosted(name="autre")
    ledgers = Path(str(settings.DATA)) / "ledgers"
    shutil.copy(ledgers / other.slug / "checkpoint", ledgers / tonight.slug / "checkpoint")
    before = (site / "fr/index.html").read_bytes()
    following = look()
    following.look([tonight.slug])
    assert (site / "fr/index.html").read_bytes() == before
    assert capfd.readouterr().err.count(f"{tonight.slug}:") == 1


def test_the_published_sites_have_a_list(tonight: Evening, site: Path) -> None:
    """Nothing before the first publication; then what everybody may see, in the reader's language."""
    closed = hosted()
    HostedBallot.objects.filter(slug=closed.slug).update(open=False)
    shutil.rmtree(site.parent, ignore_errors=True)
    assert "No result is published here yet." in Client().get("/results/", {"lang": "en"}).content.decode()
    Following(site.parents[1]).look([tonight.slug, closed.slug])
    page = Client().get("/results/", {"lang": "en"}).content.decode()
    assert f'href="/results/{tonight.slug}/en/"' in page
    assert closed.slug not in page
    assert f'href="/results/{tonight.slug}/fr/open.html"' in Client().get("/results/").content.decode()


def test_that_the_sites_are_there_is_said_once(
    tonight: Evening, site: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """Two ballots published, then a sheet more: one line at the terminal, not one for each."""
    other, following = hosted(), Following(site.parents[1])
    following.look([tonight.slug, other.slug])
    given(tonight, "sheet-recorded/1", **sheet("sud-1", 7, 3))
    following.look([tonight.slug, other.slug])
    assert capfd.readouterr().out == "Sites publiés sous /results/ : 2.\n"
