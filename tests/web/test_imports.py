"""A federation's table: shown before it is recorded, recorded once, each sheet whole or not at all."""

from __future__ import annotations

import io
import re
import secrets
import zipfile
from typing import Any

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from recolement.ledger.events import EntryRecorded, SheetRecorded
from recolement.web.accounts.models import Post
from recolement.web.evenings import Evening
from web.world import BALLOT, hosted, person

pytestmark = pytest.mark.usefixtures("web")

HEAD = "unit,registered,signatures,in_box,blank,null,valid,martin,petit\n"
NORD_1 = "nord-1,100,60,60,0,0,60,40,20\n"
NORD_2 = "nord-2,100,52,50,1,0,49,20,29\n"
MORE = '\nunit nord-3 in=nord name="Nord 3" registered=80\nunit nord-4 in=nord name="Nord 4" registered=80\n'
MAPPING = """
title = "Fédération"
rulebook = {rule = "plurality"}
root = {id = "pays", level = "nation"}
level = [{level = "section", unit = "Bureau"}]
figures = {registered = "Inscrits", signatures = "Émargements", in_box = "Bulletins", valid = "Exprimés"}
options = {columns = ["Alice Martin", "Bruno Petit"]}
"""


def _post(client: Client, tonight: Evening, table: bytes, name: str = "nord.csv", **fields: Any) -> Any:
    given = {"table": SimpleUploadedFile(name, table), **fields}
    return client.post(reverse("sheets-import", args=[tonight.slug, "nord"]), given)


def _record(client: Client, tonight: Evening, shown: Any) -> Any:
    fields = {"step": "record", "digest": shown.context["given"].digest}
    return client.post(reverse("sheets-import", args=[tonight.slug, "nord"]), fields)


def _federation(tonight: Evening, unit: str = "nord") -> Client:
    return person((tonight.slug, Post.FEDERATION, unit)).signed_in()


def _states(answer: Any) -> dict[str, list[int]]:
    return {group["state"]: [row.number for row in group["rows"]] for group in answer.context["groups"]}


def _sheets(tonight: Evening) -> list[SheetRecorded]:
    tonight.now()
    return [event for event in tonight.events if isinstance(event, SheetRecorded)]


def test_each_row_is_shown_for_what_it_is_and_then_recorded() -> None:
    """New, different, refused, the same: by hand, one row of each; only the new one becomes a line."""
    tonight = hosted(BALLOT + MORE)
    client = _federation(tonight)
    first = (HEAD + NORD_1 + NORD_2).encode()
    done = _record(client, tonight, _post(client, tonight, first))
    assert len(done.context["done"]["lines"]) == 2
    table = (
        HEAD
        + NORD_1
        + NORD_2.replace("20,29", "21,28")
        + "nord-3,80,1,1,0,0,1,1,0\n"
        + "nord-4,80,1,x,,,,,\n"
    )
    shown = _post(client, tonight, table.encode())
    assert _states(shown) == {"new": [4], "differs": [3], "refused": [5], "same": [2]}
    page = shown.content.decode()
    assert "Alice Martin : 20 ici, 21 dans le tableau" in page
    assert "in_box" in page
    assert len(_sheets(tonight)) == 2, "looking records nothing"
    done = _record(client, tonight, shown)
    assert len(done.context["done"]["lines"]) == 1
    sheets = _sheets(tonight)
    assert [sheet.unit for sheet in sheets] == ["nord-1", "nord-2", "nord-3"]
    assert sheets[1].votes == {"martin": 20, "petit": 29}, "what differs is left as it was"
    assert {sheet.role for sheet in sheets} == {"federation"}
    assert sheets[2].source is not None
    assert (sheets[2].source.file, sheets[2].source.row) == ("sheets.csv", 4)


def test_posted_twice_it_is_recorded_once() -> None:
    """The same sending again, and the same table sent anew, add no line."""
    tonight = hosted()
    client = _federation(tonight)
    shown = _post(client, tonight, (HEAD + NORD_1).encode())
    for _ in range(2):
        _record(client, tonight, shown)
    again = _post(client, tonight, (HEAD + NORD_1).encode())
    assert _states(again) == {"same": [2]}
    assert len(_sheets(tonight)) == 1


