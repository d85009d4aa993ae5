"""Nothing in an exported table begins to calculate."""

import pytest

from cms.spreadsheets import harmless


@pytest.mark.parametrize("cell", ["=HYPERLINK(1)", "+49 57 1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1"])
def test_what_looks_like_a_formula_is_text(cell):
    assert harmless(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["", "Hund anmelden", "1 = 1", " =1", "99 050 012"])
def test_everything_else_stays(cell):
    assert harmless(cell) == cell
