"""A list of services that a town keeps itself, CSV or JSON, read through a small mapping file.

A file and a mapping in, the same records as from XZuFi out, no database.
"""

from service_catalogue.lists.mapping import Mapping, MappingError, find_mapping, read_mapping
from service_catalogue.lists.reader import read_list

__all__ = ["Mapping", "MappingError", "find_mapping", "read_list", "read_mapping"]
