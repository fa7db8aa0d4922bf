"""The pages of ``docs/reference`` that are made from the code: checks, commands, files, rulebook.

``python -m recolement.cli.reference docs/reference`` writes them; a test compares them.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from dataclasses import fields
from fractions import Fraction
from pathlib import Path
from typing import Any

MADE = "<!-- Made by `make docs` from the code; a test compares. Do not edit. -->\n"


def pages() -> Mapping[str, str]:
    """Every page by its name, in English with the French titles."""
    os.environ["RECOLEMENT_LANG"] = "en"  # help texts are chosen when a command is loaded
    from recolement.cli.reference_files import page

    return {
        "checks.md": _checks(),
        "commands.md": _commands(),
        "files.md": page(MADE),
        "rulebook.md": _rulebook(),
    }


def _checks() -> str:
    from recolement.cli.explain import paragraphs
    from recolement.publication.explained import BY_CODE, explained
    from recolement.words.findings import title_of

    parts = [
        f"# The checks\n\n{MADE}\nEach one is a question about a sheet, a unit, a sitting or a publication."
    ]
    family = ""
    for code in BY_CODE:
        one = explained(code, "en")
        if one.family != family:
            family = one.family
            parts.append(f"## {code[0]}: {family}")
        lines = [f"### {code}: {one.title}", f"*{title_of(code, 'fr')}* · {one.severity}"]
        lines += paragraphs(one.by_hand)
        if one.example:
            lines.append(f"```\n{one.example}\n```")
            lines.append(f"> {one.said}\n>\n> {explained(code, 'fr').said}")
        if one.fields:
            lines.append(f"Boxes: {', '.join(f'`{field}`' for field in one.fields)}.")
        if one.thresholds:
            named = ", ".join(f"`warn.{name}` ({value})" for name, value in one.thresholds.items())
            lines.append(f"Thresholds of the rulebook: {named}.")
        lines.append("\n".join(f"- {role}: {what}" for role, what in one.to_do))
        parts.append("\n\n".join(lines))
    return "\n\n".join(parts) + "\n"


def _commands() -> str:
    from typer.main import get_command

    from recolement.cli import app
    from recolement.cli.help_pages import help_of

    top: Any = get_command(app)
    parts = [f"# The commands\n\n{MADE}", f"```\n{top.page()}```"]
    for known in top.commands_known:
        parts += [
            f"## recolement {known.name}",
            *_command(top.get_command(None, known.name), known.name, help_of),
        ]
    return "\n\n".join(parts) + "\n"


def _command(command: Any, path: str, help_of: Any) -> Iterator[str]:
    """A command, or each command of a group."""
    inside = getattr(command, "commands", None)
    if inside is None:
        yield f"```\n{help_of(command, f'recolement {path}')}```"
        return
    for name, one in inside.items():
        yield f"### recolement {path} {name}"
        yield f"```\n{help_of(one, f'recolement {path} {name}')}```"


def _rulebook() -> str:
    from recolement.formats.rulebook import CHOICES, RUNOFFS, SHARES, TIES
    from recolement.model.rulebook import Base, Rulebook, Runoff, Warn
    from recolement.words.rulebook import KEYS

    usual: dict[str, Any] = {field.name: getattr(Rulebook(), field.name) for field in fields(Rulebook)}
    usual |= {f"runoff.{field.name}": getattr(Runoff(), field.name) for field in fields(Runoff)}
    usual |= {f"warn.{field.name}": getattr(Warn(), field.name) for field in fields(Warn)}
    choices: dict[str, tuple[str, ...]] = {
        **{name: tuple(map(str, values)) for name, values in CHOICES.items()},
        "runoff.kind": RUNOFFS,
        "runoff.share_base": tuple(map(str, Base)),
        "ties": TIES,
    }
    lines = [
        f"# The rulebook\n\n{MADE}",
        "Keys of `[rulebook]` in `ballot.toml`, or of `rulebook.toml`; a contest may give its own. "
        "A share is "
        'a text: `"1/8"` or `"12.5 %"`.\n',
        "| key | what it says | values | default |",
        "|---|---|---|---|",
    ]
    for name, said in KEYS.items():
        allowed = " · ".join(f"`{choice}`" for choice in choices.get(name, ()))
        if not allowed:
            allowed = _kind(name, usual[name], SHARES)
        lines.append(f"| `{name}` | {said[1]} (*{said[0]}*) | {allowed} | {_default(usual[name])} |")
    return "\n".join(lines) + "\n"


def _kind(name: str, value: Any, shares: tuple[str, ...]) -> str:
    if name in ("runoff", "warn", "sources"):
        return "a table"
    if name in shares or isinstance(value, Fraction) or name in ("runoff.share", "runoff.joins"):
        return "a share"
    if name == "dated":
        return "a date"
    if isinstance(value, bool):
        return "`true` · `false`"
    return "a number" if isinstance(value, int) else "a text"


def _default(value: Any) -> str:
    if value is None or value in ("", ()) or isinstance(value, Mapping):
        return "none"
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    if isinstance(value, Fraction):
        return f'`"{value}"`'
    if isinstance(value, tuple):
        return f"`{list(value)}`".replace("'", '"')
    if isinstance(value, str):
        return f'`"{value}"`'
    return f"`{value}`" if isinstance(value, int) else "see below"


def main() -> None:
    """Write the pages into the folder given."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in pages().items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
        print(folder / name)


if __name__ == "__main__":
    main()
