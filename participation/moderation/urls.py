from django.urls import path

from participation.moderation import views

app_name = "moderation"
urlpatterns = [
    path("meldung/<int:pk>/", views.report_view, name="report"),
    path("gemeldet/", views.reported_view, name="reported"),
    path("widerspruch/<str:token>/", views.appeal_view, name="appeal"),
]
