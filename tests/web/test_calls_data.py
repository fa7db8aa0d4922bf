"""What is kept of the people who are called: sealed, matched without being opened, gone when they object."""

from __future__ import annotations

import os
import tarfile
from datetime import timedelta
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connections
from django.utils import timezone

from recolement.calls.lists import CallList, list_of
from recolement.formats.calls import read_register
from recolement.formats.gathering import Problems
from recolement.ledger.events import CallListsPurged
from recolement.model.calls import Marked, Said
from recolement.web.calls.lists import of_list
from recolement.web.calls.models import Call, Look, Objection, Person
from recolement.web.calls.objecting import object_to
from recolement.web.calls.purging import purge
from recolement.web.calls.recording import record_register
from recolement.web.calls.vault import folder, key_file, vault_of
from recolement.web.data import data_folder
from recolement.web.house.saving import back_up
from web.calls import Campaigning, campaigning
from web.elsewhere import bytes_of

pytestmark = pytest.mark.usefixtures("web")


def _marked(text: str) -> tuple[Marked, ...]:
    problems = Problems()
    found = read_register(text.encode(), "register.csv", problems).marked
    problems.stop_if_any()
    return found


def _bytes_of_calls(log: bool = True) -> bytes:
    """Every byte of the calls' database, its log if that is wanted, and the files beside it."""
    beside = [path for path in folder().rglob("*") if path.is_file()]
    connection = connections["calls"]
    if connection.vendor == "sqlite":
        file = Path(str(connection.settings_dict["NAME"]))
        of_database = [*file.parent.glob(f"{file.name}*")]
    else:
        with connection.cursor() as cursor:
            cursor.execute("CHECKPOINT")
            cursor.execute("SHOW data_directory")
            place = Path(cursor.fetchone()[0])
        if not os.access(place, os.R_OK):
            pytest.skip("the files of the PostgreSQL of CALLS_DATABASE_URL cannot be read from here")
        of_database = [*place.glob("base/*/*"), *(place.glob("pg_wal/*") if log else ())]
    return b"".join(bytes_of(path) for path in [*of_database, *beside] if path.is_file())


def test_a_roll_is_sealed_and_opens_with_its_key_alone() -> None:
    """Names and numbers are nowhere in the database's bytes; with the key they are what the file said."""
    here = campaigning()
    assert here.take() == {"new": 6, "again": 0, "objected": 0, "uncallable": 2}
    kept = _bytes_of_calls()
    assert not [word for word in here.planted if word in kept]
    vault = vault_of(here.campaign)
    assert vault is not None
    known = vault.open(here.person("nord-1", 1))
    assert known is not None
    assert (known.name, known.telephone, known.consented) == (
        here.roll.split(",")[8],
        "+336" + here.roll.split("06 ")[1][:8],
        "2026-03-01",
    )
    # No telephone, or no consent, by the roll above: Wilfrid and Tancrède.
    assert list(here.campaign.people.filter(state="uncallable").values_list("section", flat=True)) == [
        "nord-1",
        "nord-2",
    ]


def test_a_roll_again_brings_up_to_date() -> None:
    """The same people with a telephone more: nobody is doubled, and who could not be called now can."""
    here = campaigning()
    here.take()
    told = here.take(here.roll.replace(",,wilfrid", ",06 33 33 33 33,wilfrid"))
    assert told == {"new": 0, "again": 6, "objected": 0, "uncallable": 1}
    assert here.person("nord-1", 3).state == "open"
    assert here.campaign.people.count() == 6


def test_a_register_tells_who_voted_and_nothing_else() -> None:
    """By hand: numbers 1 of nord-1 and Babordet of nord-2 voted; sud-1's register has not come."""
    here = campaigning()
    here.take()
    name = here.roll.split("nord-2,1,")[1].partition(",")[0]
    found = record_register(
        here.campaign,
        _marked(f"section,number,name,opinion\nnord-1,01,,rouge\nnord-2,,{name.upper()},\nnord-2,9,,\n"),
        today=False,
    )
    assert [(one.row, one.why) for one in found.doubts] == [(4, "not_on_roll")]
    votes = {(one.section, one.place): one.voted_before for one in here.campaign.people.order_by("place")}
    assert list(votes.values()) == [True, False, False, True, False, None]
    # The corrected register of nord-1 replaces it; nord-2 stays as it was.
    record_register(here.campaign, _marked("section,number\nnord-1,2\n"), today=False)
    again = [one.voted_before for one in here.campaign.people.order_by("place")]
    assert again == [False, True, False, True, False, None]
    # Of today nobody is ever taken out.
    for number in (1, 2):
        record_register(here.campaign, _marked(f"section,number\nnord-1,{number}\n"), today=True)
    assert here.campaign.people.filter(voted_today=True).count() == 2


def test_the_lists_of_the_database_are_those_of_the_rule() -> None:
    """However a person stands, the query finds them in the list that the rule gives, and no other."""
    here = campaigning()
    here.take()
    person = here.person("nord-1", 1)
    for before in (None, True, False):
        for today in (True, False):
            for said in Said:
                Person.objects.filter(pk=person.pk).update(voted_before=before, voted_today=today, said=said)
                expected = list_of(voted_before=before, voted_today=today, said=said)
                found = [
                    one for one in CallList if Person.objects.filter(of_list(one), pk=person.pk).exists()
                ]
                assert found == ([] if expected is None else [expected]), (before, today, said)