def test_a_sheet_that_was_returned_may_be_imported_again() -> None:
    """With the very figures it had: the return is in the ledger, so the key is another one."""
    tonight = hosted()
    client = _federation(tonight)
    _record(client, tonight, _post(client, tonight, (HEAD + NORD_1).encode()))
    place = {"unit": "nord-1", "contest": "presidence", "round": 1}
    tonight.record(
        {"event": "sheet-returned/1", **place, "reason": "?", "actor": "a", "role": "federation"}, "r"
    )
    _record(client, tonight, _post(client, tonight, (HEAD + NORD_1).encode()))
    assert len(_sheets(tonight)) == 2


def test_the_section_was_faster() -> None:
    """A sheet that its section sent between the look and the recording stays; the page says so."""
    tonight = hosted()
    client = _federation(tonight)
    shown = _post(client, tonight, (HEAD + NORD_1).encode())
    sheet = {"event": "sheet-recorded/1", "unit": "nord-1", "contest": "presidence", "round": 1, "in_box": 3}
    tonight.record(sheet | {"votes": {"martin": 3}, "actor": "a", "role": "secretary"}, secrets.token_hex(8))
    done = _record(client, tonight, shown)
    assert _states(done) == {"differs": [2]}
    assert len(_sheets(tonight)) == 1


def test_what_does_not_add_up_is_recorded_and_said() -> None:
    """52 signatures for 50 papers: the row is new, its finding beside it (A3); it is recorded as it is."""
    tonight = hosted()
    client = _federation(tonight)
    shown = _post(client, tonight, (HEAD + NORD_2).encode())
    assert "A3" in shown.content.decode()
    _record(client, tonight, shown)
    (sheet,) = _sheets(tonight)
    assert (sheet.signatures, sheet.in_box) == (52, 50)


def test_an_empty_cell_stays_unknown() -> None:
    """Nothing is taken for zero."""
    tonight = hosted()
    client = _federation(tonight)
    _record(client, tonight, _post(client, tonight, (HEAD + "nord-1,100,,60,,,60,40,20\n").encode()))
    (sheet,) = _sheets(tonight)
    assert (sheet.signatures, sheet.blank, sheet.in_box) == (None, None, 60)


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("sud-1,100,1,1,0,0,1,1,0\n", "pas de votre fédération"),
        ("nord,100,1,1,0,0,1,1,0\n", "pas une section"),
        ("mars-1,100,1,1,0,0,1,1,0\n", "mars-1"),
        ("nord-1,100,-1,1,0,0,1,1,0\n", "signatures"),
        ("nord-1,100,12.5,1,0,0,1,1,0\n", "signatures"),
        ("nord-1,100,=1+1,1,0,0,1,1,0\n", "signatures"),
        ("nord-1,100,99999999999999,1,0,0,1,1,0\n", "signatures"),
        (NORD_1 + NORD_1, "déjà à la ligne 2"),
        ("<script>alert(1)</script>" + "x" * 10_000 + ",100,1,1,0,0,1,1,0\n", "&lt;script&gt;"),
    ],
)
def test_a_row_that_is_refused_says_why(row: str, why: str) -> None:
    """Another federation's section, no section, unknown, a figure that is none, twice: not recorded."""
    tonight = hosted()
    shown = _post(_federation(tonight), tonight, (HEAD + row).encode())
    assert _states(shown)["refused"]
    assert why in shown.content.decode()
    assert "<script>alert" not in shown.content.decode()


@pytest.mark.parametrize(
    "table",
    [
        b"",
        b"\x00\x01\x02",
        (HEAD.replace("petit", "nobody") + NORD_1).encode(),
        b"bureau,voix\nnord-1,3\n",
        (HEAD + "".join(f"nord-1,100,{n},1,0,0,1,1,0\n" for n in range(1_001))).encode(),
        (HEAD + "nord-1,100,x,1,0,0,1,1,0\n" * 600).encode(),
    ],
)
def test_a_table_that_cannot_be_taken_is_said(table: bytes) -> None:
    """Nothing, no text, an unknown column, too many rows, too many wrong ones: nothing is recorded."""
    tonight = hosted()
    shown = _post(_federation(tonight), tonight, table)
    assert shown.status_code == 400
    assert shown.context["wrong"]
    assert not _sheets(tonight)


