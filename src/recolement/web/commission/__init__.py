"""The récolement room: queue, disputes, rulings, proclamation."""
