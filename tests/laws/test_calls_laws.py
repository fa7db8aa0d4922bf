"""Laws of call lists: who is who, whatever the writing; nobody is marked who was not named."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from recolement.calls.lists import CallList, list_of
from recolement.calls.matching import Known, match
from recolement.calls.places import read_place, written
from recolement.calls.spelling import same_name, same_number, same_telephone
from recolement.model.calls import Marked, Said

SECTIONS = st.sampled_from(["s-1", "s-2", "s-3"])
NUMBERS = st.sampled_from(["", "1", "2", "3", "17"])
NAMES = st.sampled_from(["", "alice martin", "bruno petit", "chi nguyen"])
REGISTERS = st.lists(st.builds(Marked, st.just(0), SECTIONS, NUMBERS, NAMES), max_size=20).map(
    lambda lines: [Marked(row, one.section, one.number, one.name) for row, one in enumerate(lines, start=2)]
)


@st.composite
def rolls(draw: st.DrawFn) -> list[Known]:
    """A roll on which a number stands once in a section."""
    drawn = draw(st.lists(st.tuples(SECTIONS, NUMBERS, NAMES), max_size=20))
    seen: set[tuple[str, str]] = set()
    people = []
    for section, number, name in drawn:
        if not number or (section, number) not in seen:
            seen.add((section, number))
            people.append(Known(len(people), section, number, name or "sans nom"))
    return people


@given(rolls(), REGISTERS)
def test_every_line_marks_one_person_or_is_in_doubt(roll: list[Known], register: list[Marked]) -> None:
    """As many lines as people marked and lines in doubt together; each doubt has its own row."""
    found = match(roll, register)
    assert found.lines == len(register) == len(found.voted) + len(found.doubts)
    assert len({one.row for one in found.doubts}) == len(found.doubts)


@given(rolls(), REGISTERS)
def test_nobody_is_marked_who_is_not_named(roll: list[Known], register: list[Marked]) -> None:
    """Whoever is marked has a line of their section with their number, or their name, and no other name."""
    people = {one.place: one for one in roll}
    for place in match(roll, register).voted:
        one = people[place]
        assert any(
            line.section == one.section
            and (line.number == one.number if line.number and one.number else line.name == one.name)
            and line.name in ("", one.name)
            for line in register
        )


@given(rolls(), REGISTERS, st.randoms(use_true_random=False))
def test_the_order_of_the_lines_does_not_matter(
    roll: list[Known], register: list[Marked], chance: object
) -> None:
    """Shuffled, a register marks the same people."""
    shuffled = list(register)
    chance.shuffle(shuffled)  # type: ignore[attr-defined] # a random.Random of Hypothesis
    assert match(roll, shuffled).voted == match(roll, register).voted


@given(rolls(), REGISTERS)
def test_hashes_in_place_of_names_change_nothing(roll: list[Known], register: list[Marked]) -> None:
    """With every number and name replaced by another text, one for one, the same people are marked."""

    def veiled(text: str) -> str:
        return f"#{text[::-1]}#" if text else ""

    there = [Known(one.place, one.section, veiled(one.number), veiled(one.name)) for one in roll]
    lines = [Marked(one.row, one.section, veiled(one.number), veiled(one.name)) for one in register]
    assert match(there, lines) == match(roll, register)


@given(st.sampled_from([None, True, False]), st.sampled_from(list(Said)))
def test_whoever_votes_leaves_every_list(before: bool | None, said: Said) -> None:
    """A vote today takes a person out of whichever list they were in."""
    assert list_of(voted_before=before, voted_today=True, said=said) is None


@given(st.sampled_from([None, True, False]), st.sampled_from(list(Said)))
def test_undecided_is_said_never_guessed(before: bool | None, said: Said) -> None:
    """Somebody is in the list of the undecided if they said so, and only then."""
    found = list_of(voted_before=before, voted_today=False, said=said)
    assert (found == CallList.UNDECIDED) == (said == Said.UNDECIDED)


@given(st.integers(0, 10**7))
def test_a_printed_number_comes_back(place: int) -> None:
    """What is printed is read as the same place."""
    assert read_place(written(place)) == place


@given(st.integers(0, 10**7), st.data())
def test_one_slip_of_the_keyboard_is_found(place: int, data: st.DataObject) -> None:
    """One wrong figure, or two neighbours that changed places, are never another person."""
    right = written(place)
    at = data.draw(st.integers(0, len(right) - 1))
    wrong = right[:at] + data.draw(st.sampled_from("0123456789")) + right[at + 1 :]
    if wrong != right:
        assert read_place(wrong) is None
    if at + 1 < len(right) and right[at] != right[at + 1]:
        assert read_place(right[:at] + right[at + 1] + right[at] + right[at + 2 :]) is None


LETTERS = st.text(st.characters(categories=["L"], max_codepoint=0x24F), min_size=1, max_size=12)


@given(st.lists(LETTERS, min_size=1, max_size=4), st.randoms(use_true_random=False))
def test_a_name_is_the_same_however_it_is_written(words: list[str], chance: object) -> None:
    """In another order, in capitals, with its accents composed or not, a name is the same name."""
    shuffled = list(words)
    chance.shuffle(shuffled)  # type: ignore[attr-defined] # a random.Random of Hypothesis
    assert same_name(" ".join(shuffled)) == same_name("  ".join(words))
    assert same_name(unicodedata.normalize("NFD", " ".join(words))) == same_name(" ".join(words))
    assert same_name(same_name(" ".join(words))) == same_name(" ".join(words))


@given(st.integers(100_000_000, 999_999_999), st.sampled_from(["", " ", ".", "-"]))
def test_a_telephone_is_the_same_however_it_is_written(digits: int, between: str) -> None:
    """National, with its country, with 00, spaced or not: one number."""
    text = str(digits)
    national = "0" + text
    spaced = between.join(national[at : at + 2] for at in range(0, 10, 2))
    expected = f"+33{digits}"
    for way in (spaced, f"+33{between}{text}", f"0033{text}", f"+33 (0){text}"):
        assert same_telephone(way) == expected


@given(st.text(max_size=30))
def test_numbers_and_telephones_take_any_text(text: str) -> None:
    """Whatever a cell holds, it is read, or is none: nothing is raised, and reading again changes nothing."""
    number = same_number(text)
    assert same_number(number) == number
    telephone = same_telephone(text)
    if telephone:
        assert same_telephone(telephone) == telephone
