"""A dispute contests no more papers than there are; lines that were written before that was asked stay."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from ledger_making import begun, opened, recorded, refusal, verified
from recolement.canvass import canvass

BALLOT = """
ballot title="Bureau" levels=nation,section root=FR
rule plurality
option A
option B
unit Lyon-3 in=FR registered=100
unit Brest in=FR registered=100
unit Metz in=FR registered=100
sheet Lyon-3 in_box=60 blank=0 null=0 A=40 B=20
sheet Brest in_box=30 blank=1 null=1 A=20 B=11
"""
OF = {"contest": "contest", "round": 1}


def _over(papers: int, *units: str) -> dict[str, Any]:
    return {
        "event": "dispute-filed/1", "id": f"d-{papers}-{len(units)}", "seeks": "correct", "ballots": papers,
        "units": list(units), **OF,
    }  # fmt: skip


@pytest.mark.parametrize(("units", "most"), [(["Lyon-3"], 60), (["Brest"], 33), (["Lyon-3", "Brest"], 93)])
def test_no_more_than_the_sheets_speak_of(tmp_path: Path, units: list[str], most: int) -> None:
    """By hand: 60 in the box of Lyon; 30 in that of Brest, whose sheet puts 20 + 11 + 2 = 33; 93 together."""
    desk = begun(tmp_path, BALLOT)
    why = refusal(desk, _over(most + 1, *units))
    assert (why.code, dict(why.facts)) == ("too_many_papers", {"found": most + 1, "most": most})
    recorded(desk, _over(most, *units))
    assert verified(tmp_path).holds


def test_none_is_refused_and_the_unknown_is_not(tmp_path: Path) -> None:
    """Zero papers contest nothing; of Metz, whose sheet is awaited, nobody knows how many there are."""
    desk = begun(tmp_path, BALLOT)
    assert refusal(desk, _over(0, "Lyon-3")).code == "no_papers_contested"
    recorded(desk, _over(500, "Metz"))
    recorded(desk, _over(500, "Metz", "Lyon-3"))


def test_a_line_from_before_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Five hundred papers contested of sixty: the ledger holds, and no more than sixty count as contested."""
    desk = begun(tmp_path, BALLOT)
    with monkeypatch.context() as before:
        before.setattr("recolement.acts.moment.too_many_papers", lambda *_: None)
        recorded(desk, _over(500, "Lyon-3"))
    assert verified(tmp_path).holds
    (result,) = canvass(opened(tmp_path).moment.state.folder()).results
    assert result.verdict is not None
    matter = next(one for one in result.verdict.open if one.matter.units == ("Lyon-3",))
    assert matter.worst_case is not None
    assert matter.worst_case <= 2 * 60
