"""Nothing is asked or kept of people that is not declared: purpose, legal basis, whether required, for how long."""

import inspect
import re

from django.apps import apps
from django.conf import settings
from django.db import models

from cms.personal_fields import declared, purposes, register
from cms.visitor_fields import VisitorFields
from jobs.retention import RULES
from jobs.schedule import JOBS

ROOMS = [app for app in settings.INSTALLED_APPS if (settings.BASE_DIR / app).is_dir()]
PEOPLE = {"accounts.User", "residents.Resident", "participation.Participant", "participation.Follower"}
# Names of columns that hold something of a person, whatever table they stand in.
TELLING = {
    "actor",
    "decided_by",
    "email",
    "first_name",
    "guardians",
    "keeper_email",
    "keeper_name",
    "last_name",
    "network",
    "person",
    "pseudonym",
    "real_name",
    "reviewed_by",
    "username",
}
# Theirs is the network of another page, a social one.
OTHERWISE_MEANT = {"news.Channel.network"}


def forms_of_visitors(kind=VisitorFields):
    """Every form that is built on that of visitors, in our rooms."""
    for form in kind.__subclasses__():
        if form.__module__.partition(".")[0] in ROOMS:
            yield form
        yield from forms_of_visitors(form)


def names_of(form):
    """The fields that a form always has, and those that it makes for a page."""
    made = re.findall(r'self\.fields\["(\w+)"\] =', inspect.getsource(form))
    return [*form.base_fields, *made]


def is_personal(field):
    if f"{field.model._meta.label}.{field.name}" in OTHERWISE_MEANT or getattr(
        field.remote_field, "parent_link", False
    ):
        return False
    leads_to_somebody = field.is_relation and field.related_model._meta.label in PEOPLE
    return leads_to_somebody or isinstance(field, models.EmailField) or field.name in TELLING


def test_every_field_of_every_form_of_visitors_is_declared():
    found = sorted(set(forms_of_visitors()), key=lambda form: form.__qualname__)
    assert len(found) > 10
    undeclared = [
        f"{form.__name__}.{name}" for form in found for name in names_of(form) if declared(form, name) is None
    ]
    assert undeclared == [], "Write them into the room's privacy.py"


def test_every_column_about_people_is_declared():
    columns = [
        field
        for model in apps.get_models()
        if model._meta.app_label in ROOMS
        for field in model._meta.local_fields
        if is_personal(field)
    ]
    assert len(columns) > 20
    undeclared = [
        f"{field.model._meta.label}.{field.name}" for field in columns if declared(field.model, field.name) is None
    ]
    assert undeclared == [], "Write them into the room's privacy.py"


def test_whatever_is_declared_says_all_four_things():
    for datum in register():
        assert str(datum.purpose.text), datum
        assert str(datum.purpose.legal_basis), datum
        assert str(datum.retention), datum
        assert datum.label, datum


def test_what_is_declared_exists_and_is_required_where_the_form_says_so():
    for datum in register():
        if not datum.is_asked:
            assert datum.owner._meta.get_field(datum.name), datum
        elif field := datum.owner.base_fields.get(datum.name):
            assert field.required == datum.is_required, datum
        else:
            assert datum.own_label, f"{datum.where}.{datum.name} is made by a page and needs a label"


def test_no_two_purposes_have_the_same_section():
    assert len({purpose.slug for purpose in purposes()}) == len({datum.purpose for datum in register()})


def test_every_rule_of_retention_has_its_job():
    assert {rule.job for rule in RULES.values()} <= set(JOBS)
