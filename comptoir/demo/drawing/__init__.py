"""The demo shop's pictures, drawn: turned vessels, plates and linen in the light of a window."""
