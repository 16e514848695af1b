"""Small documents written out by hand: a page of PDF, a paragraph of Word."""

from collections.abc import Sequence

import docx

from tests.programme.reading.formats.makers import docx_bytes

SESSION = "I. Hội nghị UBND tỉnh thường kỳ: Ngày 21/7/2020"
ITEM = "1. Đề án A (Sở Tài chính chuẩn bị)"


def a_docx(*texts: str) -> bytes:
    document = docx.Document()
    for text in texts or (SESSION, ITEM):
        document.add_paragraph(text)
    return docx_bytes(document)


_PAGE = (
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources"
    " << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica"
    " /ToUnicode 7 0 R >> >>"
    " /XObject << /Im 5 0 R >> >> /Annots [6 0 R] >>"
)
_IMAGE = (
    "<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray"
    " /BitsPerComponent 8 /Length 1 >>\nstream\n0\nendstream"
)


def pdf_of(objects: Sequence[str | bytes], root: int = 1) -> bytes:
    """A PDF of these objects, the first one being number 1."""
    data = b"%PDF-1.7\n"
    places = []
    for number, one in enumerate(objects, start=1):
        places.append(len(data))
        body = one.encode() if isinstance(one, str) else one
        data += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    many = len(objects) + 1
    end = (
        f"xref\n0 {many}\n0000000000 65535 f \n{table}"
        f"trailer << /Size {many} /Root {root} 0 R >>\nstartxref\n{len(data)}\n%%EOF\n"
    )
    return data + end.encode()


def one_page(*inside: str, x_means: str = "0078") -> bytes:
    """A PDF of one page in Helvetica, whose letter x may be told to mean another."""
    content = "\n".join(inside)
    return pdf_of(
        [
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            _PAGE,
            _stream(content),
            _IMAGE,
            "<< /Type /Annot /Subtype /Text /Rect [9 9 20 20] /Contents (Note) >>",
            _stream(f"1 beginbfchar <78> <{x_means}> endbfchar"),
        ]
    )


def text_at(left: float, bottom: float, text: str) -> str:
    return f"BT /F1 12 Tf {left} {bottom} Td ({text}) Tj ET"


def picture(width: int, height: int) -> str:
    return f"q {width} 0 0 {height} 0 0 cm /Im Do Q"


def _stream(content: str) -> str:
    return f"<< /Length {len(content)} >>\nstream\n{content}\nendstream"
