"""The site map: every address that is not a page of the tree."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path
from django.views.generic import RedirectView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from accounts.invitations import limited_password_reset
from cms import colours, file_views, old_addresses_admin, own_pages, samples
from cms.checks import guards
from config import api, crawlers, health
from dashboard import still_true
from duties import views as duties_views

handler404 = "search.not_found.page_not_found"

urlpatterns = [
    path("konto/", include("accounts.urls")),
    path("freigabe/", include("approvals.urls")),
    path("stimmt-noch/", include(still_true.urlpatterns)),
    # Wagtail's own two forms for a password ask for nothing else.
    path("admin/login/", RedirectView.as_view(pattern_name="account_login", query_string=True)),
    path("_util/login/", RedirectView.as_view(pattern_name="account_login", query_string=True)),
    path("admin/password_reset/", limited_password_reset, name="wagtailadmin_password_reset"),
    path("admin/", include(own_pages.urlpatterns)),
    path("admin/", include(old_addresses_admin.urlpatterns)),
    path("admin/", include(guards.urlpatterns)),
    path("admin/", include(wagtailadmin_urls)),
    path("dateien/<int:number>/<path:name>", file_views.document),
    path("dateien/", include(wagtaildocs_urls)),
    path("api/", include(api.urlpatterns)),
    path("livez", health.livez, name="livez"),
    path("readyz", health.readyz, name="readyz"),
    path("robots.txt", crawlers.robots, name="robots"),
    path(".well-known/security.txt", duties_views.security_txt, name="security_txt"),
    path("sitemap.xml", crawlers.sitemap, name="sitemap"),
    path("media/images/<str:name>", file_views.picture),
    path("farben/<str:name>.css", colours.stylesheet, name="town_colours"),
]

urlpatterns += i18n_patterns(
    path("suche/", include("search.urls")),
    path("rathaus/", include("directory.urls")),
    path("mein-zugang/", include("residents.urls")),
    path("beteiligung/", include("participation.urls")),
    path("beteiligung/", include("participation.moderation.urls")),
    path("mitmachen-folgen/", include("participation.following.urls")),
    path("hinweise/", include("notices.urls")),
    path("rueckmeldung/", include("feedback.urls")),
    path("barriere-melden/", include("feedback.barriers.urls")),
    path("muster/", samples.samples, name="samples"),
    path("", include("participation.figures.urls")),
    path("", include("duties.urls")),
    path("", include(wagtail_urls)),
    prefix_default_language=False,
)
