"""Canvass."""
