"""The cupboards: where ballot folders are read and where the lines of a ledger are kept."""
