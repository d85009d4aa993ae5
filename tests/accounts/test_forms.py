"""Signing in to the editors' interface."""

from django.urls import reverse
from django.utils.translation import gettext


def test_the_password_field_has_its_label_in_the_language_of_the_house(client, db):
    form = client.get(reverse("wagtailadmin_login")).context["form"]
    assert form.fields["password"].label == gettext("Password")
