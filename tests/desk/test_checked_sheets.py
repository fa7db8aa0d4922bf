"""What the rulebook asks before a proclamation: a countersignature, a second entry, or neither."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from ledger_making import begun, recorded, refusal, verified

BALLOT = """
ballot title="Bureau" levels=nation,section root=FR
rule plurality entry={entry}
option A
option B
unit Lyon-3 in=FR registered=100
unit Brest in=FR registered=100
"""
OF = {"contest": "contest", "round": 1}
FIGURES: dict[str, Any] = {"in_box": 10, "blank": 0, "null": 0, "votes": {"A": 6, "B": 4}}
PROCLAIMED = {"event": "result-proclaimed/1", **OF}


def _sheets(desk: Any, event: str, **fields: Any) -> None:
    for unit in ("Lyon-3", "Brest"):
        recorded(desk, {"event": event, "unit": unit, **OF, **fields})


def test_nothing_is_asked_of_a_single_entry(tmp_path: Path) -> None:
    """Two sheets, 12 votes to 8: proclaimed without anybody's acceptance."""
    desk = begun(tmp_path, BALLOT.format(entry="single"))
    _sheets(desk, "sheet-recorded/1", **FIGURES)
    recorded(desk, PROCLAIMED)
    assert verified(tmp_path, desk.moment.state.key).wrongs == []


def test_every_sheet_is_countersigned_first(tmp_path: Path) -> None:
    """Refused while one of two is not accepted; a sheet sent back and sent again waits again."""
    desk = begun(tmp_path, BALLOT.format(entry="countersigned"))
    _sheets(desk, "sheet-recorded/1", **FIGURES)
    recorded(desk, {"event": "sheet-accepted/1", "unit": "Lyon-3", **OF})
    assert refusal(desk, PROCLAIMED).code == "not_countersigned"
    assert refusal(desk, PROCLAIMED).facts == {"waiting": 1, "units": "Brest"}
    recorded(desk, {"event": "sheet-accepted/1", "unit": "Brest", **OF})
    recorded(desk, {"event": "sheet-returned/1", "unit": "Lyon-3", **OF, "reason": "illisible"})
    recorded(desk, {"event": "sheet-recorded/1", "unit": "Lyon-3", **OF, **FIGURES})
    assert refusal(desk, PROCLAIMED).facts == {"waiting": 1, "units": "Lyon-3"}
    recorded(desk, {"event": "sheet-accepted/1", "unit": "Lyon-3", **OF})
    recorded(desk, PROCLAIMED)
    assert verified(tmp_path, desk.moment.state.key).wrongs == []


@pytest.mark.parametrize("entry", ["countersigned", "double"])
def test_a_section_without_a_vote_needs_no_check(tmp_path: Path, entry: str) -> None:
    """One section votes and is checked, the other is recorded as without a vote: nothing more is asked."""
    desk = begun(tmp_path, BALLOT.format(entry=entry))
    if entry == "double":
        for which in ("first", "second"):
            recorded(desk, {"event": "entry-recorded/1", "unit": "Brest", "entry": which, **OF, **FIGURES})
    else:
        recorded(desk, {"event": "sheet-recorded/1", "unit": "Brest", **OF, **FIGURES})
        recorded(desk, {"event": "sheet-accepted/1", "unit": "Brest", **OF})
    recorded(desk, {"event": "no-vote-held/1", "units": ["Lyon-3"], **OF, "reason": "fermé"})
    recorded(desk, PROCLAIMED)
    assert verified(tmp_path, desk.moment.state.key).wrongs == []


def test_every_sheet_is_typed_twice_first(tmp_path: Path) -> None:
    """Refused while the second entry of one is missing; what is sent back must be typed twice again."""
    desk = begun(tmp_path, BALLOT.format(entry="double"))
    _sheets(desk, "entry-recorded/1", entry="first", **FIGURES)
    assert refusal(desk, PROCLAIMED).facts == {"waiting": 2, "units": "Lyon-3, Brest"}
    _sheets(desk, "entry-recorded/1", entry="second", **FIGURES)
    recorded(desk, {"event": "sheet-returned/1", "unit": "Brest", **OF, "reason": "autre bureau"})
    missing = refusal(desk, PROCLAIMED)
    assert missing.code == "second_entry_missing"
    recorded(desk, {"event": "entry-recorded/1", "unit": "Brest", "entry": "first", **OF, **FIGURES})
    assert refusal(desk, PROCLAIMED).facts == {"waiting": 1, "units": "Brest"}
    recorded(desk, {"event": "entry-recorded/1", "unit": "Brest", "entry": "second", **OF, **FIGURES})
    recorded(desk, PROCLAIMED)
    assert verified(tmp_path, desk.moment.state.key).wrongs == []


def test_a_first_entry_is_sent_back_with_its_reason(tmp_path: Path) -> None:
    """The section is awaited again, a representative's copy stays; what nobody typed is not sent back."""
    desk = begun(tmp_path, BALLOT.format(entry="double"))
    returned = {"event": "sheet-returned/1", "unit": "Brest", **OF, "reason": "illisible"}
    assert refusal(desk, returned).code == "no_sheet"
    for entry in ("first", "representative:A"):
        recorded(desk, {"event": "entry-recorded/1", "unit": "Brest", "entry": entry, **OF, **FIGURES})
    recorded(desk, returned)
    assert [one.entry for one in desk.moment.state.entries] == ["representative:A"]
    assert refusal(desk, returned).code == "no_sheet"
    assert verified(tmp_path, desk.moment.state.key).wrongs == []


def test_a_sheet_is_not_sent_back_once_its_result_is_proclaimed(tmp_path: Path) -> None:
    """12 votes to 8, proclaimed: sent back and sent anew with other votes it would be proclaimed with them.

    A correction is an act: it is taken, and a second version is due.
    """
    desk = begun(tmp_path, BALLOT.format(entry="single"))
    _sheets(desk, "sheet-recorded/1", **FIGURES)
    back = {"event": "sheet-returned/1", "unit": "Brest", **OF, "reason": "illisible"}
    recorded(desk, back)
    recorded(desk, {"event": "sheet-recorded/1", "unit": "Brest", **OF, **FIGURES})
    recorded(desk, PROCLAIMED)
    refused = refusal(desk, back)
    assert (refused.code, refused.facts) == ("proclaimed_already", {"unit": "Brest", "version": 1})
    recorded(
        desk,
        {"event": "figure-corrected/1", "units": ["Brest"], **OF, "field": "A", "value": 5, "reason": "?"},
    )
    recorded(desk, PROCLAIMED | {"version": 2})
    assert refusal(desk, back).facts["version"] == 2
    assert verified(tmp_path, desk.moment.state.key).wrongs == []
