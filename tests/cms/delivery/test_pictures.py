"""No visitor waits for a picture: AVIF is offered once a job has made it."""

import pytest
from django.core.cache import cache
from django.template import Context, Template

from cms.delivery.pictures import USUAL_SIZES, make_sizes, new_pictures, sizes_without_avif
from cms.media import Picture
from tests.factories.consents import PictureFactory


def html_of(picture):
    tag = (
        '{% load wagtailimages_tags %}{% picture picture format-{avif,webp,jpeg} width-{20,40} sizes="100vw" alt="" %}'
    )
    return Template(tag).render(Context({"picture": Picture.objects.get(pk=picture.pk)}))


@pytest.fixture
def picture(db):
    return PictureFactory()


def test_avif_is_offered_as_soon_as_it_is_there(picture, monkeypatch):
    monkeypatch.setattr("cms.delivery.pictures.USUAL_SIZES", ("format-webp|width-20",))
    first = html_of(picture)
    assert "image/avif" not in first
    assert 'type="image/webp"' in first
    assert 'width="20"' in first
    assert 'height="' in first
    assert {size.avif for size in sizes_without_avif()} == {"format-avif|width-20", "format-avif|width-40"}
    assert make_sizes() == 2
    assert not sizes_without_avif()
    assert "image/avif" not in html_of(picture)  # remembered for a minute
    cache.clear()
    again = html_of(picture)
    assert again.index("image/avif") < again.index("image/webp")


def test_a_picture_that_waits_costs_no_question_on_the_next_visit(picture, django_assert_num_queries):
    html_of(picture)
    with django_assert_num_queries(1):
        html_of(picture)


def test_a_new_picture_gets_its_usual_sizes_before_anybody_looks(picture, monkeypatch):
    monkeypatch.setattr("cms.delivery.pictures.USUAL_SIZES", USUAL_SIZES[:1])
    assert list(new_pictures()) == [picture]
    assert make_sizes() == 2  # as WebP and then as AVIF
    assert not new_pictures()


def test_a_withheld_picture_gets_none(picture):
    html_of(picture)
    Picture.objects.update(is_withheld=True)
    assert make_sizes() == 0


def test_a_broken_file_does_not_keep_others_waiting(picture, monkeypatch, caplog):
    monkeypatch.setattr("cms.delivery.pictures.USUAL_SIZES", USUAL_SIZES[:1])
    broken = PictureFactory()
    broken.file.storage.delete(broken.file.name)
    assert make_sizes() == 2
    assert "cannot be made" in caplog.text
    caplog.clear()
    assert make_sizes() == 0
    assert not caplog.text  # said once a day
