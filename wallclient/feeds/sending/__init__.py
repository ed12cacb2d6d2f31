"""What the outbox is made of: the store, the platform's HTTP side, and the courier between them."""
