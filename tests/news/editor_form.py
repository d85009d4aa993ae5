"""Sends the editor's form of a page as a browser would, with some fields changed."""

from typing import Any

from django.http import HttpResponse
from django.test import Client
from wagtail.models import Page
from wagtail.test.utils.form_data import querydict_from_html


def send(client: Client, page: Page, action: str = "publish", **changes: Any) -> HttpResponse:
    """Save, submit or publish a page; its body, which only a browser can fill in, becomes empty."""
    return fill_in(client, f"/admin/pages/{page.pk}/edit/", action, **changes)


def create(client: Client, newsroom: Page, action: str = "publish", **changes: Any) -> HttpResponse:
    """The same for a new item of a newsroom."""
    return fill_in(client, f"/admin/pages/add/news/newspage/{newsroom.pk}/", action, **changes)


def fill_in(client: Client, address: str, action: str, **changes: Any) -> HttpResponse:
    fields = querydict_from_html(client.get(address).text, form_id="page-edit-form").dict()
    return client.post(address, {**fields, "body-count": "0", f"action-{action}": "1", **changes})
