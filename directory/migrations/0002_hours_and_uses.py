import django.db.models.deletion
import modelcluster.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("directory", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="SpecialHours",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sort_order", models.IntegerField(blank=True, editable=False, null=True)),
                ("day", models.DateField(verbose_name="day")),
                ("opens", models.TimeField(blank=True, null=True, verbose_name="from")),
                ("closes", models.TimeField(blank=True, null=True, verbose_name="until")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("open", "open"),
                            ("appointment", "by appointment only"),
                            ("phone", "by telephone only"),
                            ("closed", "closed"),
                        ],
                        default="open",
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=120, verbose_name="reason")),
            ],
            options={
                "verbose_name": "hours of a single day",
                "verbose_name_plural": "hours of single days",
                "ordering": ["day", "opens"],
            },
        ),
        migrations.AddField(
            model_name="closure",
            name="department",
            field=modelcluster.fields.ParentalKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="closures",
                to="directory.department",
            ),
        ),
        migrations.AddField(
            model_name="openinghours",
            name="department",
            field=modelcluster.fields.ParentalKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="hours",
                to="directory.department",
            ),
        ),
        migrations.AddField(
            model_name="openinghours",
            name="valid_from",
            field=models.DateField(blank=True, help_text="Empty: always.", null=True, verbose_name="valid from"),
        ),
        migrations.AddField(
            model_name="openinghours",
            name="valid_until",
            field=models.DateField(blank=True, null=True, verbose_name="valid until"),
        ),
        migrations.AddField(
            model_name="place",
            name="open_on_public_holidays",
            field=models.BooleanField(
                default=False,
                help_text="Otherwise it is closed on the public holidays of the Land, without a word from you.",
                verbose_name="open on public holidays too",
            ),
        ),
        migrations.AlterField(
            model_name="closure",
            name="place",
            field=modelcluster.fields.ParentalKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="closures",
                to="directory.place",
            ),
        ),
        migrations.AlterField(
            model_name="department",
            name="hours_text",
            field=models.TextField(
                blank=True,
                help_text="Only where neither the department nor its place has hours.",
                verbose_name="opening hours as text",
            ),
        ),
        migrations.AlterField(
            model_name="openinghours",
            name="closes",
            field=models.TimeField(blank=True, null=True, verbose_name="until"),
        ),
        migrations.AlterField(
            model_name="openinghours",
            name="kind",
            field=models.CharField(
                choices=[
                    ("open", "open"),
                    ("appointment", "by appointment only"),
                    ("phone", "by telephone only"),
                    ("closed", "closed"),
                ],
                default="open",
                max_length=12,
                verbose_name="kind",
            ),
        ),
        migrations.AlterField(
            model_name="openinghours",
            name="opens",
            field=models.TimeField(blank=True, null=True, verbose_name="from"),
        ),
        migrations.AlterField(
            model_name="openinghours",
            name="place",
            field=modelcluster.fields.ParentalKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="hours",
                to="directory.place",
            ),
        ),
        migrations.AddConstraint(
            model_name="closure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("department__isnull", False), ("place", None)),
                    models.Q(("department", None), ("place__isnull", False)),
                    _connector="OR",
                ),
                name="closures_have_one_owner",
            ),
        ),
        migrations.AddConstraint(
            model_name="openinghours",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("department__isnull", False), ("place", None)),
                    models.Q(("department", None), ("place__isnull", False)),
                    _connector="OR",
                ),
                name="hours_have_one_owner",
            ),
        ),
        migrations.AddField(
            model_name="specialhours",
            name="department",
            field=modelcluster.fields.ParentalKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="special_hours",
                to="directory.department",
            ),
        ),
        migrations.AddField(
            model_name="specialhours",
            name="place",
            field=modelcluster.fields.ParentalKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="special_hours",
                to="directory.place",
            ),
        ),
        migrations.AddConstraint(
            model_name="specialhours",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("department__isnull", False), ("place", None)),
                    models.Q(("department", None), ("place__isnull", False)),
                    _connector="OR",
                ),
                name="special_hours_have_one_owner",
            ),
        ),
    ]
