import pytest

from service_catalogue.links import addresses

VALUES = {"leika": "99050012104000", "ars": "057700044044", "ags": "05770044", "oe": "L100 012/7", "lang": "de"}


def test_every_gap_is_filled_and_encoded():
    template = "https://portal.nrw/antrag?oe={oe}&leika={leika}&p={ars}&ags={ags}&l={lang}"
    filled = addresses.fill(template, VALUES.__getitem__)
    assert filled == (
        "https://portal.nrw/antrag?oe=L100%20012%2F7&leika=99050012104000&p=057700044044&ags=05770044&l=de"
    )


def test_an_address_without_gaps_stays_and_asks_for_nothing():
    def never(name):
        raise AssertionError(name)

    assert addresses.fill("https://portal.nrw/antrag?a=%20b", never) == "https://portal.nrw/antrag?a=%20b"


@pytest.mark.parametrize(
    "template",
    ["https://portal.nrw/{ars", "https://portal.nrw/ars}", "https://portal.nrw/{ort}", "https://portal.nrw/{}"],
)
def test_an_address_with_a_gap_that_cannot_be_filled_is_none(template):
    assert addresses.fill(template, VALUES.__getitem__) is None


def test_a_missing_value_leaves_no_address():
    assert addresses.fill("https://portal.nrw/{ars}/{leika}", {**VALUES, "ars": ""}.__getitem__) is None


def test_a_value_cannot_bring_a_gap_of_its_own():
    assert addresses.fill("https://portal.nrw/{oe}", lambda name: "{ars}") == "https://portal.nrw/%7Bars%7D"


@pytest.mark.parametrize(
    "template",
    ["https://portal.nrw", "http://portal.nrw/a?b=c", "https://portal.nrw/{leika}/{lang}?a={ars}#{oe}"],
)
def test_good_addresses(template):
    assert addresses.problems(template) == []


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ("https://portal.nrw/{ort}", "{ort}"),
        ("https://portal.nrw/{ARS}", "{ARS}"),
        ("https://portal.nrw/{ars", "brace"),
        ("https://portal.nrw/{{ars}}", "brace"),
        ("https://{oe}.portal.nrw/", "behind the name"),
        ("https://{oe}@portal.nrw/", "behind the name"),
        ("javascript:alert(1)", "https://"),
        ("ftp://portal.nrw/{ars}", "https://"),
        ("portal.nrw/antrag", "https://"),
        ("https:///antrag", "https://"),
        ("https://[::1/antrag", "https://"),
        ("https://portal nrw/", "https://"),
        ("", "https://"),
    ],
)
def test_bad_addresses_are_explained(template, said):
    (problem,) = addresses.problems(template)
    assert said in problem


def test_the_unknown_placeholder_is_named_with_those_that_are_known():
    (problem,) = addresses.problems("https://portal.nrw/{plz}")
    assert "{plz}" in problem
    assert "{leika}, {ars}, {ags}, {oe}, {lang}" in problem
