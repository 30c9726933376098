"""The pages of proposals: the list, the editor, the dates on offer, and sending."""

from jvplanner.proposals.views import dates, directory, editor, sending
from jvplanner.proposals.views.blueprint import bp

__all__ = ["bp", "dates", "directory", "editor", "sending"]
