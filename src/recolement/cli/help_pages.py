"""The help of one command, in the language of the door: its line, what it does, its arguments and options."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any

from typer.core import TyperCommand, TyperGroup

from recolement.cli.language import either

WIDTH = 96
NAME = 22
"""Columns of the names on the left."""


def speak(command: Any) -> None:
    """Give a command, and the commands inside it, these pages as their help; a page of its own stays."""
    if type(command).format_help in (TyperCommand.format_help, TyperGroup.format_help):
        command.format_help = partial(_write, command)
    for inside in _inside(command).values():
        speak(inside)


def _write(command: Any, context: Any, formatter: Any) -> None:
    formatter.write(help_of(command, context.command_path))


def _inside(command: Any) -> Mapping[str, Any]:
    """The commands of a group; none of a command."""
    found: Mapping[str, Any] = getattr(command, "commands", {})
    return found


def help_of(command: Any, path: str) -> str:
    """The text of the page."""
    arguments = [param for param in command.params if param.param_type_name == "argument"]
    options = [param for param in command.params if param.param_type_name == "option"]
    inside = _inside(command)
    word = [either("COMMANDE …", "COMMAND …")] if inside else ["[OPTIONS]"]
    usage = " ".join([path, *(_argument(one) for one in arguments), *word])
    lines = [usage, "", *textwrap.wrap(" ".join((command.help or "").split()), WIDTH)]
    if arguments:
        lines += ["", *_listed((_argument(one), one.help or "") for one in arguments)]
    if inside:
        said = ((name, _first(one.help or "")) for name, one in inside.items())
        lines += ["", either("Commandes", "Commands"), *_listed(said)]
    lines += ["", "Options", *_listed((_option(one), one.help or "") for one in options if not one.hidden)]
    lines += _listed([("--help", either("Cette page.", "This page."))])
    return "\n".join(lines) + "\n"


def _first(text: str) -> str:
    """The first sentence of a command's help."""
    sentence, _, _ = " ".join(text.split()).partition(". ")
    return sentence if sentence.endswith(".") else f"{sentence}." if sentence else ""


def _argument(param: Any) -> str:
    name = param.metavar or param.name.upper()
    return name if param.required else f"[{name}]"


def _option(param: Any) -> str:
    """``--level LEVEL``; a flag has no value."""
    name = ", ".join(param.opts)
    if param.is_flag:
        return name
    return f"{name} {param.metavar or param.opts[-1].lstrip('-').upper().replace('-', '_')}"


def _listed(entries: Iterable[tuple[str, str]]) -> list[str]:
    lines: list[str] = []
    for name, said in entries:
        wrapped = textwrap.wrap(said, WIDTH - NAME - 2) or [""]
        if len(name) >= NAME:
            lines.append(f"  {name}")
        else:
            lines.append(f"  {name:<{NAME}}{wrapped.pop(0)}".rstrip())
        lines += [f"  {'':<{NAME}}{line}" for line in wrapped if line]
    return lines
