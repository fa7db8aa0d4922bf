"""The rulebook as it was declared, and the declaration of a rulebook: each function undoes the other."""

from __future__ import annotations

from fractions import Fraction

from recolement.ledger.events.ballot import RulebookWritten, RunoffWritten, WarnWritten
from recolement.ledger.fold.state import NotFolded, day
from recolement.model.rulebook import Base, Rule, Rulebook, Runoff, Warn


def rulebook_of(written: RulebookWritten) -> Rulebook:
    """The rulebook declared; :class:`NotFolded` where a word or a share is not one of ours."""
    try:
        return _rulebook(written)
    except NotFolded:
        raise
    except (ValueError, ZeroDivisionError) as error:
        raise NotFolded("bad_rulebook", found=str(error)) from None


def _rulebook(written: RulebookWritten) -> Rulebook:
    runoff, warn = written.runoff, written.warn
    return Rulebook(
        rule=Rule(written.rule),
        source=written.source,
        dated=day(written.dated),
        base=Base(written.base),
        threshold=_share(written.threshold),
        threshold_base=Base(written.threshold_base),
        runoff=Runoff(runoff.kind, _share(runoff.share), Base(runoff.share_base), _share(runoff.joins)),
        elected_share_of_registered=_share(written.elected_share_of_registered),
        majority=Fraction(written.majority),
        majority_reached=written.majority_reached,
        quorum=_share(written.quorum),
        quorum_base=Base(written.quorum_base),
        blank=written.blank,
        no_majority=written.no_majority,
        seats={} if written.seats is None else written.seats,
        divisor=written.divisor,
        quota=written.quota,
        overflow=written.overflow,
        bonus=Fraction(written.bonus),
        ties=written.ties,
        mandates=written.mandates,
        voters_are=written.voters_are,
        entry=written.entry,
        ruling=written.ruling,
        annulment=written.annulment,
        call_probability=Fraction(written.call_probability),
        signatures_needed=written.signatures_needed,
        warn=Warn(
            blank_share=Fraction(warn.blank_share),
            null_share=Fraction(warn.null_share),
            gap_share=Fraction(warn.gap_share),
            gap_papers=warn.gap_papers,
            neighbour_points=Fraction(warn.neighbour_points),
            neighbour_valid=warn.neighbour_valid,
            round_change=Fraction(warn.round_change),
            identical_valid=warn.identical_valid,
            clock_hours=warn.clock_hours,
        ),
        sources=written.sources,
    )


def rulebook_written(rulebook: Rulebook) -> RulebookWritten:
    """The declaration of a rulebook, every key written."""
    runoff, warn = rulebook.runoff, rulebook.warn
    return RulebookWritten(
        rule=rulebook.rule.value,
        source=rulebook.source,
        dated=None if rulebook.dated is None else rulebook.dated.isoformat(),
        base=rulebook.base.value,
        threshold=_written(rulebook.threshold),
        threshold_base=rulebook.threshold_base.value,
        runoff=RunoffWritten(
            kind=runoff.kind,
            share=_written(runoff.share),
            share_base=runoff.share_base.value,
            joins=_written(runoff.joins),
        ),
        elected_share_of_registered=_written(rulebook.elected_share_of_registered),
        majority=str(rulebook.majority),
        majority_reached=rulebook.majority_reached,
        quorum=_written(rulebook.quorum),
        quorum_base=rulebook.quorum_base.value,
        blank=rulebook.blank,
        no_majority=rulebook.no_majority,
        seats=rulebook.seats if isinstance(rulebook.seats, int) else None,
        divisor=rulebook.divisor,
        quota=rulebook.quota,
        overflow=rulebook.overflow,
        bonus=str(rulebook.bonus),
        ties=rulebook.ties,
        mandates=rulebook.mandates,
        voters_are=rulebook.voters_are,
        entry=rulebook.entry,
        ruling=rulebook.ruling,
        annulment=rulebook.annulment,
        call_probability=str(rulebook.call_probability),
        signatures_needed=rulebook.signatures_needed,
        warn=WarnWritten(
            blank_share=str(warn.blank_share),
            null_share=str(warn.null_share),
            gap_share=str(warn.gap_share),
            gap_papers=warn.gap_papers,
            neighbour_points=str(warn.neighbour_points),
            neighbour_valid=warn.neighbour_valid,
            round_change=str(warn.round_change),
            identical_valid=warn.identical_valid,
            clock_hours=warn.clock_hours,
        ),
        sources=dict(rulebook.sources),
    )


def _share(text: str | None) -> Fraction | None:
    return None if text is None else Fraction(text)


def _written(share: Fraction | None) -> str | None:
    return None if share is None else str(share)
