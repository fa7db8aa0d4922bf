"""What each numbered check asks, what its findings say, and what each person can do about them.

One module a family, the same families as ``recolement.checks``; here are all of them by code.
"""

from __future__ import annotations

from collections.abc import Mapping

from recolement.words.checks.acts import ACTS
from recolement.words.checks.arithmetic import ARITHMETIC
from recolement.words.checks.concordance import CONCORDANCE
from recolement.words.checks.coverage import COVERAGE
from recolement.words.checks.entry import Both, CheckWords
from recolement.words.checks.neighbours import NEIGHBOURS
from recolement.words.checks.publication import PUBLICATION
from recolement.words.checks.roll import ROLL
from recolement.words.checks.surprising import SURPRISING

WORDS: Mapping[str, CheckWords] = {
    **ARITHMETIC, **ROLL, **CONCORDANCE, **COVERAGE, **SURPRISING, **NEIGHBOURS, **PUBLICATION, **ACTS,
}  # fmt: skip
"""Every code of the register with its words."""

FAMILIES: Mapping[str, Both] = {
    "A": ("arithmétique", "arithmetic"),
    "R": ("liste électorale", "roll"),
    "C": ("concordance", "concordance"),
    "V": ("couverture", "coverage"),
    "W": ("surprenant, pas faux", "surprising, not wrong"),
    "P": ("publication", "publication"),
    "D": ("actes et litiges", "acts and disputes"),
}
"""The families of checks by the letter of their codes."""

__all__ = ["FAMILIES", "WORDS", "Both", "CheckWords"]
