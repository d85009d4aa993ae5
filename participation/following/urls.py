from django.urls import path

from participation.following import views

app_name = "following"
urlpatterns = [
    path("post-ist-unterwegs/", views.mail_sent, name="mail_sent"),
    path("bestaetigen/<str:token>/", views.confirm, name="confirm"),
    path("verwalten/<str:token>/", views.manage, name="manage"),
    path("abbestellen/<str:token>/<int:number>/", views.end_one, name="end"),
    path("abbestellen/<str:token>/", views.end_everything, name="end_all"),
    path("<str:word>/<int:number>/", views.follow, name="follow"),
]
