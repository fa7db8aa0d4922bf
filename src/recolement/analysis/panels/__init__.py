"""Citizens' panels by lot: the most equal chances that the quotas allow, and a lottery anyone can redo."""

from recolement.analysis.panels.lottery import Lottery, ProvedLevel, compose
from recolement.analysis.panels.relaxation import Infeasible

__all__ = ["Infeasible", "Lottery", "ProvedLevel", "compose"]
