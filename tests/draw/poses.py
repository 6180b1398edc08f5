"""The poses of the pack, and how to follow a drawn figure: shared by the tests of this room."""

import re
from importlib.resources import files
from math import cos, radians, sin
from xml.etree import ElementTree as ET

import msgspec
import yaml

from nattero.draw.figure import Pose

SVG = "{http://www.w3.org/2000/svg}"
TEXT = files("nattero").joinpath("pack/poses.yaml").read_text(encoding="utf-8")
EVERY = msgspec.convert(yaml.load(TEXT, yaml.CSafeLoader), list[Pose])
POSES = [pose for pose in EVERY if pose.view == "side"]
FRONT = [pose for pose in EVERY if pose.view == "front"]
BY_ID = {pose.id: pose for pose in EVERY}
RELIEF = {
    step["pose"] for step in yaml.load(files("nattero").joinpath("pack/relief.yaml").read_bytes(), yaml.CSafeLoader)
}
"""The figures that the one page of relief holds all at once."""

Matrix = tuple[float, float, float, float, float, float]


def times(m: Matrix, n: Matrix) -> Matrix:
    """The matrix that does n, then m."""
    a, b, c, d, e, f = m
    g, h, i, j, k, o = n
    return a * g + c * h, b * g + d * h, a * i + c * j, b * i + d * j, a * k + c * o + e, b * k + d * o + f


def matrix(transform: str) -> Matrix:
    """The matrix of a transform attribute."""
    total: Matrix = (1, 0, 0, 1, 0, 0)
    for kind, inside in re.findall(r"(\w+)\(([^)]*)\)", transform):
        values = [float(v) for v in inside.split()]
        if kind == "translate":
            total = times(total, (1, 0, 0, 1, values[0], values[1]))
        elif kind == "rotate":
            c, s = cos(radians(values[0])), sin(radians(values[0]))
            total = times(total, (c, s, -s, c, 0, 0))
        else:
            total = times(total, (values[0], values[1], values[2], values[3], values[4], values[5]))
    return total


def origins(svg: str, place: float = -1) -> list[tuple[float, float]]:
    """Where the groups of a drawing have their origins; `place` is a moment in the list of animated values, or rest."""
    found: list[tuple[float, float]] = []

    def walk(element: ET.Element, above: Matrix) -> None:
        here = times(above, matrix(element.get("transform", "")))
        moving = element.find(f"{SVG}animateTransform")
        if moving is not None and place >= 0:
            values = [[float(v) for v in value.split()] for value in moving.attrib["values"].split(";")]
            i = min(int(place), len(values) - 2)
            now = [p + (q - p) * (place - i) for p, q in zip(values[i], values[i + 1], strict=True)]
            here = times(here, matrix(f"{moving.attrib['type']}({' '.join(map(str, now))})"))
        if element.tag == f"{SVG}g":
            found.append((here[4], here[5]))
        for child in element:
            walk(child, here)

    walk(ET.fromstring(svg), (1, 0, 0, 1, 0, 0))
    return found
