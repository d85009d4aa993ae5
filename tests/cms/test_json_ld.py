"""JSON-LD inside a page."""

import json

from cms.json_ld import as_json_ld


def test_nothing_in_it_can_leave_the_script_element():
    script = as_json_ld({"@type": "Place", "name": "</script><script>alert('&')</script>"})
    assert not set("<>&") & set(script)
    assert json.loads(script)["name"] == "</script><script>alert('&')</script>"


def test_what_is_empty_is_left_out_at_every_depth_but_zero_is_not():
    thing = {"name": "Rathaus", "email": "", "geo": {"latitude": 0, "longitude": None}, "parts": [{"name": ""}]}
    assert json.loads(as_json_ld(thing)) == {
        "@context": "https://schema.org",
        "name": "Rathaus",
        "geo": {"latitude": 0},
    }
