from django.apps import AppConfig
from django.db.models.signals import post_save
from django.utils.translation import gettext_lazy as _


class NewsConfig(AppConfig):
    name = "news"
    verbose_name = _("News")

    def ready(self) -> None:
        from news import slots  # noqa: F401  fills the places on pages of lower rooms
        from news.signal_handlers import tell_items_of_topic

        post_save.connect(tell_items_of_topic, sender=self.get_model("NewsTopic"))
