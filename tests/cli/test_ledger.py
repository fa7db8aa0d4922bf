"""The ledger at a terminal: from a ballot folder to a published, witnessed, verified record, and back from a
backup."""

from __future__ import annotations

import http.server
import io
import json
import os
import re
import shutil
import tarfile
import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from recolement.cli import app

BALLOTS = Path(__file__).parents[2] / "ballots"
REIMS = BALLOTS / "reims-2008"


def run(*words: str | Path, language: str = "en") -> Result:
    """Run the command line; whatever happens, nobody sees a traceback."""
    result = CliRunner().invoke(app, [str(word) for word in words], env={"LC_ALL": language})
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exc_info
    assert "Traceback" not in result.output
    return result


def done(*words: str | Path) -> str:
    """The output of a command that succeeds."""
    result = run(*words)
    assert result.exit_code == 0, result.output
    return result.stdout


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    """A ledger begun with the worked ballot of Reims."""
    place = tmp_path / "a ledger"
    done("ledger", "init", place, "--from", REIMS, "--origin", "test.example/reims")
    return place


def size_of(ledger: Path) -> int:
    """How many lines a ledger has."""
    return (ledger / "ledger.jsonl").read_bytes().count(b"\n")


def dispute(folder: Path, name: str, **more: Any) -> Path:
    """The file of a dispute to append."""
    file = folder / f"{name}.json"
    event = {"event": "dispute-filed/1", "id": name, "units": ["59-lille-fives"], "contest": "secretary",
             "round": 2, "seeks": "annul", "grounds": "émargements <b>absents</b>", **more}  # fmt: skip
    file.write_text(json.dumps(event), encoding="utf-8")
    return file


def append(ledger: Path, file: Path, key: str) -> Result:
    """Append an event at the size that is there."""
    return run("ledger", "append", ledger, file, "--expected", str(size_of(ledger)), "--key", key)


def test_tally_and_check_are_the_same_over_a_folder_and_its_ledger(ledger: Path) -> None:
    """Reims in a ledger: the same tally and the same findings as its folder, byte for byte."""
    assert done("tally", ledger) == done("tally", REIMS)
    assert run("check", ledger).stdout == run("check", REIMS).stdout


def test_append_answers_refuses_and_repeats(ledger: Path, tmp_path: Path) -> None:
    """A dispute is appended; again with its key, the same number; with another key, its name is taken; with a
    size of before, the actual one is said."""
    size = size_of(ledger)
    file = dispute(tmp_path, "nord")
    assert append(ledger, file, "k1").stdout.splitlines()[0] == str(size)
    assert append(ledger, file, "k1").stdout.splitlines()[0] == str(size)
    assert size_of(ledger) == size + 1
    taken = append(ledger, file, "k2")
    assert (taken.exit_code, "nord" in taken.stderr) == (1, True)
    late = run("ledger", "append", ledger, file, "--expected", "3", "--key", "k3")
    assert (late.exit_code, f"{size + 1} lines" in late.stderr) == (1, True)
    assert done("ledger", "log", ledger).splitlines()[-1].endswith("59-lille-fives secretary 2 nord")
    assert size_of(ledger) == size + 1


def test_verify_says_first_whether_the_key_was_pinned(ledger: Path, tmp_path: Path) -> None:
    """Without a key, with the right one in a file, with another's: the first line and the exit code."""
    begun = run("ledger", "init", tmp_path / "other", "--from", REIMS, "--origin", "test.example/reims")
    other = re.findall(r"test\.example/reims\+\S+", begun.stdout)[0]
    opened = (ledger / "ledger.jsonl").read_text("utf-8").splitlines()[0]
    public = tmp_path / "key.txt"
    public.write_text(json.loads(opened)["log_key"] + "\n", encoding="utf-8")
    for key, code, first in ((None, 0, "Key not pinned"), (public, 0, "Key pinned"), (other, 1, "Key NOT")):
        result = run("verify", ledger, *(["--key", str(key)] if key else []))
        assert (result.exit_code, result.stdout.startswith(first)) == (code, True), result.stdout
    assert run("verify", ledger, language="fr_FR.UTF-8").stdout.startswith("Clé non vérifiée")
    assert run("verify", ledger, "--key", "nonsense").exit_code == 2


