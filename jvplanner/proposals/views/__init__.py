"""The pages of proposals: the list, the editor, the dates on offer, and sending."""

from jvplanner.proposals.views import archive, dates, directory, editor, sending
from jvplanner.proposals.views.blueprint import bp

__all__ = ["archive", "bp", "dates", "directory", "editor", "sending"]
