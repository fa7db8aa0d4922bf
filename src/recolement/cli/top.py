"""The very top: whatever happens below, a person reads a sentence and a script reads an exit code.

Exit codes: 0 done; 1 a check found errors; 2 unusable input or options; 70 our bug; 130 interrupted;
141 the reader of our output went away (as a shell says of any program).
"""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Sequence
from typing import Any

import typer
from typer.main import get_command

from recolement.cli.language import of_door
from recolement.model.problems import Problem, Unusable
from recolement.words.help import PAGE
from recolement.words.plain import shown
from recolement.words.problems import problem_sentence
from recolement.words.usage import say_usage

UNUSABLE, BUG, INTERRUPTED, PIPE_BROKEN = 2, 70, 130, 141

ClickException: type[Exception] = typer.BadParameter.__mro__[2]
"""The root of the errors about options and arguments."""


def run(app: typer.Typer, arguments: Sequence[str]) -> int:
    """Run the commands with these arguments; the exit code."""
    prepare_streams()
    try:
        code = _dispatch(app, arguments)
        if sys.stdout is not None:
            sys.stdout.flush()
        return code
    except BrokenPipeError:
        _let_go()
        return PIPE_BROKEN
    except OSError as error:
        _let_go()
        reason = error.strerror or str(error)
        place = "-" if error.filename is None else str(error.filename)
        return stop_unusable(Unusable([Problem("system_refused", place, facts={"reason": reason})]))
    except KeyboardInterrupt:
        return INTERRUPTED


def _let_go() -> None:
    """Nobody takes our output any more: what Python still holds is not to be written while it ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _dispatch(app: typer.Typer, arguments: Sequence[str]) -> int:
    debug = "--debug" in arguments or bool(os.environ.get("RECOLEMENT_DEBUG"))
    try:
        command = get_command(app)
        given = [argument for argument in arguments if argument != "--debug"]
        code = command.main(given, prog_name="recolement", standalone_mode=False)
        return code if isinstance(code, int) else 0
    except Unusable as unusable:
        return stop_unusable(unusable)
    except ClickException as error:
        if type(error).__name__ == "NoArgsIsHelpError":  # a group alone: its page says what it has
            return _dispatch(app, [*_path(error), "--help"]) or UNUSABLE
        return _usage(error)
    except (typer.Exit, SystemExit) as ended:
        if isinstance(ended.__context__, BrokenPipeError):
            raise ended.__context__ from None
        return _code(ended)
    except typer.Abort:
        return INTERRUPTED
    except OSError:
        raise
    except Exception as error:
        if debug:
            traceback.print_exc()
        said = shown(f"{type(error).__name__}: {error}", 200)
        print(PAGE[of_door()].bug.format(error=said), file=sys.stderr)
        return BUG


def _path(error: Any) -> list[str]:
    """The group that an error is about, as it was typed after the program's name."""
    return str(error.ctx.command_path).split()[1:]


def _code(ended: typer.Exit | SystemExit) -> int:
    code = ended.exit_code if isinstance(ended, typer.Exit) else ended.code
    return code if isinstance(code, int) else 0


def stop_unusable(unusable: Unusable) -> int:
    """Say every problem, one a line, on standard error."""
    for problem in unusable.problems:
        print(problem_sentence(problem, of_door()), file=sys.stderr)
    return UNUSABLE


def _usage(error: Any) -> int:
    language = of_door()
    context = getattr(error, "ctx", None)
    command = context.command_path if context is not None else "recolement"
    message = shown(say_usage(error, language), 400)
    print(PAGE[language].usage.format(message=message, command=command), file=sys.stderr)
    return int(getattr(error, "exit_code", UNUSABLE))


def prepare_streams() -> None:
    """UTF-8 on every pipe and file; what a console cannot show is replaced rather than an error.

    Whoever sets ``PYTHONIOENCODING`` keeps the encoding it names.
    """
    for stream in (sys.stdout, sys.stderr):
        if not hasattr(stream, "reconfigure"):
            continue
        if os.environ.get("PYTHONIOENCODING"):
            stream.reconfigure(errors="replace")
        else:
            stream.reconfigure(encoding="utf-8", errors="replace")
