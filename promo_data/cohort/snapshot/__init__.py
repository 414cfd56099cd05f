"""What a pull leaves on disk: Parquet parts of both frames, the rows that failed, and a manifest."""

from promo_data.cohort.snapshot.coverage import OrgCount
from promo_data.cohort.snapshot.manifest import SCHEMA_VERSION, Manifest
from promo_data.cohort.snapshot.snapshots import FOLDER, Snapshot, Snapshots, checked_name

__all__ = ["FOLDER", "SCHEMA_VERSION", "Manifest", "OrgCount", "Snapshot", "Snapshots", "checked_name"]
