"""Addresses of what the worker still owes a shop."""

from django.urls import URLPattern, path

from comptoir.desk.views import notices, queue

urlpatterns: list[URLPattern] = [
    path("<slug:shop>/settings/notices/", notices.unclear, name="notices"),
    path("<slug:shop>/settings/notices/<int:notice>/again/", notices.again, name="notice_again"),
    path("<slug:shop>/settings/notices/<int:notice>/done/", notices.seen, name="notice_done"),
    path("<slug:shop>/settings/queue/", queue.queue, name="queue"),
    path("<slug:shop>/settings/queue/retry/", queue.queue_retry_all, name="queue_retry_all"),
    path("<slug:shop>/settings/queue/<slug:owed>/retry/", queue.queue_retry, name="queue_retry"),
]
