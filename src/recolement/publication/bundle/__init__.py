"""The bundle: a published site with what it was made of, and the signed list of its files."""
