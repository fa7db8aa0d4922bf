"""Results night: one screen for the room's projector and for members, kept up to date as sheets come in."""
