"""The report of a draw, as a page and as a PDF: one list of blocks, two renderings.

>>> print(html_of([Heading("Tirage"), Paragraph("Panel <1>")], "fr", "Tirage")[-73:].strip())
</style></head><body><h1>Tirage</h1><p>Panel &lt;1&gt;</p></body></html>
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from html import escape
from typing import Any, TypeAlias

from recolement.publication.panel_picture import Drawing, Shares, percent, picture_of
from recolement.words.numbers import Language
from recolement.words.panel_report import REPORT
from recolement.words.panels import printable


@dataclass(frozen=True, slots=True)
class Heading:
    """A title; the first is the document's."""

    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text."""

    text: str


@dataclass(frozen=True, slots=True)
class Code:
    """A command or digest, to be typed or compared as it stands."""

    text: str


@dataclass(frozen=True, slots=True)
class Rows:
    """A table: the first row is its header."""

    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing of ours."""

    drawing: Drawing


Block: TypeAlias = Heading | Paragraph | Code | Rows | Picture


def blocks_of(
    announcement: Mapping[str, Any],
    announced: str,
    lottery: Mapping[str, Any],
    draw: Mapping[str, Any],
    seed: str,
    shares: Sequence[Shares],
    language: Language,
) -> list[Block]:
    """What an outsider needs to follow the draw, in the order in which things happened."""
    say = REPORT[language]
    size, people = announcement["size"], announcement["volunteers"]
    blocks: list[Block] = [
        Heading(say["title"].format(size=size)),
        Paragraph(say["summary"].format(size=size, people=people, number=f"{draw['number']:03d}")),
        Heading(say["before"]),
        Paragraph(say["announced"].format(at=announcement["at"])),
        Code(announced),
        Paragraph(say["lottery"].format(panels=announcement["panels"])),
        Paragraph(
            say["equality"].format(
                method=say[announcement["method"]],
                least=_percent(lottery["minimum_probability"], language),
                drawn=_percent(lottery["lottery_minimum_probability"], language),
                gini=_decimal(lottery["gini"], language),
            )
        ),
    ]
    if lottery["levels"]:
        head = (say["chance"], say["persons"], say["bound"])
        levels = [
            (
                _percent(one["probability"], language),
                str(one["people"]),
                _percent(one["bound"], language),
            )
            for one in lottery["levels"]
        ]
        blocks += [Paragraph(say["levels"]), Rows((head, *levels))]
    blocks += [Heading(say["draw"]), Paragraph(say["drawn"].format(at=draw["at"]))]
    told = [(name, secret) for name, secret in draw["contributions"].items()]
    if told:
        blocks.append(Rows(((say["who"], say["secret"]), *told)))
    if draw["public"] is not None:
        source = announcement["public_source"]
        blocks.append(Paragraph(say["public"].format(source=source, value=draw["public"])))
    blocks += [
        Paragraph(say["seed"]),
        Code(seed),
        Paragraph(say["number"].format(number=f"{draw['number']:03d}")),
        Paragraph(", ".join(map(str, draw["panel"]))),
    ]
    for number, step in enumerate(draw["steps"], start=1):
        gone, joined = (", ".join(map(str, step[name])) for name in ("gone", "joined"))
        blocks.append(Paragraph(say["step"].format(number=number, at=step["at"], gone=gone, joined=joined)))
    blocks += [Heading(say["likeness"]), Paragraph(say["picture"])]
    blocks.append(Picture(picture_of(shares, size, (say["population"], say["pool"], say["panel"]), language)))
    blocks.append(_table(shares, size, language))
    blocks += [
        Heading(say["verify"]),
        Paragraph(say["how"]),
        Code(f"recolement panel verify . --expected {announced}"),
    ]
    return blocks


def _table(shares: Sequence[Shares], size: int, language: Language) -> Rows:
    say = REPORT[language]
    head = (say["feature"], say["population"], say["pool"], say["quota"], say["panel"])
    rows = [
        (
            f"{one.category}: {one.feature}",
            "—" if one.population is None else percent(one.population, language),
            percent(one.pool, language),
            f"{one.least}–{one.most}",
            "—" if one.panel is None else f"{round(one.panel * size)}",
        )
        for one in shares
    ]
    return Rows((head, *rows))


