"""A sheet that was sent back to its section: everybody is told so, and why; nobody is told it never came."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from cli.terminal import recolement
from recolement.cli.following import Following
from recolement.web.accounts.models import Post
from recolement.web.evenings import Evening
from web.world import World, new_world

pytestmark = pytest.mark.usefixtures("web")

AT = ("presidence", 1, "nord-2")
WHY = "photo floue, <colonne> de droite coupée"
FIGURES = {"registered": 100, "signatures": 60, "in_box": 60, "blank": 0, "null": 0, "valid": 60}


def _given(tonight: Evening, event: str, **fields: Any) -> None:
    answer = tonight.record({"event": event, "actor": "a-1", **fields}, secrets.token_hex(8))
    assert hasattr(answer, "seq"), answer


def _page(address: str, client: Client, language: str = "fr") -> str:
    """What is read of a page, without its tags."""
    answer = client.get(address, headers={"Accept-Language": language})
    assert answer.status_code == 200, answer
    said = unescape(re.sub(r"<[^>]+>", " ", answer.content.decode()))
    return re.sub(r"[\s\u00a0\u202f]+", " ", said)


@pytest.fixture
def world() -> World:
    """Nord 2's sheet came in, and the federation has sent it back."""
    made = new_world()
    desk = made.person(Post.FEDERATION, "nord").signed_in()
    desk.post(reverse("sheet-return", args=[made.slug, *AT]), {"key": "k-1", "reason": WHY})
    return made


def _readers(world: World) -> Iterator[tuple[str, Client]]:
    """Every page that speaks of the sheet, and somebody who reads it."""
    slug = world.slug
    federation = world.person(Post.FEDERATION, "nord").signed_in()
    member = world.person(Post.COMMISSIONER, "").signed_in()
    yield reverse("home"), world.person(Post.SECRETARY, "nord-2").signed_in()
    yield reverse("federation", args=[slug, "nord"]), federation
    yield reverse("sheet-desk", args=[slug, *AT]), federation
    yield reverse("room", args=[slug]), member
    yield reverse("unit", args=[slug, "nord-2"]), Client()
    yield reverse("ballot", args=[slug]), Client()


def test_every_page_says_that_it_was_sent_back_and_why(world: World) -> None:
    """The section, its federation, the commission and anybody who looks read the reason; none "missing"."""
    for address, client in _readers(world):
        for language, never in (("fr", "Aucune feuille reçue"), ("en", "No sheet was received")):
            said = _page(address, client, language)
            assert WHY in said, (address, language)
            of_others = 1 if address == reverse("ballot", args=[world.slug]) else 0
            assert said.count(never) <= 2 * of_others, (address, language)


def test_the_section_reads_it_first_with_what_to_do(world: World) -> None:
    """Before anything else; one press leads to the form, which has it again. Sent anew, it is gone."""
    section = world.person(Post.SECRETARY, "nord-2").signed_in()
    said = _page(reverse("home"), section)
    assert said.index("Votre procès-verbal vous est renvoyé") < said.index(WHY) < said.index("Reprenez-le")
    assert "Remplir le procès-verbal" not in said
    form = reverse("sheet", args=[world.slug, *AT])
    assert f'class="button" href="{form}"' in section.get(reverse("home")).content.decode()
    assert WHY in _page(form, section)
    typed = {name: str(figure) for name, figure in FIGURES.items()}
    section.post(form, typed | {"vote:martin": "41", "vote:petit": "19"})
    section.post(reverse("sheet-send", args=[world.slug, *AT]), {"name": "Ann", "certify": "1"})
    said = _page(reverse("home"), section)
    assert WHY not in said
    assert "Procès-verbal envoyé · Présidence" in said
    line = world.evening.of_unit["nord-2"][-1].seq  # the receipt of what was sent last is found again
    assert reverse("receipt", args=[world.slug, line]) in section.get(form).content.decode()
    assert WHY in _page(reverse("unit", args=[world.slug, "nord-2"]), Client())  # in its history, for good


def test_the_queue_and_the_proclamation_say_it(world: World) -> None:
    """What is open has its reason; what a proclamation lacks names the section with its state."""
    _given(
        world.evening, "sheet-recorded/1",
        unit="nord-1", contest="presidence", round=1, votes={"martin": 31, "petit": 29}, **FIGURES,
    )  # fmt: skip
    member = world.person(Post.COMMISSIONER, "").signed_in()
    assert "Nord 2 (nord-2) procès-verbal renvoyé à la section" in _page(
        reverse("room", args=[world.slug]), member
    )
    said = _page(reverse("proclaim", args=[world.slug, "presidence", 1, "pays"]), member)
    assert "sans procès-verbal (Nord 2 (nord-2) · Renvoyé à la section, Sud 1 (sud-1))" in said
    assert "Nord 2 renvoyé 100 inscrits" in _page(reverse("night", args=[world.slug]), Client())


def test_the_published_site_says_it(world: World) -> None:
    """On the section's page with the reason; among the awaited above it; and the site verifies."""
    site = Path(str(settings.DATA)) / "results" / world.slug
    Following(site.parents[1]).look([world.slug])
    page = (site / "fr/section/nord-2.html").read_text("utf-8")
    assert "renvoyée à la section" in page
    assert "photo floue, &lt;colonne&gt; de droite coupée" in page
    assert "Aucune feuille reçue" not in page
    above = (site / "fr/federation/nord.html").read_text("utf-8")
    assert "Nord 2 (renvoyée à la section)" in re.sub(r"<[^>]+>", "", above)
    assert recolement("verify", site, "--pages").code == 0


def test_no_vote_may_be_recorded_of_a_sheet_that_was_sent_back(world: World) -> None:
    """A sheet sent by mistake where nobody voted: the act is offered, and taken."""
    federation = world.person(Post.FEDERATION, "nord").signed_in()
    desk = reverse("sheet-desk", args=[world.slug, *AT])
    act = reverse("sheet-no-vote", args=[world.slug, *AT])
    assert f'action="{act}"' in federation.get(desk).content.decode()
    federation.post(act, {"key": "k-2", "reason": "la salle était fermée"})
    assert world.evening.board().states[AT[2], AT[0], AT[1]] == "no_vote"  # type: ignore[index]


def test_what_a_section_observed_is_before_its_eyes_when_it_signs() -> None:
    """The observations that were typed are on the review; where there are none, that is said."""
    world = new_world()
    section = world.person(Post.SECRETARY, "nord-1").signed_in()
    at = ("presidence", 1, "nord-1")
    typed = {name: str(figure) for name, figure in FIGURES.items()}
    typed |= {"vote:martin": "40", "vote:petit": "20"}
    review = reverse("sheet-review", args=[world.slug, *at])
    section.post(reverse("sheet", args=[world.slug, *at]), typed | {"observations": " "})
    assert "Observations et réclamations inscrites au procès-verbal Aucune." in _page(review, section)
    typed["observations"] = "Urne ouverte à 20 h 05.\nUne <réclamation>."
    section.post(reverse("sheet", args=[world.slug, *at]), typed)
    assert "Urne ouverte à 20 h 05. Une <réclamation>." in _page(review, section)
