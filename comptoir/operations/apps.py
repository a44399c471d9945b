from django.apps import AppConfig


class OperationsConfig(AppConfig):
    name = "comptoir.operations"
    label = "operations"
