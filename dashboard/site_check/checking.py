"""The whole site held against every demand: the rules of all rooms for pages, and what is demanded of the site itself."""

import logging

from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import Page

from cms.checks.checking import all_rules, check_many
from cms.checks.findings import GRAVEST_FIRST, Severity
from cms.checks.rules import Rule
from dashboard.site_check import of_duties, of_face, of_operation, of_pages  # noqa: F401  they register demands
from dashboard.site_check.demands import Demand, Flaw, Group, Result, all_demands
from service_catalogue.quality import RULES as OF_SERVICES

logger = logging.getLogger(__name__)


def check_site() -> list[Result]:
    """Every demand with what was found, in the order of the list: by group, then the failed, then the others."""
    found = [*(of_site(demand) for demand in all_demands()), *of_all_pages()]
    return sorted(found, key=lambda one: (list(Group).index(one.group), one.is_met, GRAVEST_FIRST.index(one.severity)))


def of_site(demand: Demand) -> Result:
    """A demand that cannot be asked counts as not met, and takes nothing of the others with it."""
    result = Result(demand.id, demand.group, str(demand.title), demand.severity)
    try:
        for flaw in demand.flaws():
            result.add(flaw)
    except Exception:
        logger.exception("The demand %s could not be asked.", demand.id)
        result.add(Flaw(_("This could not be checked. The site's log says why.")))
    return result


def of_all_pages() -> list[Result]:
    """The rules that editors know from their forms, but for hints; each page is read once."""
    results = {rule.id: of_rule(rule) for rule in all_rules() if rule.severity != Severity.INFO}
    for page, findings in check_many(Page.objects.live().filter(depth__gt=1)):
        for finding in findings:
            if finding.rule in results and finding.severity != Severity.INFO:
                address = reverse("wagtailadmin_pages:edit", args=[page.pk])
                results[finding.rule].add(Flaw(f"{page.title}: {finding.text}", address))
    return list(results.values())


def of_rule(rule: Rule) -> Result:
    group = Group.SERVICES if rule in OF_SERVICES else Group.PAGES
    return Result(rule.id, group, str(rule.demand), rule.severity)
