"""What is stored so that things can be found: one row per page or record, in plain text and in word stems."""

from django.db import connection, models
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

# In a field of tokens, the parts of compounds stand behind this sign; engines overlook it.
PARTS_FOLLOW = " | "


class IndexedDocument(models.Model):
    """A page or record as residents find it.

    Every stem stands once, in the weightiest of its fields. The database itself keeps the engine's table
    (FTS5, tsvector) equal to this one, by triggers and a generated column. On SQLite Django rebuilds a table to
    alter it, which drops the triggers: a migration that alters this model ends with the engine's `create_tables`.
    """

    key = models.CharField(_("key"), max_length=120, unique=True)
    kind = models.CharField(_("kind"), max_length=20, db_index=True)
    language = models.CharField(_("language"), max_length=12, db_index=True)
    title = models.CharField(_("title"), max_length=300)
    url = models.CharField(_("address"), max_length=500)
    keywords = models.TextField(_("search words"), blank=True)
    summary = models.TextField(_("short text"), blank=True)
    date = models.DateField(_("date"), null=True, blank=True)
    until = models.DateField(_("open until"), null=True, blank=True)
    facets = models.TextField(_("facets"), blank=True)
    """What results are narrowed down by: lines of `name:value`, each between line ends (see `search/facets.py`)."""
    views = models.PositiveIntegerField(_("views"), default=0)
    title_words = models.PositiveSmallIntegerField(_("words in the title"), default=0)
    title_tokens = models.TextField(blank=True)
    keyword_tokens = models.TextField(blank=True)
    summary_tokens = models.TextField(blank=True)
    body_tokens = models.TextField(blank=True)
    fingerprint = models.CharField(max_length=40, blank=True)
    """Of the texts that were read, so that a document that has become old shows."""
    indexed_at = models.DateTimeField(_("indexed at"), default=timezone.now)

    class Meta:
        verbose_name = _("indexed document")
        verbose_name_plural = _("indexed documents")

    def __str__(self) -> str:
        return self.title


class IndexVersion(models.Model):
    """Counts changes, so that every process notices when what it keeps in memory has become old."""

    INDEX, STEERING = 1, 2

    number = models.BigIntegerField(_("number"), default=0)

    class Meta:
        verbose_name = _("version of the index")
        verbose_name_plural = _("versions of the index")

    def __str__(self) -> str:
        return str(self.number)

    @classmethod
    def current(cls, of: int = INDEX) -> int:
        # Plain SQL: this is asked by every search, and Django takes longer to write the query than to run it.
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT number FROM {cls._meta.db_table} WHERE id = %s", [of])  # noqa: S608
            row = cursor.fetchone()
        return row[0] if row else 0

    @classmethod
    def advance(cls, of: int = INDEX) -> None:
        if not cls.objects.filter(pk=of).update(number=F("number") + 1):
            cls.objects.get_or_create(pk=of, defaults={"number": 1})
