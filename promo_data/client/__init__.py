"""Reading a customer over orgs: all pages, which orgs answered, and what could not be read."""

from promo_data.client.question import Question
from promo_data.client.reader import PromotionsClient

__all__ = ["PromotionsClient", "Question"]
