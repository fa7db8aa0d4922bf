"""Citizens' panels by lot, in the web app: for their organisers, their volunteers, and everybody."""
