"""Moderation: what waits, what was reported, what was decided and why, and who may say that it was wrong."""
