"""The ledger (registre): what people said and did, one line each, append-only, signed, verifiable."""
