"""The public API: /api/v1/, its OpenAPI document /api/schema/ and a page to try it, /api/."""

from collections.abc import Callable

from django.urls import URLPattern, URLResolver, include, path
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView
from rest_framework.routers import DefaultRouter

from directory.api import DepartmentViewSet, PlaceViewSet
from news.api import NewsViewSet
from notices.api import NoticeViewSet
from participation.api import IdeaViewSet, PollViewSet, ProjectViewSet, WallViewSet
from search.api import SearchView, SuggestionsView
from service_catalogue.api import ServiceChangeViewSet, ServiceViewSet


class Router(DefaultRouter):
    """Lists all parts of the API at its root, the search included, which is no list of objects."""

    def get_api_root_view(self, api_urls: list | None = None) -> Callable:
        names = {prefix: f"{basename}-list" for prefix, _viewset, basename in self.registry}
        return self.APIRootView.as_view(api_root_dict={**names, "search": "search-list"})


router = Router()
router.register("services", ServiceViewSet, basename="service")
router.register("service-changes", ServiceChangeViewSet, basename="service-change")
router.register("departments", DepartmentViewSet, basename="department")
router.register("places", PlaceViewSet, basename="place")
router.register("news", NewsViewSet, basename="news")
router.register("notices", NoticeViewSet, basename="notice")
router.register("ideas", IdeaViewSet, basename="idea")
router.register("polls", PollViewSet, basename="poll")
router.register("projects", ProjectViewSet, basename="project")
router.register("walls", WallViewSet, basename="wall")

v1: list[URLPattern | URLResolver] = [
    path("search/", SearchView.as_view(), name="search-list"),
    path("search/suggestions/", SuggestionsView.as_view(), name="search-suggestions"),
    *router.urls,
]


def public_only(endpoints: list[tuple]) -> list[tuple]:
    """For `check --deploy`, which would describe Wagtail's API for editors as well."""
    return [endpoint for endpoint in endpoints if not endpoint[0].startswith("/admin/")]


# The document describes these addresses alone; Wagtail's own API for editors is none of the public's business.
urlpatterns: list[URLPattern | URLResolver] = [
    path("", SpectacularSwaggerSplitView.as_view(url_name="api-schema"), name="api-page"),
    path("schema/", SpectacularAPIView.as_view(urlconf=[path("api/v1/", include(v1))]), name="api-schema"),
    path("v1/", include(v1)),
]
