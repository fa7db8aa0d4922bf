"""What the browser must find: an altered byte, edited pages and figures, an old publication, a forged receipt."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from browser.verifier.serving import codes, served, verified
from cli.terminal import BALLOTS, recolement
from ledger_making import begun, files_of, night, opened, recorded, sheet, witness_key
from recolement.cli.bundle_sources import ledger_source
from recolement.cli.bundle_writing import write_manifest
from recolement.ledger.checkpoint import cosign
from recolement.ledger.note import COSIGNATURE, Note
from recolement.publication.bundle.manifest import Entry, Manifest
from recolement.publication.bundle.reading import site_of
from recolement.storage.ledger_folder import LedgerFolder
from recolement.verify import verify

FIRST_ROUND = """
ballot title="Présidence" levels=nation,section root=FR
rule majority_two_round
option A
option B
option C
unit Brest in=FR registered=1000
round 1
round 2
"""


def names(folder: Path) -> list[str]:
    """Every file of a folder."""
    return sorted(file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file())


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """A small ledger with rulings and a proclamation, published."""
    night(tmp_path / "ledger")
    assert recolement("publish", tmp_path / "ledger", tmp_path / "out").code == 0
    return tmp_path / "out"


@pytest.fixture
def address(out: Path) -> Iterator[str]:
    """Where it is served."""
    with served(out) as at:
        yield at


def missed(page: Any, out: Path, address: str, tries: int, seed: int) -> list[str]:
    """The files in which a changed bit went unseen by the browser."""
    chance, files = random.Random(seed), names(out)
    unseen = []
    for _ in range(tries):
        file = out / chance.choice(files)
        data = file.read_bytes()
        place = chance.randrange(len(data))
        file.write_bytes(data[:place] + bytes([data[place] ^ (1 << chance.randrange(8))]) + data[place + 1 :])
        if verified(page, address)["holds"]:
            unseen.append(f"{file.name} {place}")
        file.write_bytes(data)
    return unseen


def test_one_changed_bit_is_found(page: Any, out: Path, address: str) -> None:
    """The publication holds; one bit changed in any file, the signed list included, and it does not (a sample)."""
    assert verified(page, address)["wrongs"] == []
    assert missed(page, out, address, 12, 5) == []


@pytest.mark.long
def test_one_changed_bit_is_found_500_times(page: Any, out: Path, address: str) -> None:
    """One bit changed in any file, five hundred times over: the browser finds it each time."""
    assert missed(page, out, address, 500, 6) == []


def sign_again(out: Path, ledger: Path) -> None:
    """What somebody who has the key can do: a new list over the files as they are."""
    files = {name: (out / name).read_bytes for name in names(out)}
    entries = {name: Entry.of(read()) for name, read in files.items() if not name.startswith("manifest")}
    source = ledger_source(ledger, None)
    assert source is not None
    source.read_on()
    write_manifest(site_of(files), Manifest(entries), out, source.key())


@pytest.mark.parametrize(
    ("file", "before", "after", "code"),
    [
        ("fr/section/lyon-3.html", '<td class="n">60</td>', '<td class="n">61</td>', "page_differs_here"),
        ("en/nation/fr.html", '<td class="n">51.4%', '<td class="n">61.4%', "page_differs_here"),
        ("en/index.html", '<td class="n">90</td>', '<td class="n">80</td>', "page_differs_here"),
        ("data/nation/fr.json", ",60,40]", ",61,40]", "figures_differ"),
        ("data/results.json", '"options":["A"]', '"options":["B"]', "figures_differ"),
    ],
)
def test_a_figure_edited_and_signed_again_is_found(
    page: Any, out: Path, address: str, file: str, before: str, after: str, code: str
) -> None:
    """Somebody with the key edits a count, a share or an outcome and signs a new list: the figures differ.

    By hand: Lyon-3 60 and 40, Brest 30 and 45, Metz none: A 90, B 85 of 175, 51.4 % for A.
    """
    edited = (out / file).read_text("utf-8")
    assert before in edited
    (out / file).write_text(edited.replace(before, after, 1), "utf-8")
    assert codes(verified(page, address)) == {"file_altered", code}
    sign_again(out, out.parent / "ledger")
    assert codes(verified(page, address)) == {code}


def test_a_page_taken_for_another_is_found(page: Any, out: Path, address: str) -> None:
    """The page of Brest served at Lyon-3's address, the list signed again: one unit shows twice, one not at all."""
    for language in ("fr", "en"):
        shutil.copy(out / language / "section/brest.html", out / language / "section/lyon-3.html")
    sign_again(out, out.parent / "ledger")
    assert codes(verified(page, address)) == {"page_differs_here", "pages_missing"}


