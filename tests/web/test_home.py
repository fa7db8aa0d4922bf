"""The first page: what one may do, in the order of the night; a ballot is listed once."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse

from recolement.web.accounts.models import Post
from recolement.web.words import say
from web.world import BALLOT, hosted, person

pytestmark = pytest.mark.usefixtures("web")


def home(client: Client) -> str:
    """The first page."""
    return client.get("/").content.decode()


def test_a_ballot_of_ones_own_is_listed_once() -> None:
    """Under what one may do there, whose page leads to the public one; others see it in the list."""
    tonight = hosted(BALLOT.replace("Assemblée du Val", "Congrès de tous"))
    public = reverse("ballot", args=[tonight.slug])
    assert public in home(Client())
    for post, unit in ((Post.FEDERATION, "nord"), (Post.COMMISSIONER, ""), (Post.ORGANISER, "")):
        page = home(person((tonight.slug, post, unit)).signed_in())
        assert f'href="{public}"' not in page
        assert "Congrès de tous" in page
        assert say("site.other_ballots", "fr") in page
    # a clerk's page does not lead to the result: the list does
    assert public in home(person((tonight.slug, Post.CLERK, "")).signed_in())


def test_posts_come_in_the_order_of_the_night() -> None:
    """Given in another order: the federation, entry, the commission, organisation; places by name."""
    tonight = hosted()
    given = (Post.ORGANISER, Post.COMMISSIONER, Post.CLERK, Post.FEDERATION)
    wanted = [say(f"post.{post}", "fr") for post in ("federation", "clerk", "commissioner", "organiser")]
    someone = person(*((tonight.slug, post, "nord" if post == "federation" else "") for post in given))
    assert re.findall(r"<h2><a [^>]*>([^<]+)</a></h2>", home(someone.signed_in())) == wanted
    shown = someone.signed_in().get(reverse("organise", args=[tonight.slug])).content.decode()
    table = shown[shown.index("<tbody>") :].split("</tbody>")[0]
    assert re.findall(r'data-label="Fonction"><span class="name">([^<]+)<', table) == wanted
    assert "Nord (nord)" in table
