"""``python -m recolement``."""

from recolement.cli import main

main()
