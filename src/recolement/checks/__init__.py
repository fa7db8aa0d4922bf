"""What must add up: one function per numbered check, listed in ``register``; a finding accuses nobody."""

from recolement.checks.examine import Examination, act_refused, draw_of_nothing, examine, referral_overdue
from recolement.checks.night import Night, SheetKey
from recolement.checks.register import CHECKS, Check
from recolement.checks.setting import Context

__all__ = [
    "CHECKS",
    "Check",
    "Context",
    "Examination",
    "Night",
    "SheetKey",
    "act_refused",
    "draw_of_nothing",
    "examine",
    "referral_overdue",
]
