"""Which software this is: a proclamation says by which version it was computed."""

VERSION = "0.1.0.dev0"
