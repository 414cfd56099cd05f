"""What was done, by whom and for whom: rows that can only be added, each sealed together with all before it."""

from promo_data.audit.entry import Entry, Event
from promo_data.audit.heads import HeadFile
from promo_data.audit.key import read_key
from promo_data.audit.trail import Audit
from promo_data.audit.verify import Finding, verify

__all__ = ["Audit", "Entry", "Event", "Finding", "HeadFile", "read_key", "verify"]
