"""FORMAT.md's JSON, ``recolement-tally/1``, read by hand into a checker: every key, of what kind, null when.

Written from the contract, not from the program: what is not in the contract is named in ``EXTENSIONS``.
"""

from __future__ import annotations

from typing import Any

CONTEST_KEYS = {
    "contest", "round", "unit", "level", "registered", "signatures", "in_box", "voters", "blank", "null",
    "blank_null", "valid", "votes", "coverage", "status", "outcome", "branches", "margin", "settled", "open",
    "decisive", "decisive_units",
}  # fmt: skip
COVERAGE_KEYS = {"expected", "received", "no_vote", "missing", "registered_expected", "registered_received"}
STATUSES = {"partial", "complete", "frozen", "proclaimed", "corrected"}
KINDS = {"elected", "runoff", "seats", "adopted", "rejected", "no_majority", "lots_needed"}
REASONS = {"missing", "annulment", "recount", "ballots", "swap", "claim", "set_aside", "finding"}
OPEN_KEYS = {"matter", "reason", "units", "worst_case", "on", "leverage", "break_even_roll"}
FINDING_KEYS = {"code", "severity", "unit", "contest", "round", "fields", "expected", "found", "difference"}
EXTENSIONS = {"finding": {"acknowledged", "facts"}, "outcome": {"lots"}}
"""Keys added to the contract, all optional."""


def counts(*values: Any) -> bool:
    """Whether each is a whole number or null (and no bool)."""
    return all(value is None or (isinstance(value, int) and not isinstance(value, bool)) for value in values)


def check_tally(document: dict[str, Any]) -> None:
    """Raise AssertionError where the document is not what FORMAT says."""
    assert set(document) == {"format", "title", "contests", "findings"}
    assert document["format"] == "recolement-tally/1"
    for entry in document["contests"]:
        check_entry(entry)
    for finding in document["findings"]:
        assert FINDING_KEYS <= set(finding) <= FINDING_KEYS | EXTENSIONS["finding"]
        assert finding["severity"] in {"error", "warning", "notice"}
        assert isinstance(finding["fields"], list)


def check_entry(entry: dict[str, Any]) -> None:
    """One entry of ``contests``."""
    assert set(entry) == CONTEST_KEYS
    assert counts(*(entry[name] for name in CONTEST_KEYS & {"registered", "signatures", "in_box", "voters"}))
    assert counts(*(entry[name] for name in ("blank", "null", "blank_null", "valid", "margin", "round")))
    assert counts(*entry["votes"].values())
    assert set(entry["coverage"]) == COVERAGE_KEYS
    assert entry["coverage"]["received"] <= entry["coverage"]["expected"]
    assert entry["status"] in STATUSES
    assert entry["settled"] in (True, False, None)
    if entry["open"] is None:  # outside the scope: all the decided keys are null together
        for name in ("outcome", "branches", "margin", "settled", "decisive", "decisive_units"):
            assert entry[name] is None, name
        return
    if entry["outcome"] is None:
        assert (entry["branches"], entry["margin"], entry["settled"]) == ([], None, None)
    else:
        outcome = entry["outcome"]
        assert {"kind", "options", "seats", "exact"} <= set(outcome) <= {
            "kind", "options", "seats", "exact", *EXTENSIONS["outcome"],
        }  # fmt: skip
        assert outcome["kind"] in KINDS
        assert any(branch["holds"] for branch in entry["branches"]) or outcome["kind"] == "lots_needed"
    for branch in entry["branches"]:
        assert set(branch) == {"holds", "assertions"}
        for assertion in branch["assertions"]:
            assert set(assertion) == {"claim", "slack"}
            assert isinstance(assertion["slack"], int)
        assert branch["holds"] == all(one["slack"] > 0 for one in branch["assertions"])
    for matter in entry["open"]:
        assert set(matter) == OPEN_KEYS
        assert matter["reason"] in REASONS
        assert (matter["worst_case"] is None) == (matter["leverage"] is None)
