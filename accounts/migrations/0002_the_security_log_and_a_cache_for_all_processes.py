"""Two tables. The log also refuses changes in the database itself, where no code of the site can go round it.

SQLite drops triggers when it makes a table anew: a later migration that alters this model calls `guard` again.
"""

import django.utils.timezone
from django.db import migrations, models

TABLE = "accounts_securityevent"
SQLITE = (
    f"CREATE TRIGGER {TABLE}_stays BEFORE UPDATE ON {TABLE} BEGIN SELECT RAISE(ABORT, 'the security log is never changed'); END",
    f"CREATE TRIGGER {TABLE}_is_kept BEFORE DELETE ON {TABLE} WHEN OLD.at > datetime('now', '-365 days')"
    " BEGIN SELECT RAISE(ABORT, 'the security log is kept for a year'); END",
)
POSTGRES = (
    f"""CREATE FUNCTION {TABLE}_guard() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'UPDATE' OR OLD.at > now() - interval '365 days' THEN
            RAISE EXCEPTION 'the security log is never changed and kept for a year';
        END IF;
        RETURN OLD;
    END $$""",
    f"CREATE TRIGGER {TABLE}_stays BEFORE UPDATE OR DELETE ON {TABLE} FOR EACH ROW EXECUTE FUNCTION {TABLE}_guard()",
)
LIFT_SQLITE = (f"DROP TRIGGER {TABLE}_stays", f"DROP TRIGGER {TABLE}_is_kept")
LIFT_POSTGRES = (f"DROP TRIGGER {TABLE}_stays ON {TABLE}", f"DROP FUNCTION {TABLE}_guard()")


def run(schema_editor, sqlite, postgres):
    for statement in {"sqlite": sqlite, "postgresql": postgres}.get(schema_editor.connection.vendor, ()):
        schema_editor.execute(statement, params=None)


def guard(apps, schema_editor):
    run(schema_editor, SQLITE, POSTGRES)


def lift(apps, schema_editor):
    run(schema_editor, LIFT_SQLITE, LIFT_POSTGRES)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="CacheEntry",
            fields=[
                ("cache_key", models.CharField(max_length=255, primary_key=True, serialize=False, verbose_name="key")),
                ("value", models.TextField(verbose_name="value")),
                ("expires", models.DateTimeField(db_index=True, verbose_name="expires")),
            ],
            options={
                "verbose_name": "remembered value",
                "verbose_name_plural": "remembered values",
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="SecurityEvent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField(db_index=True, default=django.utils.timezone.now, verbose_name="time")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("signed_in", "signed in"),
                            ("signed_out", "signed out"),
                            ("refused", "sign-in refused"),
                            ("second_factor", "second factor"),
                            ("account", "account"),
                            ("rights", "rights"),
                            ("export", "export"),
                            ("consent", "consent"),
                        ],
                        db_index=True,
                        max_length=20,
                        verbose_name="what",
                    ),
                ),
                ("actor", models.CharField(blank=True, db_index=True, max_length=150, verbose_name="by whom")),
                ("subject", models.CharField(blank=True, max_length=255, verbose_name="about")),
                ("details", models.TextField(blank=True, verbose_name="details")),
                ("network", models.CharField(blank=True, max_length=50, verbose_name="from")),
            ],
            options={
                "verbose_name": "entry of the security log",
                "verbose_name_plural": "security log",
                "ordering": ["-at", "-pk"],
                "default_permissions": ("view",),
            },
        ),
        migrations.RunPython(guard, lift),
    ]
