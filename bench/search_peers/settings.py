"""The settings of the house with one more page type."""

from config.settings import *  # noqa: F403
from config.settings import INSTALLED_APPS

INSTALLED_APPS = ["bench.search_peers", *INSTALLED_APPS]
