"""Addresses of open data; the dot in them is why they are no addresses of pages."""

from django.urls import re_path

from participation.figures.data_views import data

urlpatterns = [re_path(r"^(?P<place>(?:[\w-]+/)+)daten\.(?P<kind>json|csv)$", data, name="participation_data")]
