"""How a change of turnout is said: in points, with no more decimals than its base supports.

>>> points(Fraction(41, 1000), 12_000, "fr"), points(Fraction(-1, 8), 800, "en"), points(None, 5, "en")
('+4,10', '\\u221212.5', '—')
>>> points(Fraction(1, 3), 3, "en"), points(Fraction(0), 5000, "en")
('+33', '0.00')
"""

from __future__ import annotations

from fractions import Fraction

from recolement.words.numbers import UNKNOWN, Language


def points(change: Fraction | None, base: int, language: Language) -> str:
    """A change of a share, in points, rounded half away from zero; decimals as shares of ``base`` have."""
    if change is None:
        return UNKNOWN
    decimals = 2 if base >= 1000 else 1 if base >= 100 else 0
    scaled = abs(change) * 100 * 10**decimals
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    units, rest = divmod(whole, 10**decimals)
    digits = f"{units}" if decimals == 0 else f"{units}{',' if language == 'fr' else '.'}{rest:0{decimals}d}"
    sign = "" if not whole else "+" if change > 0 else "\N{MINUS SIGN}"
    return f"{sign}{digits}"
