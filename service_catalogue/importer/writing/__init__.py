"""Everything that a delivery changes, written in one transaction: all of it becomes visible at once, or nothing does."""

from service_catalogue.importer.writing.everything import write

__all__ = ["write"]
