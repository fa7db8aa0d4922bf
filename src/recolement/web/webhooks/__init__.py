"""Webhooks: an accepted sheet or a proclamation told to other people's servers, signed, at least once."""
