"""Verbs of participation that touch several things at once."""
