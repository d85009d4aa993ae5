from hashlib import blake2b
from typing import Any

import cms.fields
import django.db.models.deletion
import django.utils.timezone
import modelcluster.fields
import service_catalogue.models.code_lists
import wagtail.fields
from django.conf import settings
from django.db import migrations, models

ROWS_AT_ONCE = 500


def name_delivered_objects(apps: Any, schema_editor: Any) -> None:
    """Objects of earlier imports get the number by which imports look them up now; the next delivery renews the rest."""
    objects = apps.get_model("service_catalogue", "RawObject")._default_manager
    named = []
    for item in objects.only("pk", "agency", "kind", "source_id").iterator(ROWS_AT_ONCE):
        digest = blake2b(f"{item.agency}\0{item.kind}\0{item.source_id}".encode(), digest_size=8).digest()
        item.identity = int.from_bytes(digest, "big", signed=True)
        named.append(item)
    objects.bulk_update(named, ["identity"], batch_size=ROWS_AT_ONCE)


class Migration(migrations.Migration):
    dependencies = [
        ("directory", "0002_hours_and_uses"),
        ("service_catalogue", "0001_initial"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="CheckedLink",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("digest", models.CharField(editable=False, max_length=64, unique=True)),
                ("url", models.TextField(verbose_name="address")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("ok", "answers"),
                            ("caution", "have a look"),
                            ("broken", "does not answer"),
                            ("missing", "is gone"),
                            ("pending", "not checked yet"),
                        ],
                        default="pending",
                        max_length=8,
                        verbose_name="state",
                    ),
                ),
                ("since", models.DateTimeField(blank=True, null=True, verbose_name="since")),
                ("reason", models.CharField(blank=True, max_length=300, verbose_name="reason")),
                ("checked_at", models.DateTimeField(blank=True, null=True, verbose_name="last checked")),
                (
                    "failures",
                    models.PositiveSmallIntegerField(default=0, help_text="Checks in a row that found nobody."),
                ),
                (
                    "due_at",
                    models.DateTimeField(
                        blank=True, db_index=True, help_text="When to ask again; empty: at night.", null=True
                    ),
                ),
            ],
            options={
                "verbose_name": "link",
                "verbose_name_plural": "links",
                "ordering": ["pk"],
            },
        ),
        migrations.RemoveField(
            model_name="referenceservice",
            name="content_hash",
        ),
        migrations.AddField(
            model_name="importrun",
            name="is_dry_run",
            field=models.BooleanField(default=False, verbose_name="dry run"),
        ),
        migrations.AddField(
            model_name="importrun",
            name="remarks",
            field=models.PositiveIntegerField(default=0, verbose_name="number of remarks"),
        ),
        migrations.AddField(
            model_name="importrun",
            name="written_at",
            field=models.DateTimeField(blank=True, help_text="When it became visible.", null=True),
        ),
        migrations.AddField(
            model_name="leikakey",
            name="added_at",
            field=models.DateTimeField(editable=False, null=True, verbose_name="added by a list"),
        ),
        migrations.AddField(
            model_name="leikakey",
            name="changed_at",
            field=models.DateTimeField(editable=False, null=True, verbose_name="changed by a list"),
        ),
        migrations.AddField(
            model_name="leikakey",
            name="gone_at",
            field=models.DateTimeField(editable=False, null=True, verbose_name="no longer in the list"),
        ),
        migrations.AddField(
            model_name="leikakey",
            name="legal_basis",
            field=models.TextField(blank=True, verbose_name="legal basis"),
        ),
        migrations.AddField(
            model_name="leikakey",
            name="list_name",
            field=models.CharField(blank=True, db_index=True, editable=False, max_length=60, verbose_name="list"),
        ),
        migrations.AddField(
            model_name="leikakey",
            name="marks",
            field=models.TextField(blank=True, help_text="One per line.", verbose_name="special marks"),
        ),
        migrations.AddField(
            model_name="leikakey",
            name="portal_topics",
            field=models.TextField(blank=True, help_text="One per line.", verbose_name="topics in the Portalverbund"),
        ),
        migrations.AddField(
            model_name="leikakey",
            name="published_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="published in the catalogue"),
        ),
        migrations.AddField(
            model_name="leikakey",
            name="synonyms",
            field=models.TextField(blank=True, help_text="One per line.", verbose_name="other names"),
        ),
        migrations.AddField(
            model_name="leikakey",
            name="typing",
            field=models.CharField(
                blank=True,
                help_text="Who makes the rules and who carries it out, such as 2b; several with a semicolon between.",
                max_length=60,
                verbose_name="typing",
            ),
        ),
        migrations.AddField(
            model_name="onlineservice",
            name="accounts",
            field=service_catalogue.models.code_lists.CodeListField(
                blank=True,
                default=list,
                help_text="One of them is enough. “No account” is worth saying too.",
                max_length=200,
                verbose_name="accounts accepted",
            ),
        ),
        migrations.AddField(
            model_name="onlineservice",
            name="areas",
            field=models.ManyToManyField(
                blank=True,
                help_text="Only if it does not hold for the whole town: regional keys (ARS), one per line.",
                related_name="online_services",
                to="service_catalogue.area",
                verbose_name="areas",
            ),
        ),
        migrations.AddField(
            model_name="onlineservice",
            name="languages",
            field=service_catalogue.models.code_lists.CodeListField(
                blank=True,
                default=list,
                help_text="Only if there are others than German.",
                max_length=200,
                verbose_name="languages",
            ),
        ),
        migrations.AddField(
            model_name="onlineservice",
            name="link_checked_at",
            field=models.DateTimeField(editable=False, null=True, verbose_name="last checked"),
        ),
        migrations.AddField(
            model_name="onlineservice",
            name="link_reason",
            field=models.CharField(blank=True, editable=False, max_length=300, verbose_name="reason"),
        ),
        migrations.AddField(
            model_name="onlineservice",
            name="link_since",
            field=models.DateTimeField(editable=False, null=True, verbose_name="since"),
        ),
        migrations.AddField(
            model_name="onlineservice",
            name="link_state",
            field=models.CharField(
                choices=[
                    ("ok", "answers"),
                    ("caution", "have a look"),
                    ("broken", "does not answer"),
                    ("missing", "is gone"),
                    ("pending", "not checked yet"),
                ],
                default="pending",
                editable=False,
                max_length=8,
                verbose_name="state of the link",
            ),
        ),
        migrations.AddField(
            model_name="onlineservice",
            name="other_account",
            field=models.CharField(
                blank=True, help_text="What the list above does not have.", max_length=120, verbose_name="other account"
            ),
        ),
        migrations.AddField(
            model_name="onlineservice",
            name="valid_from",
            field=models.DateField(
                blank=True, help_text="Residents do not see it before this day.", null=True, verbose_name="valid from"
            ),
        ),
        migrations.AddField(
            model_name="onlineservice",
            name="valid_until",
            field=models.DateField(
                blank=True, help_text="The last day, included.", null=True, verbose_name="valid until"
            ),
        ),
        migrations.AddField(
            model_name="rawobject",
            name="fingerprint",
            field=models.BigIntegerField(db_index=True, default=0, help_text="Hash of that and of all that was said."),
        ),
        migrations.AddField(
            model_name="rawobject",
            name="identity",
            field=models.BigIntegerField(db_index=True, default=0, help_text="Hash of agency, kind and id."),
        ),
        migrations.AddField(
            model_name="rawobject",
            name="meaning",
            field=models.BigIntegerField(default=0, help_text="Hash of what we understood of it."),
        ),
        migrations.RenameField(model_name="rawobject", old_name="xml", new_name="text"),
        migrations.AlterField(model_name="rawobject", name="text", field=models.TextField(blank=True)),
        migrations.AddField(
            model_name="referenceservice",
            name="is_public",
            field=models.BooleanField(default=True, help_text="The source itself may hold a service back."),
        ),
        migrations.AddField(
            model_name="referenceservice",
            name="translations",
            field=models.JSONField(
                default=dict,
                help_text="Language → {title, official_name, sections, links, synonyms}; German has the columns.",
            ),
        ),
        migrations.AddField(
            model_name="servicepage",
            name="additions",
            field=models.JSONField(blank=True, default=list, verbose_name="own texts below the reference text"),
        ),
        migrations.AddField(
            model_name="servicepage",
            name="answers",
            field=models.JSONField(blank=True, default=dict, verbose_name="answers"),
        ),
        migrations.AddField(
            model_name="servicepage",
            name="areas",
            field=modelcluster.fields.ParentalManyToManyField(
                blank=True, related_name="service_pages", to="service_catalogue.area", verbose_name="areas"
            ),
        ),
        migrations.AddField(
            model_name="servicepage",
            name="for_whom",
            field=wagtail.fields.RichTextField(
                blank=True,
                help_text="Only if it needs words: who can have it, and who cannot.",
                verbose_name="who it is for",
            ),
        ),
        migrations.AddField(
            model_name="servicepage",
            name="resting_revision",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="wagtailcore.revision",
            ),
        ),
        migrations.AddField(
            model_name="servicepage",
            name="reviewed_on",
            field=models.DateField(
                blank=True,
                help_text="The day on which somebody last made sure that all of this is right. Residents see it.",
                null=True,
                verbose_name="checked on",
            ),
        ),
        migrations.AddField(
            model_name="servicepage",
            name="typing",
            field=models.JSONField(blank=True, default=list, verbose_name="typing"),
        ),
        migrations.AlterField(
            model_name="deadline",
            name="label",
            field=models.CharField(
                blank=True,
                help_text="Only where there are several, such as “for children”.",
                max_length=200,
                verbose_name="what",
            ),
        ),
        migrations.AlterField(
            model_name="deadline",
            name="text",
            field=models.CharField(
                blank=True,
                help_text="From when it counts, or what it depends on.",
                max_length=500,
                verbose_name="remark",
            ),
        ),
        migrations.AlterField(
            model_name="fee",
            name="label",
            field=models.CharField(
                help_text="The usual case first: it stands in the short answer at the top.",
                max_length=200,
                verbose_name="what for",
            ),
        ),
        migrations.AlterField(
            model_name="fee",
            name="legal_basis",
            field=models.CharField(
                blank=True, help_text="For example: § 1 PAuswGebV", max_length=200, verbose_name="legal basis"
            ),
        ),
        migrations.AlterField(
            model_name="fee",
            name="reason",
            field=models.CharField(
                blank=True,
                help_text="What the amount depends on. Needed where it is free of charge: for whom, or why.",
                max_length=300,
                verbose_name="remark",
            ),
        ),
        migrations.AlterField(
            model_name="importrun",
            name="messages",
            field=models.JSONField(
                default=list, help_text="[{code, line, text, object}], the first of them.", verbose_name="remarks"
            ),
        ),
        migrations.AlterField(
            model_name="leikakey",
            name="source",
            field=models.CharField(blank=True, max_length=200, verbose_name="source of the names"),
        ),
        migrations.AlterField(
            model_name="onlineservice",
            name="confidence_level",
            field=models.CharField(
                blank=True,
                choices=[
                    ("00", "other"),
                    ("10", "none: no sign-in"),
                    ("15", "basic: user name and password"),
                    ("20", "low"),
                    ("30", "substantial: for example an ELSTER certificate"),
                    ("40", "high: for example the online ID card"),
                ],
                help_text="How surely the service must know who somebody is (Vertrauensniveau).",
                max_length=10,
                verbose_name="level of confidence",
            ),
        ),
        migrations.AlterField(
            model_name="onlineservice",
            name="name",
            field=models.CharField(
                help_text="What residents do there, for example: Apply for a parking permit.",
                max_length=300,
                verbose_name="name",
            ),
        ),
        migrations.AlterField(
            model_name="onlineservice",
            name="note",
            field=models.CharField(
                blank=True,
                help_text="For example: Have your meter reading at hand.",
                max_length=300,
                verbose_name="remark",
            ),
        ),
        migrations.AlterField(
            model_name="onlineservice",
            name="payment_methods",
            field=models.CharField(
                blank=True,
                help_text="For example: credit card, bank transfer.",
                max_length=300,
                verbose_name="means of payment",
            ),
        ),
        migrations.AlterField(
            model_name="onlineservice",
            name="provider",
            field=models.CharField(
                blank=True,
                help_text="Who runs it, if it is not the town itself.",
                max_length=200,
                verbose_name="provider",
            ),
        ),
        migrations.AlterField(
            model_name="onlineservice",
            name="url",
            field=models.CharField(
                help_text="With https://, as close to the form as possible. Placeholders are filled in on each page: {leika} its LeiKa key, {ars} and {ags} the town’s keys, {oe} the department at the source, {lang} the language.",
                max_length=2000,
                verbose_name="address",
            ),
        ),
        migrations.AlterField(
            model_name="processingtime",
            name="label",
            field=models.CharField(
                blank=True,
                help_text="Only where there are several, such as “for children”.",
                max_length=200,
                verbose_name="what",
            ),
        ),
        migrations.AlterField(
            model_name="processingtime",
            name="text",
            field=models.CharField(
                blank=True,
                help_text="From when it counts, or what it depends on.",
                max_length=500,
                verbose_name="remark",
            ),
        ),
        migrations.AlterField(
            model_name="rawobject",
            name="kind",
            field=models.CharField(max_length=40),
        ),
        migrations.AlterField(
            model_name="rawobject",
            name="source_id",
            field=models.CharField(max_length=400),
        ),
        migrations.AlterField(
            model_name="referenceservice",
            name="taken_offline",
            field=models.BooleanField(default=False, help_text="The import holds the page back, no editor did."),
        ),
        migrations.AlterField(
            model_name="servicepage",
            name="contacts",
            field=modelcluster.fields.ParentalManyToManyField(
                blank=True,
                help_text="Only if residents should reach certain people and not the department as a whole.",
                related_name="service_pages",
                to="directory.contactperson",
                verbose_name="contact persons",
            ),
        ),
        migrations.AlterField(
            model_name="servicepage",
            name="deadline_text",
            field=wagtail.fields.RichTextField(
                blank=True,
                help_text="Only what the rows above do not say, such as what happens if late.",
                verbose_name="text on the deadlines",
            ),
        ),
        migrations.AlterField(
            model_name="servicepage",
            name="department",
            field=models.ForeignKey(
                blank=True,
                help_text="Its address, telephone and opening hours stand on the page.",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="service_pages",
                to="directory.department",
                verbose_name="department in charge",
            ),
        ),
        migrations.AlterField(
            model_name="servicepage",
            name="description",
            field=wagtail.fields.RichTextField(
                blank=True, help_text="What residents get, in a few plain sentences.", verbose_name="what it is about"
            ),
        ),
        migrations.AlterField(
            model_name="servicepage",
            name="fee_text",
            field=wagtail.fields.RichTextField(
                blank=True,
                help_text="Only what the amounts above do not say, such as how to pay.",
                verbose_name="text on the fees",
            ),
        ),
        migrations.AlterField(
            model_name="servicepage",
            name="for_businesses",
            field=models.BooleanField(
                default=False,
                help_text="Companies, the self-employed, associations need it.",
                verbose_name="for businesses",
            ),
        ),
        migrations.AlterField(
            model_name="servicepage",
            name="for_citizens",
            field=models.BooleanField(default=True, help_text="Private persons need it.", verbose_name="for citizens"),
        ),
        migrations.AlterField(
            model_name="servicepage",
            name="forms",
            field=cms.fields.StreamField(
                blank=True, help_text="Forms to fill in, each with an address or a file.", verbose_name="forms"
            ),
        ),
        migrations.AlterField(
            model_name="servicepage",
            name="further_information",
            field=wagtail.fields.RichTextField(
                blank=True,
                help_text="What interests only some; most pages need none.",
                verbose_name="further information",
            ),
        ),
        migrations.AlterField(
            model_name="servicepage",
            name="further_links",
            field=cms.fields.StreamField(
                blank=True, help_text="Where to read more, one entry each.", verbose_name="further links"
            ),
        ),
        migrations.AlterField(
            model_name="servicepage",
            name="legal_bases",
            field=cms.fields.StreamField(
                blank=True,
                help_text="Laws and by-laws, best with the paragraph and an address.",
                verbose_name="legal bases",
            ),
        ),
        migrations.AlterField(
            model_name="servicepage",
            name="next_steps",
            field=wagtail.fields.RichTextField(
                blank=True,
                help_text="What the town hall does once it has everything, and what comes by post.",
                verbose_name="what happens next",
            ),
        ),
        migrations.AlterField(
            model_name="servicepage",
            name="notes",
            field=wagtail.fields.RichTextField(
                blank=True, help_text="What residents must not miss.", verbose_name="notes"
            ),
        ),
        migrations.AlterField(
            model_name="servicepage",
            name="official_name",
            field=models.CharField(
                blank=True,
                help_text="As the law or the catalogue calls it, if it differs.",
                max_length=500,
                verbose_name="official name",
            ),
        ),
        migrations.AlterField(
            model_name="servicepage",
            name="online_services",
            field=modelcluster.fields.ParentalManyToManyField(
                blank=True,
                help_text="Applications, appointments and forms on the net. They become the buttons at the top of the page.",
                related_name="service_pages",
                to="service_catalogue.onlineservice",
                verbose_name="online services",
            ),
        ),
        migrations.AlterField(
            model_name="servicepage",
            name="prerequisites",
            field=cms.fields.StreamField(
                blank=True, help_text="What must be the case, one entry each.", verbose_name="prerequisites"
            ),
        ),
        migrations.AlterField(
            model_name="servicepage",
            name="procedure",
            field=wagtail.fields.RichTextField(
                blank=True, help_text="What residents do, step by step.", verbose_name="how it works"
            ),
        ),
        migrations.AlterField(
            model_name="servicepage",
            name="processing_text",
            field=wagtail.fields.RichTextField(
                blank=True, help_text="Only what the rows above do not say.", verbose_name="text on the processing time"
            ),
        ),
        migrations.AlterField(
            model_name="servicepage",
            name="remedy",
            field=wagtail.fields.RichTextField(
                blank=True,
                help_text="What residents can do who do not agree: objection, action, and in which time.",
                verbose_name="remedy",
            ),
        ),
        migrations.AlterField(
            model_name="servicepage",
            name="required_documents",
            field=cms.fields.StreamField(
                blank=True,
                help_text="What to bring or send, one entry each: residents print it as a checklist.",
                verbose_name="required documents",
            ),
        ),
        migrations.AlterField(
            model_name="servicepage",
            name="status",
            field=models.CharField(
                choices=[("available", "available"), ("restricted", "restricted"), ("unavailable", "not available")],
                default="available",
                help_text="Restricted: only by appointment, only in the morning … Residents read the reason at the top.",
                max_length=12,
                verbose_name="status",
            ),
        ),
        migrations.AlterField(
            model_name="servicepage",
            name="topics",
            field=modelcluster.fields.ParentalManyToManyField(
                blank=True,
                help_text="Under which headings of the overview residents find it.",
                related_name="service_pages",
                to="service_catalogue.topic",
                verbose_name="life situations",
            ),
        ),
        migrations.AlterField(
            model_name="servicepage",
            name="valid_from",
            field=models.DateField(
                blank=True,
                help_text="Before this day residents do not see the page.",
                null=True,
                verbose_name="valid from",
            ),
        ),
        migrations.AlterField(
            model_name="servicepage",
            name="valid_until",
            field=models.DateField(
                blank=True,
                help_text="After this day residents do not see the page.",
                null=True,
                verbose_name="valid until",
            ),
        ),
        migrations.CreateModel(
            name="CodeName",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(help_text="fee, deadline, audience, typing, role …", max_length=20)),
                ("code", models.CharField(max_length=60)),
                ("name", models.CharField(max_length=300)),
                ("list_uri", models.CharField(blank=True, max_length=300)),
            ],
            options={
                "verbose_name": "name of a code",
                "verbose_name_plural": "names of codes",
                "constraints": [models.UniqueConstraint(fields=("kind", "code"), name="one_name_per_code")],
            },
        ),
        migrations.CreateModel(
            name="LinkUse",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("section", models.CharField(blank=True, max_length=40, verbose_name="section")),
                (
                    "told_at",
                    models.DateTimeField(
                        editable=False, help_text="When the page's owner got a mail about it.", null=True
                    ),
                ),
                (
                    "link",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="uses",
                        to="service_catalogue.checkedlink",
                        verbose_name="link",
                    ),
                ),
                (
                    "online_service",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="link_uses",
                        to="service_catalogue.onlineservice",
                        verbose_name="online service",
                    ),
                ),
                (
                    "page",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="wagtailcore.page",
                        verbose_name="page",
                    ),
                ),
            ],
            options={
                "verbose_name": "link on a page",
                "verbose_name_plural": "links on pages",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="ListedService",
            fields=[
                (
                    "page",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="listed",
                        serialize=False,
                        to="service_catalogue.servicepage",
                    ),
                ),
                ("title", models.CharField(max_length=255)),
                ("slug", models.CharField(max_length=255)),
                ("sort_key", models.CharField(max_length=80)),
                ("initial", models.CharField(max_length=1)),
                ("status", models.CharField(max_length=12)),
                ("online", models.BooleanField(help_text="Something can be done on the net, by a channel that works.")),
                ("citizens", models.BooleanField()),
                ("businesses", models.BooleanField()),
                ("wanted", models.BooleanField()),
                (
                    "index",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="listed_services",
                        to="service_catalogue.serviceindexpage",
                    ),
                ),
            ],
            options={
                "verbose_name": "listed service",
                "verbose_name_plural": "listed services",
                "ordering": ["initial", "sort_key", "pk"],
            },
        ),
        migrations.CreateModel(
            name="ListedKey",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=14)),
                (
                    "service",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="keys",
                        to="service_catalogue.listedservice",
                    ),
                ),
            ],
            options={
                "verbose_name": "LeiKa key of a listed service",
                "verbose_name_plural": "LeiKa keys of listed services",
            },
        ),
        migrations.CreateModel(
            name="ReferenceChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("section", models.CharField(max_length=40, verbose_name="section")),
                ("old_text", models.TextField(blank=True, verbose_name="text so far")),
                ("new_text", models.TextField(blank=True, verbose_name="new text")),
                ("noticed_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="noticed")),
                ("announced_at", models.DateTimeField(blank=True, null=True, verbose_name="announced by mail")),
                (
                    "decision",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("adopt", "reference text adopted"),
                            ("keep", "own text kept"),
                            ("auto", "adopted because nobody answered"),
                        ],
                        max_length=5,
                        verbose_name="answer",
                    ),
                ),
                ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="answered")),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="answered by",
                    ),
                ),
                (
                    "page",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="changes",
                        to="service_catalogue.servicepage",
                        verbose_name="page",
                    ),
                ),
            ],
            options={
                "verbose_name": "changed reference text",
                "verbose_name_plural": "changed reference texts",
                "ordering": ["-noticed_at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="ServiceChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveBigIntegerField(unique=True)),
                ("agency", models.CharField(max_length=60)),
                ("source_id", models.CharField(max_length=200)),
                ("title", models.CharField(max_length=255)),
                ("is_removed", models.BooleanField(default=False)),
                ("at", models.DateTimeField()),
                (
                    "is_removal_sent",
                    models.BooleanField(default=False, help_text="An exported message has told the removal."),
                ),
            ],
            options={
                "verbose_name": "change of a service",
                "verbose_name_plural": "changes of services",
                "ordering": ["at", "number"],
                "indexes": [models.Index(fields=["at", "number"], name="changes_in_order")],
            },
        ),
        migrations.CreateModel(
            name="ServiceCount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("topic", models.PositiveBigIntegerField(help_text="0: any")),
                ("department", models.PositiveBigIntegerField(help_text="0: any")),
                ("initial", models.CharField(blank=True, max_length=1)),
                ("services", models.IntegerField(default=0)),
                ("services_online", models.IntegerField(default=0)),
                ("citizens", models.IntegerField(default=0)),
                ("citizens_online", models.IntegerField(default=0)),
                ("businesses", models.IntegerField(default=0)),
                ("businesses_online", models.IntegerField(default=0)),
                (
                    "index",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="counts",
                        to="service_catalogue.serviceindexpage",
                    ),
                ),
            ],
            options={
                "verbose_name": "number of services",
                "verbose_name_plural": "numbers of services",
            },
        ),
        migrations.CreateModel(
            name="ShelvedService",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("topic", models.PositiveBigIntegerField(help_text="0: any")),
                ("department", models.PositiveBigIntegerField(help_text="0: any")),
                ("initial", models.CharField(max_length=1)),
                ("sort_key", models.CharField(max_length=80)),
                ("online", models.BooleanField()),
                ("citizens", models.BooleanField()),
                ("businesses", models.BooleanField()),
                (
                    "index",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="service_catalogue.serviceindexpage",
                    ),
                ),
                (
                    "service",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="shelves",
                        to="service_catalogue.listedservice",
                    ),
                ),
            ],
            options={
                "verbose_name": "listed service",
                "verbose_name_plural": "listed services",
            },
        ),
        migrations.CreateModel(
            name="Untold",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("model", models.CharField(help_text="app.Model", max_length=60)),
                ("object_id", models.BigIntegerField()),
            ],
            options={
                "verbose_name": "change to be told",
                "verbose_name_plural": "changes to be told",
                "indexes": [models.Index(fields=["model", "object_id"], name="untold_objects")],
            },
        ),
        migrations.CreateModel(
            name="Finding",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("rule", models.CharField(max_length=4, verbose_name="rule")),
                (
                    "severity",
                    models.CharField(
                        choices=[("error", "error"), ("warning", "warning"), ("info", "hint")],
                        max_length=7,
                        verbose_name="severity",
                    ),
                ),
                ("field", models.CharField(max_length=40, verbose_name="field")),
                ("text", models.TextField(verbose_name="what to do")),
                ("found_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="since")),
                (
                    "page",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="findings",
                        to="service_catalogue.servicepage",
                        verbose_name="service",
                    ),
                ),
            ],
            options={
                "verbose_name": "finding",
                "verbose_name_plural": "findings",
                "ordering": ["page__title", "pk"],
                "indexes": [models.Index(fields=["rule", "severity"], name="findings_by_rule")],
            },
        ),
        migrations.AddIndex(
            model_name="listedservice",
            index=models.Index(
                condition=models.Q(("wanted", True)), fields=["index", "sort_key"], name="wanted_services"
            ),
        ),
        migrations.AddIndex(
            model_name="listedkey",
            index=models.Index(fields=["key", "service"], name="listed_services_by_key"),
        ),
        migrations.AddConstraint(
            model_name="listedkey",
            constraint=models.UniqueConstraint(fields=("service", "key"), name="one_listed_key"),
        ),
        migrations.AddConstraint(
            model_name="referencechange",
            constraint=models.UniqueConstraint(
                condition=models.Q(("decided_at", None)), fields=("page", "section"), name="one_open_change_per_section"
            ),
        ),
        migrations.AddIndex(
            model_name="servicecount",
            index=models.Index(fields=["index", "department", "initial", "topic"], name="counts_of_topics"),
        ),
        migrations.AddIndex(
            model_name="servicecount",
            index=models.Index(fields=["index", "topic", "initial", "department"], name="counts_of_departments"),
        ),
        migrations.AddConstraint(
            model_name="servicecount",
            constraint=models.UniqueConstraint(
                fields=("index", "topic", "department", "initial"), name="one_count_per_shelf"
            ),
        ),
        migrations.AddIndex(
            model_name="shelvedservice",
            index=models.Index(
                fields=[
                    "index",
                    "topic",
                    "department",
                    "initial",
                    "sort_key",
                    "service",
                    "online",
                    "citizens",
                    "businesses",
                ],
                name="shelves_in_order",
            ),
        ),
        migrations.AddConstraint(
            model_name="shelvedservice",
            constraint=models.UniqueConstraint(fields=("service", "topic", "department"), name="once_on_a_shelf"),
        ),
        migrations.RunPython(name_delivered_objects, migrations.RunPython.noop),
        migrations.RemoveField(model_name="rawobject", name="content_hash"),
    ]
