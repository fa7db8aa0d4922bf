"""The desk: what it records, what it refuses, what it answers when asked again."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from ledger_making import (
    ORIGIN,
    SMALL,
    Ticking,
    begun,
    files_of,
    night,
    opened,
    recorded,
    refusal,
    sheet,
    verified,
)
from recolement.acts import RefusedEvent
from recolement.canvass import Status, canvass
from recolement.desk import Desk, NoKey, NotSigned, Recorded
from recolement.formats.shorthand import read_shorthand
from recolement.ledger.broken import LedgerBroken
from recolement.ledger.checkpoint import Checkpoint
from recolement.ledger.codec import decode
from recolement.ledger.events import ResultProclaimed
from recolement.ledger.note import COSIGNATURE, SigningKey
from recolement.ledger.receipt import Receipt, ReceiptBroken, qr_text
from recolement.ledger.storage import NotAppended, SizeDiffers
from recolement.ledger.texts import Kept
from recolement.storage.jsonl import JsonlStorage
from recolement.storage.ledger_folder import LedgerFolder
from recolement.verify import verify


def test_a_night_from_opening_to_proclamation(tmp_path: Path) -> None:
    """A sheet, a no-vote, rulings, a proclamation. By hand: A 60 + 30 = 90, B 40 + 45 = 85; A elected."""
    desk = night(tmp_path)
    folder = opened(tmp_path).moment.state.folder()
    (result,) = canvass(folder).results
    assert dict(result.figures.votes) == {"A": 90, "B": 85}
    assert result.outcome is not None
    assert result.outcome.options == ("A",)
    assert result.status is Status.PROCLAIMED
    report = verified(tmp_path, desk.moment.state.key)
    assert report.wrongs == []
    assert report.trusted
    assert report.size == report.signed == desk.size


def test_an_intention_sent_again_gets_the_same_answer(tmp_path: Path) -> None:
    """Same key, same meaning, whatever size is expected and whatever came since: one line, one number."""
    desk = begun(tmp_path)
    first = recorded(desk, sheet("Brest", 30, 45, observations="rien", actor="Zoé"), "once")
    recorded(desk, sheet("Metz", 1, 2))
    for again in (desk, opened(tmp_path)):
        answer = again.record(sheet("Brest", 30, 45, observations="rien", actor="Zoé"), 3, "once")
        assert isinstance(answer, Recorded)
        assert (answer.seq, answer.replayed) == (first.seq, True)
    assert len(list(JsonlStorage(tmp_path).read())) == desk.size


def test_a_receipt_while_another_process_writes(tmp_path: Path) -> None:
    """A desk that has not read what another one has since appended and signed gives a receipt that holds."""
    desk, other = begun(tmp_path), opened(tmp_path)
    first = recorded(desk, sheet("Brest", 30, 45))
    other.read()
    for number in range(3):
        recorded(other, sheet("Metz", number, 2), f"other-{number}")
    made = Receipt.read(desk.receipt(first.seq).written())  # the proof is verified in reading
    assert made.checkpoint.size == other.size


@pytest.mark.parametrize(
    "other",
    [
        sheet("Brest", 31, 45),
        sheet("Brest", 30, 45, observations="autre"),
        sheet("Brest", 30, 45),
        sheet("Metz", 1, 1),
    ],
)
def test_a_key_used_for_something_else_is_refused(tmp_path: Path, other: dict[str, Any]) -> None:
    """Another figure, another text, a text left out, another unit: not the same, and not silently lost."""
    desk = begun(tmp_path)
    first = recorded(desk, sheet("Brest", 30, 45, observations="rien"), "once")
    assert refusal(desk, other, "once") == RefusedEvent("key_reused", "sheet-recorded/1", {"line": first.seq})


def test_whatever_size_it_has(tmp_path: Path) -> None:
    """Without an expected size: decided on what others wrote before; what is in the way is said, not written.

    A sending that was answered before has its answer, whatever is in the way now.
    """
    desk, other = begun(tmp_path), opened(tmp_path)
    sizes: list[int] = []
    in_the_way = RefusedEvent("sheet_is_there", "sheet-recorded/1", {"unit": "Metz"})

    def look() -> RefusedEvent | None:
        sizes.append(desk.size)
        return None if len(sizes) == 1 else in_the_way

    before = desk.size
    recorded(other, sheet("Brest", 30, 45))
    first = desk.record(sheet("Metz", 1, 2), None, "k", look)
    assert isinstance(first, Recorded)
    assert sizes == [before + 1]
    assert desk.record(sheet("Metz", 3, 4, observations="rien"), None, "other", look) == in_the_way
    again = desk.record(sheet("Metz", 1, 2), None, "k", look)
    assert isinstance(again, Recorded)
    assert (again.seq, again.replayed) == (first.seq, True)
    assert desk.size == before + 2
    assert verified(tmp_path).holds


def test_a_wrong_size_is_refused(tmp_path: Path) -> None:
    """Somebody else wrote in between: the actual size is said, nothing is written, no text is left."""
    desk, other = begun(tmp_path), opened(tmp_path)
    size = desk.size
    recorded(other, sheet("Brest", 30, 45))
    with pytest.raises(SizeDiffers) as refused:
        desk.record(sheet("Metz", 1, 2, observations="rien"), size, "k")
    assert refused.value.actual == size + 1
    assert verified(tmp_path).holds


TURNOUT = {"event": "turnout-reported/1", "unit": "Brest", "round": 1, "hour": "17:00", "voters": 3}

PURGE = {
    "event": "call-lists-purged/1", "campaign": "rappel", "people": 3, "calls": 0, "looks": 0, "files": 1,
    "sealed": "0" * 64, "key_digest": "1" * 64, "purge_by": "2026-12-01",
}  # fmt: skip

REFUSED = [
    ({"event": "sheet-recorded/9"}, "unknown_event"),
    ({}, "unknown_event"),
    ({**sheet("Brest", 1, 2), "seq": 3}, "field_not_given"),
    ({**sheet("Brest", 1, 2), "at": "2026-11-25T20:00:00Z"}, "field_not_given"),
    ({**sheet("Brest", 1, 2), "voter": "Jean"}, "bad_fields"),
    ({**sheet("Brest", 1, 2), "in_box": "3"}, "bad_fields"),
    ({**sheet("Brest", 1, 2), "in_box": 2**53}, "bad_fields"),
    ({**sheet("Brest", 1, 2), "unit": "\ud800"}, "bad_fields"),
    ({**sheet("Brest", 1, 2), "observations": 3}, "bad_fields"),
    ({**sheet("Brest", 1, 2), "scans": ["Jean Dupont"]}, "bad_fields"),
    (sheet("Nantes", 1, 2), "unknown_unit"),
    ({**sheet("Brest", 1, 2), "contest": "d"}, "unknown_question"),
    ({**sheet("Brest", 1, 2), "round": 2}, "unknown_question"),
    ({**sheet("Brest", 1, 2), "votes": {"C": 1}}, "unknown_option"),
    ({**sheet("Brest", 1, 2), "event": "entry-recorded/1", "entry": "third"}, "unknown_entry"),
    ({**sheet("Brest", 1, 2), "event": "entry-recorded/1", "entry": "representative:C"}, "unknown_option"),
    ({**TURNOUT, "unit": "FR"}, "not_a_section"),
    ({**TURNOUT, "unit": "Nantes"}, "unknown_unit"),
    ({**TURNOUT, "round": 2}, "unknown_round"),
    ({**TURNOUT, "hour": "12:00"}, "no_such_hour"),
    ({**TURNOUT, "hour": "25:00"}, "bad_fields"),
    ({**TURNOUT, "voters": -1}, "no_such_hour"),
    ({**PURGE, "people": -1}, "bad_fields"),
    ({**PURGE, "purge_by": "demain"}, "bad_fields"),
    ({**PURGE, "person": "Jean"}, "bad_fields"),
    ({"event": "turnout-hours-declared/1", "hours": ["12:00"]}, "declaration_closed"),
    ({"event": "no-vote-held/1", "units": ["Lyon-3"], "reason": "fermé"}, "sheet_received"),
    ({"event": "dispute-filed/1", "id": "d1", "seeks": "annul", "units": ["Brest"]}, "id_taken"),
    ({"event": "dispute-filed/1", "id": "d 2", "seeks": "annul"}, "bad_id"),
    ({"event": "dispute-filed/1", "id": "d2", "seeks": "glory"}, "unknown_aim"),
    ({"event": "dispute-filed/1", "id": "d2", "seeks": "correct"}, "correct_how"),
    ({"event": "dispute-filed/1", "id": "d2", "seeks": "annul", "ballots": 3}, "correct_only"),
    ({"event": "dispute-filed/1", "id": "d2", "seeks": "correct", "options": ["A", "A"]}, "two_options"),
    ({"event": "figure-corrected/1", "field": "A", "value": 3}, "correction_of_several_sheets"),
    ({"event": "figure-corrected/1", "units": ["Lyon-3"], "field": "Z", "value": 3}, "unknown_option"),
    ({"event": "ruling-made/1", "of": "d9", "effect": "annul"}, "nothing_to_rule"),
    ({"event": "ruling-made/1", "of": "d1", "effect": "bless"}, "unknown_effect"),
    ({"event": "ruling-made/1", "of": "d1", "effect": "annul", "for": 2, "against": 3},
     "no_majority_for_ruling"),
    ({"event": "ruling-made/1", "of": "g9", "effect": "lift"}, "nothing_to_lift"),
    ({"event": "dispute-withdrawn/1", "of": "d9"}, "nothing_to_withdraw"),
    ({"event": "matter-referred/1", "of": "d9", "to": "conseil"}, "nothing_to_refer"),
    ({"event": "lots-drawn/1", "options": ["A", "B"], "order": ["A"]}, "draw_order_incomplete"),
    ({"event": "result-proclaimed/1"}, "units_missing"),
    ({"event": "result-proclaimed/1", "version": 2}, "version_not_next"),
    ({"event": "result-proclaimed/1", "pins": {}}, "field_not_given"),
    ({"event": "roll-closed/1", "dated": "hier"}, "bad_moment"),
    ({"event": "ballot-opened/1"}, "declaration_closed"),
    ({"event": "units-declared/1", "units": []}, "declaration_closed"),
    ({"event": "folder-imported/1", "sheets": 0, "entries": 0, "publications": 0, "acts": 0},
     "nothing_imported"),
    ({"event": "ledger-opened/1", "format": 1, "origin": "x", "log_key": "x"}, "opened_twice"),
    ({"event": "witness-named/1", "witness_key": "x"}, "bad_key"),
    ({"event": "text-erased/1", "text": "0" * 64, "ground": "RGPD 17"}, "text_never_cited"),
    ({**sheet("Brest", 1, 2), "scans": ["ab" * 32] * 1000}, "too_long"),
    ({"event": "figure-published/1", "dated": "", "contest": "contest", "round": 1, "unit": "Nantes",
      "field": "A", "value": "3"}, "unknown_unit"),
    ({"event": "figure-published/1", "dated": "", "contest": "contest", "round": 1, "unit": "FR",
      "field": "A", "value": ""}, "value_missing"),
    ({"event": "figure-published/1", "dated": "", "contest": "contest", "round": 1, "unit": "FR",
      "field": "share:valid", "value": "3"}, "unknown_option"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("intention", "code"), REFUSED, ids=[f"{n}-{code}" for n, (_, code) in enumerate(REFUSED)]
)
def test_what_is_not_allowed_is_refused(tmp_path: Path, intention: dict[str, Any], code: str) -> None:
    """The refusal names the reason; the ledger stays as it is and still holds."""
    desk = begun(tmp_path)
    before = {name: read() for name, read in files_of(tmp_path).items()}
    assert refusal(desk, intention).code == code
    assert {name: read() for name, read in files_of(tmp_path).items()} == before


def test_a_sheet_after_a_no_vote_is_refused(tmp_path: Path) -> None:
    """It was recorded that Metz held no vote: its sheet needs a ruling first."""
    desk = night(tmp_path)
    assert refusal(desk, sheet("Metz", 1, 2)).code == "no_vote_recorded"


def test_a_sheet_that_does_not_add_up_is_recorded(tmp_path: Path) -> None:
    """Refusing it would hide it: valid 5 for votes 1 + 2, negative papers, a second sheet for Lyon."""
    desk = begun(tmp_path)
    recorded(desk, sheet("Brest", 1, 2, valid=5))
    recorded(desk, sheet("Metz", 1, 2, in_box=-3))
    recorded(desk, sheet("Lyon-3", 1, 2))
    assert verified(tmp_path).holds
    codes = {finding.code for finding in canvass(desk.moment.state.folder()).findings}
    assert {"A1", "A5", "V2"} <= codes


def test_the_same_person_keeps_one_digest(tmp_path: Path) -> None:
    """Zoé filed a dispute before; her entry bears the same opaque id, and her name is in no line."""
    desk = begun(tmp_path)
    recorded(desk, {**sheet("Brest", 1, 2), "event": "entry-recorded/1", "entry": "first", "actor": "Zoé"})
    events = [decode(line) for line in JsonlStorage(tmp_path).read()]
    actors = {event.actor for event in events if event.actor is not None}
    assert len(actors) == 1
    assert "Zoé".encode() not in (tmp_path / "ledger.jsonl").read_bytes()
    assert desk.moment.state.folder().entries[0].by == "Zoé"


def test_a_proclamation_pins_its_inputs(tmp_path: Path) -> None:
    """Its size and root are those of the lines before it; another result would have another digest."""
    desk = night(tmp_path)
    (event,) = (decode(line) for line in JsonlStorage(tmp_path).read(desk.size - 1))
    assert isinstance(event, ResultProclaimed)
    assert event.pins is not None
    assert (event.pins.size, event.pins.root) == (event.seq, desk.tree.root(event.seq).hex())
    other = begun(tmp_path / "other", SMALL.replace("A=60 B=40", "A=61 B=39"))
    for intention in (sheet("Brest", 30, 45), sheet("Metz", 0, 0)):
        recorded(other, intention)
    recorded(other, {"event": "result-proclaimed/1"})
    (second,) = (decode(line) for line in JsonlStorage(tmp_path / "other").read(other.size - 1))
    assert isinstance(second, ResultProclaimed)
    assert second.pins is not None
    assert second.pins.result != event.pins.result
    assert second.pins.rulebook == event.pins.rulebook


def test_a_receipt_proves_its_line_and_nothing_else(tmp_path: Path) -> None:
    """The receipt of each line is read back and leads to the root; with any byte changed, it does not."""
    desk = night(tmp_path)
    key = desk.moment.state.key
    assert key is not None
    for seq, line in enumerate(JsonlStorage(tmp_path).read()):
        written = desk.receipt(seq).written()
        receipt = Receipt.read(written)
        assert (receipt.line, receipt.index) == (line, seq)
        assert receipt.note.signed_by(key)
        assert qr_text(receipt) == written.decode()
    for place in range(len(written)):
        damaged = bytes([*written[:place], written[place] ^ 1, *written[place + 1 :]])
        try:
            receipt = Receipt.read(damaged)
        except ReceiptBroken:
            continue
        assert not receipt.note.signed_by(key), place


def test_keys_are_made_on_first_use_for_their_owner_alone(tmp_path: Path) -> None:
    """One private key, in a folder that only its owner enters, in a file that only its owner reads."""
    begun(tmp_path)
    (file,) = (tmp_path / "keys").iterdir()
    if os.name != "nt":
        assert (file.stat().st_mode & 0o777, file.parent.stat().st_mode & 0o777) == (0o600, 0o700)
    assert b"PRIVATE KEY" in file.read_bytes()
    assert "PRIVATE" not in repr(SigningKey.from_seed(ORIGIN, bytes(32)))


def test_a_planned_change_of_key_is_signed_by_the_old_one(tmp_path: Path) -> None:
    """Whoever pinned the first key still trusts the ledger, as with the new one; a stranger's key, no."""
    desk = begun(tmp_path)
    first = desk.moment.state.key
    assert isinstance(desk.change_key("planned", desk.size, "rotation"), Recorded)
    assert verified(tmp_path, first).holds, "right after the change"
    recorded(opened(tmp_path), sheet("Brest", 1, 2))
    second = opened(tmp_path).moment.state.key
    assert first != second
    for pinned in (first, second):
        report = verified(tmp_path, pinned)
        assert (report.wrongs, report.trusted, report.key) == ([], True, second)
    stranger = SigningKey.from_seed(ORIGIN, b"s" * 32).verifier()
    assert [wrong.code for wrong in verified(tmp_path, stranger).wrongs] == ["not_the_pinned_key"]


