"""Departments, people and places, valid without arguments."""

from datetime import date, time

import factory

from directory.models import Closure, ContactPerson, Department, OpeningHours, Place, SpecialHours


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


class SpecialHoursFactory(factory.django.DjangoModelFactory):
    place = factory.SubFactory(PlaceFactory)
    day = date(2026, 12, 24)
    opens = time(8)
    closes = time(12)

    class Meta:
        model = SpecialHours


class ClosureFactory(factory.django.DjangoModelFactory):
    place = factory.SubFactory(PlaceFactory)
    first_day = date(2026, 12, 24)
    last_day = date(2027, 1, 1)

    class Meta:
        model = Closure


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
