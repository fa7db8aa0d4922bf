"""The organiser's pages of a call campaign: files, lists typed back, rights, the end by two persons."""

from __future__ import annotations

import json
import re
from datetime import date, timedelta
from html import unescape

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import get_resolver, reverse
from django.utils import timezone

from browser.evening import happens
from recolement.calls.places import written
from recolement.web.accounts.models import Post
from recolement.web.calls.demands import a_month_after
from recolement.web.calls.guard import part_of
from recolement.web.calls.models import Campaign, Extension, Look, Taken
from recolement.web.calls.protection import fields, links_outside, measures
from recolement.web.calls.worked import host_calls
from recolement.web.words import SCREENS
from web.calls import TWO_ROUNDS, Campaigning, campaigning
from web.world import BALLOT, hosted, person

pytestmark = pytest.mark.usefixtures("web")

FORM = {"title": "Rappel", "source": "Nos adhérents.", "calls_from": "10:00", "calls_until": "20:00"}


def _sent(here: Campaigning, kind: str, text: str) -> str:
    """Hand a file in; the address it leads to."""
    file = SimpleUploadedFile("list.csv", text.encode())
    return here.client.post(f"{here.own}files/", {"kind": kind, "file": file}).headers["Location"]


def _said(answer: object) -> str:
    return unescape(answer.content.decode())  # type: ignore[attr-defined] # a response of the test client


def test_a_campaign_has_a_purge_date_and_a_source() -> None:
    """Without a purge date to come, or without the source of its data, none is made, and why is said."""
    evening = hosted(TWO_ROUNDS, name="calls")
    who = person((evening.slug, Post.ORGANISER, "")).signed_in(headers={"Accept-Language": "fr"})
    address = f"/b/{evening.slug}/organise/calls/"
    form = FORM
    for wrong, said in (
        ({"purge_by": ""}, "La date de destruction est obligatoire"),
        ({"purge_by": "2001-01-01"}, "La date de destruction est obligatoire"),
        ({"purge_by": "2999-01-01"}, "La date de destruction est obligatoire"),
        ({"source": ""}, "Nommez la source des données"),
        ({"calls_from": "21:00"}, "la première vient avant la dernière"),
        ({"time_zone": "../etc/passwd"}, "Ce fuseau horaire n'existe pas"),
    ):
        soon = (timezone.localdate() + timedelta(days=20)).isoformat()
        answer = who.post(address, form | {"purge_by": soon} | wrong)
        assert answer.status_code == 400
        assert said in _said(answer)
    assert not Campaign.objects.filter(ballot=evening.slug).exists()
    made = who.post(address, form | {"purge_by": soon})
    campaign = Campaign.objects.get(ballot=evening.slug)
    assert made.headers["Location"] == f"/calls/{campaign.slug}/organise/"
    assert (campaign.after_round, campaign.next_round, str(campaign.purge_by)) == (1, 2, soon)


def test_a_campaign_is_between_two_rounds() -> None:
    """Of a ballot in one round: said, no form, none made. With one pair nothing is asked; with two, which."""
    soon = (timezone.localdate() + timedelta(days=20)).isoformat()
    evening = hosted(name="calls")
    for language, said in (("fr", "Ce scrutin se joue en un seul tour"), ("en", "decided in one round")):
        who = person((evening.slug, Post.ORGANISER, "")).signed_in(headers={"Accept-Language": language})
        page = who.get(f"/b/{evening.slug}/organise/calls/")
        assert said in _said(page)
        assert 'name="title"' not in _said(page)
    assert who.post(f"/b/{evening.slug}/organise/calls/", FORM | {"purge_by": soon}).status_code == 400
    assert not Campaign.objects.filter(ballot=evening.slug).exists()

    may_follow = hosted(TWO_ROUNDS, name="calls")
    who = person((may_follow.slug, Post.ORGANISER, "")).signed_in(headers={"Accept-Language": "fr"})
    page = _said(who.get(f"/b/{may_follow.slug}/organise/calls/"))
    assert "après le tour 1, en vue du tour 2 s'il y en a un" in page
    assert 'name="after_round"' not in page

    three = hosted(f"{BALLOT}round 1\nround 2\nround 3\n", name="calls")
    who = person((three.slug, Post.ORGANISER, "")).signed_in(headers={"Accept-Language": "fr"})
    page = _said(who.get(f"/b/{three.slug}/organise/calls/"))
    assert "Entre le tour 2 et le tour 3" in page
    address = f"/b/{three.slug}/organise/calls/"
    assert who.post(address, FORM | {"purge_by": soon, "after_round": "3"}).status_code == 400
    who.post(address, FORM | {"purge_by": soon, "after_round": "2"})
    made = Campaign.objects.get(ballot=three.slug)
    assert (made.after_round, made.next_round) == (2, 3)


