"""A change of an editor is whole even if whoever listens to it fails."""

import pytest
from django.urls import reverse
from wagtail.models import Page, PageViewRestriction
from wagtail.signals import page_unpublished, post_page_move

from search.models import IndexedDocument
from tests.factories.cms import StandardPageFactory


class KilledError(Exception):
    pass


def be_killed(**kwargs):
    raise KilledError


@pytest.fixture
def a_page(home):
    return StandardPageFactory(parent=home, title="Wald")


@pytest.fixture
def killed_at(request):
    """Something dies as soon as a signal is sent."""

    def connect(signal):
        signal.connect(be_killed)
        request.addfinalizer(lambda: signal.disconnect(be_killed))

    return connect


def test_a_move_that_is_cut_off_has_not_happened(home, a_page, admin_client, killed_at):
    target = StandardPageFactory(parent=home, title="Ziel")
    killed_at(post_page_move)
    with pytest.raises(KilledError):
        admin_client.post(reverse("wagtailadmin_pages:move_confirm", args=[a_page.pk, target.pk]))
    assert Page.objects.get(pk=a_page.pk).path == a_page.path


def test_a_page_that_is_taken_offline_is_so_for_all_or_for_nobody(a_page, admin_client, killed_at):
    killed_at(page_unpublished)
    with pytest.raises(KilledError):
        admin_client.post(reverse("wagtailadmin_pages:unpublish", args=[a_page.pk]))
    assert Page.objects.get(pk=a_page.pk).live


def test_a_moved_page_is_found_at_its_new_address(home, a_page, admin_client):
    target = StandardPageFactory(parent=home, title="Ziel")
    answer = admin_client.post(reverse("wagtailadmin_pages:move_confirm", args=[a_page.pk, target.pk]))
    assert answer.status_code == 302
    assert IndexedDocument.objects.get(title="Wald").url == Page.objects.get(pk=a_page.pk).url


def test_a_restricted_page_is_no_longer_found(a_page, admin_client):
    address = reverse("wagtailadmin_pages:set_privacy", args=[a_page.pk])
    admin_client.post(address, {"restriction_type": PageViewRestriction.LOGIN})
    assert PageViewRestriction.objects.filter(page=a_page).exists()
    assert not IndexedDocument.objects.filter(title="Wald").exists()
