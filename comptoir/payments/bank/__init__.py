"""Taking a bank file into a shop: its lines once, what fits exactly booked, the rest proposed."""
