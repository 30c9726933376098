"""Practices and the people who work in them: sign-in, membership, settings, brand."""
