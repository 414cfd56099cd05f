"""Answers kept on disk for a while, by keys that give nothing away."""

from promo_data.cache.answers import AnswerCache, Cached

__all__ = ["AnswerCache", "Cached"]
