"""What every storage of the ledger's lines must do, as tests to inherit from.

A storage's own test module says where its lines are kept::

    class TestMine(StorageContract):
        @pytest.fixture
        def opener(self, tmp_path): return lambda: MyStorage(tmp_path)

``opener`` gives, at each call, one more storage over the same, at first empty, place. A storage that several
processes can hold also inherits :class:`SharedContract` and gives its ``address`` (what ``open_storage``
takes).
"""

from __future__ import annotations

import random
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from recolement.ledger.storage import LONGEST_LINE, Appended, LedgerStorage, SizeDiffers

Opener = Callable[[], LedgerStorage]

WRITER = Path(__file__).with_name("writer.py")
"""A program that appends numbered lines at an address and prints each key once it is acknowledged."""


def line(number: int) -> bytes:
    """A line unlike any other."""
    return b'{"n":%d}' % number


class StorageContract:
    """The law of :class:`LedgerStorage`, in one process."""

    def test_an_empty_storage_has_no_line(self, opener: Opener) -> None:
        """Nothing was appended: size 0, nothing to read."""
        storage = opener()
        assert storage.size() == 0
        assert list(storage.read()) == []

    def test_lines_come_back_in_order(self, opener: Opener) -> None:
        """Appends of 1, 2 and 3 lines give six lines, read from any start to any end."""
        storage = opener()
        assert storage.append([line(0)], 0, "a") == Appended(0, 1)
        assert storage.append([line(1), line(2)], 1, "b") == Appended(1, 3)
        assert storage.append([line(3), line(4), line(5)], 3, "c") == Appended(3, 6)
        assert storage.size() == 6
        for start in range(7):
            for end in range(8):
                wanted = [line(number) for number in range(start, min(end, 6))]
                assert list(storage.read(start, end)) == wanted, (start, end)
            assert list(storage.read(start)) == [line(number) for number in range(start, 6)]

    def test_what_one_holder_appends_another_reads(self, opener: Opener) -> None:
        """Two holders of one place, opened before anything was written, see the same lines."""
        one, other = opener(), opener()
        one.append([line(0)], 0, "a")
        assert list(other.read()) == [line(0)]
        other.append([line(1)], 1, "b")
        assert list(one.read()) == [line(0), line(1)]
        assert list(opener().read()) == [line(0), line(1)]

    def test_a_wrong_size_is_refused_with_the_actual_one(self, opener: Opener) -> None:
        """The refusal says how many lines there are, and nothing is written."""
        storage = opener()
        storage.append([line(0), line(1)], 0, "a")
        for expected in (0, 1, 3, 100):
            with pytest.raises(SizeDiffers) as refused:
                storage.append([line(9)], expected, f"b{expected}")
            assert (refused.value.expected, refused.value.actual) == (expected, 2)
        assert list(storage.read()) == [line(0), line(1)]
        assert storage.append([line(2)], 2, "b0") == Appended(2, 3), "a key refused is a key unused"

    def test_the_same_key_gives_the_same_answer(self, opener: Opener) -> None:
        """A replay appends nothing, from any holder, whatever size it expects and whatever came since."""
        storage = opener()
        storage.append([line(0)], 0, "a")
        storage.append([line(1), line(2)], 1, "b")
        for holder in (storage, opener()):
            for expected in (0, 1, 3, 50):
                assert holder.append([line(1), line(2)], expected, "b") == Appended(1, 3, replayed=True)
                assert holder.append([line(0)], expected, "a") == Appended(0, 1, replayed=True)
        assert list(storage.read()) == [line(0), line(1), line(2)]

    def test_bytes_are_kept_as_they_are(self, opener: Opener) -> None:
        """Quotes, backslashes, a NUL, right-to-left marks, emoji and the longest line come back exactly."""
        storage = opener()
        lines = [
            b'"\\\x00\\u0000\x01\t',
            "‮نص 🗳️ <script>alert(1)</script> =cmd|' /C calc'!A0".encode(),
            b"x" * LONGEST_LINE,
            b" ",
        ]
        storage.append(lines, 0, "clé 🗝 ' \" ; --")
        assert list(opener().read()) == lines
        assert opener().append(lines, 0, "clé 🗝 ' \" ; --").replayed

    @pytest.mark.parametrize(
        ("lines", "expected", "key"),
        [
            ([], 0, "k"),
            ([b""], 0, "k"),
            ([b"a\nb"], 0, "k"),
            ([b"a\rb"], 0, "k"),
            ([b"x" * (LONGEST_LINE + 1)], 0, "k"),
            ([b"\xff"], 0, "k"),
            ([b"a"], -1, "k"),
            ([b"a"], 0, ""),
            ([b"a"], 0, "k\n"),
            ([b"a"], 0, "k" * 201),
        ],
    )
    def test_what_is_no_line_is_an_error_of_the_caller(
        self, opener: Opener, lines: list[bytes], expected: int, key: str
    ) -> None:
        """No line, an empty, broken or too long one, a negative size, no key: nothing is written."""
        with pytest.raises(ValueError):  # noqa: PT011 (the message is for programmers)
            opener().append(lines, expected, key)
        assert opener().size() == 0

    def test_a_large_append_is_one_append(self, opener: Opener) -> None:
        """5,000 lines at once: all there, one key."""
        lines = [line(number) for number in range(5000)]
        assert opener().append(lines, 0, "all") == Appended(0, 5000)
        assert list(opener().read()) == lines
        assert list(opener().read(4998)) == lines[4998:]

    def test_threads_never_interleave(self, opener: Opener) -> None:
        """Eight threads append pairs at the size they see; each pair stays together, none is lost."""

        def write(name: int) -> None:
            storage = opener()
            for number in range(5):
                mine = [b'{"w":%d,"n":%d}' % (name, number), b'{"w":%d,"n":%d,"b":1}' % (name, number)]
                while True:
                    try:
                        storage.append(mine, storage.size(), f"{name}-{number}")
                        break
                    except SizeDiffers:
                        continue

        with ThreadPoolExecutor(8) as pool:
            list(pool.map(write, range(8)))
        lines = list(opener().read())
        assert len(lines) == len(set(lines)) == 80
        for first, second in zip(lines[::2], lines[1::2], strict=True):
            assert second == first[:-1] + b',"b":1}'

    @settings(
        max_examples=30,
        deadline=None,
        suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.differing_executors],
    )
    @given(
        st.lists(
            st.tuples(st.integers(1, 3), st.integers(-1, 1), st.integers(0, 9), st.booleans()), max_size=12
        )
    )
    def test_any_history_is_that_of_a_plain_list(
        self, fresh: Callable[[], Opener], history: list[tuple[int, int, int, bool]]
    ) -> None:
        """Appends, wrong sizes, replays and reopenings in any order: as a list and a dict would do."""
        opener = fresh()
        storage = opener()
        lines: list[bytes] = []
        keys: dict[str, tuple[int, int]] = {}
        for step, (count, off, name, reopen) in enumerate(history):
            if reopen:
                storage = opener()
            batch = [line(100 * step + number) for number in range(count)]
            key, expected = f"k{name}", max(0, len(lines) + off)
            if key in keys:
                assert storage.append(batch, expected, key) == Appended(*keys[key], replayed=True)
            elif expected != len(lines):
                with pytest.raises(SizeDiffers) as refused:
                    storage.append(batch, expected, key)
                assert refused.value.actual == len(lines)
            else:
                keys[key] = (len(lines), len(lines) + count)
                assert storage.append(batch, expected, key) == Appended(*keys[key])
                lines += batch
            assert storage.size() == len(lines)
        assert list(opener().read()) == lines


