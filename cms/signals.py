"""What lower rooms tell upper ones."""

from django.dispatch import Signal

# Something that a page or record shows has changed outside publishing (an import, a renamed department …).
# Sent with `sender=type(instance)` and `instance`; the search listens.
content_changed = Signal()