def test_a_lost_key_is_replaced_and_says_so(tmp_path: Path) -> None:
    """Without the private key nothing is signed; the new one that replaces it must be pinned anew."""
    desk = begun(tmp_path)
    first = desk.moment.state.key
    for file in (tmp_path / "keys").iterdir():
        file.unlink()
    with pytest.raises(NoKey):
        desk.record(sheet("Brest", 1, 2), desk.size, "k")
    with pytest.raises(NoKey):
        desk.change_key("planned", desk.size, "rotation")
    assert isinstance(desk.change_key("lost", desk.size, "rotation"), Recorded)
    recorded(desk, sheet("Brest", 1, 2))
    report = verified(tmp_path)
    assert report.wrongs == []
    assert "key_without_hand_over" in [notice.code for notice in report.notices]
    assert [wrong.code for wrong in verified(tmp_path, first).wrongs] == ["not_the_pinned_key"]
    assert verified(tmp_path, report.key).holds


def test_an_erased_text_leaves_a_ledger_that_holds(tmp_path: Path) -> None:
    """The grounds of a dispute are erased by an event: the file is gone, results are the same, all holds."""
    desk = begun(tmp_path)
    before = canvass(desk.moment.state.folder()).results
    grounds = next(d for d in desk.moment.cited if desk.moment.state.texts.get(d) == "urne ouverte")
    recorded(desk, {"event": "text-erased/1", "text": grounds, "ground": "RGPD, art. 17"})
    assert not (tmp_path / "texts" / grounds).exists()
    again = opened(tmp_path)
    assert again.moment.state.folder().acts[0].grounds == ""  # type: ignore[union-attr]
    assert [r.figures for r in canvass(again.moment.state.folder()).results] == [r.figures for r in before]
    report = verified(tmp_path)
    assert report.wrongs == []
    assert "texts_erased" in [notice.code for notice in report.notices]


