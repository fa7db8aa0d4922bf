"""The HTTP API, for organisations that have forms of their own: the same acts, the same refusals."""
