"""What parts of participation tell one another, so that moderation, followers and the search need not know all senders."""

from django.dispatch import Signal

# A contribution is stored, or its state has changed. Sent inside the transaction with `sender`, its model,
# `contribution`, and `was`, the state before ("" for a new one).
contribution_changed = Signal()
