"""Payment codes: one module per standard for what is written, one for how it is drawn."""
