from django.apps import AppConfig


class BasketsConfig(AppConfig):
    name = "comptoir.baskets"
    label = "baskets"
