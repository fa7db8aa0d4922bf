"""What anyone may see: results, sheets, receipts."""
