"""The certificate as a file: the same for a member and for whoever holds the link."""

from flask import Response, make_response

from jvplanner.papers.queries import Certificate
from jvplanner.typesetting import pdf


def certificate_file(certificate: Certificate) -> Response:
    response = make_response(pdf("certificate", certificate.data, dated=certificate.dated))
    response.content_type = "application/pdf"
    response.headers.set("Content-Disposition", "attachment", filename=certificate.filename)
    return response
