"""The service pages: /dienstleistungen/ and what lies below."""

from collections.abc import Iterable
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.fields import RichTextField
from wagtail.models import Revision
from wagtail.search import index
from wagtail.url_routing import RouteResult

from cms.blocks import SMALL_TEXT_FEATURES
from cms.fields import StreamField
from cms.models import BasePage
from cms.searchable import SearchTexts
from cms.upkeep import ReviewKind
from directory.models import ContactPerson, Department
from service_catalogue import editing, listing, reading
from service_catalogue.blocks import ItemsBlock
from service_catalogue.channels import Channels, channels, know_channels
from service_catalogue.forms import ServicePageForm
from service_catalogue.glance import Glance, glance
from service_catalogue.identity import own_id
from service_catalogue.models.codes import Area, LeikaKey, Topic
from service_catalogue.models.online_services import OnlineService
from service_catalogue.models.references import ReferenceService, Responsibility
from service_catalogue.reference_texts import Delivered, as_plain_text, delivered, in_language
from service_catalogue.relations import attach, attach_one
from service_catalogue.sections import Section, all_sections, words_of
from service_catalogue.structured_data import json_ld
from service_catalogue.xzufi.objects import Identifier

TEXT = {"blank": True, "features": [*SMALL_TEXT_FEATURES, "h3"]}


class ServiceIndexPage(BasePage):
    """/dienstleistungen/: all services from A to Z, by life situation, or only those that can be done online."""

    parent_page_types = ["cms.HomePage"]
    schema_type = "CollectionPage"
    subpage_types = ["service_catalogue.ServicePage"]
    review_kind = ReviewKind.NEVER

    class Meta:
        verbose_name = _("service overview")
        verbose_name_plural = _("service overviews")

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        page = reading.find(self, path_components[0]) if len(path_components) == 1 else None
        if page is None:
            return super().route(request, path_components)
        page._cached_parent_obj = self  # as Wagtail does, so that nobody asks for it again
        return page.route(request, [])

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        return {**context, "listing": listing.listing(self, request.GET)}


