from django.apps import AppConfig


class MethodsConfig(AppConfig):
    name = "comptoir.methods"
    label = "methods"
