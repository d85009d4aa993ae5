"""What holds for all rooms, present and future."""

import importlib
import tomllib

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.template.loader import get_template
from wagtail.models import Page, get_page_models

from cms.models import BasePage, HomePage

ROOMS = [app for app in settings.INSTALLED_APPS if (settings.BASE_DIR / app).is_dir()]
OUR_PAGE_TYPES = sorted(
    (model for model in get_page_models() if model._meta.app_label in ROOMS and model.is_creatable),
    key=lambda model: model._meta.label,
)
# One of them asks which ideas a project came from, one what was changed because of feedback.
MAX_QUERIES = 22


def factory_of(model):
    module = importlib.import_module(f"tests.factories.{model._meta.app_label}")
    return getattr(module, f"{model.__name__}Factory")


def make(model, home):
    """A published page of a type below the home page, with the parents that it needs."""
    if model is HomePage:
        return home
    parents = [parent for parent in model.clean_parent_page_models() if parent in OUR_PAGE_TYPES]
    parent = home if HomePage in parents else make(parents[0], home)
    return factory_of(model)(parent=parent)


def test_there_are_page_types():
    assert {"cms.HomePage", "cms.StandardPage", "news.NewsPage"} <= {model._meta.label for model in OUR_PAGE_TYPES}


@pytest.mark.parametrize("model", OUR_PAGE_TYPES, ids=lambda model: model._meta.label)
def test_every_page_type_stands_on_the_base_page_and_says_its_address(model):
    assert issubclass(model, BasePage)
    assert model.__doc__.startswith("/")
    assert get_template(model.template)


@pytest.mark.parametrize("model", OUR_PAGE_TYPES, ids=lambda model: model._meta.label)
def test_every_page_type_renders_in_few_queries(model, home, client, django_assert_max_num_queries):
    page = make(model, home)
    client.get(page.url)  # the first visit makes pictures and fills caches
    with django_assert_max_num_queries(MAX_QUERIES):
        response = client.get(page.url)
    assert response.status_code == 200
    assert f'data-page="{model._meta.label}"' in response.text
    assert "Set-Cookie" not in response.headers
    assert "Cookie" not in response.headers.get("Vary", "")


@pytest.mark.parametrize("model", OUR_PAGE_TYPES, ids=lambda model: model._meta.label)
def test_every_page_type_can_be_edited_and_previewed(model, home, admin_client):
    page = make(model, home)
    assert admin_client.get(f"/admin/pages/{page.pk}/edit/").status_code == 200
    page.save_revision()
    assert admin_client.get(f"/admin/pages/{page.pk}/view_draft/").status_code == 200


def test_no_migration_is_missing(db):
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_every_room_stands_in_the_import_contract():
    config = tomllib.loads((settings.BASE_DIR / "pyproject.toml").read_text())["tool"]["importlinter"]
    assert set(ROOMS) | {"config"} == set(config["root_packages"])
    floors = " ".join(config["contracts"][0]["layers"]).replace("|", " ").split()
    assert set(floors) == set(config["root_packages"])


def test_every_model_has_words_for_editors():
    """Names come from gettext, so that the editors' interface is German."""
    for model in apps.get_models():
        if model._meta.app_label in ROOMS and model is not Page:
            assert model._meta.verbose_name, model
