"""The house's own settings with the few changes that tests need."""

import atexit
import os
import shutil
import tempfile

FOLDER = tempfile.mkdtemp(prefix="offenes-rathaus-tests-")
atexit.register(shutil.rmtree, FOLDER, ignore_errors=True)

# Playwright keeps an event loop running in the thread of the tests; Django's database calls there are ordinary ones.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
os.environ["DEBUG"] = "0"
os.environ["SECRET_KEY"] = "a-key-for-tests-that-nobody-needs-to-guess-0123456789"
os.environ["ALLOWED_HOSTS"] = "localhost,127.0.0.1,testserver"
os.environ["SITE_URL"] = "http://localhost"
os.environ["DATABASE_URL"] = os.environ.get("TEST_DATABASE_URL", "")
os.environ["MEDIA_ROOT"] = os.path.join(FOLDER, "media")
os.environ["EMAIL_URL"] = ""
os.environ["MAP_TILES_URL"] = os.environ["MAP_CENTER"] = ""
os.environ["MFA_REQUIRED"] = "0"
os.environ["VISITOR_FORM_SECONDS"] = "0"

from config.settings import *  # noqa: E402, F403
from config.settings import DATABASES  # noqa: E402

# A file and not memory: browser tests and workers read the same database from several threads.
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["TEST"] = {"NAME": os.path.join(FOLDER, "test.sqlite3")}
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 0

# Without it every test client reads all static files from the disk.
WHITENOISE_AUTOREFRESH = True
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
