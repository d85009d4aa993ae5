"""Pages of a collection with 1,000 ideas and 10,000 comments: questions to the database and milliseconds.

    python -m bench.ideas

Works in the database of DATABASE_URL with the demo town in it, inside one transaction that is taken back.
"""

import os
import time

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from django.contrib.auth import get_user_model  # noqa: E402  models need Django
from django.db import connection, transaction  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from participation.models import Comment, Idea, IdeaCollectionPage  # noqa: E402

IDEAS, COMMENTS, ON_ONE = 1_000, 10_000, 5_000


def fill(collection: IdeaCollectionPage) -> Idea:
    """Half of all comments on one idea; the idea is given back."""
    ideas = [
        Idea.objects.create(
            module=collection,
            title=f"Idee {number} am Weg {number % 97}",
            text="Damit es schöner wird. " * 10,
            state="public",
            latitude=52.3 + number / 20_000,
            longitude=8.5 + number % 100 / 2_000,
        )
        for number in range(IDEAS)
    ]
    for number in range(COMMENTS):
        about = ideas[0] if number < ON_ONE else ideas[number % IDEAS]
        Comment.objects.create(module=collection, about=about, text="Gute Sache.", state="public")
    return ideas[0]


def measure(name: str, client: Client, address: str) -> None:
    client.get(address, headers={"host": "localhost"})
    with CaptureQueriesContext(
        connection,
    ) as asked:
        started = time.perf_counter()
        response = client.get(address, headers={"host": "localhost"})
        took = (time.perf_counter() - started) * 1000
    print(
        f"{name:28} {response.status_code}  {len(asked):3} queries  {took:6.0f} ms  {len(response.content) // 1024} KiB"
    )


def main() -> None:
    with transaction.atomic():
        collection = IdeaCollectionPage.objects.live().order_by("-closes_at").first()
        if collection is None:
            raise SystemExit("There is no collection of ideas; load the demo town first.")
        idea = fill(collection)
        visitor, editor = Client(), Client()
        editor.force_login(get_user_model().objects.create_superuser("bench", "bench@town.example", "x"))
        measure("list and map", visitor, collection.url)
        measure("list, most discussed", visitor, f"{collection.url}?sortierung=besprochen")
        measure("list, words", visitor, f"{collection.url}?q=Weg+7")
        measure("idea, 5,000 comments", visitor, idea.get_absolute_url())
        measure("list of the town", editor, "/admin/participation/ideas/")
        transaction.set_rollback(True)


if __name__ == "__main__":
    main()