def test_an_erased_account_leaves_its_opaque_id(tmp_path: Path) -> None:
    """Who Zoé was is erased: her acts bear an id of 64 digits, and nothing says whose."""
    desk = begun(tmp_path)
    person = desk.moment.people["Zoé"]
    recorded(desk, {"event": "text-erased/1", "text": person, "ground": "RGPD, art. 17"})
    assert opened(tmp_path).moment.state.folder().acts[0].by == person
    assert verified(tmp_path).holds
    for path in tmp_path.rglob("*"):
        assert not path.is_file() or "Zoé".encode() not in path.read_bytes()


def test_an_interrupted_append_is_finished_on_opening(tmp_path: Path) -> None:
    """The line was durable, the process died before signing: the next opening signs it and goes on."""
    desk = begun(tmp_path)
    before = (tmp_path / "checkpoint").read_bytes()
    recorded(desk, sheet("Brest", 30, 45), "k")
    (tmp_path / "checkpoint").write_bytes(before)
    assert [wrong.code for wrong in verified(tmp_path).wrongs] == ["lines_unsigned"]
    again = opened(tmp_path)
    assert again.resumed == 1
    assert verified(tmp_path).holds
    answer = again.record(sheet("Brest", 30, 45), 0, "k")
    assert isinstance(answer, Recorded)
    assert answer.replayed


