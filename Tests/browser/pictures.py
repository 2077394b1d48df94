"""The pictures of docs/: the desk of a judge, and a case on a phone. Made when PICTURES is set, after the tests have passed."""

import base64
import io

from PIL import Image

import court
from visitor import DESK, PHONE, Visitor

BYTES_MAX = 200_000
COLOURS = 256


def make():
    picture(DESK, "judge", lambda visitor: visitor.open("/"), "desk.png", 960)
    picture(PHONE, "judge", open_a_case, "phone.png", 844)


def open_a_case(visitor):
    visitor.open("/cases?status=open&sort=claimed&desc=1")
    visitor.first("main tbody th a").click()


def picture(width, who, go, name, height):
    visitor = Visitor(width)
    try:
        visitor.be(who)
        go(visitor)
        data = base64.b64decode(
            visitor.do("Page.captureScreenshot", format="png", captureBeyondViewport=True,
                       clip={"x": 0, "y": 0, "width": width, "height": height, "scale": 1})["data"])
    finally:
        visitor.leave()
    file = court.ROOT / "docs" / name
    Image.open(io.BytesIO(data)).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(file, optimize=True)
    if file.stat().st_size > BYTES_MAX:
        raise AssertionError(f"{file} has {file.stat().st_size} bytes, more than {BYTES_MAX}")
