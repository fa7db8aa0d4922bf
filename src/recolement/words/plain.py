"""A name is data: whatever it holds, it is shown without acting on the terminal, the page or the reader.

>>> shown("Lyon\\x1b[31m 3"), shown("abc\\u202edef"), shown("Nice\\u00a01")
('Lyon�[31m 3', 'abc�def', 'Nice 1')
>>> shown("a" * 100, most=10)
'aaaaaaaaa…'
"""

from __future__ import annotations

import unicodedata

JOINERS = ("\N{ZERO WIDTH NON-JOINER}", "\N{ZERO WIDTH JOINER}")
"""Persian words and family emoji need them; they hide nothing and turn nothing round."""
UNSEEN = "\N{REPLACEMENT CHARACTER}"
LONGEST = 120
"""Characters of a name that a line of text shows."""


def shown(text: str, most: int | None = None) -> str:
    """The text on one line: spaces of any kind are spaces, control and direction characters are shown as �.

    ``most``: how many characters at the most; the last one is then an ellipsis.
    """
    if most is not None:
        text = text[: most + 1]  # a name may be a megabyte
    if not (text.isascii() and text.isprintable()):
        text = "".join(map(_one, text))
    return text if most is None or len(text) <= most else text[: most - 1] + "…"


def _one(character: str) -> str:
    if character.isprintable() or character in JOINERS:
        return character
    if unicodedata.category(character) == "Zs" or character in "\t\n\r":
        return " "
    return UNSEEN