def test_texts_of_an_interrupted_append_are_taken_away(tmp_path: Path) -> None:
    """The text was kept, the line never written: nothing cites it, and the next opening erases it."""
    begun(tmp_path)
    stray = LedgerFolder(tmp_path)
    stray.keep_texts([Kept.of("perdu", bytes(range(32)))])
    assert [wrong.code for wrong in verified(tmp_path).wrongs] == ["text_uncited"]
    opened(tmp_path)
    assert verified(tmp_path).holds


def test_a_full_disk_leaves_no_text_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The storage refuses: the text kept for that line is erased, and the ledger holds."""
    desk = begun(tmp_path)

    def full(*_: object, **__: object) -> None:
        raise NotAppended("storage_full", place="here")

    monkeypatch.setattr(desk._storage, "append", lambda lines, expected, key: full() if expected < 2**53 else
                        JsonlStorage(tmp_path).append(lines, expected, key))  # fmt: skip
    with pytest.raises(NotAppended):
        desk.record(sheet("Brest", 1, 2, observations="rien"), desk.size, "k")
    assert verified(tmp_path).holds


def test_a_line_whose_checkpoint_cannot_be_kept_is_recorded_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk is full between the line and its checkpoint: this is said; the same key gets its answer."""
    desk = begun(tmp_path)

    def full(_: bytes) -> None:
        raise NotAppended("storage_full", place="here")

    with monkeypatch.context() as patched:
        patched.setattr(desk._beside, "keep_checkpoint", full)
        with pytest.raises(NotSigned):
            desk.record(sheet("Brest", 1, 2), desk.size, "k")
    answer = desk.record(sheet("Brest", 1, 2), 0, "k")
    assert isinstance(answer, Recorded)
    assert answer.replayed
    assert verified(tmp_path).holds


