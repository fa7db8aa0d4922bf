"""One round of a ballot as the standards of results hold it, and the two that are read and written."""

from recolement.formats.reports.round_report import (
    RoundReport,
    UnitCount,
    UnitReported,
    VoteReported,
)

__all__ = ["RoundReport", "UnitCount", "UnitReported", "VoteReported"]
