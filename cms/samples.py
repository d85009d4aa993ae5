"""/muster/: every component of the site in every state, for those who build and look after its face."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from cms.blocks import ContentBlock
from cms.forms import MessageForm
from cms.media import File, Picture, shown

WAYS = [
    ("online", gettext_lazy("Online")),
    ("office", gettext_lazy("In the town hall")),
    ("post", gettext_lazy("By post")),
]


class SampleForm(forms.Form):
    """One field of each kind."""

    name = forms.CharField(label=gettext_lazy("Name of the dog"), help_text=gettext_lazy("As on the dog tag."))
    born = forms.DateField(label=gettext_lazy("Born on"), widget=forms.DateInput(attrs={"type": "date"}))
    breed = forms.ChoiceField(label=gettext_lazy("Way"), choices=[("", "–"), *WAYS])
    notes = forms.CharField(label=gettext_lazy("Notes"), required=False, widget=forms.Textarea(attrs={"rows": 3}))
    way = forms.ChoiceField(label=gettext_lazy("How do you wish to do it?"), choices=WAYS, widget=forms.RadioSelect)
    papers = forms.MultipleChoiceField(
        label=gettext_lazy("What do you have at hand?"),
        choices=WAYS,
        required=False,
        help_text=gettext_lazy("Several answers are possible."),
        widget=forms.CheckboxSelectMultiple,
    )
    agreed = forms.BooleanField(label=gettext_lazy("I have read the notes."))


def filled() -> dict[str, Any]:
    return {
        "name": "Bello",
        "born": "2024-05-01",
        "breed": "online",
        "way": "office",
        "papers": ["post"],
        "agreed": True,
    }


def sample_forms() -> list[tuple[str, SampleForm]]:
    """The same form in each state."""
    off = SampleForm(initial=filled(), auto_id="aus_%s")
    for field in off.fields.values():
        field.disabled = True
    return [
        (_("Empty"), SampleForm(auto_id="leer_%s")),
        (_("Filled in"), SampleForm(filled(), auto_id="voll_%s")),
        (_("With errors"), SampleForm({"born": "31.31.2026"}, auto_id="fehler_%s")),
        (_("Switched off"), off),
    ]


def sample_body() -> Any:
    """A body with every block for which the library has something to show."""
    words = _(
        "A sentence as it stands on an ordinary page, with a <a href='/'>link</a> and <b>something important</b>."
    )
    text = f"<p>{words}</p><ul><li>{_('A point')}</li><li>{_('Another point')}</li></ul>"
    alerts = [
        {
            "type": "alert",
            "value": {"kind": kind, "title": str(label), "text": f"<p>{_('What has happened, and what to do.')}</p>"},
        }
        for kind, label in ContentBlock().child_blocks["alert"].child_blocks["kind"].field.choices
        if kind
    ]
    picture = next((one for one in Picture.objects.order_by("pk") if shown(one)), None)
    file = File.objects.order_by("pk").first()
    links = [
        {"text": _("To the town hall"), "page": None, "url": "/rathaus/"},
        {"text": _("Another website"), "page": None, "url": "https://example.org/"},
    ]
    facts = [{"label": _("Inhabitants"), "value": "13.042"}, {"label": _("Area"), "value": "104 km²"}]
    blocks = [
        {"type": "heading", "value": _("A heading")},
        {"type": "paragraph", "value": text},
        *alerts,
        {"type": "quote", "value": {"text": _("Said in one sentence."), "source": _("Somebody of the town")}},
        {"type": "facts", "value": facts},
        {"type": "questions", "value": [{"question": _("What does it cost?"), "answer": f"<p>{_('Nothing.')}</p>"}]},
        {"type": "links", "value": {"links": links, "as_buttons": False}},
        {"type": "links", "value": {"links": links, "as_buttons": True}},
    ]
    if picture:
        one = {
            "image": {"image": picture.pk, "alt_text": picture.description, "decorative": False},
            "caption": _("A caption"),
        }
        blocks += [{"type": "picture", "value": one}, {"type": "gallery", "value": [one, one, one]}]
    if file:
        blocks.append({"type": "downloads", "value": [file.pk]})
    return ContentBlock().to_python(blocks)


@never_cache
@require_safe
def samples(request: HttpRequest) -> HttpResponse:
    """/muster/: for those who may enter the editors' interface, while developing for everybody; else there is no such page."""
    if not (settings.DEBUG or request.user.has_perm("wagtailadmin.access_admin")):
        raise Http404
    context = {
        "colours": ["brand", "brand-strong", "brand-tint", "brand-light", "accent", "muted"],
        "sample_forms": sample_forms(),
        "message_form": MessageForm(auto_id="nachricht_%s"),
        "body": sample_body(),
        "results": Paginator(range(60), 20).page(2),
        "states": [
            ("open", _("Open now")),
            ("appointment", _("By appointment")),
            ("phone", _("By telephone")),
            ("closed", _("Closed")),
        ],
        "page_label": "cms.samples",
    }
    return TemplateResponse(request, "cms/samples.html", context)
