"""A draft that nobody has published yet, with the slips that the checks find."""

from demo.bodies import make_body
from demo.content import read
from news.models import NewsIndexPage, NewsPage


def load_drafts(newsroom: NewsIndexPage) -> None:
    for entry in read("drafts")["draft"]:
        words = {name: entry[name] for name in ("title", "slug", "teaser")}
        item = NewsPage(**words, body=make_body(entry["body"], {}), live=False)
        newsroom.add_child(instance=item)
        item.save_revision()
