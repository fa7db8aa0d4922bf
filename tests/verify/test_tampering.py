"""Whatever an insider does to the files of a ledger, ``verify`` names what is wrong and where.

Rolling back to an older copy, and rewriting everything with the stolen signing key, leave files that hold by
themselves: they are caught by whoever kept something, a receipt or a cosigned checkpoint.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace
from typer.testing import CliRunner

from ledger_making import (
    ORIGIN,
    SMALL,
    Ticking,
    begun,
    files_of,
    night,
    opened,
    recorded,
    salts,
    sheet,
    verified,
)
from recolement.cli import app
from recolement.desk import Desk
from recolement.formats.shorthand import read_shorthand
from recolement.ledger.checkpoint import Checkpoint, cosign, sign_checkpoint
from recolement.ledger.codec import decode, encode
from recolement.ledger.events import Event
from recolement.ledger.note import COSIGNATURE, Note, SigningKey, VerifierKey
from recolement.ledger.tree import Tree, leaf_hash
from recolement.ledger.watching import Alarm, Seen, look
from recolement.storage.gathering import appends_of
from recolement.storage.jsonl import JsonlStorage
from recolement.storage.ledger_folder import LedgerFolder
from recolement.verify import Report, verify

WITNESS = SigningKey.from_seed("w.example/a", b"w" * 32)


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A night with a witness, which cosigned before the proclamation."""
    place = tmp_path_factory.mktemp("original") / "ledger"
    desk = night(place)
    recorded(desk, {"event": "witness-named/1", "witness_key": str(WITNESS.verifier(COSIGNATURE))})
    witness(place)
    recorded(desk, sheet("Lyon-3", 60, 40, observations="copie"))
    assert verified(place).holds
    return place


def witness(place: Path) -> Note:
    """The witness cosigns the checkpoint of a folder, and the ledger keeps that."""
    beside = LedgerFolder(place)
    note = Note.read(beside.checkpoint() or b"")
    cosigned = note.with_signature(cosign(note, WITNESS, 1_800_000_000))
    beside.keep_witnessed(WITNESS.verifier(COSIGNATURE), cosigned.written())
    return cosigned


@pytest.fixture
def place(original: Path, tmp_path: Path) -> Path:
    """A copy to tamper with."""
    return Path(shutil.copytree(original, tmp_path / "copy"))


def with_file(place: Path, name: str, data: bytes | None) -> Report:
    """The report when one file is replaced, or taken away."""
    files = {**files_of(place), name: lambda: data or b""}
    if data is None:
        del files[name]
    return verify(files)


def lines_of(place: Path) -> list[bytes]:
    """The lines of a folder, each with its newline."""
    return (place / "ledger.jsonl").read_bytes().splitlines(keepends=True)


def named(report: Report) -> set[tuple[str | None, int | None]]:
    """Where the report says something is wrong."""
    return {(wrong.file, wrong.line) for wrong in report.wrongs}


VERIFIED = ["ledger.jsonl", "appends.jsonl", "leaves", "checkpoint", "texts", "witnesses"]


