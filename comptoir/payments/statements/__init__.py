"""Banks' own files as plain statements: `formats.read` tells the formats apart, one module each."""
