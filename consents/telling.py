"""The mail that says which picture went offline, and where it is missing now. It names nobody who is in it."""

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.mail import send_mail
from django.db.models import Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django_tasks import task
from wagtail.models import Page

from cms.models import Picture
from consents.rights import keeps_consents_of


@task()
def tell(picture_pk: int, pages: list[str]) -> None:
    """One mail to everybody who keeps the consents of the picture, and one to each owner of a page that showed it."""
    picture = Picture.objects.filter(pk=picture_pk, is_withheld=True).first()
    if picture is None:  # deleted or given back in the meantime
        return
    shown_on = list(Page.objects.filter(pk__in=pages).select_related("owner").order_by("path"))
    with translation.override(settings.LANGUAGE_CODE):
        # Titles may hold line breaks, subjects may not; without the mail nobody would hear of it.
        subject = " ".join((_("A picture went offline: %(title)s") % {"title": picture.title}).split())
        text = render_to_string("consents/offline_mail.txt", {"picture": picture, "pages": listed(shown_on)})
    for address in sorted(keepers(picture) | owners(shown_on)):
        send_mail(subject, text, None, [address])


def listed(pages: list[Page]) -> list[tuple[str, str]]:
    """Each page with the address of its form."""
    base = settings.WAGTAILADMIN_BASE_URL
    return [(page.title, f"{base}{reverse('wagtailadmin_pages:edit', args=[page.pk])}") for page in pages]


def keepers(picture: Picture) -> set[str]:
    """The mail addresses of those who may read the consents of a picture."""
    may = Q(groups__permissions__content_type__app_label="consents", groups__permissions__codename="change_consent")
    people = get_user_model().objects.filter(may, is_active=True).exclude(email="").distinct()
    return {person.email for person in people if keeps_consents_of(person, picture)}


def owners(pages: list[Page]) -> set[str]:
    return {page.owner.email for page in pages if page.owner and page.owner.is_active and page.owner.email}
