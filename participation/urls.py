from django.urls import path

from participation import comments
from participation.ideas import merging_views, picture_views
from participation.views import own, who
from participation.views import support as support_views
from participation.walls import views as wall_views

app_name = "participation"
urlpatterns = [
    path("<int:number>/wer/", who.enter, name="enter"),
    path("<int:number>/post-ist-unterwegs/", who.mail_sent, name="mail_sent"),
    path("bestaetigen/<str:token>/", who.confirm, name="confirm"),
    path("beitrag/<str:token>/", own.show, name="own"),
    path("beitrag/<str:token>/loeschen/", own.delete, name="delete_own"),
    path("unterstuetzen/<int:number>/", support_views.press, name="support"),
    path("beitrag/<str:token>/bild/", picture_views.add, name="add_picture"),
    path("beitrag/<str:token>/bild/<int:number>/loeschen/", picture_views.delete, name="delete_picture"),
    path("zusammen/<str:token>/<str:choice>/", merging_views.answer, name="merge_answer"),
    path("mitnehmen/<int:number>/", merging_views.carry_over_here, name="carry_over_here"),
    path("mitnehmen/<str:token>/", merging_views.carry_over, name="carry_over"),
    path("kommentieren/<int:number>/", comments.write, name="write_comment"),
    path("kommentar/<int:number>/", comments.answer, name="comment"),
    path("waende/<int:number>/karten.json", wall_views.live_cards, name="wall_cards"),
]