def _percent(fraction: str, language: Language) -> str:
    text = f"{float(Fraction(fraction)) * 100:.3f}"
    return f"{text.replace('.', ',')}\N{NARROW NO-BREAK SPACE}%" if language == "fr" else f"{text}%"


def _decimal(fraction: str, language: Language) -> str:
    text = f"{float(Fraction(fraction)):.3f}"
    return text.replace(".", ",") if language == "fr" else text


_LINE = 80
"""Letters of a digest or command on one line of the PDF."""

_STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:44rem;margin:2rem auto;padding:0 1rem;color:#222}"
    "table{border-collapse:collapse;margin:1rem 0}td,th{border-bottom:1px solid #ccc;padding:.2rem .8rem;"
    "text-align:left}code{display:block;overflow-wrap:anywhere;background:#f4f2ee;padding:.6rem}"
    "svg{max-width:100%;height:auto}.narrow{display:none}"
    "@media (max-width:40rem){.wide{display:none}.narrow{display:block}}"
)


def html_of(blocks: Sequence[Block], language: Language, title: str) -> str:
    """The page: one file, nothing fetched, no script."""
    parts, level = [], 1
    for block in blocks:
        match block:
            case Heading(text):
                parts.append(f"<h{level}>{_escaped(text)}</h{level}>")
                level = 2
            case Paragraph(text):
                parts.append(f"<p>{_escaped(text)}</p>")
            case Code(text):
                parts.append(f"<code>{_escaped(text)}</code>")
            case Rows(rows):
                cells = "".join(
                    "<tr>" + "".join(f"<{tag}>{_escaped(cell)}</{tag}>" for cell in row) + "</tr>"
                    for row, tag in zip(rows, ("th", *["td"] * (len(rows) - 1)), strict=True)
                )
                parts.append(f"<table>{cells}</table>")
            case Picture(drawing):
                parts.append(
                    f'<div class="wide">{drawing.wide}</div><div class="narrow">{drawing.narrow}</div>'
                )
    head = (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width"><title>'
    )
    body = "".join(parts)
    return f"{head}{_escaped(title)}</title><style>{_STYLE}</style></head><body>{body}</body></html>\n"


def typst_of(blocks: Sequence[Block], language: Language, title: str) -> tuple[str, Mapping[str, bytes]]:
    """The source of the PDF for Typst, and the pictures it needs by name."""
    parts = [
        f"#set document(title: {_quoted(title)})",
        f'#set text(lang: "{language}", size: 10.5pt)',
        '#set page(paper: "a4", numbering: "1 / 1", margin: 2.2cm)',
        "#show raw: set text(size: 8pt)",
    ]
    pictures: dict[str, bytes] = {}
    level = 1
    for block in blocks:
        match block:
            case Heading(text):
                parts.append(f"#heading(level: {level})[#{_quoted(text)}]")
                level = 2
            case Paragraph(text):
                parts.append(f"#par[#{_quoted(text)}]")
            case Code(text):
                # A digest or a seed has no place where a line may end: it is cut.
                lines = [text[at : at + _LINE] for at in range(0, len(text), _LINE)]
                code = " + linebreak() + ".join(f"raw({_quoted(line)})" for line in lines)
                parts.append(f"#block(fill: luma(240), inset: 6pt, width: 100%, {code})")
            case Rows(rows):
                cells = ", ".join(f"[#{_quoted(cell)}]" for row in rows for cell in row)
                parts.append(f"#table(columns: {len(rows[0])}, stroke: 0.4pt, {cells})")
            case Picture(drawing):
                name = f"picture{len(pictures)}.svg"
                pictures[name] = drawing.wide.encode()
                parts.append(f'#image("{name}", width: 75%)')
    return "\n\n".join(parts) + "\n", pictures


def _escaped(text: str) -> str:
    return escape(printable(text))


def _quoted(text: str) -> str:
    """A Typst string: quotes and backslashes are escaped as in JSON, other letters stand."""
    return json.dumps(printable(text), ensure_ascii=False)
