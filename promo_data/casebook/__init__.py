"""What the dashboard itself keeps of looks at customers: references, the last look, and cases; sealed, for a while."""

from promo_data.casebook.book import Casebook
from promo_data.casebook.cases import Case
from promo_data.casebook.forgetting import forget_customers, forget_looks
from promo_data.casebook.keys import root_key

__all__ = ["Case", "Casebook", "forget_customers", "forget_looks", "root_key"]