def test_a_receipt_is_verified_offline(ledger: Path, tmp_path: Path) -> None:
    """The receipt of Talange's sheet holds with the ledger's key alone, fits the ledger, and is no proof
    without a key."""
    receipt = tmp_path / "talange.tlog-proof"
    receipt.write_text(done("ledger", "receipt", ledger, "57-talange"), encoding="utf-8")
    key = json.loads((ledger / "ledger.jsonl").read_text("utf-8").splitlines()[0])["log_key"]
    proved = run("verify", receipt, "--key", key)
    assert proved.exit_code == 0
    assert '"unit":"57-talange"' in proved.stdout
    assert run("verify", receipt).exit_code == 1
    assert "fits the ledger" in done("verify", ledger, "--against", receipt)
    assert run("ledger", "receipt", ledger, "nowhere").exit_code == 1
    number = int(re.findall(r"^index (\d+)$", receipt.read_text("utf-8"), re.M)[0])
    assert done("ledger", "prove", ledger, "--line", str(number)) == receipt.read_text("utf-8")
    assert run("ledger", "prove", ledger, "--line", "9999").exit_code == 1
    receipt.write_bytes(receipt.read_bytes().replace(b"index ", b"index 1"))
    assert run("verify", receipt, "--key", key).exit_code == 1


def test_a_proof_of_growth_has_the_form_that_witnesses_take(ledger: Path, tmp_path: Path) -> None:
    """tlog-witness: old size, hashes, empty line, checkpoint."""
    old = size_of(ledger)
    append(ledger, dispute(tmp_path, "nord"), "k1")
    said = done("ledger", "prove", ledger, "--since", str(old)).split("\n\n")
    assert said[0].splitlines()[0] == f"old {old}"
    assert said[1].splitlines()[:2] == ["test.example/reims", str(old + 1)]


def test_the_drill_restore_on_an_empty_machine_verify_continue(ledger: Path, tmp_path: Path) -> None:
    """Back up, lose everything, restore elsewhere, verify with the pinned key, append, verify again."""
    append(ledger, dispute(tmp_path, "nord"), "k1")
    key = json.loads((ledger / "ledger.jsonl").read_text("utf-8").splitlines()[0])["log_key"]
    archive = tmp_path / "backup.tar"
    done("ledger", "backup", ledger, archive)
    assert os.name == "nt" or archive.stat().st_mode & 0o777 == 0o600
    size = size_of(ledger)
    shutil.rmtree(ledger)
    machine = tmp_path / "new machine"
    assert str(size) in done("ledger", "restore", archive, machine)
    assert run("verify", machine, "--key", key).exit_code == 0
    assert append(machine, dispute(tmp_path, "nord"), "k1").stdout.splitlines()[0] == str(size - 1)
    assert append(machine, dispute(tmp_path, "sud"), "k2").exit_code == 0
    assert run("verify", machine, "--key", key).exit_code == 0
    assert run("ledger", "restore", archive, machine).exit_code == 2, "not over a ledger that is there"
    done("ledger", "backup", machine, tmp_path / "public.tar", "--without-keys")
    done("ledger", "restore", tmp_path / "public.tar", tmp_path / "reader")
    assert not (tmp_path / "reader" / "keys").exists()
    refused = append(tmp_path / "reader", dispute(tmp_path, "est"), "k3")
    assert (refused.exit_code, "--reason lost" in refused.stderr) == (2, True)


@pytest.mark.parametrize("content", [b"", b"not a tar", b"\x00" * 10240])
def test_what_is_no_backup_is_not_unpacked(tmp_path: Path, content: bytes) -> None:
    """An empty file, a text, an empty archive: a sentence, and an empty folder."""
    (tmp_path / "a.tar").write_bytes(content)
    assert run("ledger", "restore", tmp_path / "a.tar", tmp_path / "new").exit_code == 2
    assert not (tmp_path / "new").exists() or not any((tmp_path / "new").iterdir())


@pytest.mark.parametrize(
    "name", ["../outside", "/etc/outside", "texts/../../outside", "keys/a/b", "notes.txt"]
)
def test_an_archive_writes_nothing_outside_its_folder(ledger: Path, tmp_path: Path, name: str) -> None:
    """A member with a path that climbs, or that no ledger has: refused before anything is written."""
    archive = tmp_path / "evil.tar"
    done("ledger", "backup", ledger, archive)
    with tarfile.open(archive, "a") as tar:
        member = tarfile.TarInfo(name)
        member.size = 1
        tar.addfile(member, io.BytesIO(b"x"))
    assert run("ledger", "restore", archive, tmp_path / "new" / "deep").exit_code == 2
    assert not list(tmp_path.rglob("outside"))
    assert not (tmp_path / "new" / "deep").exists()


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """A folder, and the address at which it is published."""
    folder = tmp_path / "published"
    folder.mkdir()

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_: Any) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield folder, f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


def publish(ledger: Path, folder: Path) -> None:
    """Publish a ledger anew."""
    shutil.rmtree(folder)
    done("ledger", "export", ledger, folder)


