"""What became of each guest, from coming to becoming a client."""