def later(ledger: Path) -> str:
    """Two more lines, and the checkpoint of that moment, cosigned by the witness that the ledger names."""
    desk = opened(ledger)
    recorded(desk, {"event": "finding-acknowledged/1", "units": ["Brest"], "code": "A3", "reason": "relu"})
    recorded(desk, sheet("Brest", 30, 45))
    note = Note.read(LedgerFolder(ledger).checkpoint() or b"")
    return note.with_signature(cosign(note, witness_key(), 1_800_000_000)).written().decode()


@pytest.fixture
def watched(tmp_path: Path) -> tuple[Path, Path, str]:
    """A ledger with a witness, its publication, and a checkpoint cosigned two lines later."""
    desk = night(tmp_path / "ledger")
    recorded(desk, {"event": "witness-named/1", "witness_key": str(witness_key().verifier(COSIGNATURE))})
    assert recolement("publish", tmp_path / "ledger", tmp_path / "out").code == 0
    return tmp_path / "ledger", tmp_path / "out", later(tmp_path / "ledger")


def test_an_old_publication_is_found_through_the_witness(page: Any, watched: tuple[Path, Path, str]) -> None:
    """The witness saw two lines more than are shown: older than that, in the browser and on the command line."""
    ledger, old, cosigned = watched
    (ledger.parent / "seen").write_text(cosigned, "utf-8")
    with served(old) as address:
        assert verified(page, address)["wrongs"] == []
        assert codes(verified(page, address, seen=cosigned)) == {"rolled_back", "older_than_witness"}
    done = recolement("verify", old, "--against", ledger.parent / "seen", RECOLEMENT_LANG="en")
    assert done.code == 1
    assert "this is older than what the witness saw" in done.out
    assert recolement("publish", ledger, old).code == 0
    with served(old) as address:
        found = verified(page, address, seen=cosigned)
        assert found["wrongs"] == []
        assert "evidence_fits_here" in found["notices"]
    done = recolement("verify", old, "--against", ledger.parent / "seen", RECOLEMENT_LANG="en")
    assert done.code == 0, done.out


def test_another_history_is_found_through_a_checkpoint(
    page: Any, watched: tuple[Path, Path, str], tmp_path: Path
) -> None:
    """Two ledgers of one name and key that part after a few lines: a checkpoint of the one betrays the other."""
    ledger, out, _ = watched
    twin = Path(shutil.copytree(ledger, tmp_path / "twin"))
    recorded(
        opened(twin), {"event": "finding-acknowledged/1", "units": ["Brest"], "code": "A3", "reason": "vu"}
    )
    recorded(
        opened(ledger), {"event": "finding-acknowledged/1", "units": ["Metz"], "code": "A3", "reason": "vu"}
    )
    assert recolement("publish", ledger, out).code == 0
    other = (twin / "checkpoint").read_text("utf-8")
    with served(out) as address:
        assert codes(verified(page, address, seen=other)) == {"history_differs"}


def test_the_key_that_the_reader_trusts(page: Any, out: Path, address: str, tmp_path: Path) -> None:
    """With the right key it holds; with that of another ledger it does not."""
    assert (
        recolement(
            "ledger",
            "init",
            tmp_path / "l",
            "--from",
            BALLOTS / "conflans-2016",
            "--origin",
            "test.example/x",
        ).code
        == 0
    )
    right = (out / "en/index.html").read_text("utf-8").partition("Public key: ")[2].partition("<")[0]
    assert right.startswith("test.example/vote+")
    first = (tmp_path / "l/ledger.jsonl").read_text("utf-8").partition('"log_key":"')[2].partition('"')[0]
    assert verified(page, address, pinned=right)["wrongs"] == []
    assert codes(verified(page, address, pinned=first)) == {"not_the_pinned_key"}


