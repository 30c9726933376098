"""Occasions with seats: their public page, registration, tickets and calendar files."""
