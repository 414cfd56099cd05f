"""What was read, as two frames whose columns, types and meanings are a contract (``schema``)."""

from promo_data.frames.build import FrameBuilder, Frames, frames
from promo_data.frames.harvest import Group

__all__ = ["FrameBuilder", "Frames", "Group", "frames"]
