"""The site map: every address that is not a page of the tree."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from django.views.static import serve as serve_file
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from cms import own_pages
from config import api, crawlers, health
from service_catalogue.quality import guards

urlpatterns = [
    path("admin/", include(own_pages.urlpatterns)),
    path("admin/", include(guards.urlpatterns)),
    path("admin/", include(wagtailadmin_urls)),
    path("dateien/", include(wagtaildocs_urls)),
    path("api/", include(api.urlpatterns)),
    path("livez", health.livez, name="livez"),
    path("readyz", health.readyz, name="readyz"),
    path("robots.txt", crawlers.robots, name="robots"),
    path("sitemap.xml", crawlers.sitemap, name="sitemap"),
    # Only renditions are public; a web server in front may serve them itself (docs/how-to/deploy-small.md).
    re_path(r"^media/(?P<path>images/.{1,200})$", serve_file, {"document_root": settings.MEDIA_ROOT}),
]

urlpatterns += i18n_patterns(
    path("suche/", include("search.urls")),
    path("rathaus/", include("directory.urls")),
    path("hinweise/", include("notices.urls")),
    path("", include(wagtail_urls)),
    prefix_default_language=False,
)
