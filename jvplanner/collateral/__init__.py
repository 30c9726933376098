"""What an event is made known with: print, pictures, ready texts and a card for other sites."""
