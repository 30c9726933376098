"""One row per human whom a practice knows, recognised by e-mail address."""
