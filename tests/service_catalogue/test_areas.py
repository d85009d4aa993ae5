import csv

import pytest

from service_catalogue import areas
from service_catalogue.models import Area


@pytest.mark.parametrize("text", ["057700044044", "160000000000", "000000000000"])
def test_a_regional_key_has_twelve_digits_and_a_land(text):
    assert areas.is_ars(text)


@pytest.mark.parametrize(
    "text",
    ["", "05770044", "0577000440440", "05770004404a", "170000000000", "990000000000", "000000000001", "０57700044044"],
)
def test_what_is_no_regional_key(text):
    assert not areas.is_ars(text)
    assert areas.ancestors(text) == []


@pytest.mark.parametrize(
    ("ars", "ags"),
    [
        ("057700044044", "05770044"),
        ("051240000000", "05124000"),
        ("057665001004", "05766004"),
        ("057660000000", "05766000"),
    ],
)
def test_the_municipal_key_leaves_the_association_out(ars, ags):
    assert areas.ags_of(ars) == ags
    assert Area(ars=ars).ags == ags


@pytest.mark.parametrize(
    ("ars", "above"),
    [
        ("057700044044", ["057700000000", "057000000000", "050000000000", "000000000000"]),
        ("010515163003", ["010515163000", "010510000000", "010000000000", "000000000000"]),
        ("051240000000", ["051000000000", "050000000000", "000000000000"]),
        ("050000000000", ["000000000000"]),
        ("000000000000", []),
    ],
)
def test_an_area_lies_in_the_areas_above_it(ars, above):
    assert areas.ancestors(ars) == above


def test_all_real_municipalities(fim):
    with (fim / "ars" / "ars-gemeinden-2024-10-31.csv").open(encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    assert len(rows) > 10_000
    assert all(areas.is_ars(row["ars"]) for row in rows)
    assert all(areas.ags_of(row["ars"]) == row["ags"] for row in rows)