def test_a_browser_without_ed25519_never_says_that_all_holds(page: Any, out: Path, address: str) -> None:
    """Its signatures are not looked at, which is said; a changed byte is found by its hash all the same."""
    page.evaluate("() => { crypto.subtle.verify = () => Promise.reject(new Error('NotSupportedError')); }")
    found = verified(page, address)
    assert found["wrongs"] == []
    assert found["unseen"] == ["signatures_not_checked"]
    page_file = out / "fr/index.html"
    page_file.write_bytes(page_file.read_bytes() + b" ")
    assert codes(verified(page, address)) == {"file_altered"}


def test_another_site_is_verified_where_its_host_allows_it(page: Any, modules: str, address: str) -> None:
    """The modules of one address verify the publication of another one: that is how to check a site you do not trust."""
    assert not address.startswith(modules)
    assert verified(page, address)["holds"]


def test_what_is_missing_or_too_much_is_found(page: Any, out: Path, address: str) -> None:
    """A page taken away, a tile that the checkpoint does not call for: both named."""
    (out / "fr/section/brest.html").unlink()
    assert codes(verified(page, address)) == {"file_missing", "pages_missing"}


RECEIPT = """async ([base, receipt, pinned]) => {
  const { fetchFrom } = await import("/verifier/publication.js");
  const { verifyReceipt } = await import("/verifier/held.js");
  const bytes = new TextEncoder().encode(receipt);
  const { report, event } = await verifyReceipt(bytes, fetchFrom(`${base}/ledger`), pinned, () => undefined);
  return {
    wrongs: report.wrongs, notices: report.notices.map((one) => one.code), key: report.key,
    unseen: report.unseen.map((one) => one.code), votes: event?.votes ?? null,
  };
}"""


def test_receipts(page: Any, watched: tuple[Path, Path, str]) -> None:
    """Every receipt of the publication holds, then and two lines later; a changed one does not, nor a newer one.

    By hand: the sheets are Lyon-3 (60 and 40) and Brest (30 and 45).
    """
    ledger, out, _ = watched
    receipts = [file.read_text("utf-8") for file in sorted((out / "receipts").iterdir())]
    with served(out) as address:
        for receipt in receipts:
            found = page.evaluate(RECEIPT, [address, receipt, ""])
            assert (found["wrongs"], found["notices"]) == ([], ["receipt_in_ledger"])
            assert found["votes"] in ({"A": 60, "B": 40}, {"A": 30, "B": 45})
        other = receipts[0].replace("index ", "index 1", 1)
        assert codes(page.evaluate(RECEIPT, [address, other, ""])) == {"proof_fails"}
        assert codes(page.evaluate(RECEIPT, [address, "nothing\n", ""])) == {"not_a_receipt"}
        lines = receipts[0].split("\n")
        signature = next(line for line in lines if line.startswith("— "))
        changed = signature[:-6] + ("A" if signature[-6] != "A" else "B") + signature[-5:]
        unsigned = receipts[0].replace(signature, changed)
        assert "receipt_unsigned" in codes(page.evaluate(RECEIPT, [address, unsigned, ""]))
    newer = out.with_name("newer")
    assert recolement("publish", ledger, newer).code == 0
    with served(newer) as address:
        for receipt in receipts:
            found = page.evaluate(RECEIPT, [address, receipt, ""])
            assert (found["wrongs"], found["notices"]) == ([], ["receipt_in_ledger"])
    last = sorted((newer / "receipts").iterdir())[-1].read_text("utf-8")
    with served(out) as address:
        assert codes(page.evaluate(RECEIPT, [address, last, ""])) == {"rolled_back"}


BY_PLACE = """
ballot title="Délégués" levels=nation,seat,section root=FR
rule majority_two_round
contest seat scope=each:seat
unit N in=FR level=seat
unit S in=FR level=seat
unit n1 in=N registered=1000
unit s1 in=S registered=1000
option A contest=seat
option B contest=seat
option C contest=seat
round 1
round 2
"""


