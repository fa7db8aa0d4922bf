"""The web app: one app per people (section secretaries, commission, the public, accounts) on one pure core.

Templates never add figures up: they show what the canvass computed. Acts are decided by ``acts`` and
written by ``desk``.
"""
