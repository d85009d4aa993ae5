"""Pictures of people and their consents, good without arguments."""

from datetime import timedelta

import factory
from django.utils import timezone
from wagtail.images.tests.utils import get_test_image_file

from cms.models import Picture
from consents.models import Age, Consent


class PictureFactory(factory.django.DjangoModelFactory):
    """Each in a colour and size of its own, so that no two files are the same."""

    title = factory.Sequence("Bild {}".format)
    description = "Zwei Kinder auf dem Schulhof"
    recognisable = 0
    file = factory.Sequence(lambda n: get_test_image_file(f"bild-{n}.png", size=(40 + n % 400, 30)))

    @classmethod
    def _create(cls, model, *args, **values):
        """With its checksum, as the editors' form saves it."""
        picture = model(*args, **values)
        picture._set_file_hash()
        picture.save()
        return picture

    class Meta:
        model = Picture


class ConsentFactory(factory.django.DjangoModelFactory):
    picture = factory.SubFactory(PictureFactory, recognisable=1)
    person = factory.Sequence("Person {}".format)
    purpose = "Schülerzeitung"
    age = Age.ADULT
    agreed_on = factory.LazyFunction(timezone.localdate)
    valid_until = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=100))

    class Meta:
        model = Consent