def test_who_stands_at_each_place_is_worked_out_again(
    page: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A desk that does not ask prepares other runoffs than the places': both programs find each such line.

    By hand. North: A 400, B 300, C 200 of 900, the first two stand; South: A 500 of 900, elected.
    """
    desk = begun(tmp_path / "ledger", BY_PLACE)
    line = {"event": "sheet-recorded/1", "contest": "seat", "round": 1, "in_box": 900, "blank": 0, "null": 0}
    recorded(desk, {**line, "unit": "n1", "votes": {"A": 400, "B": 300, "C": 200}})
    recorded(desk, {**line, "unit": "s1", "votes": {"A": 500, "B": 300, "C": 100}})
    wrong = []

    def prepared(*places: dict[str, Any]) -> int:
        return recorded(
            desk, {"event": "runoff-prepared/2", "contest": "seat", "round": 2, "places": list(places)}
        ).seq

    north, south = {"place": "N", "options": ["A", "B"]}, {"place": "S"}
    with monkeypatch.context() as careless:
        careless.setattr("recolement.acts.rounds.runoff_by_place", lambda *_: iter(()))
        wrong.append(("round_not_proclaimed", prepared(north)))
        recorded(desk, {"event": "result-proclaimed/1", "contest": "seat", "round": 1})
        prepared(north, south)
        wrong.append(("not_who_may_stand", prepared({"place": "N"})))  # nobody: it is not decided
        wrong.append(("not_who_may_stand", prepared(north, {"place": "S", "options": ["A", "B"]})))
        wrong.append(("not_who_may_stand", prepared(south, {"place": "N", "options": ["A", "C"]})))
        prepared({"place": "N", "options": ["A", "C"], "withdrawn": ["B"]})
        assert recolement("publish", tmp_path / "ledger", tmp_path / "out").code == 0
    with served(tmp_path / "out") as address:
        found = verified(page, address)
    assert [(one["code"], one["line"]) for one in found["wrongs"]] == wrong
    report = verify(files_of(tmp_path / "ledger"))
    refused = {one.line for one in report.wrongs if one.code == "act_not_allowed"}
    assert refused == {line for _, line in wrong}


def test_who_stands_in_a_runoff_is_worked_out_again(
    page: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A desk that does not ask lets others stand than those who may: the browser finds each such line.

    By hand: A 400, B 300, C 200 of 900; the first two of those who do not withdraw.
    """
    desk = begun(tmp_path / "ledger", FIRST_ROUND)
    votes = {"A": 400, "B": 300, "C": 200}
    line = {"event": "sheet-recorded/1", "unit": "Brest", "contest": "contest", "round": 1, "votes": votes}
    recorded(desk, {**line, "in_box": 900, "blank": 0, "null": 0})
    prepared = {"event": "runoff-prepared/1", "contest": "contest", "round": 2}
    with monkeypatch.context() as careless:
        careless.setattr("recolement.acts.rounds.runoff", lambda *_: iter(()))
        too_early = recorded(desk, {**prepared, "options": ["A", "B"]}).seq
        recorded(desk, {"event": "result-proclaimed/1", "contest": "contest", "round": 1})
        one_less = recorded(desk, {**prepared, "options": ["A", "C"]}).seq  # B has not withdrawn
        recorded(desk, {**prepared, "options": ["A", "C"], "withdrawn": ["B"]})
        one_more = recorded(desk, {**prepared, "options": ["A", "B", "C"]}).seq
        recorded(desk, {**prepared, "options": ["C"], "withdrawn": ["A", "B"]})  # nobody else is left
        assert recolement("publish", tmp_path / "ledger", tmp_path / "out").code == 0
    with served(tmp_path / "out") as address:
        found = verified(page, address)
    assert [(one["code"], one["line"]) for one in found["wrongs"]] == [
        ("round_not_proclaimed", too_early), ("not_who_may_stand", one_less), ("not_who_may_stand", one_more),
    ]  # fmt: skip
