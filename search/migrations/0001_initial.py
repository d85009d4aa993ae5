from django.db import migrations, models

from search.engines import database_engine


def create_tables(apps, schema_editor):
    database_engine().create_tables()


def drop_tables(apps, schema_editor):
    database_engine().drop_tables()


class Migration(migrations.Migration):
    initial = True
    dependencies = []

    operations = [
        migrations.CreateModel(
            name="IndexedDocument",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=120, unique=True, verbose_name="key")),
                ("kind", models.CharField(db_index=True, max_length=20, verbose_name="kind")),
                ("language", models.CharField(db_index=True, max_length=12, verbose_name="language")),
                ("title", models.CharField(max_length=300, verbose_name="title")),
                ("url", models.CharField(max_length=500, verbose_name="address")),
                ("keywords", models.TextField(blank=True, verbose_name="search words")),
                ("summary", models.TextField(blank=True, verbose_name="short text")),
                ("date", models.DateField(blank=True, null=True, verbose_name="date")),
                ("views", models.PositiveIntegerField(default=0, verbose_name="views")),
                ("title_words", models.PositiveSmallIntegerField(default=0, verbose_name="words in the title")),
                ("title_tokens", models.TextField(blank=True)),
                ("keyword_tokens", models.TextField(blank=True)),
                ("summary_tokens", models.TextField(blank=True)),
                ("body_tokens", models.TextField(blank=True)),
            ],
            options={"verbose_name": "indexed document", "verbose_name_plural": "indexed documents"},
        ),
        migrations.CreateModel(
            name="IndexVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.BigIntegerField(default=0, verbose_name="number")),
            ],
            options={"verbose_name": "version of the index", "verbose_name_plural": "versions of the index"},
        ),
        migrations.RunPython(create_tables, drop_tables),
    ]
