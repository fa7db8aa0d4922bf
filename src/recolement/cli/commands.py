"""The list of commands as one page, and each command loaded when it is asked for.

A command that needs an extra which is not installed says which one, in a sentence.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from typing import Any, ClassVar

import typer
from typer.core import TyperGroup
from typer.main import get_command

from recolement.cli.help_pages import speak
from recolement.cli.language import of_door
from recolement.words.help import PAGE

UNUSABLE = 2


@dataclass(frozen=True, slots=True)
class Command:
    """A command: its name, the module that holds its ``app``, its group on the page, what it does."""

    name: str
    module: str
    group: str
    said: tuple[str, str]
    needs: tuple[str, str] | None = None

    @property
    def installed(self) -> bool:
        """Whether what it needs is there."""
        return self.needs is None or find_spec(self.needs[0]) is not None


class Commands(TyperGroup):
    """A group whose commands are modules, and whose help is a page."""

    commands_known: ClassVar[tuple[Command, ...]] = ()

    def list_commands(self, ctx: Any) -> list[str]:
        """Their names, in the order of the page."""
        return [command.name for command in self.commands_known]

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The command itself, its module loaded now; ``None`` for a name that is none of them."""
        known = next((one for one in self.commands_known if one.name == cmd_name), None)
        if known is None:
            return None
        if not known.installed:
            return _without(known)
        command: Any = get_command(import_module(known.module).app)
        command.name = cmd_name
        speak(command)
        return command

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """The page of ``recolement --help``."""
        formatter.write(self.page())

    def page(self) -> str:
        """Groups of commands, examples, exit codes, in the language of the door."""
        language = of_door()
        words, which = PAGE[language], int(language == "en")
        lines = [words.intro, ""]
        width = max(len(command.name) for command in self.commands_known) + 3
        for group, title in words.groups.items():
            own = [command for command in self.commands_known if command.group == group]
            if own:
                lines.append(title)
                lines += [f"  {command.name:<{width}}{self._said(command, which)}" for command in own]
                lines.append("")
        return "\n".join([*lines, words.outro]) + "\n"

    def _said(self, command: Command, which: int) -> str:
        if command.installed or command.needs is None:
            return command.said[which]
        extra = f"recolement[{command.needs[1]}]"
        return f"{command.said[which]} ({('demande', 'needs')[which]} {extra})"


def _without(command: Command) -> Any:
    """A command in the place of one that cannot run here: it says what to install."""
    app = typer.Typer(add_completion=False)
    assert command.needs is not None
    extra = command.needs[1]

    @app.command(
        context_settings={"ignore_unknown_options": True, "allow_extra_args": True}, add_help_option=False
    )
    def missing(context: typer.Context) -> None:
        typer.echo(PAGE[of_door()].missing.format(name=command.name, extra=extra), err=True)
        raise typer.Exit(UNUSABLE)

    return get_command(app)
