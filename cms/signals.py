"""What lower rooms tell upper ones."""

from django.dispatch import Signal

# Something that pages or records show has changed outside publishing (an import, a renamed department …).
# Sent with `sender`, a model, and `instances`, a list of its objects: an import changes many at once.
# It also says `is_fresh=True`: the objects have just been read by `Searchable.whole` and need not be read again.
content_changed = Signal()

# Pictures were taken offline or given back. Sent with `pictures`, a list, and `is_withheld`; see `cms.gate`.
pictures_changed = Signal()