@pytest.mark.parametrize("hours", [-24, 24])
def test_a_clock_a_day_off_is_a_finding_and_no_disorder(tmp_path: Path, hours: int) -> None:
    """One line a day early or late: the order is that of the lines, and L1 names the line after which time
    goes back, by 24 h less the minutes between."""
    clock = Ticking()
    desk = begun(tmp_path, clock=clock)
    first = recorded(desk, sheet("Brest", 30, 45)).seq
    clock.time += timedelta(hours=hours)
    recorded(desk, sheet("Metz", 1, 2))
    clock.time -= timedelta(hours=hours)
    last = recorded(desk, sheet("Lyon-3", 3, 4)).seq
    report = verified(tmp_path)
    assert report.holds
    (finding,) = report.findings
    assert finding.code == "L1"
    assert finding.facts["line"] == (first + 1 if hours < 0 else last)
    assert isinstance(finding.difference, int)
    assert 24 * 3600 - 300 < finding.difference < 24 * 3600
    assert [one.unit for one in desk.moment.state.sheets] == ["Lyon-3", "Brest", "Metz", "Lyon-3"]


def test_lines_dated_in_the_future_are_a_finding(tmp_path: Path) -> None:
    """Verified a day before it says it was written: L2 on the first line, by a day."""
    begun(tmp_path)
    said = datetime(2026, 11, 25, 20, 1, tzinfo=UTC)
    report = verify(files_of(tmp_path), now=int((said - timedelta(days=1)).timestamp()))
    assert [(finding.code, finding.facts["line"], finding.difference) for finding in report.findings] == [
        ("L2", 0, 86_400)
    ]


