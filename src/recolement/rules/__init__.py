"""Ballot law: one function per rule, from the totals to an outcome and the assertions it rests on.

``decide(poll)`` is the only way in; ``runoff_rule`` says which runoff a rulebook means. Option ids in claims
and steps are the facts ``option``, ``winner`` and ``loser``; every other fact is a number or a code.
"""

from recolement.rules.decide import decide
from recolement.rules.municipal_list import runoff_rule
from recolement.rules.poll import Poll

__all__ = ["Poll", "decide", "runoff_rule"]
