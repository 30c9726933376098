"""The certificate, and what was hashed: the same files for members and for who holds the link."""

from flask import Response, make_response

from jvplanner.papers.queries import Certificate
from jvplanner.typesetting import pdf


def certificate_file(certificate: Certificate) -> Response:
    response = make_response(pdf("certificate", certificate.data, dated=certificate.dated))
    response.content_type = "application/pdf"
    response.headers.set("Content-Disposition", "attachment", filename=certificate.filename)
    return response


def hashed_file(certificate: Certificate) -> Response:
    """Give exactly what was hashed: the SHA-256 of this file stands on the certificate."""
    response = make_response(certificate.text.encode())
    response.content_type = "application/json"
    named = certificate.hashed_filename
    response.headers.set("Content-Disposition", "attachment", filename=named)
    return response
