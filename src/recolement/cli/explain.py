"""``recolement explain CODE``: one check, its question, a small ballot done by hand, what to do about it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from difflib import get_close_matches
from typing import Annotated

import typer
from rich.padding import Padding
from rich.text import Text

from recolement.cli.door import AsJson, Lang, language_for, print_json
from recolement.cli.language import either
from recolement.cli.page import console_on, print_title
from recolement.model.problems import Problem, Unusable
from recolement.publication.explained import BY_CODE, Explained, explained
from recolement.words.checks import FAMILIES
from recolement.words.findings import severity_label, title_of
from recolement.words.numbers import Language

app = typer.Typer(add_completion=False)

HELP = either(
    "Un contrôle : sa question, un petit vote fait à la main, ce qu'il en dit, que faire. Sans "
    "code : la liste.",
    "One check: its question, a small ballot done by hand, what it says, what to do. Without a "
    "code: the list.",
)


@app.command(help=HELP)
def explain(
    code: Annotated[
        str | None, typer.Argument(metavar="CODE", help=either("A1, W7, P2…", "A1, W7, P2…"))
    ] = None,
    as_json: AsJson = False,
    lang: Lang = None,
) -> None:
    """One check, or the list of all of them."""
    language = language_for(lang)
    if code is None:
        if as_json:
            print_json({"format": "recolement-checks/1", "checks": [_json(one, language) for one in BY_CODE]})
        else:
            _print_list(language)
        return
    wanted = code.strip().upper()
    if wanted not in BY_CODE:
        raise Unusable([Problem("unknown_code", "explain", facts={"found": code, "nearest": near(wanted)})])
    if as_json:
        print_json({"format": "recolement-check-explained/1", **_json(wanted, language)})
    else:
        _print(explained(wanted, language), language)


def paragraphs(text: str) -> list[str]:
    """The lines of a docstring as paragraphs: a line that goes on is joined to the one before it.

    >>> paragraphs("One thing\\nand more.\\n\\n1. first\\n   of two;\\n2. second.")
    ['One thing and more.', '1. first of two;', '2. second.']
    """
    made: list[str] = []
    fresh = True
    for line in text.splitlines():
        said = line.strip()
        if not said:
            fresh = True
        elif fresh or said[:2] in ("1.", "2.", "3.", "4.", "- ") or said.startswith("By hand"):
            made.append(said)
            fresh = False
        else:
            made[-1] += f" {said}"
    return made


def near(code: str) -> str:
    """The codes most like one that is none: of the same letter, else of the same number.

    >>> near("A12"), near("Z3")
    ('A2, A1', 'A3, R3, C3')
    """
    found = get_close_matches(code, BY_CODE, n=2, cutoff=0.75)
    if not found:
        found = [known for known in BY_CODE if known[1:] == code[1:] or known[0] == code[:1]]
    return ", ".join(found[:3])


def _json(code: str, language: Language) -> dict[str, object]:
    said = asdict(explained(code, language))
    said["to_do"] = [{"role": role, "what": what} for role, what in said["to_do"]]
    return said


def _print_list(language: Language) -> None:
    with console_on() as console:
        print_title(console, "Les contrôles" if language == "fr" else "The checks", "")
        family = ""
        for code, check in BY_CODE.items():
            if code[0] != family:
                family = code[0]
                console.print()
                console.print(Text(f"{family}, {FAMILIES[family][language == 'en']}", style="bold"))
            line = Text(f"  {code:<4} {title_of(code, language)}")
            line.append(f"  [{severity_label(check.severity, language)}]", style="dim")
            console.print(line)
        console.print()


def _print(one: Explained, language: Language) -> None:
    french = language == "fr"
    with console_on() as console:
        print_title(console, f"{one.code} · {one.title}", f"{one.family} · {one.severity_label}")

        def part(title: str, lines: Iterable[str]) -> None:
            console.print()
            console.print(Text(title, style="bold"))
            for line in lines:
                console.print(Padding(Text(line), (0, 0, 0, 2), expand=False))

        if one.example:
            part("Un petit vote" if french else "A small ballot", one.example.splitlines())
            part("Ce qui en est dit" if french else "What is said of it", [one.said])
        by_hand = "À la main (texte du contrôle, en anglais)" if french else "By hand"
        part(by_hand, paragraphs(one.by_hand))
        if one.fields:
            part("Cases concernées" if french else "Boxes concerned", [", ".join(one.fields)])
        if one.thresholds:
            title = (
                "Seuils ([rulebook.warn], par défaut)" if french else "Thresholds ([rulebook.warn], default)"
            )
            part(title, [f"{name} = {value}" for name, value in one.thresholds.items()])
        colon = " : " if french else ": "
        part("Que faire" if french else "What to do", [f"{role}{colon}{what}" for role, what in one.to_do])
        console.print()
