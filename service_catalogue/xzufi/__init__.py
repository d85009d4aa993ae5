"""XZuFi, the standard in which Länder and towns exchange services: bytes in, plain records out, no database."""

from service_catalogue.xzufi.objects import XzufiError
from service_catalogue.xzufi.reader import read

__all__ = ["XzufiError", "read"]
