"""How the units, contests and options of one ballot are called when something is said of them.

>>> from recolement.formats.shorthand import read_shorthand
>>> folder = read_shorthand('option A name="Alice Martin"\\nunit Lyon-3 name="Lyon 3e"\\nsheet Lyon-3 A=1')
>>> names = Names(folder, "en")
>>> names.unit("Lyon-3"), names.option("contest", "A"), names.field("contest", "blank")
('Lyon 3e (Lyon-3)', 'Alice Martin', 'blank')
"""

from __future__ import annotations

from collections.abc import Mapping

from recolement.model.folder import BallotFolder
from recolement.model.ids import UnitId
from recolement.words.fields import field_label
from recolement.words.numbers import Language
from recolement.words.plain import LONGEST, shown

SHARE = "share:"


class Names:
    """The names of one ballot folder in a language; an id that nobody named is said as it is."""

    def __init__(self, folder: BallotFolder, language: Language) -> None:
        self.language = language
        self._tree = folder.tree
        self._groups = {group.address: group.name for group in folder.groups}
        self._contests = {contest.id: contest for contest in folder.ballot.contests}
        self._options: dict[str, Mapping[str, str]] = {
            contest.id: {option.id: shown(option.name, LONGEST) for option in contest.options}
            for contest in folder.ballot.contests
        }

    def place(self, address: str) -> str:
        """The bare name of a unit or group."""
        if address in self._tree:
            return shown(self._tree[UnitId(address)].name or address, LONGEST)
        return shown(self._groups.get(address) or address, LONGEST)

    def unit(self, address: str) -> str:
        """The name of a unit or group, with its id where it is another word."""
        name, id = self.place(address), shown(address, LONGEST)
        return name if name == id else f"{name} ({id})"

    def contest(self, contest: str) -> str:
        """The name of a contest."""
        known = next((one for id, one in self._contests.items() if id == contest), None)
        return shown(contest if known is None else known.name or contest, LONGEST)

    def options(self, contest: str) -> Mapping[str, str]:
        """The names of a contest's options by id, ready to be shown."""
        return self._options.get(contest, {})

    def option(self, contest: str | None, option: str) -> str:
        """The name of an option; where no contest is said, of whichever contest has one of that id."""
        if contest is not None:
            return self.options(contest).get(option, shown(option, LONGEST))
        named = (of[option] for of in self._options.values() if option in of)
        return next(named, shown(option, LONGEST))

    def field(self, contest: str | None, field: str) -> str:
        """The label of a box: a figure, an option, or the published share of an option."""
        if field.startswith(SHARE):
            option = self.option(contest, field.removeprefix(SHARE))
            return f"part de {option}" if self.language == "fr" else f"share of {option}"
        label = field_label(field, self.language)
        return self.option(contest, field) if label == field else label