@pytest.mark.parametrize("name", ["ledger.jsonl", "checkpoint"])
def test_the_desk_writes_nothing_on_a_ledger_that_does_not_hold(tmp_path: Path, name: str) -> None:
    """A changed figure, or a checkpoint of another root: LedgerBroken, and not a byte more."""
    begun(tmp_path)
    file = tmp_path / name
    data = file.read_bytes()
    if name == "checkpoint":
        checkpoint = Checkpoint.read(data.decode().partition("\n\n")[0] + "\n")
        changed = Checkpoint(checkpoint.origin, checkpoint.size, bytes(32)).text().encode()
        file.write_bytes(changed + b"\n" + data.partition(b"\n\n")[2])
    else:
        file.write_bytes(data.replace(b'"A":60', b'"A":61'))
    before = {path: read() for path, read in files_of(tmp_path).items()}
    with pytest.raises(LedgerBroken) as broken:
        opened(tmp_path)
    assert broken.value.code == "root_differs"
    assert {path: read() for path, read in files_of(tmp_path).items()} == before


def test_a_witness_is_named_once(tmp_path: Path) -> None:
    """Its cosignatures are looked for from then on; the name is taken, and the ledger's own too."""
    desk = begun(tmp_path)
    witness = SigningKey.from_seed("w.example/a", b"w" * 32).verifier(COSIGNATURE)
    recorded(desk, {"event": "witness-named/1", "witness_key": str(witness)})
    other = SigningKey.from_seed("w.example/a", b"x" * 32).verifier(COSIGNATURE)
    assert (
        refusal(desk, {"event": "witness-named/1", "witness_key": str(other)}).code == "witness_named_before"
    )
    itself = SigningKey.from_seed(ORIGIN, b"x" * 32).verifier(COSIGNATURE)
    assert (
        refusal(desk, {"event": "witness-named/1", "witness_key": str(itself)}).code == "witness_named_before"
    )


