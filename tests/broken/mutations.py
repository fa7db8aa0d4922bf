"""Changes made to a folder at random, from a seed: bytes, lines, cells and words of the format."""

from __future__ import annotations

import io
import random
import re
import zipfile
import zlib

WORDS = re.findall(
    r"\S+",
    r"""
0 1 2 3 7 -1 10 99 1000 9999999999 0.5 1.5 1e9 true false nan inf [] {} [[]] '' "" "0" "1/2" "1/8" "0 %"
"12,5 %" "100 %" "150 %" "-1/2" 2017-01-29 2017-01-29T20:15:00+01:00 0001-01-01T00:00:00+23:59
"2017-02-31" 20:15:00 "plurality" "absolute_majority" "majority_two_round" "yes_no" "highest_averages"
"largest_remainder" "municipal_list" "valid" "in_box" "registered" "separate" "top_two" "threshold"
"dhondt" "sainte_lague" "modified_sainte_lague" "imperiali" "hare" "hagenbach_bischoff" "droop" "age"
"seniority" "lot" "proportional" "rounded" "winner" "signatures" "double" "countersigned" "unanimity"
"null" "abstain" "all_zero" "annul" "recount" "correct" "uphold" "vote_again" "lift" "dispute" "ruling"
"freeze" "referral" "correction" "set_aside" "no_vote" "draw" "rally" "proclamation" "withdrawal"
"acknowledgement" "roll_closed" "each:section" "each:federation" "FR" "A1" "V2" first second total Total
<script> =1+1 ' " , ; \ [ ] = # % :
""",
)
SEPARATORS = ["\t", "\n", "\r\n", "\x00", "\u202e", "\u200b", "\u00e9", "\u20ac", " ", ""]
"""What cannot be seen, or separates."""

QUOTED = tuple(word for word in WORDS if word.startswith('"'))

KEYS = re.findall(
    r"\S+",
    r"""
rule base threshold threshold_base elected_share_of_registered quorum quorum_base blank no_majority
seats divisor quota bonus ties mandates voters_are entry ruling annulment majority majority_reached
overflow unit units contest round result kind at by role id of to due until seeks options ballots values
effect for against abstaining grounds order method seed option version signed_by field value reason code
evidence scope levels title number date contests born since members labels registered signatures in_box
voters null blank_null valid parent level name group votes
""",
)


TOKEN = re.compile(rb'"[^"\n]*"|[\w.:+-]+|[^\w\s]')


NUMBER = re.compile(rb"(?<![\w.-])\d+(?![\w.-])")
TEXT = re.compile(rb'(?<==) *"[^"\n]*"')


def mutate(content: bytes, chance: random.Random) -> bytes:
    """The content after one change, of any sort."""
    if content.startswith(b"PK"):
        return _workbook(content, chance)
    change = chance.choice((_byte, _line, _token, _token, _key, _cell, _cut))
    return change(content, chance)


def vary(content: bytes, chance: random.Random) -> bytes:
    """The content after one change that often leaves it sound: the meaning changes, not the form."""
    if content.startswith(b"PK"):
        return content
    return chance.choice((_number, _number, _text, _act, _act, _cell, _line))(content, chance)


def _number(content: bytes, chance: random.Random) -> bytes:
    found = list(NUMBER.finditer(content))
    if not found:
        return content
    old = chance.choice(found)
    new = chance.choice(
        (b"0", b"1", b"2", b"200", str(chance.randrange(120)).encode(), chance.choice(found)[0])
    )
    return content[: old.start()] + new + content[old.end() :]


def _text(content: bytes, chance: random.Random) -> bytes:
    """The value of a key becomes that of another one, or a word of the format."""
    found = list(TEXT.finditer(content))
    if not found:
        return content
    old = chance.choice(found)
    new = chance.choice(found)[0] if chance.random() < 0.5 else b" " + chance.choice(QUOTED).encode()
    return content[: old.start()] + new + content[old.end() :]


def _act(content: bytes, chance: random.Random) -> bytes:
    """A ``[[heading]]`` with its lines is taken away, put elsewhere or written twice."""
    head, *blocks = re.split(rb"(?m)^(?=\[\[)", content)
    if len(blocks) < 2:
        return content
    block = blocks.pop(chance.randrange(len(blocks)))
    match chance.randrange(3):
        case 0:
            blocks.insert(chance.randrange(len(blocks) + 1), block)
        case 1:
            blocks = [*blocks, block, block.replace(b'id = "', b'id = "x')]
    return head + b"".join(blocks)


def _word(chance: random.Random) -> bytes:
    return chance.choice((*WORDS, *SEPARATORS)).encode()


def _byte(content: bytes, chance: random.Random) -> bytes:
    place = chance.randrange(len(content) + 1)
    return content[:place] + bytes([chance.randrange(256)]) + content[place + chance.randrange(2) :]


def _line(content: bytes, chance: random.Random) -> bytes:
    lines = content.split(b"\n")
    one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    match chance.randrange(4):
        case 0:
            del lines[one]
        case 1:
            lines.insert(other, lines[one])
        case 2:
            lines[one], lines[other] = lines[other], lines[one]
        case _:
            lines.insert(one, _word(chance))
    return b"\n".join(lines)


def _token(content: bytes, chance: random.Random) -> bytes:
    """One word of the file becomes another word of the file, or one of the format."""
    tokens = list(TOKEN.finditer(content))
    if not tokens:
        return _word(chance)
    old = chance.choice(tokens)
    new = chance.choice(tokens)[0] if chance.random() < 0.5 else _word(chance)
    return content[: old.start()] + new + content[old.end() :]


def _key(content: bytes, chance: random.Random) -> bytes:
    """A line ``key = value`` is put in, somewhere."""
    lines = content.split(b"\n")
    lines.insert(chance.randrange(len(lines) + 1), chance.choice(KEYS).encode() + b" = " + _word(chance))
    return b"\n".join(lines)


def _cell(content: bytes, chance: random.Random) -> bytes:
    """A cell of a table, or a piece of a line, is emptied, doubled or changed for a small number."""
    lines = content.split(b"\n")
    place = chance.randrange(len(lines))
    cells = lines[place].split(b",")
    cell = chance.randrange(len(cells))
    cells[cell] = chance.choice((b"", b"0", b"1", str(chance.randrange(200)).encode(), cells[cell] * 2))
    lines[place] = b",".join(cells)
    return b"\n".join(lines)


def _cut(content: bytes, chance: random.Random) -> bytes:
    return content[: chance.randrange(len(content) + 1)]


def _workbook(content: bytes, chance: random.Random) -> bytes:
    """A workbook with a byte changed, cut off, or with one of its parts changed and packed again."""
    if chance.random() < 0.3:
        return chance.choice((_byte, _cut))(content, chance)
    held = io.BytesIO()
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(held, "w") as after:
            names = before.namelist()
            changed = chance.choice(names)
            for name in names:
                part = before.read(name)
                after.writestr(
                    name,
                    chance.choice((_byte, _token, _cut, _line))(part, chance) if name == changed else part,
                )
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError):
        return _byte(content, chance)
    return held.getvalue()
