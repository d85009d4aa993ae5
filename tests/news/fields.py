"""What a browser sends from the form of a news item."""


def formset(name, *rows):
    """The fields of an inline panel with these rows."""
    sizes = {"TOTAL_FORMS": len(rows), "INITIAL_FORMS": 0, "MIN_NUM_FORMS": 0, "MAX_NUM_FORMS": 1000}
    return {f"{name}-{key}": str(value) for key, value in sizes.items()} | {
        f"{name}-{number}-{key}": value
        for number, row in enumerate(rows)
        for key, value in {"id": "", "ORDER": str(number + 1), "DELETE": "", **row}.items()
    }


def news_fields(*authors, **fields):
    """An item by these authors, with all that its form needs."""
    rows = formset("authors", *[{"name": name} for name in authors]) | formset("related") | formset("press_photos")
    values = {"title": "Unser Pausenhof", "slug": "pausenhof", "teaser": "Worum es geht", "date": "2026-11-01"}
    return {**values, "body-count": "0", **rows, **fields}
