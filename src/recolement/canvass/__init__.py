"""The récolement itself: which sheet stands, what it adds up to, what is settled and what could change it."""

from recolement.canvass.night import Canvass, canvass
from recolement.canvass.results import ContestResult, Status

__all__ = ["Canvass", "ContestResult", "Status", "canvass"]
