import pytest
from django import forms

from service_catalogue.models import OnlineService
from service_catalogue.widgets import ManyChooser
from tests.factories.service_catalogue import OnlineServiceFactory


@pytest.mark.django_db
def test_a_number_that_no_database_holds_is_no_valid_choice():
    class Form(forms.Form):
        chosen = forms.ModelMultipleChoiceField(OnlineService.objects.all(), widget=ManyChooser(OnlineService))

    known = OnlineServiceFactory()
    assert Form({"chosen": [str(known.pk)]}).is_valid()
    assert "chosen" in Form({"chosen": [str(known.pk), "9" * 23]}).errors
