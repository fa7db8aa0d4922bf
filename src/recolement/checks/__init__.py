"""What must add up: one function per numbered check, listed in ``register``; a finding accuses nobody."""

from recolement.checks.examine import act_refused, examine, examine_all, examine_sheet, referral_overdue
from recolement.checks.night import Night, SheetKey
from recolement.checks.register import CHECKS, Check
from recolement.checks.setting import Context

__all__ = [
    "CHECKS",
    "Check",
    "Context",
    "Night",
    "SheetKey",
    "act_refused",
    "examine",
    "examine_all",
    "examine_sheet",
    "referral_overdue",
]
