"""The command line: people at a terminal come in here."""


def main() -> None:
    """Run the command line."""
    raise SystemExit("not built yet")
