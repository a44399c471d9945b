from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "comptoir.exchange"
    label = "exchange"