def test_an_objection_holds_everywhere_and_for_good() -> None:
    """Gone from two campaigns at once, with whoever answers the same telephone; no import brings
    them back."""
    here = campaigning()
    there = campaigning(roll=here.roll)
    here.take()
    there.take()
    object_to(here.person("nord-1", 1), "a-1")
    for one in (here, there):
        left = {row.place for row in one.campaign.people.all()}
        assert left == {2, 3, 4, 5}, "Zébulon and Sidonie share a telephone"
        assert one.take() == {"new": 0, "again": 4, "objected": 2, "uncallable": 2}
    address = next(cell for cell in here.roll.split(",") if "zebulon" in cell)
    moved = f"section,name,telephone,email\nsud-1,Z. K.,,{address.upper()}\n"
    assert campaigning().take(moved)["objected"] == 1, "another section and spelling, the same address"
    assert Look.objects.filter(campaign=here.campaign, why="objection", actor="a-1").count() == 1
    assert all(len(one.mark) == 32 for one in Objection.objects.all())


def _calls(here: Campaigning) -> None:
    person = here.person("nord-2", 1)
    Call.objects.create(
        campaign=here.campaign, person=person, section=person.section, actor="a-1", outcome="reached"
    )
    Look.objects.create(campaign=here.campaign, person=person, actor="a-1", why="call")


def test_a_purge_leaves_a_certificate_and_nothing_else() -> None:
    """Rows, key, log and file bytes are gone; the other campaign is whole; the ledger has the numbers."""
    here, there = campaigning(), campaigning()
    for one in (here, there):
        one.take()
        _calls(one)
    sealed = [bytes(one.sealed) for one in here.campaign.people.all()]
    assert all(one[30:60] in _bytes_of_calls() for one in sealed), "the search finds what is there"
    marks = [one.name_mark for one in here.campaign.people.all()]
    assert purge(here.campaign, "a-9")
    assert not purge(here.campaign, "a-9"), "once"
    assert not key_file(here.campaign.slug).exists()
    for model in (Person, Call, Look):
        assert model.objects.filter(campaign=here.campaign).count() == 0
        assert model.objects.filter(campaign=there.campaign).exists()
    assert not [word for word in here.planted if word in _bytes_of_calls()]
    kept = _bytes_of_calls(log=connections["calls"].vendor == "sqlite")
    assert not [one for one in sealed if one[30:60] in kept]
    assert not [one for one in marks if one.encode() in kept]
    here.evening.catch_up()
    (event,) = (one for one in here.evening.events if isinstance(one, CallListsPurged))
    assert (event.campaign, event.people, event.calls, event.looks) == (here.campaign.slug, 6, 1, 1)
    assert here.evening.desk.moment.state.who(event.actor) == "a-9"
    lines = b"".join(here.evening.storage.read())
    assert not [word for word in here.planted if word in lines]


def test_an_interrupted_purge_is_taken_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stopped before the ledger was told: the next one tells the numbers of before, once."""
    here = campaigning()
    here.take()

    def torn() -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr("recolement.web.calls.purging.sweep", torn)
        with pytest.raises(KeyboardInterrupt):
            purge(here.campaign, "a-9")
    assert not key_file(here.campaign.slug).exists()
    assert purge(here.campaign, "a-9")
    here.evening.catch_up()
    (event,) = (one for one in here.evening.events if isinstance(one, CallListsPurged))
    assert event.people == 6


def test_the_day_comes_by_itself() -> None:
    """What is due is purged by the command that the server runs each hour; what is not due stays."""
    due = campaigning(purge_by=timezone.localdate())
    later = campaigning(purge_by=timezone.localdate() + timedelta(days=1))
    for one in (due, later):
        one.take()
    call_command("callspurgedue")
    for one in (due, later):
        one.campaign.refresh_from_db()
    assert due.campaign.purged is not None
    assert later.campaign.purged is None
    assert later.campaign.people.count() == 6


def test_nothing_leads_from_a_ballot_to_a_person() -> None:
    """No model outside points into the calls, none inside points out; the tables are in
    different databases."""
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.get_fields():
            other = field.related_model
            if isinstance(other, type):
                inside = {model._meta.app_label == "calls", other._meta.app_label == "calls"}
                assert len(inside) == 1, f"{model._meta.label}.{field.name}"
    for alias, connection in ((one, connections[one]) for one in ("default", "calls")):
        tables = connection.introspection.table_names()
        about = {name for name in tables if name.startswith("calls_")}
        assert (
            (set(tables) - about <= {"django_migrations", "sqlite_sequence"})
            if alias == "calls"
            else not about
        )


def test_no_key_and_no_row_is_in_a_backup() -> None:
    """A backup of the house holds neither the calls' tables nor their keys: it would undo the purge."""
    here = campaigning()
    here.take()
    path, _ = back_up()
    with tarfile.open(path) as tar:
        names = tar.getnames()
        held = b"".join(file.read() for one in tar if (file := tar.extractfile(one)) is not None)
    assert not [name for name in names if name.startswith(("calls/", "database/calls."))]
    assert key_file(here.campaign.slug).read_bytes().strip() not in held
    assert not [word for word in here.planted if word in held]
    assert data_folder() in path.parents
