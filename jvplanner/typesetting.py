"""PDFs: data goes into a template as JSON, so that no text can become markup."""

import json
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

import typst

TEMPLATES = Path(__file__).parents[1] / "templates" / "print"

_one_at_a_time = Lock()


@cache
def _fonts() -> typst.Fonts:
    """Return our own fonts alone: a PDF looks the same on every machine."""
    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(TEMPLATES / "fonts")],
    )


@cache
def _compiler(template: str) -> typst.Compiler:
    path = TEMPLATES / f"{template}.typ"
    return typst.Compiler(str(path), root=str(TEMPLATES), font_paths=_fonts())


def pdf(template: str, data: Mapping[str, Any], *, dated: datetime) -> bytes:
    """Return the PDF that a template of templates/print makes of data.

    data   anything that JSON holds; the template reads it as sys.inputs.data
    dated  the moment that the file names as its own: the same data then gives the same bytes
    """
    with _one_at_a_time:
        made = _compiler(template).compile(
            format="pdf",
            sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
            # Tagged for readers who listen: PDF/UA-1 (ISO 14289-1).
            pdf_standards="ua-1",
            timestamp=dated.replace(microsecond=0),
        )
    if not isinstance(made, bytes):
        raise TypeError("a PDF is one file")
    return made
