"""What is handed to the public."""

from recolement.publication.tally import tally_json

__all__ = ["tally_json"]
