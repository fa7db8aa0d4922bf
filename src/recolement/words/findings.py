"""A finding said so that somebody can act on it: what was expected, what was found, by how much, what to do.

>>> from recolement.formats.shorthand import read_shorthand
>>> from recolement.model.findings import Severity
>>> folder = read_shorthand("sheet Lyon-3 signatures=87 in_box=85 A=60 B=25")
>>> gap = Finding("A3", Severity.ERROR, "Lyon-3", "contest", 1, ("in_box", "signatures"), 87, 85, -2)
>>> say_finding(gap, Names(folder, "fr"))
"Bulletins trouvés dans l'urne 85, émargements 87 : deux de moins."
>>> say_finding(gap, Names(folder, "en"))
'Papers in the box 85, signatures 87: two fewer.'
>>> what_to_do("A3", "section", "en")
'Recount the signatures, then the envelopes. If the gap stays, write both numbers on the sheet as they are (French electoral code, art. L. 65).'
"""  # noqa: E501

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Literal, TypeAlias

from recolement.model.findings import Figure, Finding, Severity
from recolement.words.checks import WORDS
from recolement.words.fields import FIELDS, field_label, moment
from recolement.words.naming import Names
from recolement.words.numbers import UNKNOWN, Language, count, share
from recolement.words.plain import LONGEST, shown
from recolement.words.refusals import KINDS, REFUSALS, say_refusal

Role: TypeAlias = Literal["section", "federation", "commission"]
ROLES: Mapping[Role, tuple[str, str]] = {
    "section": ("Section", "Section"),
    "federation": ("Fédération", "Federation"),
    "commission": ("Commission", "Commission"),
}
"""Who can do something about a finding."""

SEVERITIES: Mapping[Severity, tuple[str, str]] = {
    Severity.ERROR: ("erreur", "error"),
    Severity.WARNING: ("à vérifier", "warning"),
    Severity.NOTICE: ("à noter", "notice"),
}

SMALL: Mapping[Language, tuple[str, ...]] = {
    "fr": ("zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix"),
    "en": ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
}
MOMENTS = ("at", "before", "due", "other_at")
MOST_FIELDS = 6
"""Boxes named in one sentence."""


def title_of(code: str, language: Language) -> str:
    """What should be so, of a check's code."""
    return WORDS[code].title[language == "en"]


def expected(title: str, language: Language) -> str:
    """A title above findings: it says what should be so, and the findings say that it is not."""
    return f"Attendu : {title}" if language == "fr" else f"Expected: {title}"


def severity_label(severity: Severity, language: Language) -> str:
    """How loud a finding is, in a word."""
    return SEVERITIES[severity][language == "en"]


def acknowledged_label(language: Language) -> str:
    """The word, in place of how loud it is, for a finding that somebody took note of with a reason."""
    return ("pris en compte", "acknowledged")[language == "en"]


def what_to_do(code: str, role: Role, language: Language) -> str:
    """What that person can do about findings of this code."""
    words = WORDS[code]
    both = {"section": words.section, "federation": words.federation, "commission": words.commission}[role]
    return both[language == "en"]


def say_finding(finding: Finding, names: Names) -> str:
    """The finding in one or two sentences, in the language of the names."""
    words = WORDS[finding.code]
    language = names.language
    return words.said[_case(finding)][language == "en"].format_map(_facts(finding, names))


def _case(finding: Finding) -> str:
    """Which of its sentences a finding takes."""
    case = finding.facts.get("case")
    if isinstance(case, str):
        return case
    match finding.code:
        case "R4":
            return "nowhere" if "sheets" in finding.facts else "zero" if finding.found == 0 else ""
        case "V1":
            return "roll" if finding.facts.get("registered") is not None else ""
        case "C6":
            return "papers" if finding.facts.get("papers") else ""
        case "W1" | "W2":
            return "around" if "neighbours" in finding.facts else ""
        case "W7":
            return "before" if "before_option" in finding.facts else ""
        case "P2":
            return "option" if finding.facts.get("votes") is not None else ""
    return ""


def _facts(finding: Finding, names: Names) -> Mapping[str, str]:
    """Everything a sentence may hold, already said."""
    language = names.language
    said = {name: _fact(name, fact, finding, names) for name, fact in finding.facts.items()}
    difference = finding.difference if isinstance(finding.difference, int) else 0
    fields = [names.field(finding.contest, field) for field in finding.fields]
    first = fields[0] if fields else UNKNOWN
    said |= {
        "expected": _figure(finding.expected, language),
        "found": _figure(finding.found, language),
        "gap": _gap(difference, language),
        "papers": papers(abs(difference), language),
        "field": first,
        "Field": _capital(first) if finding.fields and finding.fields[0] in FIELDS else first,
        "fields": _list(fields, language),
        "absent": _absent(finding, fields, language),
        "papers_there": _figure(finding.facts.get("papers"), language),
        **_shares(finding, language),
    }
    if finding.code == "D1":
        said["kind"] = KINDS[language].get(str(finding.facts.get("kind")), said["kind"])
        said["refusal"] = _refusal(finding, language)
    return said


