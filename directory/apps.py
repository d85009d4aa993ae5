from django.apps import AppConfig
from django.db.models.signals import post_delete, post_save
from django.utils.translation import gettext_lazy as _


class DirectoryConfig(AppConfig):
    name = "directory"
    verbose_name = _("Town hall")

    def ready(self) -> None:
        from cms.models import TownSettings
        from directory import (
            known_places,  # noqa: F401  names places where forms ask for one
            slots,  # noqa: F401  fills the places on pages of lower rooms
        )
        from directory.models.department_roles import delete_group
        from directory.signal_handlers import give_rights_anew, tell_department

        person = self.get_model("ContactPerson")
        post_save.connect(tell_department, sender=person)
        post_delete.connect(tell_department, sender=person)
        post_save.connect(give_rights_anew, sender=TownSettings)
        post_delete.connect(delete_group, sender=self.get_model("DepartmentRole"))
