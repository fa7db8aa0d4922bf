"""What callers and their organiser do in the web app: one person, one press, and what it did."""

from __future__ import annotations

from datetime import time, timedelta
from fractions import Fraction
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from recolement.web.calls.counting import counted
from recolement.web.calls.lists import TO_CALL
from recolement.web.calls.models import Call, Caller, Look, Objection, Person
from web.calls import Campaigning, campaigning
from web.world import person

pytestmark = pytest.mark.usefixtures("web")

ALWAYS = {"calls_from": time(0), "calls_until": time(23, 59, 59)}
"""Hours of calls within which these tests run at any hour, but for the last second of a day."""
ESTIMATE = """area,origin,destination,votes,low,high
*,abstention,hamon,100,50,150
*,abstention,abstention,900,850,950
sud,abstention,hamon,90,60,99
sud,abstention,abstention,10,1,40
"""


def _open(**more: object) -> Campaigning:
    """A campaign with its roll, nobody of which voted before, in which one may call now."""
    made = campaigning(**more)  # type: ignore[arg-type] # what the campaign is made with
    made.take()
    made.campaign.people.update(voted_before=False)
    for name, value in ALWAYS.items():
        setattr(made.campaign, name, value)
    made.campaign.save()
    return made


def _caller(made: Campaigning, *sections: str) -> tuple[Caller, Client]:
    who = person(name="Camille Volontaire")
    part = Caller.objects.create(
        campaign=made.campaign, actor=who.account.actor, part=Caller.Part.CALLER, sections=list(sections)
    )
    return part, who.signed_in(headers={"Accept-Language": "fr"})


def _call(made: Campaigning) -> str:
    return f"/calls/{made.campaign.slug}/call/"


def _page(client: Client, made: Campaigning) -> str:
    answer = client.get(_call(made))
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def _press(client: Client, made: Campaigning, outcome: str, **more: str) -> str:
    """Press a button for the person before this caller; the page one is led to."""
    held = made.campaign.people.get(state="held")
    form = {"person": str(held.pk), "outcome": outcome, **more}
    answer = client.post(f"{_call(made)}outcome/", form, follow=True)
    return unescape(answer.content.decode())


def test_one_person_at_a_time_and_only_after_a_press() -> None:
    """A page that is looked at takes nobody; after the press one person is there, and what to say."""
    made = _open()
    part, client = _caller(made)
    assert "Krapoutchik" not in _page(client, made)
    assert not made.campaign.people.filter(state="held").exists()
    client.post(f"{_call(made)}next/")
    page = _page(client, made)
    held = made.campaign.people.get(state="held")
    assert held.held_by == part.actor
    names = [name for name in ("Zébulon", "Ysengrin", "Wilfrid", "Ulrica", "Sidonie") if name in page]
    assert len(names) == 1
    assert page.count('href="tel:+33') == 1
    assert "Camille Volontaire" in page
    assert "Vos coordonnées viennent de : Le fichier des adhérents de l'association." in page


def test_a_caller_finds_the_telephone_at_home() -> None:
    """The home page leads to the calls, as long as the campaign is not over."""
    made = _open()
    _, client = _caller(made)
    assert f'href="{_call(made)}"' in client.get("/").content.decode()
    type(made.campaign).objects.filter(pk=made.campaign.pk).update(purge_by=timezone.localdate())
    assert _call(made) not in client.get("/").content.decode()


def test_each_time_somebody_is_shown_it_is_written_down() -> None:
    """Three looks at the page are three looks in the register; without a person there is none."""
    made = _open()
    part, client = _caller(made)
    _page(client, made)
    client.post(f"{_call(made)}next/")
    for _ in range(3):
        _page(client, made)
    looks = Look.objects.filter(campaign=made.campaign, actor=part.actor, why="call")
    assert looks.count() == 3
    assert {look.person_id for look in looks} == {made.campaign.people.get(state="held").pk}


