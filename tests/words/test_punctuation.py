"""French has a space before a colon, English has none: each language keeps its own."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import recolement

SOURCE = Path(recolement.__file__).parent
FRENCH_SPACE = re.compile(r"(?<=[^\s]) [:;!?](?=\s|$)|[\u00a0\u202f][:;!?]")
BETWEEN_FACTS = re.compile(r"^… [:;?] …")
BETWEEN_TAGS = re.compile(r"(\}\}|%\}|>)[\u00a0 ][:;?](?=[\s<{])")


def trees() -> Iterator[tuple[str, ast.Module]]:
    """Every module of the source, with its path."""
    for file in SOURCE.rglob("*.py"):
        yield str(file.relative_to(SOURCE)), ast.parse(file.read_text(encoding="utf-8"))


def text_of(node: ast.expr) -> str | None:
    """What a string says, the facts in it as ``…``."""
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else None
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else "…" for part in node.values)
    return None


def pairs_of(tree: ast.Module) -> Iterator[tuple[int, str, str]]:
    """Line, French and English of every pair of sentences of a module: a tuple of two, or ``either``."""
    for node in ast.walk(tree):
        said: list[ast.expr] = []
        if isinstance(node, ast.Tuple):
            said = node.elts
        elif isinstance(node, ast.Call) and getattr(node.func, "id", "") == "either":
            said = node.args
        texts = [text for text in map(text_of, said) if text is not None]
        if len(said) == len(texts) == 2:
            yield node.lineno, texts[0], texts[1]


def pairs_of_catalogues() -> Iterator[tuple[str, str, str]]:
    """The same of the catalogues of the web app."""
    for file in (SOURCE / "web").glob("*.toml"):
        for screen, codes in tomllib.loads(file.read_text(encoding="utf-8")).items():
            for code, (french, english) in codes.items():
                yield f"{file.name} {screen}.{code}", french, english


def both_ways(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """The texts of a module that are one for both languages: neither in a pair nor chosen by the language."""
    chosen: set[ast.AST] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Tuple | ast.IfExp | ast.Call):
            chosen.update(ast.iter_child_nodes(node))
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr) and node not in chosen:
            yield node.lineno, text_of(node) or ""


def test_no_english_sentence_has_a_french_space() -> None:
    """No English sentence has a space before : ; ! or ?, and many French ones do (the search finds them)."""
    pairs = [(f"{file}:{line}", *said) for file, tree in trees() for line, *said in pairs_of(tree)]
    pairs += pairs_of_catalogues()
    assert not [f"{where}: {english}" for where, _, english in pairs if FRENCH_SPACE.search(english)]
    assert sum(FRENCH_SPACE.search(french) is not None for _, french, _ in pairs) > 300


def test_what_is_said_in_both_languages_leaves_the_colon_to_each() -> None:
    """Between a label and what it says, code writes ``colon(language)`` and a template ``{{ colon }}``."""
    code = [
        f"{file}:{line}: {said}"
        for file, tree in trees()
        for line, said in both_ways(tree)
        if BETWEEN_FACTS.search(said)
    ]
    templates = [
        f"{file.name}: {line}"
        for file in (SOURCE / "web" / "templates").rglob("*.html")
        for line in file.read_text(encoding="utf-8").splitlines()
        if BETWEEN_TAGS.search(line)
    ]
    assert [*code, *templates] == []
