"""The wording guard: remarks on what a paper should not say, from the rules in `rules.toml`."""

from jvplanner.papers.wording.guard import Remark, remarks, stops
from jvplanner.papers.wording.lines import check_lines

__all__ = ["Remark", "check_lines", "remarks", "stops"]
