"""``recolement explain``: every code, both languages, and help for codes that are none."""

from __future__ import annotations

import inspect
import json

import pytest

from cli.terminal import recolement
from recolement.checks import CHECKS
from recolement.model.rulebook import Warn
from recolement.publication.explained import THRESHOLDS, explained


@pytest.mark.parametrize("code", [check.code for check in CHECKS])
def test_every_check_is_explained_in_both_languages(code: str) -> None:
    """Title, what to do for three roles, the check's own docstring, and the same ballot said twice."""
    french, english = explained(code, "fr"), explained(code, "en")
    assert french.title != english.title
    assert french.by_hand == english.by_hand
    assert "By hand" in english.by_hand
    assert [role for role, _ in french.to_do] == ["Section", "Fédération", "Commission"]
    assert all(what.endswith((".", "?", ")")) for _, what in (*french.to_do, *english.to_do))
    if code != "A5":  # no file that can be read holds a negative figure
        assert french.said
        assert french.said != english.said


def test_the_words_by_hand_are_the_check_s_own() -> None:
    """One source: the docstring of the function that looks."""
    a3 = next(check for check in CHECKS if check.code == "A3")
    assert explained("A3", "en").by_hand == (inspect.getdoc(a3.look) or "").replace("``", "`")


def test_thresholds_are_those_of_the_rulebook() -> None:
    """Every threshold named is a key of rulebook.warn, with its default: three hundredths, fifteen papers."""
    assert {name for names in THRESHOLDS.values() for name in names} <= set(Warn.__dataclass_fields__)
    assert explained("W2", "en").thresholds == {"null_share": "3%"}
    assert explained("W3", "fr").thresholds == {"gap_share": "2\u202f%", "gap_papers": "15"}


def test_a_code_in_small_letters_is_understood() -> None:
    """a3 is A3; the page has the question, the small ballot, the sentence and what to do."""
    said = recolement("explain", "a3", "--lang", "en")
    assert said.code == 0
    for part in ("A3 · As many papers as signatures", "signatures=87", "two fewer", "By hand", "Federation:"):
        assert part in said.out


def test_an_unknown_code_suggests_others() -> None:
    """A33: exit code 2, nothing printed, A3 suggested."""
    done = recolement("explain", "A33", RECOLEMENT_LANG="en")
    assert (done.code, done.out) == (2, "")
    assert "A3" in done.err


def test_without_a_code_all_are_listed() -> None:
    """The list has every code of the register, in print and as JSON."""
    said = recolement("explain", "--lang", "fr").out
    assert all(f"  {check.code} " in said for check in CHECKS)
    document = json.loads(recolement("explain", "--json").out)
    assert [one["code"] for one in document["checks"]] == [check.code for check in CHECKS]
