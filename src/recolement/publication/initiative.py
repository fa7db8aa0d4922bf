"""An initiative's count against its rules, in sentences: the same in the terminal and on the page.

>>> from datetime import UTC, datetime
>>> from fractions import Fraction
>>> from recolement.initiatives.outcome import Tally, assess
>>> from recolement.initiatives.rulebook import Amount, Rulebook, Spread
>>> rules = Rulebook(
...     Amount(share=Fraction(1, 20)), datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 4, 1, tzinfo=UTC),
...     spread=Spread(2, Amount(number=10)),
... )
>>> for sentence in arithmetic(rules, assess(rules, {"01": Tally(600, 45), "02": Tally(400, 9)}), "en"):
...     print(sentence)
5% of the 1,000 registered are needed, that is 50 signatures; 54 count.
The threshold is reached.
In at least 2 units, 10 signatures are needed: 1 are there.
The initiative does not have the signatures that its rules ask for.
"""

from __future__ import annotations

from recolement.initiatives.outcome import Assessment
from recolement.initiatives.rulebook import Rulebook
from recolement.words.initiative_rules import of_rules, said_share
from recolement.words.numbers import Language, count


def arithmetic(rules: Rulebook, found: Assessment, language: Language) -> list[str]:
    """What is needed and what there is; then whether that is sufficient."""
    return [
        *so_far(rules, found, language),
        of_rules("sufficient" if found.sufficient else "insufficient", language),
    ]


def so_far(rules: Rulebook, found: Assessment, language: Language) -> list[str]:
    """The same without a conclusion, as long as people sign or their signatures are checked."""
    return [*threshold_sentences(rules, found, language), *spread_sentences(rules, found, language)]


def threshold_sentences(rules: Rulebook, found: Assessment, language: Language) -> list[str]:
    """The threshold, and how many are missing."""
    share = rules.threshold.share
    facts = {
        name: count(number, language)
        for name, number in (
            ("registered", found.registered),
            ("needed", found.needed),
            ("counted", found.counted),
            ("missing", found.needed - found.counted),
        )
    }
    if share is not None:
        facts["share"] = said_share(share, language)
    first = of_rules("threshold_number" if share is None else "threshold_share", language)
    return [
        first.format(**facts),
        of_rules("enough" if found.enough else "missing", language).format(**facts),
    ]


def spread_sentences(rules: Rulebook, found: Assessment, language: Language) -> list[str]:
    """What is asked of units, and how many have it; nothing where nothing is asked."""
    if rules.spread is None:
        return []
    each = rules.spread.each
    said = count(each.number, language) if each.share is None else said_share(each.share, language)
    sentence = of_rules("spread_number" if each.share is None else "spread_share", language)
    return [
        sentence.format(
            units=count(rules.spread.units, language), each=said, reached=count(found.units_reached, language)
        )
    ]
