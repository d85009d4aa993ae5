"""Cells for spreadsheets: what visitors or sources wrote must not become a formula (OWASP ASVS 5.0.0, 1.2.10)."""

FORMULA_BEGINNINGS = ("=", "+", "-", "@", "\t", "\r", "\n")


def harmless(cell: str) -> str:
    """The text itself, with an apostrophe before it where a spreadsheet would calculate instead of show."""
    return f"'{cell}" if cell.startswith(FORMULA_BEGINNINGS) else cell
