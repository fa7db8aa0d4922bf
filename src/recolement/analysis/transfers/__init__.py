"""Where the votes went between two votes of the same units: ecological inference for many areas at once."""

from recolement.analysis.transfers.law import Law, Schedule
from recolement.analysis.transfers.model import TransferModel
from recolement.analysis.transfers.results import TransferResults

__all__ = ["Law", "Schedule", "TransferModel", "TransferResults"]
