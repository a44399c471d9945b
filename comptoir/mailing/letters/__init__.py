"""One module per kind of mail: from facts to a letter."""
