"""What the demo shop is made of: who, what, how, and some months of orders."""
