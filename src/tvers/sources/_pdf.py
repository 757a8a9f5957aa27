"""What is attached to a PDF. The pages themselves are never read: what a person means is in the attachment, or is anybody's guess."""

import io
import logging

from pypdf import PdfReader
from pypdf.errors import DependencyError, FileNotDecryptedError

from tvers.kernel import CannotRead
from tvers.sources._raw import RawFile

# pypdf tells every oddity of a file, and real ones are odd; people are told one thing, by `CannotRead`.
logging.getLogger("pypdf").setLevel(logging.CRITICAL)


def attached_xml(raw: RawFile) -> RawFile:
    """The first attachment that is XML, under the name of the PDF.

    Raises `CannotRead` for a PDF that is broken, locked, or has no such attachment.
    """
    try:
        attached = [data for found in PdfReader(io.BytesIO(raw.data)).attachments.values() for data in found]
    except (DependencyError, FileNotDecryptedError) as error:
        raise CannotRead("pdf.locked", file=raw.name) from error
    except Exception as error:  # a broken PDF fails inside pypdf in many ways: KeyError, TypeError, RecursionError …
        raise CannotRead("pdf.broken", file=raw.name) from error
    found = next((data for data in attached if _is_xml(data)), None)
    if found is None:
        raise CannotRead("pdf.no_attachment", file=raw.name)
    return RawFile(raw.name, raw.hints, found)


def _is_xml(data: bytes) -> bool:
    return data.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n\0").startswith(b"<")
