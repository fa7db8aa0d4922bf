"""The section secretary and the clerk: a sheet from the telephone to the ledger."""