class SharedContract:
    """The law of a storage that several processes hold: concurrency, and ``kill -9`` at any moment."""

    runs = 8
    """How many times a writer is killed in the usual tests; the long test has 200."""

    def test_eight_processes(self, address: str, opener: Opener) -> None:
        """8 processes, 20 appends each: no gap, no double, no lost line, every acknowledged one present."""
        writers = [_start(address, f"w{number}", 20) for number in range(8)]
        acknowledged = [key for writer in writers for key in _keys(writer)]
        assert all(writer.returncode == 0 for writer in writers)
        assert len(acknowledged) == len(set(acknowledged)) == 160
        _all_there(opener(), set(acknowledged))
        assert opener().size() == 160

    def test_one_key_from_two_processes_is_one_append(self, address: str, opener: Opener) -> None:
        """Two processes with the same twenty keys at the same time: twenty lines, the same answers."""
        writers = [_start(address, "same", 20), _start(address, "same", 20)]
        answers = [_answers(writer) for writer in writers]
        assert answers[0] == answers[1]
        assert len(answers[0]) == opener().size() == 20

    def test_killed_at_any_moment(self, address: str, opener: Opener) -> None:
        """A writer killed at a random moment: every acknowledged line is there, none is half-written."""
        self._kill(address, opener, self.runs)

    @pytest.mark.long
    def test_killed_two_hundred_times(self, address: str, opener: Opener) -> None:
        """The same, 200 times over one ledger."""
        self._kill(address, opener, 200)

    def _kill(self, address: str, opener: Opener, runs: int) -> None:
        chance = random.Random(20081122)
        acknowledged: set[str] = set()
        for run in range(runs):
            writer = _start(address, f"r{run}", 10_000)
            acknowledged.update(key_of(said) for said in killed(writer, chance.uniform(0, 0.06)))
            _all_there(opener(), acknowledged)
        storage = opener()
        before = _quiet(storage)
        assert storage.append([line(1)], before, "after all") == Appended(before, before + 1)


