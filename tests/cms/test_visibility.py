"""What everybody may see, in one query."""

from wagtail.models import Page, PageViewRestriction

from cms.visibility import for_everybody
from tests.factories.cms import StandardPageFactory


def test_private_pages_and_all_below_them_and_drafts_are_left_out(home, django_assert_num_queries):
    public = StandardPageFactory(parent=home)
    private = StandardPageFactory(parent=home)
    below = StandardPageFactory(parent=private)
    draft = StandardPageFactory(parent=home, live=False)
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)
    with django_assert_num_queries(1):
        seen = {page.pk for page in for_everybody(Page.objects.all())}
    assert public.pk in seen
    assert not seen & {private.pk, below.pk, draft.pk}
    assert seen == {page.pk for page in Page.objects.live().public()}
