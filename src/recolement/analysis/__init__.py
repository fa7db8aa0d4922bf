"""Statistics: estimates and simulations, never facts. Nothing computed here can enter a proclamation."""
