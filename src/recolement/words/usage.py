"""What is wrong with the options of a command, in French and in English.

The errors are those of the library that reads the command line; they are told by the name of their class.
"""

from __future__ import annotations

from typing import Any

from recolement.words.numbers import Language


def say_usage(error: Any, language: Language) -> str:
    """One sentence; in French for the mistakes people make, else as the library says it."""
    message = str(error.format_message())
    if type(error).__name__ == "BadParameter" and error.param is None:  # a sentence of ours, in the language
        return f"{error.param_hint}: {error.message}" if error.param_hint else str(error.message)
    if language == "en":
        return message
    match type(error).__name__:
        case "NoSuchOption":
            near = ", ".join(getattr(error, "possibilities", None) or ())
            hint = f" Vouliez-vous dire {near} ?" if near else ""
            return f"l'option {error.option_name} n'existe pas.{hint}"
        case "MissingParameter":
            param = error.param
            name = getattr(param, "metavar", None) or (param.opts[-1] if param is not None else "")
            return f"il manque {name}."
        case "BadParameter":
            return f"valeur refusée : {message}"
        case "BadOptionUsage":
            return f"l'option {error.option_name} demande une valeur."
    if message.startswith("No such command"):
        return f"cette commande n'existe pas ({message.removeprefix('No such command ').rstrip('.')})."
    if message.startswith("Got unexpected extra argument"):
        return (
            f"il y a des mots de trop : {message.partition('(')[2].partition(')')[2].strip(' ()') or message}"
        )
    return message
