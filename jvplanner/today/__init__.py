"""What is due, asked of every domain."""
