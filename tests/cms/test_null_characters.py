"""NUL in addresses: nobody meets an error 500, on PostgreSQL neither."""

import pytest

from cms.null_characters import without_nul

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("typed", "read"), [("q=a%00b&p=1", "q=ab&p=1"), ("q=a\0b", "q=ab"), ("q=100%2500", "q=100%2500"), ("", "")]
)
def test_nul_is_read_as_nothing(typed, read):
    assert without_nul(typed) == read


@pytest.mark.parametrize(
    "path", ["/admin/service_catalogue/importrun/", "/admin/service_catalogue/area/", "/admin/pages/search/"]
)
def test_the_lists_of_the_admin_can_be_searched_for_it(admin_client, path):
    assert admin_client.get(f"{path}?q=dues%00seldorf").status_code == 200


def test_a_page_with_nul_in_its_address_is_simply_not_there(client, home):
    assert client.get("/gibt%00es/nicht%00/").status_code == 404
