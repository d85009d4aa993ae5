"""A page with a map and a form that asks where, for the journey on maps: `/karte/` beside all addresses of the house."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.template import RequestContext, Template
from django.urls import path

from cms.maps import PlaceField, Point
from config.urls import urlpatterns as house

POINTS = [
    Point(52.3190, 8.5150, "Radweg an der Aue", "/radweg/", "Noch 9 Tage", "läuft"),
    Point(52.3241, 8.5267, "Spielplatz am Teich", "/spielplatz/"),
    Point(52.3241, 8.5267, "Bänke am Teich <b>neu</b>"),
    Point(None, None, "Ideen ohne Ort"),
]
PAGE = """{% extends "base.html" %}{% load maps %}
{% block title %}Karte{% endblock %}{% block breadcrumb %}{% endblock %}
{% block main %}<div class="site-width site-page"><h1>Karte</h1>
  {% if form.is_bound %}<p id="stored">{{ form.cleaned_data.where.words }}|{{ form.cleaned_data.where.position|default:"-" }}</p>{% endif %}
  {% if show_points %}<h2>Vorhaben</h2>{% map points %}{% endif %}
  <div class="site-form"><h2>Wo fehlt etwas?</h2><form method="post">{% kern_field form.where %}
    <button class="kern-btn kern-btn--primary" type="submit"><span class="kern-label">Senden</span></button></form></div>
</div>{% endblock %}"""


class WhereForm(forms.Form):
    where = PlaceField(required=False)


def map_page(request: HttpRequest) -> HttpResponse:
    form = WhereForm(request.POST or None)
    form.is_valid()
    context = {"form": form, "points": POINTS, "show_points": "ohne" not in request.GET}
    return HttpResponse(Template(PAGE).render(RequestContext(request, context)))


urlpatterns = [path("karte/", map_page), *house]
