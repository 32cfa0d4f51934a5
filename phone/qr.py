"""An address as a picture that a camera or a scanner reads."""

import io

import qrcode
from flask import Response
from qrcode.image.svg import SvgPathImage


def svg(address: str) -> Response:
    """The QR of an address, black on nothing, with a quiet border."""
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=2, image_factory=SvgPathImage)
    code.add_data(address)
    picture = io.BytesIO()
    code.make_image().save(picture)
    return Response(picture.getvalue(), mimetype="image/svg+xml")