class ServicePage(BasePage):
    """/dienstleistungen/<slug>/: one service of the town hall (Leistung).

    The page holds the town's own words. Where a section is empty, the text of the reference is shown.
    """

    search_kind = "service"
    review_kind = ReviewKind.LAW
    always_open = ("teaser", "description", "online_services", "required_documents", "fees", "department")

    class Status(models.TextChoices):
        AVAILABLE = "available", _("available")
        RESTRICTED = "restricted", _("restricted")
        UNAVAILABLE = "unavailable", _("not available")

    official_name = models.CharField(
        _("official name"),
        max_length=500,
        blank=True,
        help_text=_("As the law or the catalogue calls it, if it differs."),
    )
    status = models.CharField(
        _("status"), max_length=12, choices=Status.choices, default=Status.AVAILABLE,
        help_text=_("Restricted: only by appointment, only in the morning … Residents read the reason at the top."),
    )  # fmt: skip
    status_reason = models.CharField(
        _("reason"), max_length=500, blank=True, help_text=_("Needed unless the service is available without limits.")
    )
    for_citizens = models.BooleanField(_("for citizens"), default=True, help_text=_("Private persons need it."))
    for_businesses = models.BooleanField(
        _("for businesses"), default=False, help_text=_("Companies, the self-employed, associations need it.")
    )
    wanted = models.BooleanField(_("much wanted"), default=False, help_text=_("Shown on the home page."))
    topics = ParentalManyToManyField(
        Topic, verbose_name=_("life situations"), blank=True, related_name="service_pages",
        help_text=_("Under which headings of the overview residents find it."),
    )  # fmt: skip
    leika_keys = ParentalManyToManyField(
        LeikaKey, verbose_name=_("LeiKa keys"), blank=True, related_name="service_pages"
    )
    department = models.ForeignKey(
        Department, verbose_name=_("department in charge"), null=True, blank=True, on_delete=models.SET_NULL,
        related_name="service_pages", help_text=_("Its address, telephone and opening hours stand on the page."),
    )  # fmt: skip
    contacts = ParentalManyToManyField(
        ContactPerson, verbose_name=_("contact persons"), blank=True, related_name="service_pages",
        help_text=_("Only if residents should reach certain people and not the department as a whole."),
    )  # fmt: skip
    online_services = ParentalManyToManyField(
        OnlineService, verbose_name=_("online services"), blank=True, related_name="service_pages",
        help_text=_("Applications, appointments and forms on the net. They become the buttons at the top of the page."),
    )  # fmt: skip

    description = RichTextField(
        _("what it is about"), help_text=_("What residents get, in a few plain sentences."), **TEXT
    )
    for_whom = RichTextField(
        _("who it is for"), help_text=_("Only if it needs words: who can have it, and who cannot."), **TEXT
    )
    prerequisites = StreamField(
        ItemsBlock(), blank=True, verbose_name=_("prerequisites"), help_text=_("What must be the case, one entry each.")
    )
    required_documents = StreamField(
        ItemsBlock(), blank=True, verbose_name=_("required documents"),
        help_text=_("What to bring or send, one entry each: residents print it as a checklist."),
    )  # fmt: skip
    procedure = RichTextField(_("how it works"), help_text=_("What residents do, step by step."), **TEXT)
    fee_text = RichTextField(
        _("text on the fees"), help_text=_("Only what the amounts above do not say, such as how to pay."), **TEXT
    )
    deadline_text = RichTextField(
        _("text on the deadlines"),
        help_text=_("Only what the rows above do not say, such as what happens if late."),
        **TEXT,
    )
    processing_text = RichTextField(
        _("text on the processing time"), help_text=_("Only what the rows above do not say."), **TEXT
    )
    next_steps = RichTextField(
        _("what happens next"),
        help_text=_("What the town hall does once it has everything, and what comes by post."),
        **TEXT,
    )
    forms = StreamField(
        ItemsBlock(),
        blank=True,
        verbose_name=_("forms"),
        help_text=_("Forms to fill in, each with an address or a file."),
    )
    legal_bases = StreamField(
        ItemsBlock(), blank=True, verbose_name=_("legal bases"),
        help_text=_("Laws and by-laws, best with the paragraph and an address."),
    )  # fmt: skip
    remedy = RichTextField(
        _("remedy"),
        help_text=_("What residents can do who do not agree: objection, action, and in which time."),
        **TEXT,
    )
    notes = RichTextField(_("notes"), help_text=_("What residents must not miss."), **TEXT)
    further_information = RichTextField(
        _("further information"), help_text=_("What interests only some; most pages need none."), **TEXT
    )
    further_links = StreamField(
        ItemsBlock(), blank=True, verbose_name=_("further links"), help_text=_("Where to read more, one entry each.")
    )

    synonyms = models.TextField(
        _("other words for it"),
        blank=True,
        help_text=_("Words under which residents look for it, one per line. Common ones come with the LeiKa key."),
    )
    valid_from = models.DateField(
        _("valid from"), null=True, blank=True, help_text=_("Before this day residents do not see the page.")
    )
    valid_until = models.DateField(
        _("valid until"), null=True, blank=True, help_text=_("After this day residents do not see the page.")
    )
    typing = models.JSONField(_("typing"), default=list, blank=True)
    areas = ParentalManyToManyField(Area, verbose_name=_("areas"), blank=True, related_name="service_pages")
    # Names of the sections whose own text stands below the reference text instead of in its place.
    additions = models.JSONField(_("own texts below the reference text"), default=list, blank=True)
    # What the editor of this version answered to changed reference texts; it counts once the version is published.
    answers = models.JSONField(_("answers"), default=dict, blank=True)
    # The version that was public when its validity ended or had not begun; it comes back once it is valid.
    resting_revision = models.ForeignKey(
        Revision, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", editable=False
    )
    reference = models.ForeignKey(
        ReferenceService, verbose_name=_("reference"), null=True, blank=True, on_delete=models.SET_NULL,
        related_name="pages",
    )  # fmt: skip

    parent_page_types = ["service_catalogue.ServiceIndexPage"]
    subpage_types: list[str] = []
    base_form_class = ServicePageForm
    edit_handler = editing.service_page_tabs()
    search_fields = [
        *BasePage.search_fields,
        index.SearchField("official_name"),
        index.SearchField("synonyms"),
        index.FilterField("status"),
        index.FilterField("department"),
    ]

    class Meta:
        verbose_name = _("service")
        verbose_name_plural = _("services")

    def clean(self) -> None:
        super().clean()
        errors: dict[str, Any] = {}
        if self.status != self.Status.AVAILABLE and not self.status_reason.strip():
            errors["status_reason"] = _("Say why, so that residents know what to expect.")
        if self.valid_from and self.valid_until and self.valid_from > self.valid_until:
            errors["valid_until"] = _("The last day must not come before the first.")
        if errors:
            raise ValidationError(errors)

    @property
    def summary(self) -> str:
        """One or two sentences for lists and for the top of the page."""
        return self.teaser or as_plain_text(self._delivered_summary.html)

    @property
    def summary_lang(self) -> str:
        """The language of the short text, where it is not that of the page."""
        return "" if self.teaser else self._delivered_summary.lang

    def _delivered(self, name: str) -> Any:
        return in_language(self.reference, name, self.locale.language_code) if self.reference else None

    @property
    def _delivered_summary(self) -> Delivered:
        return (
            delivered(self.reference, "summary", self.locale.language_code) if self.reference else Delivered("", [], "")
        )

    @property
    def shown_official_name(self) -> str:
        name = self.official_name or self._delivered("official_name") or ""
        return name if name != self.title else ""

    @cached_property
    def sections(self) -> list[Section]:
        return all_sections(self)

    def headings(self) -> list[str]:
        return [str(section.title) for section in self.sections]

    @cached_property
    def glance(self) -> Glance:
        return glance(self)

    @cached_property
    def in_charge(self) -> list[Responsibility]:
        return self.reference.in_charge if self.reference else []

    @cached_property
    def current_keys(self) -> list[LeikaKey]:
        return list(self.leika_keys.all()) or (list(self.reference.leika_keys.all()) if self.reference else [])

    @property
    def key_list(self) -> list[str]:
        return [key.key for key in self.current_keys]

    @cached_property
    def current_topics(self) -> list[Topic]:
        return list(self.topics.all()) or (list(self.reference.topics.all()) if self.reference else [])

    @property
    def identifier(self) -> Identifier:
        """Under which id the service leaves the house: the one it came with, or one of our own."""
        reference = self.reference
        return Identifier(reference.agency, reference.source_id) if reference else own_id("service", self.pk)

    @property
    def current_typing(self) -> list[str]:
        return self.typing or (self.reference.typing if self.reference else [])

    @cached_property
    def current_areas(self) -> list[Area]:
        return list(self.areas.all()) or (list(self.reference.areas.all()) if self.reference else [])

    @cached_property
    def current_departments(self) -> list[Department]:
        if self.department:
            return [self.department]
        return list(dict.fromkeys(row.department for row in self.in_charge if row.department))

    def departments_in_charge(self) -> list[Department]:
        return self.current_departments

    @cached_property
    def current_online_services(self) -> list[OnlineService]:
        own = list(self.online_services.all())
        delivered = dict.fromkeys(row.online_service for row in self.in_charge if row.online_service)
        return self.in_order(own or delivered)

    @staticmethod
    def in_order(online_services: Iterable[OnlineService]) -> list[OnlineService]:
        """What can be done online before what can only be read."""
        return sorted(online_services, key=lambda online: (online.rank, online.name))

    @cached_property
    def channels(self) -> Channels:
        return channels(self)

    @property
    def is_online(self) -> bool:
        """Something can be done online, by a channel that works."""
        return self.status != self.Status.UNAVAILABLE and self.channels.works

    @property
    def audience(self) -> list[str]:
        ticked = {"citizens": self.for_citizens, "businesses": self.for_businesses}
        return [name for name, holds in ticked.items() if holds]

    @cached_property
    def contact_list(self) -> list[ContactPerson]:
        return list(self.contacts.all())

    @property
    def json_ld(self) -> SafeString:
        return json_ld(self)

    @property
    def release_day(self) -> date | None:
        """The day on which the source released the text."""
        day = self.reference.release.get("on") if self.reference else None
        return date.fromisoformat(day) if day else None

    @property
    def changed_on(self) -> date | None:
        """The day of the last change, here or at the source."""
        moments = [self.last_published_at, self.reference.changed_at if self.reference else None]
        known = [timezone.localdate(moment) for moment in moments if moment]
        return max(known, default=None)

    @property
    def changed(self) -> datetime | None:
        """When anything that residents see last changed here, by an editor or an import."""
        moments = [self.last_published_at, self.reference.updated_at if self.reference else None]
        return max((moment for moment in moments if moment), default=None)

    @property
    def synonym_list(self) -> list[str]:
        own = [line.strip() for line in self.synonyms.splitlines() if line.strip()]
        return [
            *own,
            *(word for word in self._delivered("synonyms") or [] if word not in own),
        ]

    @classmethod
    def whole(cls, found: Any) -> list[Any]:
        """With all that the search and the lists need."""
        pages = super().whole(found.select_related("reference", "department"))
        references = [page.reference for page in pages if page.reference]
        attach(pages, "fees", "deadlines", "processing_times", "leika_keys", "topics", "online_services")
        attach(references, "leika_keys", "topics", "responsibilities")
        attach_one((row for item in references for row in item.responsibilities.all()), "department", "online_service")
        know_channels(pages)
        return pages

    def search_texts(self) -> SearchTexts:
        names = [name for key in self.current_keys for name in key.all_names]
        topics = [topic.name for topic in self.current_topics]
        keywords = [*self.synonym_list, self.shown_official_name, *names, *topics]
        return SearchTexts(
            title=self.title,
            keywords=list(dict.fromkeys(word for word in keywords if word)),
            summary=self.summary,
            body=words_of(self),
            sayings=[saying for key in self.current_keys for saying in key.everyday_words],
        )

    def search_facets(self) -> dict[str, list[str]]:
        return {
            "topic": [topic.name for topic in self.current_topics],
            "audience": self.audience,
            "online": ["yes"] if self.is_online else [],
        }

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        return {**context, "related": listing.related(self)}
