"""What the editor's browser sends for a service page."""

from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from service_catalogue.sections import OWN_LISTS, OWN_ROWS, OWN_TEXTS
from tests.factories.directory import DepartmentFactory


def html(text):
    """A text as the editor of rich texts sends it."""
    return rich_text(f"<p>{text}</p>" if text and not text.startswith("<") else text or "<p></p>")


def items(*texts):
    return streamfield([("item", {"text": text, "note": "", "link": "", "document": ""}) for text in texts])


def form_of(page, *, department=True, **changes):
    """A complete form of a page with nothing on it but what must be there; `changes` come on top."""
    texts = {name: html("") for name in OWN_TEXTS} | {"description": html("Worum es geht.")}
    chosen = {name: value for name, value in changes.items() if isinstance(value, list)}
    single = {name: value for name, value in changes.items() if name not in chosen}
    sent = nested_form_data(
        {
            "title": page.title,
            "slug": page.slug,
            "teaser": page.teaser,
            "status": "available",
            "for_citizens": "on",
            "department": str(DepartmentFactory().pk) if department else "",
            "leika_keys": "",
            "areas": "",
            "synonyms": "",
            "seo_title": "",
            "search_description": "",
            **texts,
            **{name: streamfield([]) for name in OWN_LISTS},
            **{name: inline_formset([]) for name in OWN_ROWS},
            **single,
        }
    )
    return {**sent, **chosen}


def save(client, page, *, publish=False, **changes):
    """Sends the form and returns the answer."""
    action = {"action-publish": "1"} if publish else {}
    return client.post(f"/admin/pages/{page.pk}/edit/", {**form_of(page, **changes), **action})
