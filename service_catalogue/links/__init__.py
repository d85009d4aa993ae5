"""Links that residents can follow: addresses with gaps to fill, what is wrong with them, and whether they answer."""

from service_catalogue.links.rules import Defect, defects, release_defects

__all__ = ["Defect", "defects", "release_defects"]
