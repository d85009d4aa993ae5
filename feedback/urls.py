from django.urls import path

from feedback import views

app_name = "feedback"
urlpatterns = [
    path("", views.clear_view, name="clear"),
    path("danke/", views.thanks_view, name="thanks"),
    path("<str:token>/", views.why_view, name="why"),
]
