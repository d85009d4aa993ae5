from django.urls import path

from notices import views

app_name = "notices"
urlpatterns = [
    path("", views.overview, name="overview"),
    path("aktuell/", views.current, name="current"),
    path("feed/", views.NoticeFeed(), name="feed"),
]
