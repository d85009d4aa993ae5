"""A department is found by the names of its people, and may do more in a small town."""

from typing import Any

from cms.signals import content_changed
from cms.town import TownSettings
from directory.models import ContactPerson, Department
from directory.models.department_roles import update_rights


def tell_department(instance: ContactPerson, **kwargs: Any) -> None:
    """A person came, changed or left: what is found of the department changes with it."""
    if instance.department is not None:
        content_changed.send(Department, instances=[instance.department])


def give_rights_anew(instance: TownSettings, **kwargs: Any) -> None:
    """Small-town mode holds at once, on and off."""
    update_rights()
