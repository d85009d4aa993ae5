"""Wagtail's own check of the rendered page, beside the form and on the site: it finds what only the finished page shows."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.userbar import ContentCheckerItem

POOR_ALTERNATIVE = r"\.(avif|gif|jpg|jpeg|png|svg|webp|heic|tiff?)$|_|^(ein )?(bild|foto|fotografie|grafik|abbildung|image|picture|photo)\b"


class ContentChecker(ContentCheckerItem):
    """More rules of axe than Wagtail asks for by itself, and what we call a poor alternative text."""

    axe_run_only = [
        *ContentCheckerItem.axe_run_only,
        "image-alt",
        "image-redundant-alt",
        "identical-links-same-purpose",
        "page-has-heading-one",
        "list",
        "th-has-data-cells",
        "table-duplicate-name",
    ]
    axe_custom_checks = [
        {**check, "options": {"pattern": POOR_ALTERNATIVE}} if check["id"] == "check-image-alt-text" else check
        for check in ContentCheckerItem.axe_custom_checks
    ]
    axe_messages = {
        **ContentCheckerItem.axe_messages,
        "alt-text-quality": {
            "error_name": _("Alternative text says nothing"),
            "help_text": _("Say what the picture shows: no name of a file, no “picture of”"),
        },
        "image-alt": {
            "error_name": _("Picture without alternative text"),
            "help_text": _("Say what it shows, or tick that it is decorative"),
        },
        "image-redundant-alt": {
            "error_name": _("Alternative text repeats the text beside it"),
            "help_text": _("Screen readers read both"),
        },
        "identical-links-same-purpose": {
            "error_name": _("Links with the same words lead to different places"),
            "help_text": _("Say in each where it leads"),
        },
        "page-has-heading-one": {
            "error_name": _("Page without a heading of the first level"),
            "help_text": _("The title of the page must be shown"),
        },
        "list": {
            "error_name": _("List that is none"),
            "help_text": _("Use the list of the editor"),
        },
        "th-has-data-cells": {
            "error_name": _("Heading of a table without cells"),
            "help_text": _("Remove empty columns and rows"),
        },
        "table-duplicate-name": {
            "error_name": _("Caption and description of the table say the same"),
            "help_text": _("Screen readers read both"),
        },
    }


def use_our_rules(request: HttpRequest, items: list[Any], page: Any) -> None:
    """Hook construct_wagtail_userbar."""
    for place, item in enumerate(items):
        if isinstance(item, ContentCheckerItem):
            items[place] = ContentChecker(in_editor=item.in_editor)
