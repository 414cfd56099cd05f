"""The headless data layer: Capillary's promotion APIs as frames of usage, limits and headroom."""

__version__ = "0.1.0"
