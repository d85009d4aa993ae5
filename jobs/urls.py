from django.urls import path

from . import views

app_name = "jobs"
urlpatterns = [
    path("schedule/", views.ScheduleView.as_view(), name="schedule"),
    path("schedule/results/", views.ScheduleView.as_view(results_only=True), name="schedule_results"),
    path("schedule/<int:pk>/run/", views.run_now, name="run_now"),
    path("tasks/", views.TaskView.as_view(), name="tasks"),
    path("tasks/results/", views.TaskView.as_view(results_only=True), name="task_results"),
    path("tasks/<uuid:pk>/again/", views.try_again, name="try_again"),
]
