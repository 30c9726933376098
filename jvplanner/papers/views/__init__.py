"""The partner's page by link, and what members do with a paper that was sent."""
