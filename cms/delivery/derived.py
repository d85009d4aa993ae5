"""Style sheet and fonts as small as our pages need them, made by themselves from what npm brought.

Nobody runs a build: whoever asks for static files (the site at its start, `collectstatic`) finds these among them. They
are made anew when templates or packages have changed, and lie in `.derived` under a name that says what they are made of.
While templates are being written (DEBUG), KERN's style sheet is the whole one.
"""

import atexit
import functools
import hashlib
import logging
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

from cms.delivery import fonts, kern_subset

logger = logging.getLogger(__name__)

KERN = settings.NODE_MODULES / "@kern-ux" / "native" / "dist"
HERE = Path(__file__).parent
WEIGHTS = {400: "Regular", 600: "SemiBold"}


@dataclass(frozen=True)
class Derived:
    """A file for the browser: its name, the file it comes from, a mark of all it is made of, and how it is made."""

    name: str
    source: Path
    mark: str
    make: Callable[[], bytes]


def mark_of(texts: Iterable[bytes]) -> str:
    """A short name for exactly these contents."""
    return hashlib.sha256(b"\0".join(texts)).hexdigest()[:16]


def own_styles() -> list[Path]:
    return sorted((settings.BASE_DIR / "static").glob("*.css"))


def readers_of_classes() -> list[Path]:
    """Everything of ours in which a class of KERN's can stand."""
    rooms = [settings.BASE_DIR / name for name in settings.INSTALLED_APPS if (settings.BASE_DIR / name).is_dir()]
    programs = [path for room in rooms for path in room.rglob("*.py") if "migrations" not in path.parts]
    scripts = (settings.BASE_DIR / "static" / "js").glob("*.js")
    return sorted([*(settings.BASE_DIR / "templates").rglob("*.html"), *scripts, *programs])


def style_sheet() -> Derived:
    """KERN without the rules that no template of ours asks for."""
    source = KERN / "kern.min.css"
    whole = source.read_text(encoding="utf-8")
    classes = kern_subset.used_classes(whole, (path.read_text(encoding="utf-8") for path in readers_of_classes()))
    variables = kern_subset.asked_variables("".join(path.read_text(encoding="utf-8") for path in own_styles()))
    program = (HERE / "kern_subset.py").read_bytes()
    mark = mark_of([whole.encode(), " ".join(sorted(classes | variables)).encode(), program])
    return Derived("kern/kern.min.css", source, mark, lambda: kern_subset.subset(whole, classes, variables).encode())


def font(weight: int, is_first: bool) -> Derived:
    """One weight of Fira Sans: the letters that nearly every page needs, or the others."""
    source = KERN / "fonts" / "fira-sans" / f"FiraSans-{WEIGHTS[weight]}.woff2"
    name = f"fonts/fira-sans-{weight}{'' if is_first else '-more'}.woff2"
    mark = mark_of([source.read_bytes(), (HERE / "fonts.py").read_bytes()])
    return Derived(name, source, mark, lambda: fonts.cut(source, is_first))


def folder_with(wanted: Derived) -> Path:
    """The folder in which the file lies under its name; made now if it is not there."""
    folder = settings.DERIVED_ROOT / wanted.mark
    if (folder / wanted.name).is_file():
        return folder
    try:
        return write(folder, wanted.name, wanted.make())
    except Exception:
        # A page that is too heavy is better than none, whatever is wrong with the package or the disk.
        logger.exception("%s is served whole: it could not be made smaller.", wanted.name)
        return write(own_folder(), wanted.name, wanted.source.read_bytes())


def write(folder: Path, name: str, content: bytes) -> Path:
    """All at once, because several processes may start at the same time."""
    place = folder / name
    place.parent.mkdir(parents=True, exist_ok=True)
    handle, unfinished = tempfile.mkstemp(dir=place.parent)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
    Path(unfinished).chmod(0o644)
    Path(unfinished).replace(place)
    return folder


@functools.cache
def own_folder() -> Path:
    """For this process only."""
    folder = tempfile.mkdtemp(prefix="offenes-rathaus-static-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return Path(folder)


@functools.cache
def everything() -> dict[str, Path]:
    """The folder of each derived file by the name under which it is served."""
    wanted = [font(weight, is_first) for weight in WEIGHTS for is_first in (True, False)]
    if not settings.DEBUG:
        wanted.append(style_sheet())
    return {item.name: folder_with(item) for item in wanted}


class DerivedFinder(BaseFinder):
    """Stands before Django's finders, so that these files take the place of the whole ones."""

    def find(self, path: str, find_all: bool = False, **_: Any) -> Any:
        name = path.replace(os.sep, "/")
        folder = everything().get(name)
        if folder is None:
            return []
        return [str(folder / name)] if find_all else str(folder / name)

    def list(self, ignore_patterns: Any) -> Iterator[tuple[str, FileSystemStorage]]:
        for name, folder in everything().items():
            yield name, FileSystemStorage(location=folder)
