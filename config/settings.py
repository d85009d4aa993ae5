"""All settings of the house in one file; `environment.py` reads them.

Every variable stands in docs/how-to/settings.md with what it does and what it may hold.
"""

import re
from urllib.parse import urlsplit

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from config.environment import (
    BASE_DIR,
    env,
    read_contact,
    read_database,
    read_email,
    read_file,
    read_folder,
    read_hosts,
    read_name,
    read_networks,
    read_number,
    read_place,
    read_port,
    read_position,
    read_search_url,
    read_secret_key,
    read_server,
    read_site_url,
    read_switch,
    read_tiles_url,
    stop,
)

DEBUG = read_switch("DEBUG", default=False)
SECRET_KEY = read_secret_key(DEBUG)
ALLOWED_HOSTS = read_hosts(DEBUG)
PORT = read_port()
SITE_URL = read_site_url(PORT)
HTTPS = SITE_URL.startswith("https://")
DATABASES = {"default": read_database()}
DEMO_PASSWORD = env.str("DEMO_PASSWORD", default="")

INSTALLED_APPS = [
    "demo",
    "dashboard",
    "search",
    "service_catalogue",
    "news",
    "participation",
    "notices",
    "consents",
    "approvals",
    "duties",
    "feedback",
    "directory",
    "residents",
    "cms",
    "accounts",
    "jobs",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "wagtail.contrib.redirects",
    "wagtail.contrib.routable_page",
    "wagtail.contrib.settings",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail.locales",
    "wagtail.contrib.simple_translation",
    "wagtail",
    "wagtail_modeladmin",
    "modelcluster",
    "taggit",
    "django_tasks",
    "django_tasks_db",
    "django_filters",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
]

MIDDLEWARE = [
    "cms.null_characters.NullCharacterMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "cms.content_policy.ContentPolicyMiddleware",
    "cms.delivery.keeping.KeepingMiddleware",
    "cms.delivery.static_files.StaticFilesMiddleware",
    "cms.delivery.compression.CompressionMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "cms.languages.AddressLocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "cms.visitor_forms.VisitorFormMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "accounts.second_factor.SecondFactorMiddleware",
    "accounts.security_log.ExportMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
    "cms.whole_changes.WholeChangeMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.debug",
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wagtail.contrib.settings.context_processors.settings",
                "cms.context.town",
            ],
            "builtins": ["cms.templatetags.kern", "cms.templatetags.site"],
        },
    }
]

AUTH_USER_MODEL = "accounts.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

# Signing in. Nobody makes an account for themselves, and a new one gets its password by an invitation.
LOGIN_URL = WAGTAILADMIN_LOGIN_URL = WAGTAIL_FRONTEND_LOGIN_URL = "/konto/anmelden/"
LOGIN_REDIRECT_URL = "wagtailadmin_home"
WAGTAILUSERS_PASSWORD_ENABLED = False
# Four eyes and single sign-on know people by their address: nobody changes their own.
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
ACCOUNT_ADAPTER = "accounts.sign_in.SignInAdapter"
ACCOUNT_EMAIL_VERIFICATION = SOCIALACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_FORMS = {"login": "accounts.sign_in.SignInForm", "reauthenticate": "accounts.sign_in.PasswordAgainForm"}
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_PREVENT_ENUMERATION = "strict"
ACCOUNT_SESSION_REMEMBER = False
SOCIALACCOUNT_ADAPTER = "accounts.sign_in.TownSignOnAdapter"
# Attempts are counted for all processes together; the rest each remembers for itself (accounts/shared_cache.py).
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    "shared": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "accounts_cacheentry"},
}

# The second factor, which everybody needs who can change what the public reads.
MFA_REQUIRED = read_switch("MFA_REQUIRED", default=True)
MFA_ADAPTER = "accounts.second_factor.SecondFactorAdapter"
MFA_FORMS = {
    "activate_totp": "accounts.second_factor.FirstCodeForm",
    "authenticate": "accounts.sign_in.CodeForm",
    "reauthenticate": "accounts.sign_in.CodeAgainForm",
}
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_TOLERANCE = 1

