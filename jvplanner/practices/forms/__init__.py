"""What is typed about accounts and practices."""
