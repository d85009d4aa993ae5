"""Services (Leistungen): the pages, what they point to, and what deliveries bring."""

from service_catalogue.models.amounts import Deadline, Fee, ProcessingTime
from service_catalogue.models.changes import ReferenceChange
from service_catalogue.models.codes import Area, LeikaKey, Topic
from service_catalogue.models.links import CheckedLink, LinkState, LinkUse
from service_catalogue.models.online_services import OnlineService
from service_catalogue.models.pages import ServiceIndexPage, ServicePage
from service_catalogue.models.references import ImportRun, RawObject, ReferenceService, Responsibility

__all__ = [
    "Area",
    "CheckedLink",
    "Deadline",
    "Fee",
    "ImportRun",
    "LeikaKey",
    "LinkState",
    "LinkUse",
    "OnlineService",
    "ProcessingTime",
    "RawObject",
    "ReferenceChange",
    "ReferenceService",
    "Responsibility",
    "ServiceIndexPage",
    "ServicePage",
    "Topic",
]