def test_an_outcome_leads_to_the_next_person_and_can_be_undone() -> None:
    """Noted, said, and taken back by one press: the same person is there again."""
    made = _open()
    _, client = _caller(made)
    client.post(f"{_call(made)}next/")
    first = made.campaign.people.get(state="held")
    page = _press(client, made, "will_vote")
    assert "Noté : Ira voter." in page
    second = made.campaign.people.get(state="held")
    assert second != first
    assert Person.objects.get(pk=first.pk).said == "will_vote"
    call = Call.objects.get(campaign=made.campaign)
    answer = client.post(f"{_call(made)}undo/", {"call": str(call.pk)}, follow=True)
    assert "annulé" in answer.content.decode()
    assert made.campaign.people.get(state="held") == first
    assert Person.objects.get(pk=first.pk).said == ""


def test_an_objection_is_one_press_and_says_what_it_did() -> None:
    """The person is gone, a fingerprint is kept, the page says so, and there is nothing to undo."""
    made = _open()
    _, client = _caller(made, "nord-2")
    client.post(f"{_call(made)}next/")
    gone = made.campaign.people.get(state="held")
    marks = Objection.objects.count()
    page = _press(client, made, "objects")
    assert "ne sera plus appelée, par personne" in page
    assert "Annuler" not in page
    assert not Person.objects.filter(pk=gone.pk).exists()
    assert Objection.objects.count() > marks
    assert made.take()["objected"] == 1
    assert Call.objects.get(campaign=made.campaign).person is None


def test_nobody_is_shown_outside_the_hours() -> None:
    """In quiet hours no next person and no telephone; the page says when calls begin again."""
    made = _open()
    _, client = _caller(made)
    now = timezone.localtime()
    inside = now.hour < 12
    begin, end = (time(13), time(14)) if inside else (time(9), time(10))
    type(made.campaign).objects.filter(pk=made.campaign.pk).update(calls_from=begin, calls_until=end)
    client.post(f"{_call(made)}next/")
    page = _page(client, made)
    assert not made.campaign.people.filter(state="held").exists()
    assert "Les appels reprennent " + ("aujourd'hui à 13:00" if inside else "demain à 09:00") in page
    assert "personne suivante" not in page
    assert "tel:" not in page


def test_who_is_before_a_caller_when_the_hour_comes_can_still_be_noted() -> None:
    """The telephone disappears, the outcomes stay: a call under way is not lost."""
    made = _open()
    _, client = _caller(made)
    client.post(f"{_call(made)}next/")
    past = timezone.localtime() - timedelta(hours=2)
    if past.date() != timezone.localdate():
        pytest.skip("shortly after midnight there are no hours of today that are over")
    type(made.campaign).objects.filter(pk=made.campaign.pk).update(
        calls_from=time(0), calls_until=past.time().replace(second=0, microsecond=0)
    )
    page = _page(client, made)
    assert "tel:" not in page
    assert "Ira voter" in page
    assert "Noté : Ira voter." in _press(client, made, "will_vote")
    assert not made.campaign.people.filter(state="held").exists()


def test_a_call_back_is_at_a_time_within_the_hours() -> None:
    """A time that was asked for is kept; one in the past or in the night is refused, and nothing is noted."""
    made = _open()
    _, client = _caller(made)
    client.post(f"{_call(made)}next/")
    person_ = made.campaign.people.get(state="held")
    for wrong in ("2020-01-01T10:00", "soon", "", "2099-01-01T10:00", "0001-01-01T00:00"):
        assert "Rien n'a été noté" in _press(client, made, "call_back", other=wrong)
    tomorrow = (timezone.localtime() + timedelta(days=1)).replace(hour=15, minute=30, second=0, microsecond=0)
    _press(client, made, "call_back", other=tomorrow.strftime("%Y-%m-%dT%H:%M"))
    assert Person.objects.get(pk=person_.pk).call_back_at == tomorrow
    type(made.campaign).objects.filter(pk=made.campaign.pk).update(calls_from=time(16), calls_until=time(17))
    form = {"outcome": "call_back", "other": tomorrow.strftime("%Y-%m-%dT%H:%M")}
    held = made.campaign.people.get(state="held")
    answer = client.post(f"{_call(made)}outcome/", {"person": str(held.pk), **form}, follow=True)
    assert "entre 16:00 et 17:00" in answer.content.decode()


