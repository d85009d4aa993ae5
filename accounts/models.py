"""Who may sign in: the people of the town hall and of the school newspaper."""

from django.contrib.auth.models import AbstractUser


class User(AbstractUser):
    """Somebody who works in the editors' interface. Residents never get one of these."""