def test_by_a_mapping() -> None:
    """A table with its own column names, units and candidates named as people name them."""
    tonight = hosted()
    client = _federation(tonight)
    table = (
        "Bureau;Inscrits;Émargements;Bulletins;Exprimés;Alice Martin;Bruno Petit\nnord-1;100;60;60;60;40;20\n"
    )
    mapping = SimpleUploadedFile("mapping.toml", MAPPING.encode())
    shown = _post(client, tonight, table.encode(), mapping=mapping)
    assert _states(shown) == {"new": [2]}
    _record(client, tonight, shown)
    (sheet,) = _sheets(tonight)
    assert (sheet.unit, sheet.valid, sheet.votes) == ("nord-1", 60, {"martin": 40, "petit": 20})


@pytest.mark.parametrize(
    ("old", "new"), [("Bureau", "Section"), ("Bruno Petit", "Zoé"), ("rulebook", "rules")]
)
def test_a_mapping_that_does_not_fit_is_said(old: str, new: str) -> None:
    """A column that is not there, a candidate nobody knows, a key that means nothing: nothing is taken."""
    tonight = hosted()
    table = "Bureau;Inscrits;Émargements;Bulletins;Exprimés;Alice Martin;Bruno Petit\nnord-1;1;1;1;1;1;0\n"
    if new == "Zoé":
        table = table.replace(old, new)
    mapping = SimpleUploadedFile("mapping.toml", MAPPING.replace(old, new).encode())
    shown = _post(_federation(tonight), tonight, table.encode(), mapping=mapping)
    assert shown.status_code == 400
    assert shown.context["wrong"]


def test_a_workbook() -> None:
    """The same table as XLSX, figures as numbers."""
    held = io.BytesIO()
    book = xlsxwriter.Workbook(held)
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, HEAD.strip().split(","))
    sheet.write_row(1, 0, ["nord-1", 100, 60, 60, 0, 0, 60, 40, 20])
    book.close()
    tonight = hosted()
    client = _federation(tonight)
    shown = _post(client, tonight, held.getvalue(), "nord.xlsx")
    assert _states(shown) == {"new": [2]}
    _record(client, tonight, shown)
    assert len(_sheets(tonight)) == 1


def test_a_workbook_that_expands_without_end_is_refused() -> None:
    """Three hundred megabytes of zeros in a small archive: refused before it is opened."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", bytes(300_000_000))
    assert len(held.getvalue()) < 2_000_000
    tonight = hosted()
    shown = _post(_federation(tonight), tonight, held.getvalue(), "bomb.xlsx")
    assert shown.status_code == 400
    assert shown.context["wrong"]


def test_typed_twice_the_import_is_the_first_entry() -> None:
    """Where a rulebook asks for a second entry, the import is the first one, as the section's would be."""
    tonight = hosted(BALLOT.replace("rule plurality", "rule plurality entry=double"))
    client = _federation(tonight)
    for _ in range(2):
        shown = _post(client, tonight, (HEAD + NORD_1).encode())
        _record(client, tonight, shown)
    tonight.now()
    (entry,) = (event for event in tonight.events if isinstance(event, EntryRecorded))
    assert (entry.entry, entry.role) == ("first", "federation")


def test_another_accounts_table_is_not_recorded() -> None:
    """Knowing the digest of the table that a colleague looks at records nothing."""
    tonight = hosted()
    shown = _post(_federation(tonight), tonight, (HEAD + NORD_1).encode())
    other = _record(_federation(tonight), tonight, shown)
    assert other.status_code == 400
    assert not _sheets(tonight)


def test_of_another_federation_it_is_closed() -> None:
    """A federation's page of import is its own: beside it, and in another ballot, 403."""
    tonight = hosted()
    assert _post(_federation(tonight, "sud"), tonight, (HEAD + NORD_1).encode()).status_code == 403
    assert _post(_federation(hosted()), tonight, (HEAD + NORD_1).encode()).status_code == 403


def test_the_columns_of_the_table_are_listed_with_what_each_holds() -> None:
    """Boxes by their names on the paper, options by id with whom each one is."""
    tonight = hosted(BALLOT)
    page = _federation(tonight).get(reverse("sheets-import", args=[tonight.slug, "nord"])).content.decode()
    listed = dict(re.findall(r'<dt class="name">(.*?)</dt><dd class="name">(.*?)</dd>', page))
    assert listed["petit"] == "Suffrages obtenus · Bruno Petit"
    assert listed["signatures"] == "Émargements"
    assert list(listed)[1:] == HEAD.strip().split(",")[1:]
