"""The check of the signatures on paper: by a sample where one is enough, of all of them otherwise.

Online signatures were each made with a code of their own: nothing of them is checked on paper. Every line of
paper was matched with a member of the roll when it was typed, so that doubles were found among all of them;
what a check of the paper still finds is a line that does not say what was typed, or a signature that is not
the member's (:func:`recolement.initiatives.sampling.plan_matched`).

A sample says nothing of each unit. Where the rules ask for a spread that the online signatures alone do not
have, every signature on paper is checked.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from fractions import Fraction
from itertools import accumulate, count

from django.db import transaction
from django.db.models import Count, QuerySet

from recolement.initiatives.outcome import Assessment, Tally, assess
from recolement.initiatives.rulebook import Rulebook
from recolement.initiatives.sampling import PURPOSE, Decision, Found, Petition, Plan, decide, plan_matched
from recolement.lots import Lots
from recolement.web.initiatives.ledger import assessed
from recolement.web.initiatives.models import Initiative, Line, Member
from recolement.web.initiatives.signing import restand
from recolement.web.initiatives.vault import Vault

GOOD = "good"
VERDICTS = ("forged", "unsigned", "unknown")
"""What a check of the paper finds: another hand, no signature, somebody else than was typed."""
AT_ONCE = 500


def online_alone(initiative: Initiative, rules: Rulebook) -> Assessment:
    """The count without any paper."""
    return assess(rules, {one.name: Tally(one.registered, one.online) for one in initiative.units.all()})


def counting_lines(initiative: Initiative) -> QuerySet[Line]:
    """The lines of paper that count."""
    return Line.objects.filter(sheet__initiative=initiative, void="")


def decided_by_the_count(initiative: Initiative, rules: Rulebook) -> bool | None:
    """What no check of the paper can change: sufficient without it, or insufficient with all of it."""
    if online_alone(initiative, rules).sufficient:
        return True
    return None if assessed(initiative, rules).sufficient else False


def plan_of(initiative: Initiative, rules: Rulebook, risk: Fraction, void: Fraction) -> Plan:
    """How many lines to check, and what they may show; of a petition that the count does not decide."""
    online = online_alone(initiative, rules)
    papers = counting_lines(initiative).count()
    petition = Petition(papers, max(1, min(papers, online.needed - online.counted)))
    if not online.spread:
        return Plan(petition, risk, petition.failing, papers, 0, 0)
    return plan_matched(petition, risk, void)


def draw(initiative: Initiative, plan: Plan, seed: str) -> list[int]:
    """Draw the lines to check: their numbers, in the order of the sheets and of their lines."""
    papers = plan.petition.signatures
    numbers = sorted(Lots(seed, PURPOSE).sample(range(1, papers + 1), plan.drawn))
    mark(initiative, numbers)
    return numbers


def mark(initiative: Initiative, numbers: Iterable[int]) -> None:
    """Note on the lines their numbers in the draw. What counts is numbered sheet by sheet, line by line."""
    by_sheet = list(
        counting_lines(initiative)
        .values_list("sheet_id", "sheet__number")
        .annotate(lines=Count("pk"))
        .order_by("sheet__number")
    )
    ends = list(accumulate(lines for _, _, lines in by_sheet))
    wanted: dict[int, list[tuple[int, int]]] = {}
    for number in numbers:
        at = bisect_right(ends, number - 1)
        wanted.setdefault(by_sheet[at][0], []).append((number, number - 1 - (ends[at] - by_sheet[at][2])))
    changed = []
    for sheet, places in wanted.items():
        lines = list(counting_lines(initiative).filter(sheet_id=sheet).order_by("place").only("pk"))
        for number, place in places:
            lines[place].drawn = number
            changed.append(lines[place])
    Line.objects.bulk_update(changed, ["drawn"], batch_size=AT_ONCE)


def to_check(initiative: Initiative) -> QuerySet[Line]:
    """The lines that were drawn."""
    return Line.objects.filter(sheet__initiative=initiative, drawn__isnull=False)


def mark_the_rest(initiative: Initiative) -> int:
    """Number every line that counts and has no number yet; how many they are.

    A line may come to count while others are checked: a double, once the other one is void.
    """
    taken = set(to_check(initiative).values_list("drawn", flat=True))
    free = (number for number in count(1) if number not in taken)
    rows = list(counting_lines(initiative).filter(drawn=None).order_by("sheet__number", "place").only("pk"))
    for row, number in zip(rows, free, strict=False):
        row.drawn = number
    Line.objects.bulk_update(rows, ["drawn"], batch_size=AT_ONCE)
    return len(rows)


def judge(rules: Rulebook, vault: Vault, line: Line, verdict: str, actor: str) -> None:
    """What the check of one line found, or finds now; a void one counts no more."""
    with transaction.atomic():
        Line.objects.filter(pk=line.pk).update(verdict=verdict, checked_by=actor)
        if line.member_id is not None:
            restand(rules, vault, Member.objects.select_for_update().get(pk=line.member_id))


def found_in(initiative: Initiative) -> Found:
    """What the check found so far."""
    return Found(to_check(initiative).exclude(verdict__in=("", GOOD)).count(), 0)


def decision(initiative: Initiative, rules: Rulebook, plan: Plan) -> Decision:
    """What the check decides. Where all was checked the count decides, and the spread with it."""
    if plan.full:
        return Decision.SUFFICIENT if assessed(initiative, rules).sufficient else Decision.INSUFFICIENT
    return decide(plan, found_in(initiative))
