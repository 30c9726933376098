"""What is done about guests after the event, each in the caller's transaction."""

from jvplanner.journeys.actions.purging import is_any_purge_due, purge_due
from jvplanner.journeys.actions.recording import NotAGuest, record_stage

__all__ = ["NotAGuest", "is_any_purge_due", "purge_due", "record_stage"]