def test_a_folder_whose_acts_were_refused_is_brought_in_as_it_is(tmp_path: Path) -> None:
    """A proclamation under freeze in the folder: the ledger holds, and the canvass reports it (D1)."""
    shorthand = SMALL + 'freeze g1 reason="attente"\nproclamation version=1 signed_by=x\n'
    desk = begun(tmp_path, shorthand)
    assert verified(tmp_path).holds
    assert canvass(desk.moment.state.folder()).findings == canvass(read_shorthand(shorthand)).findings
    assert refusal(desk, {"event": "result-proclaimed/1"}).code == "frozen"


def test_a_ledger_is_begun_once(tmp_path: Path) -> None:
    """A second beginning in the same place is refused; the first stays."""
    begun(tmp_path)
    with pytest.raises(NotAppended) as refused:
        begun(tmp_path)
    assert (refused.value.code, refused.value.facts["size"]) == ("begun_before", opened(tmp_path).size)
    assert verified(tmp_path).holds


def test_refusals_change_nothing_in_memory(tmp_path: Path) -> None:
    """After every refusal, the desk's state is that of a desk that was never asked."""
    desk = begun(tmp_path)
    for intention, _ in REFUSED:
        refusal(desk, intention)
    fresh = opened(tmp_path)
    assert desk.moment.state.folder() == fresh.moment.state.folder()
    assert desk.moment.cited == fresh.moment.cited
    assert desk.tree.root() == fresh.tree.root()
    recorded(desk, {"event": "dispute-filed/1", "id": "d2", "seeks": "annul", "units": ["Brest"]})
    assert isinstance(desk, Desk)
