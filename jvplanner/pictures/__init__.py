"""Logos that practices and partners are shown with, kept in the database."""