def test_once_the_first_round_has_decided_there_is_nothing_to_call_for() -> None:
    """Martin has 120 of 180, proclaimed: the page says that no round follows."""
    sheets = "".join(
        f"sheet {unit} registered=100 signatures=60 in_box=60 blank=0 null=0 valid=60 martin=40 petit=20\n"
        for unit in ("nord-1", "nord-2", "sud-1")
    )
    evening = hosted(TWO_ROUNDS + sheets, name="calls")
    who = person((evening.slug, Post.ORGANISER, "")).signed_in(headers={"Accept-Language": "fr"})
    address = f"/b/{evening.slug}/organise/calls/"
    assert "en vue du tour 2" in _said(who.get(address))
    happens(
        evening, "result-proclaimed/1",
        units=["pays"], contest="presidence", round=1, version=1, signed_by=["m"], role="commissioner",
    )  # fmt: skip
    assert "Le premier tour a décidé" in _said(who.get(address))


def test_of_whom_it_is_not_known_is_never_said_to_be_nobody() -> None:
    """Nobody yet; six people without a register; nord-1's register alone: each time what there is to do.

    By hand: of six people three are of nord-1, where number 1 voted; two of the rest may be called.
    """
    here = campaigning()
    french = {"Accept-Language": "fr"}
    progress = f"/calls/{here.campaign.slug}/progress/"
    page = _said(here.client.get(here.own, headers=french))
    assert "Les listes se font de deux fichiers" in page
    assert "N'ont pas encore voté" not in page
    here.take()
    page = _said(here.client.get(here.own, headers=french))
    assert "6 personnes, et encore aucun émargement" in page
    assert "N'ont pas encore voté" not in page
    preview = _sent(here, "before", "section,number\nnord-1,1\n")
    here.client.post(f"{preview}record/")
    page = _said(here.client.get(here.own, headers=french))
    assert "N'ont pas encore voté : <strong>2</strong>" in page
    assert "Personnes dont on ne sait pas si elles ont voté : 2." in page
    page = _said(here.client.get(progress, headers=french))
    assert "Personnes dont on ne sait pas si elles ont voté : 2." in page
    sud = re.search(r'<th scope="row"><span class="name">Sud 1.*?</td>', page, re.DOTALL)
    assert sud is not None
    assert re.sub(r"<[^>]+>", " ", sud[0]).split() == ["Sud", "1", "émargement", "attendu", ":", "1"]


def test_files_are_looked_at_before_they_are_recorded() -> None:
    """A roll, then a register with two lines in doubt: shown, recorded when asked, kept as numbers."""
    here = campaigning()
    roll = here.roll.replace("sud-1,1,", "SUD 1,1,")
    preview = _sent(here, "roll", roll)
    assert here.campaign.people.count() == 0
    shown = here.client.get(preview)
    assert dict(shown.context["counts"]) == {
        "calls.count_lines": 6, "calls.count_new": 6, "calls.count_again": 0, "calls.count_objected": 0,
        "calls.count_uncallable": 2,
    }  # fmt: skip
    assert not [word for word in here.planted if word in shown.content], "numbers, no names"
    here.client.post(f"{preview}record/")
    assert here.campaign.people.filter(section="sud-1").count() == 1, "a section by its name"
    preview = _sent(here, "before", "section,number\nnord-1,1\nnord-1,44\nnord-1,001\nnord-2,1\n")
    shown = here.client.get(preview)
    assert dict(shown.context["doubts"]) == {"calls.doubt_not_on_roll": 1, "calls.doubt_again": 1}
    here.client.post(f"{preview}record/")
    assert here.client.get(preview).status_code == 404, "once"
    assert here.client.get(here.own).context["lists"] == [("not_yet", 3), ("remind", 2), ("undecided", 0)]
    assert [one.sealed for one in Taken.objects.filter(campaign=here.campaign)] == [None, None]
    discarded = _sent(here, "today", "section,number\nnord-1,2\n")
    here.client.post(f"{discarded}record/", {"discard": "yes"})
    assert Taken.objects.filter(campaign=here.campaign).count() == 2


