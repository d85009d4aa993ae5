from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = _("Accounts")

    def ready(self) -> None:
        from django.db.models.signals import post_migrate

        from accounts import checks, many_grants, shared_cache, signal_handlers  # noqa: F401  the checks register themselves
        from accounts.unchangeable import put_guards

        shared_cache.share_attempts()
        many_grants.install()
        signal_handlers.connect()
        post_migrate.connect(put_guards, sender=self)
