from django.urls import path

from duties import views

app_name = "duties"
urlpatterns = [
    path("inhalt-melden/", views.report_content, name="report_content"),
    path("lizenzen/", views.licences, name="licences"),
]
