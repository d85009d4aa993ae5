from django.urls import path

from participation import wall_views
from participation.views import own, who

app_name = "participation"
urlpatterns = [
    path("<int:number>/wer/", who.enter, name="enter"),
    path("<int:number>/post-ist-unterwegs/", who.mail_sent, name="mail_sent"),
    path("bestaetigen/<str:token>/", who.confirm, name="confirm"),
    path("beitrag/<str:token>/", own.show, name="own"),
    path("beitrag/<str:token>/loeschen/", own.delete, name="delete_own"),
    path("waende/<int:number>/karten.json", wall_views.live_cards, name="wall_cards"),
]