def _fact(name: str, fact: Figure, finding: Finding, names: Names) -> str:
    language = names.language
    if isinstance(fact, Fraction):
        return percent(fact, language)
    if isinstance(fact, int) or fact is None:
        return count(fact, language)
    if name == "option" or (name == "other" and finding.code == "W7"):
        return names.option(finding.contest, fact)
    if name in ("other", "node"):
        return names.unit(fact)
    if name == "other_contest":
        return names.contest(fact)
    if name == "base_field":
        return field_label(fact, language)
    return shown(moment(fact, language) if name in MOMENTS else fact, LONGEST)


def _figure(figure: Figure, language: Language) -> str:
    if isinstance(figure, Fraction):
        return percent(figure, language)
    return shown(figure, LONGEST) if isinstance(figure, str) else count(figure, language)


def _shares(finding: Finding, language: Language) -> Mapping[str, str]:
    """The shares that a sentence of family W shows beside its counts."""
    found, facts = finding.found, finding.facts
    if not isinstance(found, int):
        return {}
    if finding.code in ("W1", "W2"):
        around = _whole(facts.get("neighbours_found")), _whole(facts.get("neighbours_papers"))
        return {
            "share": share(found, _whole(facts.get("papers")), language),
            "around": share(*around, language),
        }
    if finding.code == "W6":
        around = _whole(facts.get("neighbours_votes")), _whole(facts.get("neighbours_valid"))
        return {
            "here": share(found, _whole(facts.get("valid")), language),
            "around": share(*around, language),
        }
    if finding.code == "W10" and isinstance(finding.difference, int):
        return {"change": share(abs(finding.difference), _whole(facts.get("base")), language)}
    return {}


def _whole(fact: Figure) -> int | None:
    return fact if isinstance(fact, int) else None


def _gap(difference: int, language: Language) -> str:
    """ "Two fewer", "deux de moins"; large numbers in digits."""
    number = few(abs(difference), language)
    if language == "fr":
        return f"{number} de {'plus' if difference > 0 else 'moins'}"
    return f"{number} {'more' if difference > 0 else 'fewer'}"


def few(number: int, language: Language) -> str:
    """A count in words up to ten, in digits beyond.

    >>> few(2, "fr"), few(308, "fr")
    ('deux', '308')
    """
    return SMALL[language][number] if number < len(SMALL[language]) else count(number, language)


def papers(number: int, language: Language) -> str:
    """So many papers: « un bulletin », « deux bulletins », "12 papers"."""
    word = ("bulletin", "paper")[language == "en"]
    return f"{few(number, language)} {word}{'' if number == 1 else 's'}"


def percent(part: Fraction, language: Language) -> str:
    """A share as it was published, with all its decimals up to four.

    >>> percent(Fraction(3635, 10000), "fr"), percent(Fraction(1, 2), "en")
    ('36,35\\u202f%', '50%')
    """
    scaled = round(part * 1000000)
    digits = f"{scaled // 10000}.{scaled % 10000:04d}".rstrip("0").rstrip(".")
    return f"{digits.replace('.', ',')}\N{NARROW NO-BREAK SPACE}%" if language == "fr" else f"{digits}%"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _list(fields: Sequence[str], language: Language) -> str:
    """Some boxes named, and how many more there are."""
    named = ", ".join(fields[:MOST_FIELDS])
    more = len(fields) - MOST_FIELDS
    if more <= 0:
        return named or UNKNOWN
    return f"{named}… (+ {count(more, language)})"


def _absent(finding: Finding, fields: Sequence[str], language: Language) -> str:
    """Which options' votes are empty (A4: the first field is the total, the others are the options)."""
    named = _list(fields[1:], language)
    return f"voix non données : {named}" if language == "fr" else f"votes not given: {named}"


def _refusal(finding: Finding, language: Language) -> str:
    code = str(finding.facts.get("refusal"))
    facts = {
        name: shown(fact, LONGEST) if isinstance(fact, str) else fact for name, fact in finding.facts.items()
    }
    return say_refusal(code, facts, language) if code in REFUSALS[language] else code
