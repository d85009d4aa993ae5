"""The pages of the law, complete but for what the settings of the town say."""

import factory
import wagtail_factories
from wagtail.models import Site

from cms.models import TownSettings
from duties.models import AccessibilityStatementPage, ImprintPage, NonAccessiblePart, PrivacyNoticePage


class ImprintPageFactory(wagtail_factories.PageFactory):
    title = "Impressum"
    slug = factory.Sequence("impressum-{}".format)
    represented_by = "Bürgermeisterin Katrin Hollenbeck"
    legal_form = "Körperschaft des öffentlichen Rechts"
    supervisory_authority = "Landrat des Kreises"

    class Meta:
        model = ImprintPage


class PrivacyNoticePageFactory(wagtail_factories.PageFactory):
    title = "Datenschutz"
    slug = factory.Sequence("datenschutz-{}".format)
    officer_email = "datenschutz@town.example"

    class Meta:
        model = PrivacyNoticePage


class AccessibilityStatementPageFactory(wagtail_factories.PageFactory):
    title = "Erklärung zur Barrierefreiheit"
    slug = factory.Sequence("barrierefreiheit-{}".format)

    class Meta:
        model = AccessibilityStatementPage
        skip_postgeneration_save = True

    @factory.post_generation
    def with_parts(self, create, extracted, **kwargs):
        self.parts = [NonAccessiblePart(what=what, why="Alt.", alternative="Wir helfen.") for what in extracted or ()]
        self.save()


def name_town(**values: str) -> TownSettings:
    """A town in North Rhine-Westphalia with everything that an imprint needs."""
    town = TownSettings.for_site(Site.objects.get(is_default_site=True))
    given = {
        "name": "Haselbrück",
        "ars": "057700044044",
        "street": "Rathausplatz 1",
        "postcode": "32399",
        "town": "Haselbrück",
        "phone": "05799 9990-0",
        "email": "rathaus@town.example",
        **values,
    }
    for name, value in given.items():
        setattr(town, name, value)
    town.save()
    return town
