"""Settings for workers in processes of their own: a killed one is replaced after two seconds, not thirty."""

from tests.settings import *  # noqa: F403

JOBS_LEASE_SECONDS = 2
