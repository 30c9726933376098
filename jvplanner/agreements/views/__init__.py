"""The pages of agreements: the list, the editor with its duties, sending, and looking again."""

from jvplanner.agreements.views import directory, duties, editor, keeping, sending
from jvplanner.agreements.views.blueprint import bp

__all__ = ["bp", "directory", "duties", "editor", "keeping", "sending"]
