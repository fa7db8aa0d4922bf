"""Citizens' initiatives: whether enough people signed.

Signatures on paper are checked by a sample drawn from a public seed. :mod:`~recolement.initiatives.chances`
holds the exact chances, :mod:`~recolement.initiatives.sampling` how large the sample must be and what it
decides, :mod:`~recolement.initiatives.california` the published procedure that the estimate is compared with.
"""