@pytest.mark.parametrize("kind", VERIFIED)
def test_a_flipped_bit(original: Path, kind: str) -> None:
    """In any file, anywhere: not everything holds, and the file is named, or the line that was changed."""
    for name, read in files_of(original).items():
        if not name.startswith(kind):
            continue
        data = read()
        step = max(1, len(data) // 150)
        for place in range(0, len(data), step):
            bit = 1 << place % 8
            flipped = bytes([*data[:place], data[place] ^ bit, *data[place + 1 :]])
            report = with_file(original, name, flipped)
            assert not report.holds, (name, place)
            if kind == "ledger.jsonl":
                line = data.count(b"\n", 0, place)
                assert {line, line + 1} & {wrong.line for wrong in report.wrongs}, (place, report.wrongs)
            elif kind == "leaves":
                assert ("leaves", place // 32) in named(report)
            elif kind == "appends.jsonl":
                assert any(file == name or file == "ledger.jsonl" for file, _ in named(report))
            else:
                assert any(file == name for file, _ in named(report)), (name, place, report.wrongs)


def test_a_deleted_line(original: Path) -> None:
    """Each line in turn: the first number that is not in its place is the deleted one's."""
    lines = lines_of(original)
    for number in range(len(lines)):
        report = with_file(original, "ledger.jsonl", b"".join(lines[:number] + lines[number + 1 :]))
        places = [wrong.line for wrong in report.wrongs if wrong.line is not None and wrong.file is None]
        assert min(places) == number
        if number == len(lines) - 1:
            assert "rolled_back" in codes(report)


def test_two_lines_swapped(original: Path) -> None:
    """Each neighbouring pair: the first of the two is named."""
    lines = lines_of(original)
    for number in range(len(lines) - 1):
        swapped = [*lines[:number], lines[number + 1], lines[number], *lines[number + 2 :]]
        report = with_file(original, "ledger.jsonl", b"".join(swapped))
        assert ("wrong_number", number) in {(wrong.code, wrong.line) for wrong in report.wrongs}


def test_an_inserted_line(original: Path) -> None:
    """A copy of the line before, with its own number or the next one: the place is named."""
    lines = lines_of(original)
    for number in range(1, len(lines) + 1):
        copy = lines[number - 1]
        renumbered = encode(_renumbered(copy, number)) + b"\n"
        for fresh in (copy, renumbered):
            report = with_file(original, "ledger.jsonl", b"".join([*lines[:number], fresh, *lines[number:]]))
            assert not report.holds
            assert number in {wrong.line for wrong in report.wrongs}, (number, report.wrongs)


def _renumbered(line: bytes, number: int) -> Event:
    return replace(decode(line.rstrip(b"\n")), seq=number)


def test_a_truncated_file(original: Path) -> None:
    """Cut at any line or in the middle of one: the loss is named, for each file of lines."""
    lines = lines_of(original)
    whole = b"".join(lines)
    for cut in [sum(map(len, lines[:number])) for number in range(len(lines))] + [len(whole) - 5]:
        report = with_file(original, "ledger.jsonl", whole[:cut])
        assert {"rolled_back", "no_ledger", "line_cut_short"} & set(codes(report)), cut
    for name in ("appends.jsonl", "leaves", "checkpoint"):
        data = (original / name).read_bytes()
        for cut in range(0, len(data), 7):
            report = with_file(original, name, data[:cut])
            assert not report.holds
            assert {file for file, _ in named(report)} & {name, "ledger.jsonl"}, (name, cut, report.wrongs)


def test_records_of_appends_deleted_swapped_inserted(original: Path) -> None:
    """Each record of ``appends.jsonl`` in turn: its row, or the line it no longer covers, is named."""
    rows = (original / "appends.jsonl").read_bytes().splitlines(keepends=True)
    for number in range(len(rows)):
        attacks = [
            [*rows[:number], *rows[number + 1 :]],
            [*rows[:number], rows[number], *rows[number:]],
            [*rows[: max(0, number - 1)], *rows[number : number + 1], *rows[max(0, number - 1) : number],
             *rows[number + 1 :]],
        ]  # fmt: skip
        for attack in attacks:
            if attack != rows:
                report = with_file(original, "appends.jsonl", b"".join(attack))
                assert not report.holds
                assert {file for file, _ in named(report)} & {"appends.jsonl", "ledger.jsonl"}


@pytest.mark.parametrize("name", ["appends.jsonl", "checkpoint", "ledger.jsonl"])
def test_a_file_taken_away(original: Path, name: str) -> None:
    """A file that must be there and is not is named; without the lines there is no ledger."""
    report = with_file(original, name, None)
    assert {"file_missing", "no_ledger"} & set(codes(report))


def test_texts_taken_away_added_exchanged(original: Path) -> None:
    """A text that is missing, that nothing cites, or under another's name."""
    names = [name for name in files_of(original) if name.startswith("texts/")]
    for name in names:
        report = with_file(original, name, None)
        (wrong,) = report.wrongs
        assert (wrong.code, wrong.facts["digest"]) == ("text_missing", name.removeprefix("texts/"))
        assert wrong.line is not None
    one, other = files_of(original)[names[0]](), files_of(original)[names[1]]()
    assert ("text_altered", names[0]) in {
        (w.code, w.file) for w in with_file(original, names[0], other).wrongs
    }
    stray = with_file(original, "texts/" + "0" * 64, one)
    assert "text_altered" in codes(stray)


@pytest.mark.parametrize(
    "name", ["notes.txt", "texts/jean", "texts/" + "AB" * 32, "ledger.jsonl~", ".checkpoint.1.new",
             "witnesses/x", "tile/0/1", "LEDGER.JSONL", "a/checkpoint"],
)  # fmt: skip
def test_an_unknown_file(original: Path, name: str) -> None:
    """A file that has no place in a ledger is an error, and named."""
    assert ("unknown_file", name) in {(w.code, w.file) for w in with_file(original, name, b"x").wrongs}


def test_locks_are_empty(original: Path) -> None:
    """Nothing can be hidden in the two files that are always empty."""
    for name in ("lock", "desk.lock"):
        assert ("not_empty", name) in {(w.code, w.file) for w in with_file(original, name, b"x").wrongs}


def codes(report: Report) -> list[str]:
    """The codes of what is wrong."""
    return [wrong.code for wrong in report.wrongs]


def test_a_published_ledger_tampered_with(original: Path, tmp_path: Path) -> None:
    """A bit of any published file flipped, a file missing or added: it no longer holds, and the file or the
    line is named."""
    place = tmp_path / "published"
    assert CliRunner().invoke(app, ["ledger", "export", str(original), str(place), "--texts"]).exit_code == 0
    assert verified(place).holds
    for name, read in files_of(place).items():
        data = read()
        for at in range(0, len(data), max(1, len(data) // 25)):
            report = with_file(place, name, bytes([*data[:at], data[at] ^ 1 << at % 8, *data[at + 1 :]]))
            assert not report.holds, (name, at)
            assert any(file == name or line is not None for file, line in named(report)), (name, at)
        without = with_file(place, name, None)
        if name.startswith("texts/"):
            assert [notice.facts for notice in without.notices if notice.code == "texts_not_published"]
        else:
            assert not without.holds, name
    for name in ("index.html", "tile/0/000", "tile/entries/001", "tile/1/000.p/1"):
        report = with_file(place, name, b"x")
        assert name in {file for file, _ in named(report)}


# An insider with the signing key


def stolen(place: Path) -> SigningKey:
    """The ledger's private key."""
    lines = list(JsonlStorage(place).read(0, 1))
    public = VerifierKey.read(decode(lines[0]).log_key)  # type: ignore[union-attr]
    key = LedgerFolder(place).signing_key(public)
    assert key is not None
    return key


def resigned(place: Path, change: Callable[[list[bytes]], list[bytes]]) -> None:
    """Change the lines and recompute everything: appends, leaves, checkpoint signed with the stolen key."""
    key = stolen(place)
    lines = change([line.rstrip(b"\n") for line in lines_of(place)])
    for name in ("ledger.jsonl", "appends.jsonl", "leaves", "checkpoint"):
        (place / name).unlink()
    storage, size = JsonlStorage(place), 0
    for batch_key, batch in _batches(lines):
        size = storage.append(batch, size, batch_key).end
    leaves = [leaf_hash(line) for line in lines]
    beside = LedgerFolder(place)
    beside.keep_leaves(0, leaves)
    checkpoint = Checkpoint(ORIGIN, len(lines), Tree(leaves).root())
    beside.keep_checkpoint(sign_checkpoint(checkpoint, key).written())


def _batches(lines: list[bytes]) -> Iterator[tuple[str, list[bytes]]]:
    yield from appends_of(lines)


def rewrite(lines: list[bytes]) -> list[bytes]:
    """Lyon's sheet says A 59 instead of 60."""
    changed = [line.replace(b'"A":60', b'"A":59') for line in lines]
    assert changed != lines
    return changed


def test_history_rewritten_with_the_stolen_key(original: Path, place: Path) -> None:
    """Alone, nothing shows but the pinned result of the proclamation. The witness's cosigned checkpoint, a
    receipt of before, and the witness itself each show it."""
    receipt = opened(original).receipt(2).written()
    seen = Note.read((original / "witnesses" / WITNESS.verifier(COSIGNATURE).id.hex()).read_bytes())
    resigned(place, rewrite)
    report = verified(place)
    assert {"history_differs", "pin_differs"} <= set(codes(report))
    assert any(file is not None and file.startswith("witnesses/") for file, _ in named(report))
    shutil.rmtree(place / "witnesses")
    assert set(codes(verified(place))) == {"pin_differs"}
    against = verified(place, None, receipt)
    assert ("history_differs", "evidence-0") in {(w.code, w.file) for w in against.wrongs}
    alarm = look_at(place, seen)
    assert isinstance(alarm, Alarm)
    assert alarm.code == "rewritten"


def test_history_rewritten_before_any_proclamation(tmp_path: Path) -> None:
    """With the key, and before anything was pinned, the rewritten ledger holds by itself: only what others
    kept shows it, here the receipt of the very sheet that was changed."""
    original = tmp_path / "original"
    desk = begun(original)
    recorded(desk, sheet("Brest", 30, 45))
    receipts = [desk.receipt(seq).written() for seq in range(desk.size)]
    note = Note.read((original / "checkpoint").read_bytes())
    place = Path(shutil.copytree(original, tmp_path / "copy"))
    resigned(place, rewrite)
    assert verified(place).holds
    for seq, receipt in enumerate(receipts):
        against = verified(place, None, receipt)
        assert "history_differs" in codes(against)
        changed = b'"A":60' in lines_of(original)[seq]
        assert ("receipt_line_differs" in codes(against)) == changed
    assert look_at(place, note).code == "split_view"  # type: ignore[union-attr]


def test_rolled_back_to_an_older_copy(tmp_path: Path) -> None:
    """The copy holds by itself; a later receipt, a later checkpoint or the witness shows what is missing."""
    place, older = tmp_path / "ledger", tmp_path / "older"
    desk = begun(place)
    shutil.copytree(place, older)
    seq = recorded(desk, sheet("Brest", 30, 45)).seq
    later, note = desk.receipt(seq).written(), Note.read((place / "checkpoint").read_bytes())
    assert verified(older).holds
    for evidence in (later, note.written()):
        assert "rolled_back" in codes(verified(older, None, evidence))
    assert look_at(older, note).code == "rolled_back_seen"  # type: ignore[union-attr]
    opened(older)  # and somebody else's sheet takes the place of the one that was rolled back
    recorded(opened(older), sheet("Metz", 3, 4))
    assert "history_differs" in codes(verified(older, None, note.written()))
    assert look_at(older, note).code == "split_view"  # type: ignore[union-attr]
    recorded(opened(older), sheet("Metz", 3, 4))
    assert look_at(older, note).code == "rewritten"  # type: ignore[union-attr]


def look_at(place: Path, last: Note) -> Seen | Alarm:
    """What a witness that saw ``last`` says of a folder."""
    lines = [line.rstrip(b"\n") for line in lines_of(place)]
    known = VerifierKey.read(decode(lines[0]).log_key)  # type: ignore[union-attr]
    tree = Tree(map(leaf_hash, lines))
    data = (place / "checkpoint").read_bytes()
    return look(last, known, data, lambda size: tree.node, lambda size: lines[:size])


def test_an_act_slipped_past_the_desk(place: Path) -> None:
    """With the key, an insider appends a second dispute "d1" and a sheet for a unit that is none: both lines
    are named, with the reason."""

    def slip(lines: list[bytes]) -> list[bytes]:
        dispute = next(line for line in lines if b'"dispute-filed/1"' in line)
        record = next(line for line in lines if b'"unit":"Brest"' in line)
        size = len(lines)
        first = encode(_renumbered(dispute, size))
        second = encode(_renumbered(record, size + 1)).replace(b'"Brest"', b'"Nantes"')
        return [*lines, _keyed(first, "x1"), _keyed(second, "x2")]

    size = len(lines_of(place))
    resigned(place, slip)
    found = {(w.code, w.line, w.facts.get("why")) for w in verified(place).wrongs}
    assert ("act_not_allowed", size, "id_taken") in found
    assert ("act_not_allowed", size + 1, "unknown_unit") in found


def _keyed(line: bytes, key: str) -> bytes:
    return encode(replace(decode(line), key=key))


def test_a_proclamation_of_another_result(place: Path) -> None:
    """With the key, an insider changes what the proclamation pins: its line and the pin are named."""

    def change(lines: list[bytes]) -> list[bytes]:
        return [
            line.replace(line[line.index(b'"result":"') : line.index(b'"result":"') + 74],
                         b'"result":"' + b"0" * 64) if b'"pins"' in line else line
            for line in lines
        ]  # fmt: skip

    number = next(n for n, line in enumerate(lines_of(place)) if b'"pins"' in line)
    resigned(place, change)
    assert ("pin_differs", number, "result") in {
        (w.code, w.line, w.facts.get("pin")) for w in verified(place).wrongs
    }


def test_a_false_witness(original: Path, place: Path) -> None:
    """A cosignature by another key under the witness's name, and one of a witness that no line names."""
    (file,) = (place / "witnesses").iterdir()
    note = Note.read(file.read_bytes())
    forger = SigningKey.from_seed(WITNESS.name, b"f" * 32)
    forged = Note(note.text, note.signatures[:1]).with_signature(cosign(note, forger, 1_800_000_000))
    name = f"witnesses/{file.name}"
    assert ("cosignature_fails", name) in {
        (w.code, w.file) for w in with_file(place, name, forged.written()).wrongs
    }
    stranger = f"witnesses/{forger.verifier(COSIGNATURE).id.hex()}"
    report = with_file(original, stranger, forged.written())
    assert ("witness_unknown", stranger) in {(w.code, w.file) for w in report.wrongs}


def test_another_ledgers_files(original: Path, tmp_path: Path) -> None:
    """The checkpoint and the receipt of another ledger do not fit this one."""
    other = tmp_path / "other"
    Desk.create(
        JsonlStorage(other),
        LedgerFolder(other),
        Ticking(),
        salts(),
        "other.example/vote",
        read_shorthand(SMALL),
    )
    report = with_file(original, "checkpoint", (other / "checkpoint").read_bytes())
    assert "other_ledger" in codes(report)
    assert "checkpoint_unsigned" in codes(report)
    receipt = opened(other).receipt(1).written()
    assert {"other_ledger", "evidence_unsigned"} <= set(codes(verified(original, None, receipt)))