def _start(address: str, name: str, count: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, str(WRITER), address, name, str(count)], stdout=subprocess.PIPE, text=True
    )


def _answers(writer: subprocess.Popen[str]) -> list[str]:
    """The complete lines a writer printed to its end: ``key start end``."""
    return complete_lines(writer.communicate(timeout=240)[0])


def _keys(writer: subprocess.Popen[str]) -> list[str]:
    return [key_of(said) for said in _answers(writer)]


def killed(writer: subprocess.Popen[str], after: float) -> list[str]:
    """The complete lines a writer printed before it was killed, ``after`` seconds after the first was read.

    All through one reader. ``communicate`` reads the pipe itself: what ``readline`` had already taken out of
    it beyond the first line would be lost, and what remains could begin within a line, so that ``r7-12`` is
    read as ``12``: an answer that nobody gave.
    """
    with writer:
        assert writer.stdout is not None
        first = writer.stdout.readline()
        time.sleep(after)
        writer.send_signal(signal.SIGKILL)
        return complete_lines(first + writer.stdout.read())


def complete_lines(output: str) -> list[str]:
    """The lines that end: a writer may be killed within one."""
    return [said for said in output.splitlines(keepends=True) if said.endswith("\n")]


ANSWER = re.compile(r"([a-z][a-z0-9]*-[0-9]+) [0-9]+ [0-9]+\n")
"""``r7-12 40 41``: the name of a writer begins with a letter."""


def key_of(said: str) -> str:
    """The key of an answer; what is no answer of a writer is no lost line, but a fault of this test."""
    answer = ANSWER.fullmatch(said)
    assert answer is not None, f"no answer of a writer: {said!r}"
    return answer[1]


def _quiet(storage: LedgerStorage) -> int:
    """The size once it no longer changes: a database may still commit what a killed writer had sent."""
    size, since = storage.size(), time.monotonic()
    while time.monotonic() - since < 1:
        time.sleep(0.05)
        now = storage.size()
        if now != size:
            size, since = now, time.monotonic()
    return size


def _all_there(storage: LedgerStorage, acknowledged: set[str]) -> None:
    """Every acknowledged pair is there once, whole; at most the last append of a killed writer is extra.

    (It may arrive while we read: a database commits what it was sent, though nobody waits for the answer.)
    """
    lines = list(storage.read())
    assert len(lines) == len(set(lines)) <= storage.size() <= len(lines) + 1
    assert all(one.startswith(b'{"key":"') and one.endswith(b'"}') for one in lines)
    missing = acknowledged - {one[8:-2].decode() for one in lines}
    assert not missing, (len(lines), storage.size(), sorted(missing)[:5])
