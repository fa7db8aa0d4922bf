"""The page of transfers between two rounds: an estimate with its intervals, never a result."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from recolement.publication import transferred
from web.test_night import words
from web.world import hosted

pytestmark = pytest.mark.usefixtures("web")

SECTIONS = 24


def ballot(second: bool) -> str:
    """Two rounds in 24 sections: C's votes, 5 to 20 of 80, go to A; A and B keep theirs."""
    lines = [
        'ballot title="<script>alert(1)</script>" levels=nation,section root=pays',
        "rule majority_two_round",
        'contest c name="Présidence <b>"',
        "round 1",
        "round 2 options=a,b contest=c",
        'option a contest=c name="Anne"',
        'option b contest=c name="=cmd|"',
        'option d contest=c name="Carl <script>"',
        "unit pays",
    ]
    for number in range(SECTIONS):
        mine, theirs = 5 + number * 7 % 16, 30 + number * 5 % 11
        base = f"registered=100 in_box=80 blank=0 null=0 valid=80 b={80 - mine - theirs}"
        lines.append(f"unit s{number:02} in=pays registered=100")
        lines.append(f"sheet s{number:02} round=1 {base} a={theirs} d={mine}")
        if second:
            lines.append(f"sheet s{number:02} round=2 {base} a={theirs + mine}")
    return "\n".join(lines)


def shown(slug: str) -> str:
    """What the page says."""
    answer = Client().get(reverse("transfers", args=[slug, "c", 2]), {"lang": "en"})
    assert answer.status_code == 200
    assert b"<script>alert" not in answer.content
    return words(answer.content.decode())


def test_it_finds_where_they_went() -> None:
    """Carl's votes went to Anne in every section: nearly all of his share is estimated there."""
    said = shown(hosted(ballot(second=True)).slug)
    row = said.partition("Carl <script> Anne")[2] or said.partition("Carl &lt;script&gt; Anne")[2]
    share = float(row.split("%")[0].split()[-1])
    assert share > 75


def test_it_is_linked_from_the_results_and_has_its_picture() -> None:
    """The ballot's page leads to it; the picture is a drawing that loads and runs nothing."""
    tonight = hosted(ballot(second=True))
    home = Client().get(reverse("ballot", args=[tonight.slug]), {"lang": "en"}).content.decode()
    assert reverse("transfers", args=[tonight.slug, "c", 2]) in home
    picture = Client().get(reverse("transfers-picture", args=[tonight.slug, "c", 2]))
    assert picture["Content-Type"] == "image/svg+xml"
    assert "default-src 'none'" in picture["Content-Security-Policy"]
    assert b"<script>" not in picture.content


def test_before_the_second_round_it_says_so() -> None:
    """Nothing to compare yet; and rounds that are no pair have no page."""
    tonight = hosted(ballot(second=False))
    assert "No estimate: no unit has all its votes known in both rounds yet" in shown(tonight.slug)
    for contest, number in (("c", 1), ("c", 3), ("x", 2)):
        address = reverse("transfers", args=[tonight.slug, contest, number])
        assert Client().get(address).status_code == 404
    assert Client().get(reverse("transfers-picture", args=[tonight.slug, "c", 2])).status_code == 404


def test_a_large_ballot_is_sent_to_the_command_line(monkeypatch: pytest.MonkeyPatch) -> None:
    """Beyond what the app estimates itself, the page says which command does it."""
    monkeypatch.setattr(transferred, "MOST_UNITS", SECTIONS - 1)
    assert "recolement transfers" in shown(hosted(ballot(second=True)).slug)
