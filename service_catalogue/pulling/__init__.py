"""Services fetched over the net, from the Portalverbund (PVOG) and the FIM-Portal.

A pull collects everything into files of its own first; only then one import begins, so nothing is ever half imported.
"""

from service_catalogue.pulling.client import PullError
from service_catalogue.pulling.sources import SOURCES, NotConfiguredError, Source, configured

__all__ = ["SOURCES", "NotConfiguredError", "PullError", "Source", "configured"]
