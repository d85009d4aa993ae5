import pytest
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult
from modelsearch.tasks import insert_or_update_object_task
from wagtail.models import Page
from wagtail.tasks import delete_file_from_storage_task, update_reference_index_task

from tests.jobs import tasks

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("task", [update_reference_index_task, insert_or_update_object_task], ids=lambda t: t.name)
def test_wagtails_indexes_are_kept_at_once(task):
    root = Page.get_first_root_node()
    result = task.enqueue("wagtailcore", "page", str(root.pk))
    assert result.status == TaskResultStatus.SUCCESSFUL
    assert not DBTaskResult.objects.exists()


def test_files_are_deleted_by_the_worker():
    result = delete_file_from_storage_task.enqueue(["django.core.files.storage.FileSystemStorage", [], {}], "x.jpg")
    assert result.status == TaskResultStatus.READY
    assert DBTaskResult.objects.count() == 1


def test_our_own_tasks_wait_for_the_worker(paper):
    tasks.write_line.enqueue(str(paper), "later")
    assert not paper.exists()