def test_what_cannot_be_used_is_said_and_not_kept() -> None:
    """A section of another ballot, with the row, the column and the nearest name; nothing is kept."""
    here = campaigning()
    file = SimpleUploadedFile("roll.csv", here.roll.replace("nord-2,1", "nord-22,1").encode())
    answer = here.client.post(
        f"{here.own}files/", {"kind": "roll", "file": file}, headers={"Accept-Language": "fr"}
    )
    assert answer.status_code == 400
    assert "roll.csv, ligne 5, colonne « section » : « nord-22 » n'est pas une section" in _said(answer)
    assert "Vouliez-vous dire « nord-2 »" in _said(answer)
    assert not Taken.objects.filter(campaign=here.campaign).exists()


def test_a_list_is_printed_and_typed_back() -> None:
    """A PDF, written in the log; a number typed marks a person, a slip is found, the last is undone."""
    here = campaigning()
    here.take()
    pdf = here.client.post(f"{here.own}printing/", {"section": "nord-1"})
    assert pdf.content.startswith(b"%PDF-")
    assert Look.objects.filter(campaign=here.campaign, why="printing").count() == 3
    typing = f"{here.own}typing/"
    assert here.client.post(typing, {"code": written(1)}).status_code == 302
    assert here.client.post(typing, {"code": written(2)}).status_code == 302
    for code, said in (
        (f"{written(3)[:-1]}9", "code_wrong"),
        (written(99), "code_nobody"),
        (written(1), "code_again"),
    ):
        answer = here.client.post(typing, {"code": code}, headers={"Accept-Language": "en"})
        assert answer.status_code == 400
        assert SCREENS[f"calls.{said}"][1].format(typed=code) in _said(answer)
    here.client.post(f"{typing}undo/")
    assert [one.voted_before for one in here.campaign.people.order_by("place")][:3] == [True, None, None]
    assert not [word for word in here.planted if word in here.client.get(typing).content]
    here.client.post(f"{typing}complete/", {"section": "nord-1"})
    assert [one.voted_before for one in here.campaign.people.order_by("place")][:4] == [
        True,
        False,
        False,
        None,
    ]
    here.client.post(typing, {"code": written(2), "round": "today"})
    assert here.person("nord-1", 2).voted_today


def test_one_persons_data_in_one_click_and_every_look_in_the_log() -> None:
    """Found by telephone, by name in any order, by part of it in a section; exported, erased; each noted."""
    here = campaigning()
    here.take()
    cells = here.roll.splitlines()[1].split(",")
    for asked, section in (
        (cells[3], ""), (" ".join(reversed(cells[2].split())).upper(), ""), (cells[4], ""),
        ("krapoutchik", "nord-1"),
    ):  # fmt: skip
        answer = here.client.post(f"{here.own}people/", {"asked": asked, "section": section})
        assert cells[2] in _said(answer), asked
    assert not here.client.post(f"{here.own}people/", {"asked": "krapoutchik"}).context["people"]
    one = here.person("nord-1", 1)
    looks = Look.objects.filter(campaign=here.campaign, person=one, actor=here.organiser.actor)
    assert looks.filter(why="search").count() == 4
    told = json.loads(here.client.post(f"{here.own}people/{one.pk}/export/").content)
    assert (told["name"], told["consented"], told["voted_before"]) == (cells[2], "2026-03-01", None)
    assert [look["why"] for look in told["looks"]] == ["search"] * 4 + ["export"]
    here.client.post(f"{here.own}people/{one.pk}/erase/")
    assert here.client.post(f"{here.own}people/{one.pk}/export/").status_code == 404
    assert here.take()["new"] == 1, "erased, not objected"
    other = here.person("sud-1", 1)
    here.client.post(f"{here.own}people/{other.pk}/objects/")
    assert here.take() == {"new": 0, "again": 4, "objected": 2, "uncallable": 2}
    page = here.client.get(f"{here.own}looks/")
    assert {one.why for one, _ in page.context["looks"]} == {"search", "export", "erasure", "objection"}


