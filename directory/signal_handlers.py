"""A department is found by the names of its people."""

from typing import Any

from cms.signals import content_changed
from directory.models import ContactPerson, Department


def tell_department(instance: ContactPerson, **kwargs: Any) -> None:
    """A person came, changed or left: what is found of the department changes with it."""
    if instance.department is not None:
        content_changed.send(Department, instances=[instance.department])
