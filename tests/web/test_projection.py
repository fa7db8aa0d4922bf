"""The projection beside the night: where the organiser shows it, never as a result, made now and then."""

from __future__ import annotations

import secrets

import pytest
from django.test import Client
from django.urls import reverse

from recolement.web import estimates
from recolement.web.accounts.models import Post
from recolement.web.evenings import Evening
from recolement.web.projection import keeping
from recolement.web.projection.models import ShownProjection
from web.test_night import words
from web.world import hosted, person

pytestmark = pytest.mark.usefixtures("web")

UNITS = "\n".join(f"unit s{n:02} in=pays registered={100 + n}" for n in range(12))
FIRST = "\n".join(
    f"sheet s{n:02} round=1 registered={100 + n} in_box=80 blank=0 null=0 valid=80 a={30 + n} b={50 - n}"
    for n in range(12)
)
BALLOT = f"""
ballot title="<script>alert(1)</script>" levels=nation,section root=pays
rule majority_two_round
contest c name="Présidence <b>"
round 1
round 2
option a contest=c name="Anne <script>"
option b contest=c name="=cmd|"
unit pays
{UNITS}
{FIRST}
"""


def send(tonight: Evening, number: int) -> None:
    """The second round's sheet of a section: two more papers for the first option than in round 1."""
    tonight.record(
        {
            "event": "sheet-recorded/1", "actor": "a-1", "role": "secretary", "unit": f"s{number:02}",
            "contest": "c", "round": 2, "registered": 100 + number, "signatures": 80, "in_box": 80,
            "blank": 0, "null": 0, "valid": 80, "votes": {"a": 32 + number, "b": 48 - number},
        },
        secrets.token_hex(8),
    )  # fmt: skip


def organiser(tonight: Evening) -> Client:
    """Who organises the ballot."""
    return person((tonight.slug, Post.ORGANISER, "")).signed_in()


def shown(tonight: Evening, *sections: int, baseline: str = "c/1") -> str:
    """What the page says after these sections' second round."""
    for number in sections:
        send(tonight, number)
    organiser(tonight).post(
        reverse("organise-projection", args=[tonight.slug]), {"what": "show", "baseline": baseline}
    )
    answer = Client().get(
        reverse("projection", args=[tonight.slug]),
        {"lang": "en", "contest": "c", "round": "2", "unit": "pays"},
    )
    assert answer.status_code == 200
    assert b"<script>alert" not in answer.content
    return words(answer.content.decode())


def test_it_is_shown_only_where_the_organiser_chose_it() -> None:
    """Before the choice and after it is taken back there is no page, no line, no picture, and no link."""
    tonight = hosted(BALLOT)
    addresses = [
        reverse(name, args=[tonight.slug]) for name in ("projection", "projection-line", "projection-picture")
    ]
    assert [Client().get(address).status_code for address in addresses] == [404, 404, 404]
    assert b"projection" not in Client().get(reverse("night", args=[tonight.slug])).content
    assert "not a result" in shown(tonight, 0, 1, 2, 3, 4)
    assert b'id="projection"' in Client().get(reverse("night", args=[tonight.slug])).content
    organiser(tonight).post(reverse("organise-projection", args=[tonight.slug]), {"what": "hide"})
    assert Client().get(addresses[0]).status_code == 404


def test_it_says_what_it_counts_and_supposes() -> None:
    """Five of twelve sections are counted; what it supposes stands above the figures."""
    said = shown(hosted(BALLOT), 0, 1, 2, 3, 4)
    assert "5 of 12 units counted" in said
    # Sections 5 to 11 of 105 to 111 registered are open: 756. The words are those of the verdict.
    assert "The result itself: unofficial, partial. Not yet settled: 7 units, 756 registered open" in said
    assert said.index("not a result") < said.index("Estimate")
    assert "Among the votes counted" in said
    assert "Without a baseline" not in said  # the first round is one


def test_the_line_and_the_picture() -> None:
    """The night's line has the call and how much is counted; the picture runs nothing and loads nothing."""
    tonight = hosted(BALLOT)
    shown(tonight, 0, 1, 2, 3, 4, 5)
    asked = {"lang": "en", "contest": "c", "round": "2", "unit": "pays"}
    line = Client().get(reverse("projection-line", args=[tonight.slug]), asked)
    assert "6 of 12 units counted" in words(line.content.decode())
    picture = Client().get(reverse("projection-picture", args=[tonight.slug]), asked)
    assert picture["Content-Type"] == "image/svg+xml"
    assert "script-src" not in picture["Content-Security-Policy"]
    assert b"<script>" not in picture.content


def test_too_few_units_are_said() -> None:
    """With two sections counted the page says that three are needed, and the line is empty."""
    tonight = hosted(BALLOT)
    assert "No projection: too few units fully counted for a projection (2; 3 are needed" in shown(
        tonight, 0, 1
    )
    asked = {"contest": "c", "round": "2", "unit": "pays"}
    assert Client().get(reverse("projection-line", args=[tonight.slug]), asked).status_code == 204


def test_it_is_not_made_anew_at_every_sheet(monkeypatch: pytest.MonkeyPatch) -> None:
    """Until the pause is over readers see the last one; then one of them makes the next."""
    tonight = hosted(BALLOT)
    monkeypatch.setattr(keeping, "PAUSE", 3600.0)
    assert "5 of 12 units counted" in shown(tonight, 0, 1, 2, 3, 4)
    assert "5 of 12 units counted" in shown(tonight, 5)
    monkeypatch.setattr(keeping, "PAUSE", 0.0)
    monkeypatch.setattr(estimates, "PATIENCE", 0)
    assert "6 of 12 units counted" in shown(tonight)


def test_an_unknown_baseline_is_not_kept() -> None:
    """Only votes of this ballot can be chosen; anything else changes nothing."""
    tonight = hosted(BALLOT)
    organiser(tonight).post(
        reverse("organise-projection", args=[tonight.slug]), {"what": "show", "baseline": "x/9"}
    )
    assert not ShownProjection.objects.filter(slug=tonight.slug).exists()
    assert "Without a baseline" in shown(tonight, 0, 1, 2, 3, baseline="")
