"""The wording guard: remarks on what a paper should not say, from the rules in `rules.toml`."""

from jvplanner.papers.wording.carried import carried, joined, marks_left, names_left
from jvplanner.papers.wording.guard import Remark, remarks
from jvplanner.papers.wording.lines import check_lines
from jvplanner.papers.wording.suggestions import (
    Suggestion,
    Suggestions,
    Worded,
    changed_fields,
    suggestions_in,
    suggestions_on,
)

__all__ = [
    "Remark",
    "Suggestion",
    "Suggestions",
    "Worded",
    "carried",
    "changed_fields",
    "check_lines",
    "joined",
    "marks_left",
    "names_left",
    "remarks",
    "suggestions_in",
    "suggestions_on",
]
