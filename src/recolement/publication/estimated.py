"""From a publication's state to the estimates of where the votes went that it publishes."""

from __future__ import annotations

from recolement.model.problems import Unusable
from recolement.publication.site import Site
from recolement.publication.site.transfers import Between, in_whole_votes
from recolement.publication.transferred import (
    can_estimate,
    estimate_transfers,
    pair_of,
    pairs,
    shown_transfers,
)

LEVEL = 0.9


def estimates(site: Site) -> tuple[Between, ...]:
    """The estimates of a state, where what they need is installed; none of rounds that cannot be compared,
    or of more units than are estimated here."""
    if not can_estimate():
        return ()
    found = []
    line = None if site.record is None else site.record.size - 1
    for contest, number in pairs(site.night):
        try:
            sources = pair_of(site.night, contest, number)
            result = estimate_transfers(sources, {**sources[0].families, **sources[1].families}, LEVEL)
        except Unusable:  # said by the command; a publication has no page of it
            continue
        shown = {language: shown_transfers(result, sources, language) for language in site.languages}
        found.append(in_whole_votes(Between(contest, number, line, shown)))
    return tuple(found)
