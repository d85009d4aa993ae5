"""Words of the frameworks that our catalogue says itself: the packages' German is missing there, or says “du”.

Nothing imports this module; the strings stand here so that `make messages` keeps them in `locale/`.
"""

from django.utils.translation import gettext_noop

# REST framework's German says “Gib …” and would win over Django's in every form.
IN_FORMS = [
    gettext_noop("Enter a valid email address."),
    gettext_noop("Enter a valid URL."),
    gettext_noop("This field is required."),
    gettext_noop("No file was submitted."),
    gettext_noop("The submitted file is empty."),
    gettext_noop("Upload a valid image. The file you uploaded was either not an image or a corrupted image."),
]

# Wagtail 7.4 shows these in English.
IN_THE_EDITORS_INTERFACE = [
    gettext_noop("Actions (footer)"),
    gettext_noop("View latest version"),
    gettext_noop("Currently idle"),
    gettext_noop("Proceeding will overwrite the changes you made in that window."),
    gettext_noop("Proceeding will overwrite the changes made by %(user_name)s."),
    gettext_noop("Alternatively, you can view the latest version in a new tab."),
    gettext_noop("A network error occurred"),
    gettext_noop(
        "Troubleshoot your connection to the site before proceeding. "
        "Open the editor in a separate tab to view the last saved version."
    ),
    gettext_noop("%(start_index)s-%(end_index)s of %(items_count)s %(model_name)s"),
    gettext_noop("Meta description is empty"),
    gettext_noop("Add a concise description for search engines"),
]

# Wagtail's German is not German there, or not polite, or too long for its place.
BETTER_THERE = [
    gettext_noop("Back to %(model_name)s list"),
    gettext_noop("Choose who can view the live version of this page"),
    gettext_noop("Enter password"),
    gettext_noop("Home"),
    gettext_noop("Locale"),
    gettext_noop("Locale: "),
    gettext_noop("Please add some alt text for your image or mark it as decorative"),
    gettext_noop("Select a new parent page"),
]
