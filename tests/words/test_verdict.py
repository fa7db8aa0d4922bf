"""The verdict in words: every status, reason and ruling, and the sentences of the strip."""

from __future__ import annotations

from typing import get_args

import pytest

from recolement.canvass.effects import RULINGS as RULED
from recolement.canvass.results import Status
from recolement.model.acts import KINDS
from recolement.model.matters import Reason
from recolement.words.numbers import Language
from recolement.words.plain import shown
from recolement.words.refusals import KINDS as ACTS
from recolement.words.verdict import (
    REASONS,
    RULINGS,
    STATUSES,
    say_break_even,
    say_decisive,
    say_margin,
    say_verdict,
)


def test_every_word_of_the_core_is_said() -> None:
    """All statuses, reasons, rulings and kinds of acts have French and English words."""
    assert set(STATUSES) == {status.value for status in Status}
    assert set(REASONS) == set(Reason)
    assert set(RULINGS) >= {*RULED.values(), "uphold"}
    for language in get_args(Language):
        assert set(ACTS[language]) == set(KINDS)


@pytest.mark.parametrize(
    ("settled", "extra", "sentence"),
    [
        (True, {}, "Acquis : 2 unités, 90 inscrits en suspens ; avance 120 voix."),
        (False, {}, "Pas encore acquis : 2 unités, 90 inscrits en suspens ; avance 120 voix."),
        (False, {"exact": False}, "Pas démontré acquis : 2 unités, 90 inscrits en suspens ; avance "
         "120 voix."),
        (None, {"unknown_rolls": 1}, "On ne peut pas encore dire si c'est acquis : 2 unités, 90 inscrits en "
         "suspens, dont 1 sans liste connue ; avance 120 voix."),
        (None, {"lots": True, "lead": None}, "Égalité, tirage à faire."),
        (None, {"votes": False, "lead": None}, "Aucune voix n'est comptée."),
    ],
)  # fmt: skip
def test_the_strip_says_where_it_stands(
    settled: bool | None, extra: dict[str, object], sentence: str
) -> None:
    """Settled, not yet, not proved, not to be said, a tie, nothing: one sentence each, as UX asks."""
    given: dict[str, object] = {"open_units": 2, "open_registered": 90, "lead": (120, True), **extra}
    assert say_verdict("partial", settled, "fr", **given) == sentence  # type: ignore[arg-type]


def test_solemn_states_come_first() -> None:
    """Frozen, proclaimed and corrected open the sentence; a slack that is no lead in votes is to spare."""
    said = say_verdict("proclaimed", True, "en", open_units=0, open_registered=0, lead=(7, False))
    assert said == "Proclaimed; settled: nothing is open; 7 to spare."


def test_margin_break_even_and_decisive() -> None:
    """One paper is singular; no figure, no sentence; no matter that could change it is said."""
    assert say_margin(1, "en") == "Margin: one paper to change for another outcome."
    assert (say_margin(None, "fr"), say_break_even(None, "fr")) == ("", "")
    assert "98" in say_break_even(98, "en")
    assert say_decisive(0, "", "en").startswith("No open matter")
    assert say_decisive(2, "a, b", "fr") == "Peut changer l'issue ensemble : a, b."


def test_right_to_left_names_stay_and_overrides_go() -> None:
    """Hebrew and Arabic letters are names; overrides, isolates and marks of direction are shown as �."""
    assert shown("שלום مرحبا") == "שלום مرحبا"
    assert shown("a\u202eb\u2066c\u200fd\ufeffe") == "a�b�c�d�e"
    assert shown("\u0000\u0085\u009b2J") == "���2J"
