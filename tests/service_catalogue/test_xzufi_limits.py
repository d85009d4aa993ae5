"""What the reader saves itself, and what it refuses: known objects, absurd ones, files that go on and on."""

import time

import pytest
from lxml import etree

from service_catalogue import importer
from service_catalogue.models import ImportRun, ReferenceService
from service_catalogue.xzufi import XzufiError, read
from service_catalogue.xzufi.objects import Responsibility, Service, Skipped, Unchanged
from service_catalogue.xzufi.reader import MAX_GAP

SERVICE = "<schreibe><leistung><id schemeAgencyID='A'>{id}</id>{inner}</leistung></schreibe>"


def message(*inner, root="nachricht"):
    services = (SERVICE.format(id=number, inner=text) for number, text in enumerate(inner, start=1))
    return f"<{root} xzufiVersion='2.2.0'>{''.join(services)}</{root}>".encode()


def module(html):
    escaped = html.replace("&", "&amp;").replace("<", "&lt;")
    return f"<modulText><leikaTextmodul><code>06</code></leikaTextmodul><inhalt>{escaped}</inhalt></modulText>"


# What is known


def test_known_objects_are_not_read_again():
    [first] = read(message(module("<p>Text</p>")))
    known = {(*first.key, first.content_hash)}
    [again, new] = read(message(module("<p>Text</p>"), module("<p>Neu</p>")), is_known=lambda *key: key in known)
    assert again == Unchanged(first.key, 1)
    assert isinstance(new, Service)


def test_an_element_with_several_responsibilities_is_known_only_as_a_whole():
    duty = "<zustaendigkeit><id schemeAgencyID='A' schemeID='S'>{}</id></zustaendigkeit>"
    holder = "<uebergeordnetesObjektID schemeAgencyID='A'>9</uebergeordnetesObjektID>"
    inner = duty.format(1) + duty.format(2)
    xml = f"<v><zustaendigkeitTransferObjekt>{holder}{inner}</zustaendigkeitTransferObjekt></v>".encode()
    first, second = read(xml)
    assert all(isinstance(item, Unchanged) for item in read(xml, is_known=lambda *key: True))
    found = list(read(xml, is_known=lambda *key: key[:3] == first.key))
    assert [type(item) for item in found] == [Responsibility, Responsibility]
    assert (first.key[2], second.key[2]) == ("S/1", "S/2")


def test_the_hash_knows_cdata_for_text_and_sees_every_change_of_content():
    plain, cdata = module("<p>a</p>"), "<modulText><leikaTextmodul><code>06</code></leikaTextmodul>"
    cdata += "<inhalt><![CDATA[<p>a</p>]]></inhalt></modulText>"
    hashes = [next(read(message(inner))).content_hash for inner in (plain, cdata, module("<p>b</p>"))]
    assert hashes[0] == hashes[1] != hashes[2]


# What is absurd

ABSURD = {
    "attributes": "<modulText " + " ".join(f'a{n}="1"' for n in range(100_000)) + "/>",
    "elements": "<modulText/>" * 30_000,
    "nested lists": module("<ul><li>" * 30_000),
    "text": module("x" * 3_000_000),
    "links": module("<a href='https://a.example'>x</a>" * 20_000),
}


@pytest.mark.parametrize("inner", ABSURD.values(), ids=ABSURD)
def test_an_absurd_object_is_left_out_at_once(inner):
    started = time.process_time()
    absurd, good = read(message(inner, module("<p>Text</p>")))
    assert isinstance(absurd, Skipped)
    assert "absurd" in absurd.reason
    assert absurd.object == "1"
    assert good.text("06") == "<p>Text</p>"
    assert time.process_time() - started < 5


def test_what_is_only_long_is_taken():
    long = "<p>Ein Satz mit Wörtern.</p>" * 3000
    [service] = read(message(module(long)))
    assert isinstance(service, Service)


def test_deep_nonsense_within_the_limits_costs_little():
    started = time.process_time()
    [service] = read(message(module("<ul><li>" * 4000 + "Ende")))
    assert isinstance(service, Service)
    assert time.process_time() - started < 5


class Endless:
    """A file that begins like a message and then says the same for ever."""

    def __init__(self, forever):
        self.beginning = b"<nachricht xzufiVersion='2.2.0'>"
        self.forever = forever
        self.given = 0

    def read(self, size=-1):
        data, self.beginning = self.beginning or self.forever * 1000, b""
        self.given += len(data)
        return data


@pytest.mark.parametrize("forever", [b"<fremd>x</fremd>", b"                ", b"<a><b/></a>"])
def test_a_file_that_goes_on_without_an_object_is_refused(forever):
    file = Endless(forever)
    with pytest.raises(XzufiError, match=r"without a complete object|larger than any reader"):
        list(read(file))
    assert file.given < MAX_GAP * 1.1


def test_a_doctype_behind_a_long_comment_is_refused():
    xml = b"<!--" + b"x" * 100_000 + b"--><!DOCTYPE nachricht><nachricht><schreibe/></nachricht>"
    with pytest.raises(XzufiError, match="DOCTYPE"):
        list(read(xml))
    with pytest.raises(XzufiError, match="DOCTYPE"):
        list(read(xml.replace(b"<schreibe/>", b"<fremd/>")))


def test_whoever_watches_hears_how_far_it_is(data):
    heard = []
    path = data / "message-2.2.xml"
    list(read(path, watch=heard.append))
    assert heard[-1] == path.stat().st_size
    assert heard == sorted(heard)


# An XML schema that the operator names


def test_a_schema_stops_with_line_and_reason(data):
    schema = etree.XMLSchema(etree.parse(data / "message.xsd"))
    good = b"<nachricht><schreibe><leistung><id>1</id></leistung></schreibe></nachricht>"
    assert len(list(read(good, schema=schema))) == 1
    with pytest.raises(XzufiError, match="schema") as caught:
        list(read(good.replace(b"<leistung>", b"\n<leistung>\n").replace(b">1<", b">eins<") + b"\n\n", schema=schema))
    assert caught.value.line == 3


@pytest.mark.django_db
def test_the_schema_comes_from_the_settings(data, settings, write, index_page):
    settings.XZUFI_XSD = str(data / "message.xsd")
    with pytest.raises(XzufiError, match="schema"):
        importer.import_xzufi(write("<nachricht><schreibe><leistung><id>eins</id></leistung></schreibe></nachricht>"))
    assert ImportRun.objects.get().state == ImportRun.State.FAILED
    importer.import_xzufi(write("<nachricht><schreibe><leistung><id>1</id></leistung></schreibe></nachricht>"))
    assert ReferenceService.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    "content", ["kein Schema", "<xs:schema xmlns:xs='http://www.w3.org/2001/XMLSchema'><xs:a/></xs:schema>"]
)
def test_a_schema_that_is_none_is_said(content, settings, write, index_page):
    settings.XZUFI_XSD = str(write(content, "kaputt.xsd"))
    with pytest.raises(importer.CannotImportError, match="XZUFI_XSD"):
        importer.import_xzufi(write("<nachricht/>"))
