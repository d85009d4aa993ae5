"""What visitors say about pages: whether they are clear, and what is a barrier to them."""

from feedback.models.barriers import BarrierEntry, BarrierReport
from feedback.models.causes import Cause
from feedback.models.replies import FeedbackGroup, Reply, Subject

__all__ = ["BarrierEntry", "BarrierReport", "Cause", "FeedbackGroup", "Reply", "Subject"]
