"""What templates may do: say, write numbers, draw a bar. They never add figures up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django import template
from django.templatetags.static import static
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import localtime

from recolement.publication.report import Count, Share, Strip, Table, Value
from recolement.web.accounts.models import Role, by_post
from recolement.web.told import Form, day, on_its_clock
from recolement.web.words import language_of
from recolement.web.words import say as said
from recolement.words.numbers import Language
from recolement.words.numbers import count as written
from recolement.words.numbers import share as share_of

register = template.Library()


@register.filter
def say(code: str) -> str:
    """The sentence of a code."""
    return said(code, language_of())


@register.simple_tag(name="say")
def say_with(code: str, **facts: Any) -> str:
    """The sentence of a code with its facts."""
    return said(code, language_of(), **facts)


@register.simple_tag
def static_file(path: str) -> str:
    """The address of one of our files."""
    return static(path)


@register.filter
def number(value: int | None) -> str:
    """A count as the language writes it; unknown is a dash."""
    return written(value, language_of())


@register.simple_tag
def share(part: int | None, whole: int | None) -> str:
    """A share in per cent."""
    return share_of(part, whole, language_of())


@register.filter
def cell(value: Value) -> str:
    """A value of a report's table as text."""
    match value:
        case Count(number):
            return written(number, language_of())
        case Share(part, whole):
            return share_of(part, whole, language_of())
        case _:
            return value


@register.filter
def figures_stand_in(table: Table, column: int) -> bool:
    """Whether a column of a table holds figures, so that its head stands over them."""
    return any(not isinstance(row[column], str) for row in table.rows)


@register.filter
def scale(strip: Strip) -> int:
    """The length of the longer of a strip's two bars: both are drawn on this scale."""
    return max(1, strip.lead or 0, strip.at_risk or 0)


@register.filter
def nth(sequence: Sequence[str], place: int) -> str:
    """The item at a place."""
    return sequence[place]


@register.filter
def item(mapping: Mapping[str, Any], key: str) -> Any:
    """The value under a key, or nothing."""
    return mapping.get(key)


LEAST_SEEN = 8
"""The thousandths of a bar that are still seen, on the narrowest screen."""


@register.filter
def seen_width(permille: int, part: int | None = None) -> int:
    """The width of a bar: what is not nothing is seen, however small.

    >>> seen_width(0, 1), seen_width(0, 0), seen_width(500, 42)
    (8, 0, 500)
    """
    return max(permille, LEAST_SEEN) if permille or part else 0


@register.simple_tag
def bar(part: int | None, whole: int | None, name: str = "lead") -> SafeString:
    """A bar as SVG: ``part`` of ``whole``, both counts; nothing where one is unknown."""
    if part is None or not whole or part < 0:
        return mark_safe("")
    permille = seen_width(min(1000, part * 1000 // whole), part)
    return mark_safe(  # two integers and a word of ours
        '<svg viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true" focusable="false">'
        f'<rect class="{name}" width="{permille}" height="10"/></svg>'
    )


@register.filter
def told(at: date, form: Form = "minute") -> str:
    """A day, or a moment on the server's clock, in the one form of the screens."""
    if not isinstance(at, datetime):
        return day(at, language_of())
    return on_its_clock(localtime(at), language_of(), form)


@register.filter
def told_there(at: date, form: Form = "minute") -> str:
    """The same on the clock that the moment bears already: that of its ballot."""
    return on_its_clock(at, language_of(), form) if isinstance(at, datetime) else day(at, language_of())


@register.filter
def in_order(roles: Iterable[Role]) -> list[Role]:
    """Roles in the order of the posts on the night."""
    return by_post(roles)


@register.filter
def names_joined(names: Sequence[str | tuple[str, str]]) -> str:
    """Names, or the names of pairs (id, name), one after another."""
    return ", ".join(one if isinstance(one, str) else one[1] for one in names)


@register.simple_tag
def letter(language: Language, code: str, **facts: Any) -> str:
    """A sentence of a letter, in the language of whom it is for."""
    return said(f"letter.{code}", language, **facts)
