"""Departments, people and places of the town hall: kept once, shown wherever a page points to them."""

from directory.models.department_roles import DepartmentRole
from directory.models.departments import ContactPerson, Department
from directory.models.places import Place
from directory.models.timetables import Closure, OpeningHours, SpecialHours

__all__ = ["Closure", "ContactPerson", "Department", "DepartmentRole", "OpeningHours", "Place", "SpecialHours"]
