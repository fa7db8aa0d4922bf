"""How the night will end: what the counted units say of those still to come. Never a result."""

from recolement.analysis.projection.calls import Call, calls
from recolement.analysis.projection.law import Law
from recolement.analysis.projection.model import ProjectionModel
from recolement.analysis.projection.results import ProjectionResults

__all__ = ["Call", "Law", "ProjectionModel", "ProjectionResults", "calls"]
