"""What the kill tests believe was acknowledged is what the killed writer printed: no more, no less."""

from __future__ import annotations

import subprocess
import sys

import pytest

from contracts.storage_contract import key_of, killed

PRINTED = 2_500
"""Lines of about 20 bytes: several times what a reader takes at once, less than a pipe holds."""


def test_a_reader_that_comes_late_gets_every_answer_and_no_other() -> None:
    """2,500 answers are in the pipe before the first is read: 2,500 keys, the printed ones.

    Reading the first through ``readline`` and the rest through ``communicate`` loses some four hundred, and
    takes the end of an answer for one: an acknowledged line that no storage could have.
    """
    program = f"for n in range({PRINTED}): print(f'r7-{{n}}', 1000 + n, 1001 + n, flush=True)"
    writer = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True)
    writer.wait(timeout=60)
    assert [key_of(said) for said in killed(writer, 0)] == [f"r7-{number}" for number in range(PRINTED)]


@pytest.mark.parametrize("said", ["1488 1489\n", "7-12 3 4\n", "12\n", "\n", "r7-1 2 3r7-2 3 4\n", "r7-1 2"])
def test_what_is_no_answer_is_a_fault_of_the_test(said: str) -> None:
    """A torn answer is never looked for among the lines: it stops the test, naming itself."""
    with pytest.raises(AssertionError, match="no answer of a writer"):
        key_of(said)
