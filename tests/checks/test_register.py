"""The register, the functions and the tests name the same checks."""

from __future__ import annotations

import re
from pathlib import Path

from recolement.checks import CHECKS
from recolement.words.checks import WORDS

TESTS = "".join(path.read_text(encoding="utf-8") for path in sorted(Path(__file__).parent.glob("test_*.py")))


def test_every_check_has_a_test_where_it_finds_and_one_where_it_is_silent() -> None:
    """Two tests bear each code: ``test_a1_finds_…`` and ``test_a1_is_silent_…``."""
    named = re.findall(r"def test_([a-z]\d+)_(finds|is_silent)_", TESTS)
    codes = {check.code.lower() for check in CHECKS}
    assert {code for code, kind in named if kind == "finds"} == codes
    assert {code for code, kind in named if kind == "is_silent"} == codes


def test_every_check_is_done_by_hand_in_its_docstring() -> None:
    """Each function of the register bears its code as its name and shows a small ballot by hand."""
    for check in CHECKS:
        if check.look is not None:
            assert check.look.__name__ == check.code.lower()
            assert "By hand" in (check.look.__doc__ or ""), check.code


def test_codes_are_used_once_and_have_words() -> None:
    """No code twice, and each with its sentences in both languages."""
    codes = [check.code for check in CHECKS]
    assert len(set(codes)) == len(codes)
    assert set(WORDS) == set(codes)
