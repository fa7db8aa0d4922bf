"""A rehearsal (répétition): a whole night made up from a seed, with faults put into it to be found.

Three functions and no state: :func:`write_script` makes the night of a ballot, ``playing`` says what is due
by a given second, and ``debriefing`` reads in the ledger which faults were found, when, by whom. The ballot
may be a made-up one of any size:

>>> from recolement.rehearsal.invented import invented
>>> from recolement.rehearsal.script import Wanted
>>> from recolement.rehearsal.writing import write_script
>>> script = write_script(invented(40, "Essai"), Wanted("S", faults=3, leader="martin", margin=42))
>>> [fault.kind.value for fault in script.faults], len(script.arrivals), script.margin
(['swapped', 'forgotten_federation', 'doubled_sheet'], 35, 42)
"""
