"""Turnout during the day: a section says how many have voted; all see the curve, and who said nothing."""
