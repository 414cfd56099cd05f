"""Widgets that return plain values, and all the wording and formatting they share."""
