"""Pages of the front door, the settings, invitations and a practice's own public page."""
