"""Addresses of participation that are no pages of the tree."""
