"""What the tests of the service catalogue share."""

from pathlib import Path

import pytest
from django.utils import translation

from service_catalogue.models import ServicePage
from tests.factories.service_catalogue import ServiceIndexPageFactory

DATA = Path(__file__).parent / "data"
SHARED = Path(__file__).resolve().parents[2].parent / "shared" / "fim"


@pytest.fixture(autouse=True)
def _english():
    """Messages as they stand in the code, whether or not the German words are compiled."""
    with translation.override("en"):
        yield


@pytest.fixture
def data():
    return DATA


@pytest.fixture
def fim():
    """The folder with real deliveries, which is not part of the repository."""
    if not SHARED.is_dir():
        pytest.skip("needs the real deliveries in ../shared/fim")
    return SHARED


@pytest.fixture
def index_page(home):
    return ServiceIndexPageFactory(parent=home, slug="dienstleistungen")


@pytest.fixture
def write(tmp_path):
    """Writes XML into a file and returns its path."""

    def _write(xml: str, name: str = "lieferung.xml") -> Path:
        path = tmp_path / name
        path.write_text(xml, encoding="utf-8")
        return path

    return _write


@pytest.fixture
def page_of():
    """The page that an import made for a service, by the id at the source."""
    return lambda source_id: ServicePage.objects.get(reference__source_id=source_id)
