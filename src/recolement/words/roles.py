"""The posts under which people act on the night, as pages say them.

>>> role_label("commissioner", "fr"), role_label("conseil national", "en")
('Commission de récolement', 'conseil national')
"""

from __future__ import annotations

from collections.abc import Mapping

from recolement.words.numbers import Language
from recolement.words.plain import LONGEST, shown

ROLES: Mapping[str, tuple[str, str]] = {
    "secretary": ("Secrétaire de section", "Section secretary"),
    "federation": ("Fédération", "Federation"),
    "clerk": ("Saisie", "Data entry"),
    "commissioner": ("Commission de récolement", "Commission"),
    "representative": ("Mandataire", "Representative"),
    "organiser": ("Organisation", "Organiser"),
    "administrator": ("Administration", "Administrator"),
}
"""The web app's posts, in the order in which they are met."""


def role_label(role: str, language: Language) -> str:
    """A post of the app by its name; what a folder wrote is said as it is written."""
    return ROLES[role][language == "en"] if role in ROLES else shown(role, LONGEST)