def test_who_voted_meanwhile_disappears_from_the_telephone() -> None:
    """Reported by the section while they are before a caller: the name is shown no more."""
    made = _open()
    _, client = _caller(made, "nord-2")
    client.post(f"{_call(made)}next/")
    assert "Ulrica" in _page(client, made)
    made.campaign.people.filter(section="nord-2").update(voted_today=True)
    page = _page(client, made)
    assert "Ulrica" not in page
    assert "elle a voté entre-temps" in page


def test_a_hostile_name_is_a_name() -> None:
    """Script, formula, right-to-left and very long names are shown as text."""
    rows = ["section,number,name,telephone,consent,consent_date"]
    hostile = ("<script>alert(1)</script>", "=cmd|' /C calc'!A0", "\u202eeman", "\U0001f9e6" * 20, "x" * 190)
    rows += [f'nord-1,{n},"{name}",06 99{n:02} 0{n} 0{n},yes,2026-03-01' for n, name in enumerate(hostile, 1)]
    made = campaigning(roll="\n".join(rows) + "\n")
    made.take()
    made.campaign.people.update(voted_before=True)
    type(made.campaign).objects.filter(pk=made.campaign.pk).update(**ALWAYS)
    _, client = _caller(made)
    client.post(f"{_call(made)}next/")
    shown = 0
    while made.campaign.people.filter(state="held").exists():
        raw = client.get(_call(made)).content.decode()
        assert "<script>alert" not in raw
        shown += 1
        _press(client, made, "reached")
    assert shown == made.campaign.people.count() > 2


def test_the_organiser_sees_progress_and_shares_the_sections_out() -> None:
    """The figures add up to the roll; each section is one caller's, then everybody's again."""
    made = _open()
    (one, client), (two, _) = _caller(made), _caller(made)
    client.post(f"{_call(made)}next/")
    _press(client, made, "will_vote")
    own = f"/calls/{made.campaign.slug}/progress/"
    page = unescape(made.client.get(own).content.decode())
    assert "Camille Volontaire" in page
    found = counted(made.campaign, now=True).whole
    reachable = made.campaign.people.filter(TO_CALL, state__in=("open", "held")).count()
    assert (found.people, found.outstanding, found.settled) == (6, reachable, 1)
    made.client.post(f"{own}share/", {"part": ["9" * 5000, "-1", "²"]})
    assert Caller.objects.get(pk=one.pk).sections == []
    made.client.post(f"{own}share/", {"part": [one.pk, two.pk]})
    sections = [Caller.objects.get(pk=part.pk).sections for part in (one, two)]
    assert sorted(one for mine in sections for one in mine) == ["nord-1", "nord-2", "sud-1"]
    made.client.post(f"{own}share/", {"part": [one.pk], "all": "yes"})
    assert Caller.objects.get(pk=one.pk).sections == []
    assert Caller.objects.get(pk=two.pk).sections == sections[1]


def test_no_section_is_never_read_as_every_section() -> None:
    """More callers than sections: nothing is shared out, as an empty list would open everything."""
    made = _open()
    parts = [_caller(made, "nord-1")[0] for _ in range(5)]
    made.client.post(f"/calls/{made.campaign.slug}/progress/share/", {"part": [one.pk for one in parts]})
    assert all(Caller.objects.get(pk=one.pk).sections == ["nord-1"] for one in parts)


