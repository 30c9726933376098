"""The kit for members, and what of it other sites show."""