# The town's own sign-on (OpenID Connect), if there is one.
OIDC_SERVER = read_server("OIDC_SERVER", "https://sso.town.example/realms/town")
OIDC_NAME = env.str("OIDC_NAME", default="").strip() or "Single Sign-on"
OIDC_CLIENT_ID = env.str("OIDC_CLIENT_ID", default="").strip()
OIDC_CLIENT_SECRET = env.str("OIDC_CLIENT_SECRET", default="").strip()
if OIDC_SERVER and not (OIDC_CLIENT_ID and OIDC_CLIENT_SECRET):
    stop("OIDC_CLIENT_ID", "or OIDC_CLIENT_SECRET is missing, but OIDC_SERVER is there.", "website")
OIDC_BRINGS_SECOND_FACTOR = read_switch("OIDC_BRINGS_SECOND_FACTOR", default=False)
OIDC_ORIGIN = "{0.scheme}://{0.netloc}".format(urlsplit(OIDC_SERVER)) if OIDC_SERVER else ""
OIDC_APP = {
    "provider_id": "sso",
    "name": OIDC_NAME,
    "client_id": OIDC_CLIENT_ID,
    "secret": OIDC_CLIENT_SECRET,
    "settings": {"server_url": OIDC_SERVER, "oauth_pkce_enabled": True},
}
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [OIDC_APP] if OIDC_SERVER else []}}

# Languages: German without a prefix, others under /en/ …
LANGUAGE_CODE = "de"
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [("de", _("German")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Europe/Berlin"
USE_I18N = WAGTAIL_I18N_ENABLED = True
USE_TZ = True

# Files. Static files are served by WhiteNoise straight from their sources, so that nothing needs collecting; the
# version in their addresses and their compression come from cms/delivery.
STATIC_URL = WHITENOISE_STATIC_PREFIX = "/static/"
DERIVED_ROOT = BASE_DIR / ".derived"
STATICFILES_FINDERS = [
    "cms.delivery.derived.DerivedFinder",
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "cms.delivery.static_files.VersionedStorage"},
}
STATIC_ROOT = read_folder("STATIC_ROOT", None)  # only for a web server in front, with collectstatic
NODE_MODULES = BASE_DIR / "node_modules"
STATICFILES_DIRS = [
    BASE_DIR / "static",
    ("kern", NODE_MODULES / "@kern-ux" / "native" / "dist"),
    ("leaflet", NODE_MODULES / "leaflet" / "dist"),
]
WHITENOISE_USE_FINDERS = True
WHITENOISE_ALLOW_ALL_ORIGINS = False
WHITENOISE_AUTOREFRESH = DEBUG
WHITENOISE_MAX_AGE = 0 if DEBUG else 3600
MEDIA_URL = "/media/"
MEDIA_ROOT = read_folder("MEDIA_ROOT", BASE_DIR / "media")
# The place inside nginx from which it sends pictures that the site has allowed; empty where the site sends them itself.
FILES_BY_NGINX = read_place("FILES_BY_NGINX", "/inside/")
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

# Security
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_AGE = 12 * 60 * 60
# What a browser shows that takes part (residents/passes.py); a cache in front must pass it through.
PASS_COOKIE_NAME = "teilnahme"  # noqa: S105  a name, no secret
# Programs are faster than people (cms/visitor_fields.py).
VISITOR_FORM_SECONDS = read_number("VISITOR_FORM_SECONDS", default=2, most=30)
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = read_switch("HSTS_SUBDOMAINS", default=False)
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
# The machines that may say with X-Real-IP or X-Forwarded-For where a request comes from: the web server in front.
TRUSTED_PROXIES = read_networks("TRUSTED_PROXIES", "127.0.0.1,::1")
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
CSRF_TRUSTED_ORIGINS = [SITE_URL] if HTTPS else []
X_FRAME_OPTIONS = "SAMEORIGIN"
# What `check --deploy` would warn of, and why it is decided otherwise here.
SILENCED_SYSTEM_CHECKS = [
    "security.W003",  # our own middleware derives from Django's: docs/decisions/0005
    "security.W005",  # whether all subdomains speak https only the town knows: HSTS_SUBDOMAINS
    "security.W008",  # the web server in front leads from http to https
    "security.W019",  # editors see drafts in a frame of our own
    "security.W021",  # lists of browsers are for whole domains, and a way back takes months
]
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        # KERN's icons are data: images.
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "media-src": [SELF],
        "manifest-src": [SELF],
        # Browsers ask this also where a form of ours leads on to the town's own sign-on.
        "form-action": [SELF, OIDC_ORIGIN] if OIDC_ORIGIN else [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [SELF],
    }
}

