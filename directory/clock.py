"""What the town hall does again and again."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from directory.models.department_roles import update_rights
from jobs.schedule import job


@job(
    name="directory.update_rights",
    title=_("Give departments the rights on what is theirs"),
    every=timedelta(minutes=10),
)
def give_departments_their_rights() -> None:
    """After an import other departments may be in charge; whoever is no longer loses the right to write."""
    update_rights()
