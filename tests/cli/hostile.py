"""Names that mean harm, as ordinary test data."""

from __future__ import annotations

import json
from pathlib import Path

SCRIPT = "<script>alert(1)</script>"
FORMULA = "=cmd|' /C calc'!A0"
TURNED = "abc\u202edef"
ESCAPE = "\x1b[31mrouge\x1b[2J"
MARKUP = "[red]rouge[/red]"
LONG = "L" * 10_000
EMOJI = "Élu·e 🗳️👩‍👩‍👧"

OPTIONS = (SCRIPT, FORMULA, TURNED, ESCAPE, MARKUP, LONG, EMOJI)


def _quoted(name: str) -> str:
    return json.dumps(name, ensure_ascii=False)


def hostile_folder(folder: Path) -> Path:
    """A ballot whose title, units and options all bear such names; 7 options with 10, 11 … 16 votes."""
    options = "\n".join(
        f'[[contest.option]]\nid = "o{place}"\nname = {_quoted(name)}' for place, name in enumerate(OPTIONS)
    )
    (folder / "ballot.toml").write_text(
        f"title = {_quoted(SCRIPT + FORMULA)}\norganisation = {_quoted(TURNED)}\n"
        'levels = ["nation", "section"]\nrulebook = { rule = "plurality", source = "<b>art.</b>" }\n'
        f'[[contest]]\nid = "c"\nname = {_quoted(MARKUP)}\nscope = "FR"\n{options}\n',
        encoding="utf-8",
    )
    (folder / "units.csv").write_text(
        f'unit,parent,level,name,registered\nFR,,nation,"{SCRIPT}",\n'
        f'"=1+1",FR,section,"{FORMULA}",200\nx,FR,section,"{LONG}",100\n',
        encoding="utf-8",
    )
    ids = ",".join(f"o{place}" for place in range(len(OPTIONS)))
    votes = ",".join(str(10 + place) for place in range(len(OPTIONS)))
    (folder / "sheets.csv").write_text(
        f"unit,signatures,in_box,{ids}\n=1+1,95,91,{votes}\n", encoding="utf-8"
    )
    (folder / "acts.toml").write_text(
        '[[act]]\nkind = "dispute"\nat = 2017-01-01\nid = "=2+2"\nunit = "=1+1"\nseeks = "annul"\n'
        f"grounds = {_quoted(SCRIPT + TURNED)}\n",
        encoding="utf-8",
    )
    return folder