# Mail
EMAIL_CONFIG = read_email()
EMAIL_BACKEND = EMAIL_CONFIG["EMAIL_BACKEND"]
EMAIL_HOST = EMAIL_CONFIG["EMAIL_HOST"]
EMAIL_PORT = EMAIL_CONFIG["EMAIL_PORT"]
EMAIL_HOST_USER = EMAIL_CONFIG["EMAIL_HOST_USER"]
EMAIL_HOST_PASSWORD = EMAIL_CONFIG["EMAIL_HOST_PASSWORD"]
EMAIL_USE_TLS = EMAIL_CONFIG.get("EMAIL_USE_TLS", False)
EMAIL_USE_SSL = EMAIL_CONFIG.get("EMAIL_USE_SSL", False)
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="") or f"rathaus@{urlsplit(SITE_URL).hostname}"

# Whom somebody tells who has found a weakness of the site (security.txt); the town's own address if nobody is named.
SECURITY_CONTACT = read_contact("SECURITY_CONTACT")

# Approvals: for how many days a link by mail is good; after how many working days those who decide are reminded, and
# after how many their deputies and the heads of the departments hear of it.
APPROVAL_LINK_DAYS = read_number("APPROVAL_LINK_DAYS", default=7, least=1, most=60)
APPROVAL_REMINDER_DAYS = read_number("APPROVAL_REMINDER_DAYS", default=2, least=1, most=60)
APPROVAL_ESCALATION_DAYS = read_number("APPROVAL_ESCALATION_DAYS", default=5, least=2, most=90)
if APPROVAL_ESCALATION_DAYS <= APPROVAL_REMINDER_DAYS:
    stop("APPROVAL_ESCALATION_DAYS", "is not more than APPROVAL_REMINDER_DAYS.", str(APPROVAL_REMINDER_DAYS + 3))

# Maps: where the tiles come from and whom to name for them; maps are a sketch where there are none. The middle of the town.
MAP_TILES_URL = read_tiles_url(HTTPS)
MAP_ATTRIBUTION = env.str("MAP_ATTRIBUTION", default="").strip()
if MAP_TILES_URL and not MAP_ATTRIBUTION:
    stop(
        "MAP_ATTRIBUTION",
        "is missing, but MAP_TILES_URL is there.",
        "© OpenStreetMap, https://www.openstreetmap.org/copyright",
    )
MAP_CENTER = read_position("MAP_CENTER", "52.43,8.47")

# The licence under which residents' contributions and the figures of taking part go out as open data (docs/how-to/figures.md).
OPEN_DATA_LICENCE = read_name(
    "OPEN_DATA_LICENCE", "dl-by", "dl-by|dl-zero|cc-by|cc-zero", "is none of dl-by, dl-zero, cc-by and cc-zero"
)

# Search: a cluster that answers instead of the site's own database, if there is one.
SEARCH_URL = read_search_url()
SEARCH_CA_FILE = read_file("SEARCH_CA_FILE", "/srv/town/cluster-ca.pem")

# Services: after how many days a changed reference text that nobody answers to takes the place of the own one.
ADOPT_REFERENCE_AFTER_DAYS = read_number("ADOPT_REFERENCE_AFTER_DAYS", default=0, most=3650)

# Services: under which names they go out. The Land's editorial office gives a town its agency id.
XZUFI_AGENCY = read_name("XZUFI_AGENCY", "LOKAL", r"[A-Za-z0-9._-]{1,60}", "is no agency id")
XZUFI_ROOT = read_name("XZUFI_ROOT", "nachricht", r"[A-Za-z_][A-Za-z0-9._-]{0,99}", "is no name of an XML element")

# Services: what is taken in. The schema files of the standard are not public; an operator who has them names them.
XZUFI_MAX_BYTES = read_number("XZUFI_MAX_BYTES", default=2 * 1024**3, most=100 * 1024**3)
XZUFI_XSD = read_file("XZUFI_XSD", "/srv/town/xzufi.xsd")

# Services: where they are fetched from. Versions in the paths move often, so paths are settings.
PVOG_URL = read_server("PVOG_URL", "https://pvog.fitko.net/suchdienst/api")
PVOG_CLIENT_ID = env.str("PVOG_CLIENT_ID", default="").strip()
PVOG_ARS = env.str("PVOG_ARS", default="").strip()
if PVOG_ARS and not re.fullmatch(r"\d{12}", PVOG_ARS):
    stop("PVOG_ARS", f"is no regional key of twelve digits: {PVOG_ARS!r}.", "057700044044")
