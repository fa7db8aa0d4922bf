"""Every check of the register has its words in both languages, and its sentences bear the figures."""

from __future__ import annotations

import re
from dataclasses import fields

import pytest

from recolement.canvass import canvass
from recolement.checks import CHECKS
from recolement.formats.shorthand import read_shorthand
from recolement.model.findings import Finding, Severity
from recolement.model.problems import Unusable
from recolement.model.rulebook import Rulebook, Runoff, Warn
from recolement.publication.examples import EXAMPLES, TODAY
from recolement.words.checks import FAMILIES, WORDS
from recolement.words.findings import ROLES, few, percent, say_finding, severity_label, what_to_do
from recolement.words.naming import Names
from recolement.words.numbers import Language
from recolement.words.rulebook import KEYS

CODES = [check.code for check in CHECKS]


def test_the_words_are_those_of_the_register() -> None:
    """No code without words, no words without a code, a family for each letter."""
    assert set(WORDS) == set(CODES)
    assert set(FAMILIES) == {code[0] for code in CODES}


@pytest.mark.parametrize("code", CODES)
def test_both_languages_say_different_things(code: str) -> None:
    """Title, every sentence and what each of three roles can do exist in French and in English."""
    words = WORDS[code]
    for both in (words.title, *words.said.values(), words.section, words.federation, words.commission):
        french, english = both
        assert french
        assert english
        assert french != english
    facts = [
        set(re.findall(r"{(\w+)}", french)) == set(re.findall(r"{(\w+)}", english))
        for french, english in words.said.values()
    ]
    assert all(facts), "both languages give the same figures"
    for role in ROLES:
        assert what_to_do(code, role, "fr") != what_to_do(code, role, "en")


@pytest.mark.parametrize("code", [code for code in CODES if code != "A5"])
def test_every_small_ballot_gives_its_finding(code: str) -> None:
    """The example of a code yields that code, and its sentence bears expected and found."""
    folder = read_shorthand(EXAMPLES[code])
    found = next(one for one in canvass(folder, today=TODAY).findings if one.code == code)
    for language in ("fr", "en"):
        said = say_finding(found, Names(folder, language))  # type: ignore[arg-type]
        assert "{" not in said
        plain = said.replace("\u202f", "").replace(",", "")
        for figure in (found.expected, found.found):
            if isinstance(figure, int) and figure > 10 and code != "W5":
                assert str(figure) in plain


def test_no_file_that_can_be_read_holds_a_negative_figure() -> None:
    """A5 has no example: the reader refuses −1. Its sentence is tried on a finding made by hand."""
    with pytest.raises(Unusable):
        read_shorthand("sheet Lyon-3  null=-1  A=45 B=38")
    folder = read_shorthand("sheet Lyon-3  A=45 B=38")
    finding = Finding("A5", Severity.ERROR, None, None, 1, ("null",), 0, -1, -1)
    assert say_finding(finding, Names(folder, "en")) == "Null −1: a number of papers is never negative."


SAID: tuple[tuple[str, Language, str], ...] = (
    ("A1", "fr", "Exprimés 85, somme des voix 84 : un de plus."),
    ("A1", "en", "Valid votes 85, votes added together 84: one more."),
    ("A6", "fr", "Votants 8 040, mais ce qui en est connu fait déjà 8 052 : 12 bulletins de trop."),
    ("W3", "en", "Papers in the box 1,178 for 590 signatures: 588 more, which is a lot."),
    ("P1", "fr", "Votants 1 249 126 (23 janvier 2017 à 00:45 UTC+01:00), contre 1 337 820 (22 janvier 2017 à "
     "23:00 UTC+01:00) : 88 694 de moins, sans raison donnée."),
    ("P4", "en", "valls: 12,245 votes published and 30.63%; 30.63% of 39,591 valid votes would be 12,127 "
     "votes: 118 more (23 January 2017)."),
)  # fmt: skip
"""Written by hand from the small ballots: 39 + 45 = 84; 5,316 + 2,736 = 8,052; 1,178 − 590 = 588;
1,337,820 − 1,249,126 = 88,694; 0.3063 × 39,591 = 12,126.7."""


@pytest.mark.parametrize(("code", "language", "sentence"), SAID)
def test_sentences_word_for_word(code: str, language: Language, sentence: str) -> None:
    """Count with its unit and direction, in the typography of each language."""
    folder = read_shorthand(EXAMPLES[code])
    found = next(one for one in canvass(folder, today=TODAY).findings if one.code == code)
    assert say_finding(found, Names(folder, language)).replace("\u202f", " ") == sentence


def test_names_in_a_sentence_are_shown_not_obeyed() -> None:
    """An option and a unit with control and direction characters: a sentence without them."""
    folder = read_shorthand("option A name=x\noption B name=y\nsheet Lyon-3  in_box=32  A=32 B=0")
    found = next(one for one in canvass(folder).findings if one.code == "W5")
    hostile = Finding(
        "W9",
        Severity.WARNING,
        None,
        None,
        1,
        ("\x1b[2J",),
        None,
        32,
        None,
        {"other": "\u202eLyon\x07", "others": 1},
    )
    for finding in (found, hostile):
        said = say_finding(finding, Names(folder, "fr"))
        assert all(character.isprintable() or character == "\u202f" for character in said)


def test_small_numbers_are_words_and_shares_keep_their_decimals() -> None:
    """Ten is a word, eleven is digits; 0.3635 is 36.35 %, 1/3 has four decimals of a per cent."""
    from fractions import Fraction

    assert [few(number, "fr") for number in (1, 2, 10, 11)] == ["un", "deux", "dix", "11"]
    assert percent(Fraction(727, 2000), "en") == "36.35%"
    assert percent(Fraction(1, 3), "fr") == "33,3333\u202f%"
    assert {severity_label(one, "fr") for one in Severity} == {"erreur", "à vérifier", "à noter"}


def test_every_key_of_the_rulebook_is_described() -> None:
    """rule … warn.clock_hours: the words are those of the model, keys inside another dotted."""
    expected = {field.name for field in fields(Rulebook)}
    expected |= {f"runoff.{field.name}" for field in fields(Runoff)}
    expected |= {f"warn.{field.name}" for field in fields(Warn)}
    assert set(KEYS) == expected
    assert all(french and english and french != english for french, english in KEYS.values())
