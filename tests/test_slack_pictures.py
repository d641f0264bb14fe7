"""The pictures in the documentation show what the program composes."""

import importlib.util
import xml.etree.ElementTree as ET
from pathlib import Path
from types import ModuleType

import pytest

PICTURES = Path(__file__).parents[1] / "docs" / "pictures"


@pytest.fixture(scope="module")
def draw() -> ModuleType:
    spec = importlib.util.spec_from_file_location("draw", PICTURES / "draw.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_pictures_are_those_that_the_script_draws(draw: ModuleType) -> None:
    drawn = draw.pictures()
    assert set(drawn) == {picture.name for picture in PICTURES.glob("*.svg")}
    for name, svg in drawn.items():
        assert (PICTURES / name).read_text(encoding="utf-8") == svg, "run: python docs/pictures/draw.py"


def test_every_picture_is_a_document_that_stays_within_its_frame(draw: ModuleType) -> None:
    for svg in draw.pictures().values():
        root = ET.fromstring(svg)
        texts = [element for element in root if element.tag.endswith("text")]
        assert texts
        for text in texts:
            wide = draw.width("".join(text.itertext()), int(text.get("font-size", 0)), bold=False)
            assert float(text.get("x", 0)) + wide <= draw.WIDTH
            assert float(text.get("y", 0)) <= float(root.get("height", 0))
