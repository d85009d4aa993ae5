"""Departments write on the services that they are in charge of, and on no others."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet

from directory.in_charge import names_departments
from directory.models import Department, DepartmentRole
from directory.models.department_roles import belongs_to_department, update_rights
from service_catalogue.models import Responsibility, ServicePage


@belongs_to_department
def services_in_charge(department: Department) -> QuerySet[ServicePage]:
    """Drafts too. What the town chose counts more than what a delivery says, as on the page itself."""
    delivered = Q(department=None, reference__responsibilities__department=department)
    return ServicePage.objects.filter(Q(department=department) | delivered).order_by().distinct()


@names_departments
def delivered_departments(numbers: list[int]) -> Iterable[tuple[int, int]]:
    """What a delivery says of services for which the town chose nobody; of several the first."""
    rows = Responsibility.objects.filter(
        department__isnull=False, reference__pages__in=numbers, reference__pages__department=None
    )
    return rows.order_by("-role", "-pk").values_list("reference__pages", "department")


def keep_rights(sender: type, instance: ServicePage, **kwargs: Any) -> None:
    """A service that is published with another department in charge changes hands at once."""
    if DepartmentRole.objects.exists() and not is_right(instance):
        update_rights()


def is_right(service: ServicePage) -> bool:
    """Whether exactly the departments in charge have a right on this page itself."""
    roles = DepartmentRole.objects.all()
    given = roles.filter(group__page_permissions__page=service).values_list("department", flat=True).distinct()
    wanted = roles.filter(department__in=[department.pk for department in service.departments_in_charge()])
    return set(given) == set(wanted.values_list("department", flat=True))