PVOG_KEYS = [key.strip() for key in env.str("PVOG_KEYS", default="").split(",") if key.strip()]
PVOG_CATALOGUE_PATH = read_name("PVOG_CATALOGUE_PATH", "/v5/servicedescriptions/csv?ars={ars}", r"/\S+", "is no path")
PVOG_DETAIL_PATH = read_name(
    "PVOG_DETAIL_PATH", "/v6/servicedescriptions/{id}/detail?ars={ars}&applyDynamicParams=true", r"/\S+", "is no path"
)
PVOG_KEYS_PATH = read_name("PVOG_KEYS_PATH", "/v3/servicedescriptions/leikaid", r"/\S+", "is no path")
PVOG_COMPLETE = read_switch("PVOG_COMPLETE", default=False)
FIM_URL = read_server("FIM_URL", "https://fimportal.de")
FIM_PATH = read_name("FIM_PATH", "/api/v0/leistung-stammtexte", r"/\S+", "is no path")
FIM_FILTERS = env.str("FIM_FILTERS", default="").strip()
FIM_WHOLE_TEXTS = read_switch("FIM_WHOLE_TEXTS", default=True)

# Wagtail
WAGTAIL_SITE_NAME = "Offenes Rathaus"
WAGTAILADMIN_BASE_URL = SITE_URL
WAGTAILADMIN_PERMITTED_LANGUAGES = [("de", "Deutsch")]
WAGTAIL_FINISH_WORKFLOW_ACTION = "accounts.approved.publish"
WAGTAIL_DATE_FORMAT = "%d.%m.%Y"
WAGTAIL_DATETIME_FORMAT = "%d.%m.%Y %H:%M"
WAGTAIL_TIME_FORMAT = "%H:%M"
WAGTAILIMAGES_IMAGE_MODEL = "cms.Picture"
WAGTAILIMAGES_IMAGE_FORM_BASE = "consents.picture_form.PictureForm"
# As good to the eye as each other, and small.
WAGTAILIMAGES_AVIF_QUALITY, WAGTAILIMAGES_WEBP_QUALITY, WAGTAILIMAGES_JPEG_QUALITY = 50, 75, 78
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "jpg", "jpeg", "png", "webp"]
WAGTAILDOCS_DOCUMENT_MODEL = "cms.File"
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "ics", "key", "odt", "ods", "pdf", "pptx", "rtf", "txt", "xlsx", "xml", "zip"]
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILEMBEDS_FINDERS: list[dict] = []
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database", "SEARCH_CONFIG": "german"}}
# The stock admin asks two foreign hosts on every page; ours asks nobody.
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False

TASKS = {
    # The queue of `manage.py run_jobs`. Two of Wagtail's own tasks cannot wait for it: jobs/backend.py says why.
    "default": {
        "BACKEND": "jobs.backend.QueueBackend",
        "QUEUES": [],
        "OPTIONS": {
            "AT_ONCE": [
                "wagtail.tasks.update_reference_index_task",
                "modelsearch.tasks.insert_or_update_object_task",
            ]
        },
    },
    "at_once": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"},
}

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.AllowAny"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_PAGINATION_CLASS": "cms.api.Pages",
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "URL_FORMAT_OVERRIDE": None,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Offenes Rathaus",
    "DESCRIPTION": "The public content of this town's website as data: services, departments, news, projects, search.",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "PREPROCESSING_HOOKS": ["config.api.public_only"],
    "ENUM_NAME_OVERRIDES": {
        "ServiceStatus": "service_catalogue.models.ServicePage.Status",
        "OnlineServiceKind": "service_catalogue.models.OnlineService.Kind",
        "ProjectStatus": "participation.models.ProjectPage.Status",
        "IdeaStatus": "participation.models.Idea.Status",
        "MilestoneState": "participation.models.Milestone.State",
        "HourKind": "directory.models.timetables.HourKind",
    },
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        "django": {"handlers": ["console"], "level": "INFO", "propagate": False},
        "django_tasks": {"level": "WARNING"},
        # It tells of every letter that it keeps.
        "fontTools": {"level": "ERROR"},
        "wagtail": {"level": "WARNING"},
        # Clients of a search cluster report every request; what goes wrong we say ourselves.
        "elastic_transport": {"level": "ERROR"},
        "opensearch": {"level": "ERROR"},
        "opensearchpy.trace": {"level": "ERROR"},
    },
}
