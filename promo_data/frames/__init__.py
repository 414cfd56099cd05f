"""What was read, as two frames whose columns, types and meanings are a contract (``schema``)."""

from promo_data.frames.build import Frames, frames

__all__ = ["Frames", "frames"]
