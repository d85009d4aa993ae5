from django.urls import path

from search import views

app_name = "search"
urlpatterns = [
    path("", views.results, name="results"),
    path("vorschlaege/", views.suggestions, name="suggestions"),
    path("auswahl/", views.click, name="click"),
    path("rueckmeldung/", views.opinion, name="opinion"),
]
