"""Calls between two rounds: who is called, by whom, what they said, and the end of it all.

The people of a call list are in a database of their own (``calls``), sealed; their key is in a file outside
it. Nothing leads from a ballot, its ledger or a public page to any of them: accounts and ballots are named
here by value, never by a foreign key.
"""
