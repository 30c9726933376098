"""Checking guests in."""
