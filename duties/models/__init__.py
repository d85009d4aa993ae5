"""The pages that the law asks for, each with a field for everything that must stand on it."""

from duties.models.imprint import ImprintPage, ResponsiblePerson
from duties.models.privacy_notice import PrivacyNoticePage
from duties.models.statement import AccessibilityStatementPage, NonAccessiblePart

__all__ = [
    "AccessibilityStatementPage",
    "ImprintPage",
    "NonAccessiblePart",
    "PrivacyNoticePage",
    "ResponsiblePerson",
]