def test_a_published_ledger_is_verified_in_place_and_at_its_address(
    ledger: Path, served: tuple[Path, str]
) -> None:
    """The static files hold by themselves, on disk and over HTTP; with a byte of a bundle changed, they do
    not, and the line is named."""
    folder, address = served
    publish(ledger, folder)
    for place in (str(folder), address, f"{address}/"):
        assert "Everything holds" in done("verify", place)
    assert done("tally", folder).replace(" ", "")
    assert not (folder / "texts").exists()
    assert run("ledger", "export", ledger, folder).exit_code == 2, "not over something else"
    bundle = next((folder / "tile" / "entries").iterdir())
    bundle = bundle if bundle.is_file() else next(bundle.iterdir())
    data = bundle.read_bytes()
    bundle.write_bytes(data.replace(b'"aubry":18', b'"aubry":19'))
    for place in (str(folder), address):
        result = run("verify", place)
        assert result.exit_code == 1
        assert "it was changed afterwards" in result.stdout
        assert "line no. 9:" in result.stdout
    bundle.write_bytes(data)
    (folder / "extra.html").write_text("x", encoding="utf-8")
    assert run("verify", folder).exit_code == 1
    assert run("verify", f"{address}/nothing").exit_code == 2
    assert run("verify", "http://127.0.0.1:1/").exit_code == 2


@pytest.mark.parametrize("over_http", [False, True])
def test_a_witness_cosigns_and_raises_the_alarm(
    ledger: Path, tmp_path: Path, served: tuple[Path, str], over_http: bool
) -> None:
    """A folder or an address: cosigned at first sight and after growth; rolled back, forked and of another
    name, an alarm that says what happened, and what the witness keeps stays what it saw."""
    folder, address = served
    state = tmp_path / "witness"

    def look(place: Path) -> Result:
        if over_http:
            publish(place, folder)
        return run(
            "ledger", "witness", address if over_http else place, "--state", state, "--name", "w.example/a"
        )

    older = Path(shutil.copytree(ledger, tmp_path / "older"))
    first = look(ledger)
    assert (first.exit_code, "First sight" in first.stderr) == (0, True)
    append(ledger, dispute(tmp_path, "nord"), "k1")
    second = look(ledger)
    assert second.exit_code == 0
    assert "w.example/a" in second.stdout
    kept = {path: path.read_bytes() for path in state.rglob("checkpoint")}
    back = look(older)
    assert (back.exit_code, "lines were taken away" in back.stderr) == (1, True)
    append(older, dispute(tmp_path, "sud"), "k1")
    forked = look(older)
    assert (forked.exit_code, "Two versions" in forked.stderr) == (1, True)
    append(older, dispute(tmp_path, "est"), "k2")
    rewritten = look(older)
    assert (rewritten.exit_code, "history was rewritten" in rewritten.stderr) == (1, True)
    assert {path: path.read_bytes() for path in state.rglob("checkpoint")} == kept
    append(ledger, dispute(tmp_path, "ouest"), "k3")
    assert look(ledger).exit_code == 0
    # the ledger names the witness and keeps what it cosigned
    public = (state / "public").read_text("utf-8").strip()
    named = tmp_path / "named.json"
    named.write_text(json.dumps({"event": "witness-named/1", "witness_key": public}), encoding="utf-8")
    assert append(ledger, named, "k4").exit_code == 0
    (tmp_path / "cosigned").write_text(look(ledger).stdout, encoding="utf-8")
    done("ledger", "checkpoint", ledger, "--cosigned", tmp_path / "cosigned")
    assert "w.example/a cosigned the first" in done("verify", ledger)
    publish(ledger, folder)
    assert "w.example/a cosigned the first" in done("verify", address)
    assert "fits the ledger" in done("verify", ledger, "--against", tmp_path / "cosigned")


def test_a_witness_follows_a_key_handed_over_and_no_other(ledger: Path, tmp_path: Path) -> None:
    """A planned change is followed; a lost key stops the witness until it is given the new one."""
    state = tmp_path / "witness"
    look = partial(run, "ledger", "witness", ledger, "--state", state, "--name", "w.example/a")
    assert look().exit_code == 0
    change = partial(run, "ledger", "new-key", ledger, "--key")
    assert change("r1", "--expected", str(size_of(ledger)), "--reason", "planned").exit_code == 0
    append(ledger, dispute(tmp_path, "nord"), "k1")
    assert look().exit_code == 0
    shutil.rmtree(ledger / "keys")
    assert change("r2", "--expected", str(size_of(ledger)), "--reason", "planned").exit_code == 2
    assert change("r3", "--expected", str(size_of(ledger)), "--reason", "lost").exit_code == 0
    stopped = look()
    assert (stopped.exit_code, "lost" in stopped.stderr) == (1, True)
    last = (ledger / "ledger.jsonl").read_text("utf-8").splitlines()[-1]
    assert look("--key", json.loads(last)["log_key"]).exit_code == 0
    assert run("ledger", "witness", ledger, "--state", state, "--name", "w.example/b").exit_code == 2


