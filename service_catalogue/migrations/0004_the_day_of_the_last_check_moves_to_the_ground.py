from django.db import migrations

from cms.upkeep import MONTHS, months_later


def keep_days(apps, schema_editor):
    ServicePage = apps.get_model("service_catalogue", "ServicePage")
    Upkeep = apps.get_model("cms", "Upkeep")
    for page, day in ServicePage.objects.exclude(reviewed_on=None).values_list("pk", "reviewed_on"):
        values = {"kind": "law", "reviewed_on": day, "due_on": months_later(day, MONTHS["law"])}
        Upkeep.objects.get_or_create(page_id=page, defaults=values)


def give_back_days(apps, schema_editor):
    ServicePage = apps.get_model("service_catalogue", "ServicePage")
    Upkeep = apps.get_model("cms", "Upkeep")
    for page, day in Upkeep.objects.exclude(reviewed_on=None).values_list("page", "reviewed_on"):
        ServicePage.objects.filter(pk=page).update(reviewed_on=day)


class Migration(migrations.Migration):
    dependencies = [
        ("service_catalogue", "0003_words_with_the_key"),
        ("cms", "0003_pages_have_keepers"),
    ]

    operations = [
        migrations.RunPython(keep_days, give_back_days),
        migrations.RemoveField(model_name="servicepage", name="reviewed_on"),
    ]