def test_an_organiser_of_some_sections_sees_no_other() -> None:
    """Over nord only: somebody of sud is not found, not exported, not erased, not printed."""
    here = campaigning()
    here.take()
    _, client = here.also("organiser", "nord")
    name = here.roll.splitlines()[6].split(",")[2]
    own = here.roll.splitlines()[4].split(",")[2]
    assert client.post(f"{here.own}people/", {"asked": own}).context["people"]
    assert not client.post(f"{here.own}people/", {"asked": name}).context["people"]
    there = here.person("sud-1", 1)
    for act in ("export", "erase", "objects"):
        assert client.post(f"{here.own}people/{there.pk}/{act}/").status_code == 404
    assert client.post(f"{here.own}printing/", {"section": "sud-1"}).status_code == 302
    assert here.campaign.people.filter(pk=there.pk).exists()


def test_requests_have_a_month() -> None:
    """31 January: 28 February. Shown as late; what it says is sealed; answered, it leaves the queue."""
    assert a_month_after(date(2026, 1, 31)) == date(2026, 2, 28)
    here = campaigning()
    form = {"kind": "access", "who": "Zébulon Krapoutchik", "how": "zebulon@plante.example"}
    assert here.client.post(f"{here.own}demands/", form | {"received": "2999-01-01"}).status_code == 400
    here.client.post(f"{here.own}demands/", form | {"received": "2026-01-31"})
    (waiting,) = here.client.get(f"{here.own}demands/").context["waiting"]
    assert (waiting["demand"].due, waiting["late"]) == (date(2026, 2, 28), True)
    assert waiting["told"]["who"] == "Zébulon Krapoutchik"
    assert b"plante" not in bytes(waiting["demand"].sealed)
    here.client.post(f"{here.own}demands/{waiting['demand'].pk}/")
    assert here.client.get(f"{here.own}demands/").context["waiting"] == []


def test_nobody_puts_the_purge_off_alone() -> None:
    """Whoever asks cannot confirm; another organiser can; a caller cannot; sooner is no extension."""
    here = campaigning()
    before = here.campaign.purge_by
    later = (before + timedelta(days=10)).isoformat()
    here.client.post(f"{here.own}extend/", {"until": before.isoformat(), "why": "?"})
    here.client.post(f"{here.own}extend/", {"until": later, "why": ""})
    assert not Extension.objects.filter(campaign=here.campaign).exists()
    here.client.post(f"{here.own}extend/", {"until": later, "why": "Recours."})
    asked = Extension.objects.get(campaign=here.campaign)
    confirm = f"{here.own}extend/{asked.pk}/"
    _, caller = here.also("caller")
    _, second = here.also("organiser")
    here.client.post(confirm)
    assert caller.post(confirm).status_code == 403
    here.campaign.refresh_from_db()
    assert here.campaign.purge_by == before
    here.client.post(
        f"{here.own}settings/", {"title": "x", "source": "y", "purge_by": later, "calls_from": "9:00"}
    )
    here.campaign.refresh_from_db()
    assert here.campaign.purge_by == before
    second.post(confirm)
    here.campaign.refresh_from_db()
    assert here.campaign.purge_by.isoformat() == later


def test_after_the_purge_nothing_comes_in() -> None:
    """The word typed, everything is gone: no page shows anybody, no file is taken, the certificate stays."""
    here = campaigning()
    here.take()
    waiting = _sent(here, "before", "section,number\nnord-1,1\n")
    assert here.client.post(f"{here.own}purge/", {"word": "oui"}).status_code == 302
    assert here.campaign.people.count() == 6
    here.client.post(f"{here.own}purge/", {"word": "Détruire"}, headers={"Accept-Language": "fr"})
    here.campaign.refresh_from_db()
    assert here.campaign.purged is not None
    assert here.client.get(waiting).status_code == 404
    assert _sent(here, "roll", here.roll) == here.own
    assert here.client.post(f"{here.own}typing/", {"code": written(1)}).status_code == 400
    assert here.campaign.people.count() == Taken.objects.filter(campaign=here.campaign).count() == 0
    page = _said(here.client.get(here.own))
    assert here.campaign.certificate is not None
    assert here.campaign.certificate["sealed"] in page
    history = _said(Client().get(f"/b/{here.evening.slug}/"))
    assert not [word for word in here.planted if word.decode() in history]