def test_rebuild_makes_anew_what_can_be_made_anew(ledger: Path) -> None:
    """The leaf hashes are lost or wrong: the same ones come back, and it says that they had differed."""
    good = (ledger / "leaves").read_bytes()
    (ledger / "leaves").write_bytes(good[::-1])
    assert run("verify", ledger).exit_code == 1
    assert "NOT those" in done("ledger", "rebuild", ledger)
    assert (ledger / "leaves").read_bytes() == good
    (ledger / "leaves").unlink()
    assert "NOT those" in done("ledger", "rebuild", ledger)
    assert (ledger / "leaves").read_bytes() == good
    assert "are those that were kept" in done("ledger", "rebuild", ledger)
    assert run("verify", ledger).exit_code == 0


@pytest.mark.parametrize(
    "words",
    [
        ["ledger", "log", "{none}"],
        ["ledger", "append", "{none}", "{event}", "--expected", "0", "--key", "k"],
        ["ledger", "append", "{ledger}", "{none}", "--expected", "0", "--key", "k"],
        ["ledger", "append", "{ledger}", "{toml}", "--expected", "0", "--key", "k"],
        ["ledger", "append", "{ledger}", "{list}", "--expected", "0", "--key", "k"],
        ["ledger", "receipt", "{none}", "x"],
        ["ledger", "export", "{none}", "{new}"],
        ["ledger", "backup", "{none}", "{new}"],
        ["ledger", "init", "{new}", "--from", "{none}"],
        ["ledger", "init", "{ledger}", "--from", "{reims}"],
        ["ledger", "init", "{new}", "--from", "{reims}", "--origin", "a b"],
        ["ledger", "log", "{ledger}", "--db", "oracle://x"],
        ["ledger", "witness", "{none}", "--state", "{new}", "--name", "w"],
        ["ledger", "witness", "{ledger}", "--state", "{new}", "--name", "w w"],
        ["tally", "{elsewhere}"],
        ["verify", "{elsewhere}"],
        ["ledger", "witness", "{elsewhere}", "--state", "{new}", "--name", "w"],
        ["ledger", "log", "{elsewhere}"],
        ["ledger", "append", "{elsewhere}", "{event}", "--expected", "0", "--key", "k"],
        ["verify", "{none}"],
        ["verify", "{reims}"],
        ["verify", "{toml}"],
        ["verify", "{ledger}", "--against", "{none}"],
    ],
    ids=" ".join,
)  # fmt: skip
def test_what_cannot_be_done_is_said(ledger: Path, tmp_path: Path, words: list[str]) -> None:
    """Missing places, wrong files, unknown addresses: a sentence on stderr, a code that is not 0."""
    (tmp_path / "list.json").write_text("[1]", encoding="utf-8")
    elsewhere = Path(shutil.copytree(ledger, tmp_path / "elsewhere"))
    for name in ("ledger.jsonl", "appends.jsonl"):
        (elsewhere / name).unlink()  # as where the lines are in a database
    places = {
        "none": tmp_path / "none", "new": tmp_path / "new", "ledger": ledger, "reims": REIMS,
        "toml": REIMS / "ballot.toml", "elsewhere": elsewhere, "list": tmp_path / "list.json",
        "event": dispute(tmp_path, "x"),
    }  # fmt: skip
    result = run(*[word.format(**{name: str(place) for name, place in places.items()}) for word in words])
    assert result.exit_code in (1, 2)
    assert result.output.strip()
    assert not places["none"].exists(), "nothing is made where there was nothing"


def test_tally_and_check_read_the_lines_of_a_database(tmp_path: Path) -> None:
    """A ledger whose lines are in SQLite gives the same tally as the folder it came from; without ``--db`` a
    sentence says where the lines are not."""
    address = f"sqlite:///{tmp_path}/night.sqlite3"
    ledger = tmp_path / "ledger"
    reims = Path(__file__).parents[2] / "ballots" / "reims-2008"
    runner = CliRunner()
    assert (
        runner.invoke(app, ["ledger", "init", str(ledger), "--from", str(reims), "--db", address]).exit_code
        == 0
    )
    from_folder = runner.invoke(app, ["tally", str(reims), "--json"])
    from_database = runner.invoke(app, ["tally", str(ledger), "--db", address, "--json"])
    assert from_database.exit_code == 0
    assert json.loads(from_database.stdout)["contests"] == json.loads(from_folder.stdout)["contests"]
    assert runner.invoke(app, ["check", str(ledger), "--db", address]).exit_code == 1
    lost = runner.invoke(app, ["tally", str(ledger), "--lang", "en"])
    assert lost.exit_code == 2
    assert "--db" in lost.stderr
