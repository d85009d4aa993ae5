"""The two windows in which journeys are made, and marks for those that need one of them only."""

import pytest

SIZES = {"phone": {"width": 360, "height": 740}, "desktop": {"width": 1280, "height": 900}}
ON_A_PHONE, ON_A_DESKTOP = (pytest.mark.parametrize("browser_context_args", [name], indirect=True) for name in SIZES)
