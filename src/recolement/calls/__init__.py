"""Calls between two rounds, without a database: who is who, who is in which list.

:mod:`~recolement.calls.spelling` says when two names or telephones are the same,
:mod:`~recolement.calls.matching` finds the people of a register on the roll, :mod:`~recolement.calls.lists`
makes the three lists, :mod:`~recolement.calls.places` the numbers that are typed back from a printed list.
"""
