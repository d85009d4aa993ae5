from typing import Any

from django_tasks import task_backends
from django_tasks_db import DatabaseBackend


class QueueBackend(DatabaseBackend):
    """The queue in the database, except for the few tasks that must be done when the page answers.

    Wagtail enqueues its reference index and the admin's search index on every save. An editor must find the
    page she has just written, and a picture just used must not look unused, so these run at once, inside
    the same transaction. They are named in `OPTIONS["AT_ONCE"]`; all other tasks wait for `run_jobs`.
    """

    def __init__(self, alias: str, params: dict[str, Any]) -> None:
        super().__init__(alias, params)
        self.at_once = frozenset(self.options.get("AT_ONCE", []))

    def enqueue(self, task: Any, args: Any, kwargs: Any) -> Any:
        if task.module_path in self.at_once:
            return task_backends["at_once"].enqueue(task, args, kwargs)
        return super().enqueue(task, args, kwargs)

    async def aenqueue(self, task: Any, args: Any, kwargs: Any) -> Any:
        if task.module_path in self.at_once:
            return await task_backends["at_once"].aenqueue(task, args, kwargs)
        return await super().aenqueue(task, args, kwargs)
