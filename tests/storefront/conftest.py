import pytest

from tests.storefront.scene import Customer, Scene, customer_of, make_scene


@pytest.fixture
def scene(db: None) -> Scene:
    return make_scene()


@pytest.fixture
def anne(scene: Scene) -> Customer:
    """A customer who reads French."""
    return customer_of(scene)
