"""The job process: settles what became of actions whose end is not known and pulls cohorts, whoever looks on."""

from promo_data.worker.companion import Companion
from promo_data.worker.errands import Errands
from promo_data.worker.greeting import Greeting
from promo_data.worker.halt import Halt
from promo_data.worker.presence import is_at_work
from promo_data.worker.rounds import Rounds

__all__ = ["Companion", "Errands", "Greeting", "Halt", "Rounds", "is_at_work"]
