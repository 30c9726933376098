"""PDFs and pictures: data goes into a template as JSON, so that no text can become markup."""

import json
import logging
import re
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

import typst

TEMPLATES = Path(__file__).parents[1] / "templates" / "print"

# From here on there are signs of East Asia, and drawn ones; our own fonts have none of them.
BEYOND_OURS = "\u2e80"

_DRAWN_SIGNS = re.compile(
    "[\\U0001f000-\\U0001faff\\u2600-\\u27bf\\ufe0e\\ufe0f\\u20e3\\u200b-\\u200d]"
)

log = logging.getLogger(__name__)
_one_at_a_time = Lock()


@cache
def _fonts(*, of_the_machine: bool = False) -> typst.Fonts:
    """Return our own fonts alone: a PDF looks the same on every machine.

    of_the_machine  with those of the system behind them, for what ours have no sign for
    """
    return typst.Fonts(
        include_system_fonts=of_the_machine,
        include_embedded_fonts=False,
        font_paths=[str(TEMPLATES / "fonts")],
    )


@cache
def _compiler(template: str, *, of_the_machine: bool = False) -> typst.Compiler:
    path = TEMPLATES / f"{template}.typ"
    fonts = _fonts(of_the_machine=of_the_machine)
    return typst.Compiler(str(path), root=str(TEMPLATES), font_paths=fonts)


def printable(text: str) -> str:
    """Return one line without drawn signs such as emoji, which no font for print has."""
    return " ".join(_DRAWN_SIGNS.sub(" ", text).split())


def pdf(template: str, data: Mapping[str, Any], *, dated: datetime) -> bytes:
    """Return the PDF that a template of templates/print makes of data.

    data   anything that JSON holds; the template reads it as sys.inputs.data
    dated  the moment that the file names as its own: the same data then gives the same bytes

    It is tagged for readers who listen: PDF/UA-1 (ISO 14289-1). A sign that no font has keeps it
    from being that, and is left out of what is seen; nothing else fails of it. Source: A9.
    """
    inputs = _inputs(data)
    compiler, moment = _compiler_for(template, inputs), dated.replace(microsecond=0)
    with _one_at_a_time:
        try:
            made = compiler.compile(
                format="pdf", sys_inputs=inputs, timestamp=moment, pdf_standards="ua-1"
            )
        except typst.TypstError as problem:
            if "could not be displayed" not in str(problem):
                raise
            log.info("no font has every sign of a %s", template)
            made = compiler.compile(format="pdf", sys_inputs=inputs, timestamp=moment)
    return _one_file(made)


def png(template: str, data: Mapping[str, Any], *, ppi: float) -> bytes:
    """Return the one page that a template makes of data as a picture, ppi pixels to the inch."""
    inputs = _inputs(data)
    with _one_at_a_time:
        made = _compiler_for(template, inputs).compile(format="png", ppi=ppi, sys_inputs=inputs)
    return _one_file(made)


def _inputs(data: Mapping[str, Any]) -> dict[str, str]:
    return {"data": json.dumps(data, ensure_ascii=False)}


def _compiler_for(template: str, inputs: Mapping[str, str]) -> typst.Compiler:
    is_beyond = any(sign >= BEYOND_OURS for sign in inputs["data"])
    return _compiler(template, of_the_machine=is_beyond)


def _one_file(made: object) -> bytes:
    if not isinstance(made, bytes):
        raise TypeError("what is made is one file")
    return made
