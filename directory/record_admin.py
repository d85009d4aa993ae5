"""How the editors' interface keeps records that stand on many pages: nobody deletes one without seeing where it is used."""

from typing import Any

from wagtail.snippets.views.snippets import DeleteView, SnippetViewSet

from directory.uses import uses


class DeleteWithUsesView(DeleteView):
    """Says before anything is deleted where it is used."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "uses": uses(self.object, self.request.user)}


class RecordViewSet(SnippetViewSet):
    delete_view_class = DeleteWithUsesView
    delete_template_name = "directory/admin/confirm_delete.html"
