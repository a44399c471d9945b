"""What each web process of `comptoir serve` loads."""

import os

from django.core.wsgi import get_wsgi_application

from comptoir.operations.processes import name_process, server, when_gone

name_process("comptoir-web")
application = get_wsgi_application()

# A server that was killed leaves its port free: what was not committed is rolled back.
when_gone(server(), lambda: os._exit(1))
