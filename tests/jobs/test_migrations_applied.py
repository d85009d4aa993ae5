import pytest
from django.db.migrations.recorder import MigrationRecorder

from jobs.migrations_applied import missing_migrations

pytestmark = pytest.mark.django_db


def test_nothing_is_missing_after_migrate(django_assert_num_queries):
    missing_migrations()
    with django_assert_num_queries(2):  # is the table there, and what is in it
        assert missing_migrations() == []


def test_a_migration_that_was_not_run_is_named():
    MigrationRecorder.Migration.objects.filter(app="jobs", name="0001_initial").delete()
    assert missing_migrations() == ["jobs.0001_initial"]
