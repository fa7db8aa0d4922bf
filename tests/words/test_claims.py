"""The sentences of claims, steps and outcomes, in both languages."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from typing import Any, get_args

import pytest

from recolement.model.ballots import Member
from recolement.model.results import Claim, Outcome, OutcomeKind
from recolement.model.rulebook import Base, Rule, Runoff
from recolement.words import claims as catalogue
from recolement.words.claims import say_claim, say_outcome, say_step
from recolement.words.numbers import Language
from rules.polls import count

LANGUAGES: tuple[Language, ...] = get_args(Language)
NAMES = {"aubry": "Martine Aubry", "royal": "Ségolène Royal"}


@pytest.mark.parametrize(
    ("claim", "english", "french"),
    [
        (
            Claim("more_votes", {"winner": "aubry", "loser": "royal"}),
            "Martine Aubry has more votes than Ségolène Royal",
            "Martine Aubry a plus de voix que Ségolène Royal",
        ),
        (
            Claim("more_than_share", {"option": "aubry", "numerator": 1, "denominator": 2, "base": "valid"}),
            "Martine Aubry has more than half of the valid votes",
            "Martine Aubry a plus de la moitié des suffrages exprimés",
        ),
        (
            Claim(
                "at_least_share",
                {"option": "royal", "numerator": 1, "denominator": 8, "base": "registered"},
            ),
            "Ségolène Royal has at least an eighth of the registered voters",
            "Ségolène Royal a au moins un huitième des inscrits",
        ),
        (
            Claim("less_than_share", {"option": "royal", "numerator": 1, "denominator": 8, "base": "valid"}),
            "Ségolène Royal has less than an eighth of the valid votes",
            "Ségolène Royal a moins d'un huitième des suffrages exprimés",
        ),
        (
            Claim("at_least_share", {"option": "royal", "numerator": 7, "denominator": 200, "base": "valid"}),
            "Ségolène Royal has at least 3.5% of the valid votes",
            "Ségolène Royal a au moins 3,5\u202f% des suffrages exprimés",
        ),
        (
            Claim("at_most_share", {"option": "royal", "numerator": 5, "denominator": 7, "base": "in_box"}),
            "Ségolène Royal has no more than 5/7 of the papers in the box",
            "Ségolène Royal n'a pas plus de 5/7 des bulletins trouvés dans l'urne",
        ),
        (
            Claim(
                "average_exceeds",
                {"winner": "aubry", "winner_seat": 3, "loser": "royal", "loser_seat": 2},
            ),
            "Martine Aubry's 3rd average exceeds Ségolène Royal's 2nd",
            "la 3e moyenne de Martine Aubry dépasse la 2e de Ségolène Royal",
        ),
        (
            Claim(
                "average_exceeds",
                {"winner": "aubry", "winner_seat": 11, "loser": "royal", "loser_seat": 1},
            ),
            "Martine Aubry's 11th average exceeds Ségolène Royal's 1st",
            "la 11e moyenne de Martine Aubry dépasse la 1re de Ségolène Royal",
        ),
    ],
)
def test_a_claim_is_said_in_both_languages(claim: Claim, english: str, french: str) -> None:
    """Names replace ids, shares are words or exact figures, ranks are ordinals."""
    assert say_claim(claim, NAMES, "en") == english
    assert say_claim(claim, NAMES, "fr") == french


HOSTILE = [
    "<script>alert(1)</script>",
    "=cmd|' /C calc'!A0",
    "{winner}%s{0}",
    "\u202etxt.exe",
    "🗳️",
    "x" * 10240,
]


@pytest.mark.parametrize("name", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_name_is_written_as_it_is(name: str) -> None:
    """Names are data: braces, formulas, marks of direction and length change no sentence."""
    claim = Claim("more_votes", {"winner": "a", "loser": "b"})
    assert say_claim(claim, {"a": name, "b": "B"}, "en") == f"{name} has more votes than B"


def outcomes() -> Iterable[Outcome]:
    """An outcome of every kind and rule, so that every claim and step is said at least once."""
    votes = {"a": 47, "b": 33, "c": 20, "d": 3}
    yes: dict[str, Any] = {"quorum": Fraction(1, 2)}
    for more in ({}, {"ties": ("age",)}, {"blank": "valid"}, {"majority_reached": True}):
        yield count(Rule.PLURALITY, votes, **more)
        yield count(Rule.ABSOLUTE_MAJORITY, votes, **more)
        yield count(Rule.ABSOLUTE_MAJORITY, votes | {"a": 300}, no_majority="…", **more)
        yield count(Rule.MAJORITY_TWO_ROUND, votes, poll={"withdrawn": frozenset({"b"})}, **more)
        yield count(Rule.YES_NO, {"yes": 5, "no": 3}, abstain=2, **yes, **more)
        yield count(Rule.YES_NO, {"yes": 5, "no": 3}, abstain=90, **yes, **more)
        yield count(Rule.YES_NO, {"yes": 1, "no": 3}, **more)
        for share in (Fraction(1, 4), Fraction(9, 10)):
            runoff = Runoff("threshold", share, Base.VALID, Fraction(1, 10))
            yield count(
                Rule.MAJORITY_TWO_ROUND, votes, runoff=runoff, poll={"withdrawn": frozenset({"a"})}, **more
            )
    born = {name: {"born": day} for name, day in zip("ab", (date(1950, 1, 1), date(1960, 1, 1)), strict=True)}
    for rule in Rule:
        yield count(rule, {"a": 0, "b": 0}, seats=3)
        yield count(rule, {"a": 4, "b": 4}, seats=3)
        yield count(rule, {"a": 4, "b": 4}, seats=3, ties=("age",))
        yield count(rule, {"a": 4, "b": 4}, seats=3, ties=("seniority",))
        yield count(rule, {"a": 4, "b": 4}, seats=3, ties=("age",), options=born)
        yield count(rule, {"a": 4, "b": 4}, ties=("age",), options=born, poll={"round": 2})
        yield count(rule, votes, seats=5, threshold=Fraction(1, 10), poll={"round": 2})
        yield count(rule, votes, seats=5, threshold=Fraction(9, 10), no_majority="Le conseil décide.")
        yield count(rule, votes | {"a": 300}, seats=5)
    for quota in ("hare", "hagenbach_bischoff", "droop", "imperiali"):
        for seats in range(1, 9):
            yield count(Rule.LARGEST_REMAINDER, votes, seats=seats, quota=quota)
            yield count(Rule.LARGEST_REMAINDER, {"a": 9, "b": 6, "c": 4}, seats=seats, quota=quota)
    yield count(
        Rule.HIGHEST_AVERAGES,
        {"a": 9, "b": 0},
        seats=3,
        options={"a": {"members": (Member("one"),)}, "b": {"members": (Member("two"),)}},
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_claim_step_and_outcome_has_a_sentence(language: Language) -> None:
    """Whatever the rules answer can be said, with every fact filled in."""
    claims, steps, kinds = set(), set(), set()
    for outcome in outcomes():
        kinds.add(outcome.kind)
        assert "{" not in say_outcome(outcome, NAMES, language)
        for step in outcome.steps:
            steps.add(step.code)
            assert "{" not in say_step(step, NAMES, language)
        for branch in outcome.branches:
            for assertion in branch.assertions:
                claims.add(assertion.claim.code)
                assert "{" not in say_claim(assertion.claim, NAMES, language)
    assert claims == set(catalogue._CLAIMS)  # no sentence is left that no rule says
    assert steps == set(catalogue._STEPS)
    assert kinds == set(OutcomeKind)


@pytest.mark.parametrize(
    ("rule", "votes", "keys", "english", "french"),
    [
        (
            Rule.PLURALITY,
            {"aubry": 2, "royal": 1},
            {},
            "Elected: Martine Aubry.",
            "Élection de Martine Aubry.",
        ),
        (
            Rule.HIGHEST_AVERAGES,
            {"aubry": 20, "royal": 11},
            {"seats": 3},
            "Seats: Martine Aubry 2, Ségolène Royal 1.",
            "Sièges : Martine Aubry 2, Ségolène Royal 1.",
        ),
        (
            Rule.PLURALITY,
            {"aubry": 2, "royal": 2},
            {},
            "Tie between Martine Aubry and Ségolène Royal, places left: 1; lots must be drawn.",
            "Égalité entre Martine Aubry et Ségolène Royal, places restantes : 1 ; "
            "un tirage au sort est nécessaire.",
        ),
    ],
)
def test_an_outcome_is_said_in_one_sentence(
    rule: Rule, votes: dict[str, int], keys: dict[str, Any], english: str, french: str
) -> None:
    """The sentence of the proclamation."""
    outcome = count(rule, votes, **keys)
    assert say_outcome(outcome, NAMES, "en") == english
    assert say_outcome(outcome, NAMES, "fr") == french
