"""Which files are XZuFi by what their root says."""

import re

from lxml import etree

from service_catalogue.xzufi.elements import Element, local_name

NAMESPACE = re.compile(r"^http://xoev\.de/schemata/xzufi/(\d+)_(\d+)_(\d+)$")


def is_xzufi(root: Element) -> bool:
    """By namespace, by the attribute for the version, or by the name that Berlin and the 2.1 files give it."""
    namespace = etree.QName(root).namespace or ""
    return bool(
        NAMESPACE.match(namespace) or root.get("xzufiVersion") or local_name(root).startswith("leistungsverzeichnis")
    )
