"""The bytes of a delivered text become letters: UTF-8 or Windows-1252, and never a guess that turns ü into Ã¼."""

import codecs
import re

from django.utils.translation import gettext as _

from service_catalogue.xzufi.objects import DeliveryError

_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
# The first byte of umlauts, ß and § in UTF-8, and the whole of quotation marks, dashes and the euro sign. Read as
# Windows-1252 they are “Ã”, “Â” or “â€“”, which no German text holds, so one of them proves UTF-8.
_UTF_8_LETTER = re.compile(rb"[\xc2\xc3]|\xe2[\x80-\x82][\x80-\xbf]")


def decode(data: bytes) -> str:
    """The text of a file in UTF-8 (with or without byte order mark) or Windows-1252.

    Raises DeliveryError with the line for NUL bytes, for other encodings, and for UTF-8 that is broken in places: read as
    Windows-1252 such a file would look right to the machine and wrong to everybody else.
    """
    if data.startswith(_UTF_16):
        raise DeliveryError(1, _("The file is written in UTF-16. Save it as UTF-8 (in Excel: “CSV UTF-8”)."))
    if b"\0" in data:
        raise DeliveryError(
            _line(data, data.index(b"\0")), _("There is a NUL byte: this is no text, or it is damaged.")
        )
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return _windows_1252(data, error)


def _windows_1252(data: bytes, error: UnicodeDecodeError) -> str:
    if error.reason == "unexpected end of data" and _UTF_8_LETTER.search(data):
        text = _("The file ends in the middle of a letter. It was probably cut off on its way.")
        raise DeliveryError(_line(data, error.start), text) from error
    if data.startswith(codecs.BOM_UTF8) or _UTF_8_LETTER.search(data):
        text = _(
            "The letters of this line are damaged: the file is written in UTF-8, but not here. Fetch or save it anew."
        )
        raise DeliveryError(_line(data, error.start), text) from error
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError as other:
        text = _("The letters of this line are neither UTF-8 nor Windows-1252. Save the file as UTF-8.")
        raise DeliveryError(_line(data, other.start), text) from other


def _line(data: bytes, position: int) -> int:
    return data.count(b"\n", 0, position) + 1
