"""Answers kept on disk for a while, by keys that give nothing away."""

from promo_data.cache.answers import AnswerCache, Cached
from promo_data.cache.health import Health

__all__ = ["FOLDER", "AnswerCache", "Cached", "Health"]

FOLDER = "cache"
"""The name of the cache's folder below the data folder."""
