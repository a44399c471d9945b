"""One module per command, each with its click command or group under the name `command`."""
