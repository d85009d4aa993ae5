"""Services (Leistungen): the pages, what they point to, and what deliveries bring."""

from service_catalogue.models.amounts import Deadline, Fee, ProcessingTime
from service_catalogue.models.changes import ReferenceChange
from service_catalogue.models.codes import Area, LeikaKey, Topic
from service_catalogue.models.feed import ServiceChange
from service_catalogue.models.findings import Finding
from service_catalogue.models.links import CheckedLink, LinkState, LinkUse
from service_catalogue.models.listing import ListedKey, ListedService, ServiceCount, ShelvedService
from service_catalogue.models.online_services import OnlineService
from service_catalogue.models.pages import ServiceIndexPage, ServicePage
from service_catalogue.models.references import (
    CodeName,
    ImportRun,
    RawObject,
    ReferenceService,
    Responsibility,
    Untold,
    code_label,
)

__all__ = [
    "Area",
    "CheckedLink",
    "CodeName",
    "Deadline",
    "Fee",
    "Finding",
    "ImportRun",
    "LeikaKey",
    "LinkState",
    "LinkUse",
    "ListedKey",
    "ListedService",
    "OnlineService",
    "ProcessingTime",
    "RawObject",
    "ReferenceChange",
    "ReferenceService",
    "Responsibility",
    "ServiceChange",
    "ServiceCount",
    "ServiceIndexPage",
    "ServicePage",
    "ShelvedService",
    "Topic",
    "Untold",
    "code_label",
]
