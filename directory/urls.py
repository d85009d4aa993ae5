"""/rathaus/: the departments and places of the town hall."""

from django.urls import path

from directory import views

app_name = "directory"
urlpatterns = [
    path("", views.overview, name="overview"),
    path("orte/<slug:slug>/", views.place, name="place"),
    path("<slug:slug>/", views.department, name="department"),
]
