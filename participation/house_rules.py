"""Where the house rules stand that everybody accepts before the first contribution."""

from participation.models import ModulePage, ParticipationIndexPage


def address_of(module: ModulePage) -> str:
    """The page with the rules; empty for a module outside the overview."""
    index = ParticipationIndexPage.objects.ancestor_of(module).first()
    return f"{index.get_url()}hausregeln/" if index else ""
