"""Lists of services: the overview from A to Z with its filters, the services of a department, and related ones.

`keeping` keeps the tables behind the lists equal to what everybody may see, `counting` their numbers, `overview` and
`excerpts` read them.
"""

from service_catalogue.listing.excerpts import count, of_department, overviews, related, topics_in_use, wanted
from service_catalogue.listing.keeping import live_services, rebuild, remove, update
from service_catalogue.listing.overview import listing

__all__ = [
    "count",
    "listing",
    "live_services",
    "of_department",
    "overviews",
    "rebuild",
    "related",
    "remove",
    "topics_in_use",
    "update",
    "wanted",
]
