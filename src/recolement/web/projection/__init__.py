"""The projection beside the night's screen, where the organiser shows it. Never a result."""
