"""Where the votes went between two rounds, as a page beside the results. An estimate, never a result."""
