from django.urls import path

from residents import views

app_name = "residents"
urlpatterns = [
    path("", views.account, name="account"),
    path("post-ist-unterwegs/", views.mail_sent, name="mail_sent"),
    path("link/<str:token>/", views.confirm, name="confirm"),
    path("name/", views.change_name, name="name"),
    path("adresse/", views.change_address, name="address"),
    path("abmelden/", views.sign_out, name="sign_out"),
    path("meine-daten/", views.download, name="download"),
    path("loeschen/", views.delete, name="delete"),
    path("geloescht/", views.deleted, name="deleted"),
]
