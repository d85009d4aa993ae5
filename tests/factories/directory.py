"""Departments, people and places, valid without arguments."""

from datetime import time

import factory

from directory.models import ContactPerson, Department, OpeningHours, Place


class PlaceFactory(factory.django.DjangoModelFactory):
    name = factory.Sequence("Haus {}".format)
    slug = factory.Sequence("haus-{}".format)
    street = "Am Markt 1"
    postcode = "32399"
    town = "Musterstadt"

    class Meta:
        model = Place


class OpeningHoursFactory(factory.django.DjangoModelFactory):
    place = factory.SubFactory(PlaceFactory)
    weekday = 0
    opens = time(8)
    closes = time(12, 30)

    class Meta:
        model = OpeningHours


class DepartmentFactory(factory.django.DjangoModelFactory):
    name = factory.Sequence("Amt {}".format)
    slug = factory.Sequence("amt-{}".format)
    phone = "05799 9990-10"

    class Meta:
        model = Department


class ContactPersonFactory(factory.django.DjangoModelFactory):
    name = factory.Sequence("Erika Muster {}".format)
    department = factory.SubFactory(DepartmentFactory)

    class Meta:
        model = ContactPerson
