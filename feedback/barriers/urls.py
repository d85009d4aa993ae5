from django.urls import path

from feedback.barriers import views

app_name = "barriers"
urlpatterns = [
    path("", views.report_view, name="report"),
    path("<str:token>/", views.arrived_view, name="arrived"),
]
