"""The demo town's content as it stands in demo/content/*.toml."""

import tomllib
from pathlib import Path
from typing import Any

CONTENT = Path(__file__).parent / "content"
PICTURES = Path(__file__).parent / "pictures"


def read(name: str) -> dict[str, Any]:
    """One file of the demo content."""
    return tomllib.loads((CONTENT / f"{name}.toml").read_text(encoding="utf-8"))


def read_services() -> list[dict[str, Any]]:
    """All services, which are spread over one file per part of life."""
    names = sorted(path.stem for path in CONTENT.glob("services_*.toml"))
    return [service for name in names for service in read(name)["service"]]


def read_pictures() -> list[dict[str, Any]]:
    return tomllib.loads((PICTURES / "pictures.toml").read_text(encoding="utf-8"))["picture"]