def test_priorities_follow_the_estimate_and_say_that_it_is_one() -> None:
    """By hand: nord-1 2 × 1/10, nord-2 1 × 1/10, sud-1 1 × 9/10; so the south is called first."""
    made = _open()
    own = f"/calls/{made.campaign.slug}/progress/"
    sent = {"estimate": SimpleUploadedFile("t.csv", ESTIMATE.encode()), "origin": "abstention"}
    made.client.post(f"{own}reckon/", {**sent, "destination": "hamon"})
    found = {line.section: line.expected for line in counted(type(made.campaign).objects.get(
        pk=made.campaign.pk), now=True).lines}  # fmt: skip
    assert found == {"nord-1": Fraction(2, 10), "nord-2": Fraction(1, 10), "sud-1": Fraction(9, 10)}
    weights = dict(made.campaign.people.values_list("section", "weight"))
    assert weights["sud-1"] > weights["nord-1"] > weights["nord-2"]
    page = unescape(made.client.get(own, headers={"Accept-Language": "fr"}).content.decode())
    assert "est une estimation, jamais un résultat" in page
    assert "≈ 1 (1 à 1)" in page  # of one outstanding: 9/10, from 6/10 to 99/100
    _, client = _caller(made)
    client.post(f"{_call(made)}next/")
    assert made.campaign.people.get(state="held").section == "sud-1"
    made.client.post(f"{own}reckon/", {"without": "yes"})
    weights = dict(made.campaign.people.values_list("section", "weight"))
    assert weights["nord-1"] > weights["sud-1"] == weights["nord-2"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("area,origin\nx,y\n", "destination"),
        ("area,origin,destination,votes,low,high\n*,abstention,hamon,=1+1,0,1\n", "n'est pas un nombre"),
        ("area,origin,destination,votes,low,high\n*,a,b,1,0,1\n", "aucun report"),
    ],
)
def test_an_estimate_that_cannot_be_used_is_refused_in_a_sentence(content: str, said: str) -> None:
    """Nothing changes, and the page says what to mend."""
    made = _open()
    sent = {"estimate": SimpleUploadedFile("t.csv", content.encode()), "origin": "abstention"}
    answer = made.client.post(
        f"/calls/{made.campaign.slug}/progress/reckon/", {**sent, "destination": "hamon"},
        headers={"Accept-Language": "fr"}, follow=True,
    )  # fmt: skip
    assert said in unescape(answer.content.decode())
    assert type(made.campaign).objects.get(pk=made.campaign.pk).estimate is None


def test_time_zones_of_units_are_kept_or_refused_whole() -> None:
    """A unit of the ballot with a zone that exists; anything else changes nothing."""
    made = _open()
    own = f"/calls/{made.campaign.slug}/progress/zones/"
    made.client.post(own, {"zones": "sud Indian/Reunion\n\nnord-1 Europe/Paris"})
    kept = {"sud": "Indian/Reunion", "nord-1": "Europe/Paris"}
    assert type(made.campaign).objects.get(pk=made.campaign.pk).zones == kept
    for wrong in ("ailleurs Europe/Paris", "sud Mars/Olympus", "sud", "sud ../../etc/passwd"):
        made.client.post(own, {"zones": wrong})
        assert type(made.campaign).objects.get(pk=made.campaign.pk).zones == kept


def test_nobody_is_called_once_the_day_of_the_purge_has_come() -> None:
    """The telephone shows nobody any more, even before the purge itself."""
    made = _open()
    _, client = _caller(made)
    client.post(f"{_call(made)}next/")
    type(made.campaign).objects.filter(pk=made.campaign.pk).update(purge_by=timezone.localdate())
    page = _page(client, made)
    assert "Cette campagne d'appels est terminée" in page
    assert "tel:" not in page


def test_why_there_is_nobody_to_call_is_said_as_it_is() -> None:
    """A section whose register is not there; one that is done; somebody whom another caller has."""
    made = _open()
    made.campaign.people.filter(section="sud-1").update(voted_before=None)
    for section, said in (
        ("sud-1", "Personnes dont on ne sait pas encore si elles ont voté : 1 ;"),
        ("nord-2", "Il n'y a plus personne à appeler dans vos sections."),
    ):
        _, client = _caller(made, section)
        made.campaign.people.filter(section="nord-2").update(state="done")
        client.post(f"{_call(made)}next/")
        assert said in _page(client, made)
    made.campaign.people.filter(section="nord-2", place=4).update(state="open")
    (_, first), (_, second) = _caller(made, "nord-2"), _caller(made, "nord-2")
    first.post(f"{_call(made)}next/")
    second.post(f"{_call(made)}next/")
    assert "Revenez dans un moment" in _page(second, made)