def test_no_public_page_leads_to_a_person() -> None:
    """Every address that needs no more than a ballot, asked by nobody: no planted word in any answer."""
    here = campaigning(title="Zorglub, campagne que personne ne voit")
    here.take()
    hidden = [*here.planted, b"Zorglub"]
    asked = 0
    for pattern in get_resolver().url_patterns:
        known = getattr(getattr(pattern, "pattern", None), "converters", {})
        if not getattr(pattern, "name", None) or set(known) - {"slug", "unit", "contest", "round"}:
            continue
        values = {"slug": here.evening.slug, "unit": "nord-1", "contest": "presidence", "round": 1}
        for slug in (here.evening.slug, here.campaign.slug):
            address = reverse(pattern.name, kwargs={name: (values | {"slug": slug})[name] for name in known})
            answer = Client().get(address)
            if not answer.streaming:  # a stream does not end; what it sends are the pages of the night
                assert not [word for word in hidden if word in answer.content], address
            asked += 1
    assert asked > 50
    assert links_outside() == []


def test_the_protection_page_is_what_the_software_does() -> None:
    """Every field has its sentence; a measure that does not hold is shown so; both languages."""
    here = campaigning()
    here.take()
    for one in fields():
        assert f"calls_data.f_{one.field}" in SCREENS, one.field
        assert f"calls_data.t_{one.table}" in SCREENS
    kept = {(one.table, one.field): one.how for one in fields()}
    assert kept["person", "sealed"] == "sealed"
    assert kept["person", "name_mark"] == kept["objection", "mark"] == "hashed"
    assert len(kept) == sum(
        len([field for field in model._meta.concrete_fields if not field.primary_key])
        for model in apps.get_app_config("calls").get_models()
    )
    holding = {one.code: one.holds for one in measures(here.campaign)}
    assert holding.pop("https") is False, "the tests are served in clear, and the page says so"
    assert set(holding.values()) == {True}, holding
    here.client.post(
        f"{here.own}demands/", {"kind": "access", "who": "quelqu'un", "how": "", "received": "2026-01-31"}
    )
    assert {one.code: one.holds for one in measures(here.campaign)}["answered"] is False
    for language, words in (("fr", "Registre du traitement"), ("en", "Record of processing")):
        page = _said(here.client.get(f"{here.own}protection/", headers={"Accept-Language": language}))
        assert words in page
        assert here.campaign.source in page
        assert not [word for word in here.planted if word.decode() in page]


def test_the_campaign_of_the_demonstration() -> None:
    """By hand: twelve people, four a section; three of nord-1 and of nord-2 voted; sud-1 is not known.

    Of nord-2, one who voted and the one who did not have not decided.
    """
    here, caller = campaigning(), person()
    campaign = host_calls(here.organiser, caller.account, here.evening.slug)
    lists = here.client.get(f"/calls/{campaign.slug}/organise/").context["lists"]
    assert lists == [("not_yet", 1), ("remind", 5), ("undecided", 2)]
    assert campaign.people.filter(voted_before=None).count() == 4
    assert part_of(caller.account, campaign) is not None


def test_hostile_names_stand_as_text() -> None:
    """Markup in a title, a source, a name and a request is shown, never obeyed."""
    hostile = "<script>alert(1)</script>"
    here = campaigning(title=hostile)
    here.take(
        f"section,name,telephone,consent,consent_date\nnord-1,{hostile},06 10 20 30 40,yes,2026-03-01\n"
    )
    here.client.post(
        f"{here.own}demands/", {"kind": "erasure", "who": hostile, "how": hostile, "received": "2026-01-31"}
    )
    pages = [
        here.client.get(f"{here.own}{page}")
        for page in ("", "settings/", "demands/", "looks/", "protection/")
    ]
    pages.append(here.client.post(f"{here.own}people/", {"asked": hostile}))
    assert b"&lt;script&gt;" in pages[-1].content
    for page in pages:
        assert page.status_code == 200
        assert hostile.encode() not in page.content
    assert here.client.post(f"{here.own}printing/", {"section": "nord-1"}).content.startswith(b"%PDF-")
