"""The page of the ballot folder is complete, and the folder it shows is read."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

from recolement.canvass import canvass
from recolement.formats.acts import COMMON, OWN
from recolement.formats.ballot import BALLOT_KEYS, CONTEST_KEYS, OPTION_KEYS, ROUND_KEYS
from recolement.formats.folder import NAMES, TABLES, read_folder
from recolement.model.acts import KINDS
from recolement.model.rulebook import Runoff

PAGE = (Path(__file__).parents[2] / "docs/reference/ballot-folder.md").read_text(encoding="utf-8")
BLOCKS = dict(re.findall(r"```\w+\n# (\S+)\n(.*?)```", PAGE, flags=re.DOTALL))


def test_every_file_column_and_key_is_on_the_page() -> None:
    """Whatever the reader knows of tables, the ballot and acts is named, in code."""
    inside = "\n".join([*re.findall(r"`([^`\n]+)`", PAGE), *BLOCKS.values()])
    known = {
        *(name for name in NAMES if not name.endswith(".xlsx") or name == "ballot.xlsx"),
        *(column for columns in TABLES.values() for column in columns),
        *BALLOT_KEYS, *CONTEST_KEYS, *OPTION_KEYS, *ROUND_KEYS, *COMMON, *KINDS,
        *(key for keys in OWN.values() for key in keys),
        *(field.name for field in fields(Runoff)),
    }  # fmt: skip
    words = set(re.findall(r"[\w.]+", inside)) | set(BLOCKS)
    assert known - words == set()


def test_the_folder_of_the_page_is_read_and_canvassed() -> None:
    """It holds every file, every kind of act, and says what the page says of it."""
    assert set(BLOCKS) == {name for name in NAMES if not name.endswith(".xlsx")}
    folder = read_folder({name: text.encode() for name, text in BLOCKS.items()})
    assert {type(act) for act in folder.acts} == set(KINDS.values())
    assert folder.listed == {("Lyon-3", "bureau", 1)}
    told = canvass(folder)
    bureau = told.result("bureau", 1, "Lyon")
    # By hand: Lyon-2 is set aside, Lyon-3 only listed; ann's 40 at Lyon-1 are corrected to 39, bob has 37.
    assert dict(bureau.figures.votes) == {"ann": 39, "bob": 37}
    assert bureau.coverage.missing == ("Lyon-3",)
    motion = told.result("motion", 1, "Lyon-2")
    assert dict(motion.figures.votes) == {"yes": 60, "no": 20}
