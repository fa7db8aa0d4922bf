"""A ballot from the form: what was understood is shown first; each rulebook is explained."""

from __future__ import annotations

import secrets
from html import unescape
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from recolement.model.rulebook import Base, Rule
from recolement.web.accounts.models import Post
from recolement.web.evenings import evening
from recolement.web.organiser.rulebooks import TEMPLATES
from recolement.web.public.models import HostedBallot
from recolement.web.words import say
from web.world import BALLOT, hosted, person

pytestmark = pytest.mark.usefixtures("web")

TABLE = """unit,parent,level,name,registered
pays,,nation,Val,
nord,pays,section,Nord,100
sud,pays,section,Sud,
autre,pays,section,Sud,0
"""
NEW = "/organise/new/"


def _organiser() -> Client:
    return person(("elsewhere", Post.ORGANISER, "")).signed_in()


def _form(template: str = "plurality", **more: Any) -> dict[str, Any]:
    return {
        "title": "Vote <script>alert(1)</script>", "levels": "nation, section", "contest": "Présidence",
        "options": "Oui\nNon", "template": template, "seats": "1", "entry": "single",
        "ruling": "majority", "signatures": "1", **more,
    }  # fmt: skip


def _table(text: str = TABLE, name: str = "unités du Val.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text.encode(), "text/csv")


def _digest(page: str) -> str:
    return page.partition('name="table" value="')[2].partition('"')[0]


def test_nothing_is_made_before_it_was_looked_at() -> None:
    """A section without a roll, one of nobody, two of one name are said; the second step makes the ballot."""
    who, before = _organiser(), HostedBallot.objects.count()
    page = who.post(NEW, _form(units=_table())).content.decode()
    assert HostedBallot.objects.count() == before
    for code, number in (("without_roll", 1), ("empty_roll", 1), ("same_name", 1)):
        assert say(f"organise.{code}", "fr", number=number).replace("'", "&#x27;") in page
    assert "unités du Val.csv" in page
    assert "<script>alert(1)" not in page
    answer = who.post(NEW, _form(table=_digest(page), step="create"))
    assert answer.status_code == 302
    tree = evening(answer["Location"].split("/")[2]).now().folder.tree
    assert [tree[leaf].registered for leaf in tree.leaves] == [100, None, 0]


def _made(who: Client, **more: Any) -> HostedBallot:
    """A ballot from the form, and the look at it."""
    digest = _digest(who.post(NEW, _form(units=_table(), **more)).content.decode())
    sent = _form(table=digest, step="create", key=secrets.token_hex(6), **more)
    return HostedBallot.objects.get(slug=who.post(NEW, sent)["Location"].split("/")[2])


def test_a_new_ballot_is_shown_to_nobody_who_was_not_asked_for() -> None:
    """By default who has a post in it sees it; asked for, everybody does; its organiser changes it."""
    who, anybody = _organiser(), Client()
    for sight, status in (("", 302), ("closed", 302), ("everything", 302), ("open", 200)):
        made = _made(who, sight=sight) if sight else _made(who)
        page = reverse("ballot", args=[made.slug])
        assert anybody.get(page).status_code == status, sight
        assert who.get(page).status_code == 200
        assert (made.slug in anybody.get("/").content.decode()) == (status == 200)
    change = reverse("organise-sight", args=[made.slug])
    for wanted, status in (("closed", 302), ("nonsense", 302), ("open", 200)):
        assert who.post(change, {"sight": wanted}).status_code == 302
        assert anybody.get(page).status_code == status, wanted


def test_the_last_look_shows_everything_that_was_chosen() -> None:
    """Check of the sheets, ruling, signatures, article, ties, who sees it: each with what follows from it."""
    who = _organiser()
    chosen = {
        "entry": "double", "ruling": "unanimity", "signatures": "3", "source": "statuts, art. 12",
        "sight": "open", "turnout_hours": "10:00, 17:00",
    }  # fmt: skip
    page = unescape(who.post(NEW, _form(units=_table(), **chosen)).content.decode())
    for code in (
        "entry.double", "entry.double_means", "ruling.unanimity", "ruling.unanimity_means", "sight.open",
        "sight.open_means", "ties.lot", "organise.signatures_help",
    ):  # fmt: skip
        assert say(code, "fr") in page, code
    for value in ('<strong class="name">3</strong>', "statuts, art. 12", "10:00, 17:00"):
        assert value in page
    for template, ties in (("yes_no", "rejected"), ("two_thirds", "rejected"), ("majority", "nobody")):
        page = unescape(who.post(NEW, _form(template, units=_table())).content.decode())
        assert say(f"ties.{ties}", "fr") in page, template
        assert say("ties.lot", "fr") not in page


def test_a_wrong_row_is_told_by_file_row_and_column() -> None:
    """The file is called as its owner calls it; the form is never called a TOML file."""
    who = _organiser()
    page = who.post(NEW, _form(units=_table(TABLE.replace("nord,pays", "nord,mars")))).content.decode()
    assert "unités du Val.csv, ligne 3, colonne « parent »" in page
    for wrong in ({"options": "Oui\nOui"}, {"levels": "nation"}, {"levels": "nation, nation"}, {"title": ""}):
        answer = who.post(NEW, _form(units=_table(), **wrong))
        assert answer.status_code == 400, wrong
        assert ".toml" not in answer.content.decode(), wrong
    assert who.post(NEW, _form(units=_table(), seats="5001")).status_code == 400


def test_a_double_click_makes_one_ballot() -> None:
    """The same form sent twice leads to the same ballot; a form shown again makes another."""
    who, before = _organiser(), HostedBallot.objects.count()
    digest = _digest(who.post(NEW, _form(units=_table())).content.decode())
    sent = _form(table=digest, step="create", key="k-1")
    assert who.post(NEW, sent)["Location"] == who.post(NEW, sent)["Location"]
    assert HostedBallot.objects.count() == before + 1
    assert who.post(NEW, sent | {"key": "k-2"}).status_code == 302
    assert HostedBallot.objects.count() == before + 2


def test_a_table_is_shown_again_to_who_sent_it_only() -> None:
    """The digest of another's table, or of a table replaced since, opens nothing: the file is asked for."""
    one, other = _organiser(), _organiser()
    digest = _digest(one.post(NEW, _form(units=_table())).content.decode())
    answer = other.post(NEW, _form(table=digest, step="create"))
    assert answer.status_code == 400
    one.post(NEW, _form(units=_table(TABLE.replace("100", "101"))))
    assert one.post(NEW, _form(table=digest, step="create")).status_code == 400


@pytest.mark.parametrize("template", list(TEMPLATES))
def test_each_rulebook_offered_makes_a_ballot(template: str) -> None:
    """As many rounds as the rule has, and what the page says of it in both languages."""
    who = _organiser()
    page = who.post(NEW, _form(template, seats="3", units=_table())).content.decode()
    answer = who.post(NEW, _form(template, seats="3", table=_digest(page), step="create"))
    ballot = evening(answer["Location"].split("/")[2]).now().folder.ballot
    two = {Rule.MAJORITY_TWO_ROUND, Rule.MUNICIPAL_LIST}
    assert len(ballot.rounds) == (2 if ballot.contests[0].rulebook.rule in two else 1)
    for language in ("fr", "en"):
        assert len(say(f"template.{template}_means", language)) > 80  # type: ignore[arg-type] # a language


def test_the_runoff_by_threshold_is_that_of_the_electoral_code() -> None:
    """Art. L. 162: 12.5 % of the registered to stand; a quarter of them to be elected in the first round."""
    who = _organiser()
    page = who.post(
        NEW, _form("legislative", title=f"V {secrets.token_hex(2)}", units=_table())
    ).content.decode()
    answer = who.post(NEW, _form("legislative", table=_digest(page), step="create"))
    rulebook = evening(answer["Location"].split("/")[2]).now().folder.ballot.contests[0].rulebook
    assert rulebook.runoff.share is not None
    assert rulebook.elected_share_of_registered is not None
    assert 8 * rulebook.runoff.share == 1
    assert 4 * rulebook.elected_share_of_registered == 1
    assert rulebook.runoff.share_base is Base.REGISTERED


@pytest.mark.parametrize(("scope", "rounds", "code"), [
    ("each:federation", "round 1\nround 2\n", ""),
    ("pays", "round 1\ncontest other\noption X contest=other\nround 2 contests=other\n", "no_second_round"),
    ("pays", "round 1\n", ""), ("pays", "round 1\nround 2\n", ""),
])  # fmt: skip
def test_where_a_runoff_cannot_be_prepared_the_page_says_what_to_do(
    scope: str, rounds: str, code: str
) -> None:
    """Not held in the second round that was declared: why, and what instead; else nothing."""
    text = BALLOT.replace("rule plurality", "rule majority_two_round").replace(
        "contest presidence", f"contest presidence scope={scope}"
    )
    tonight = hosted(text + rounds)
    who = person((tonight.slug, Post.ORGANISER, "")).signed_in()
    page = unescape(who.get(f"/b/{tonight.slug}/organise/").content.decode())
    assert (say("runoff.elsewhere", "fr") in page) == bool(code)
    if code:
        assert say(f"runoff.{code}", "fr", contest="Présidence") in page
