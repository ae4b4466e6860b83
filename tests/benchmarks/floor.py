"""The floor: what rendering costs at least. Jinja's own rendering of what docxtpl gives it, and, of the very bytes that delib
wrote, deflate (zlib, level 6) and expat.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable, Mapping
from xml.parsers import expat

import jinja2
from docxtpl import DocxTemplate


class Floor:
    """The three works on the tagged parts of a template; `work` does them one after the other."""

    def __init__(self, template: bytes, context: Mapping[str, object], made: bytes) -> None:
        document = DocxTemplate(io.BytesIO(template))
        document.init_docx()
        environment = jinja2.Environment(autoescape=True)
        self.context = context
        with zipfile.ZipFile(io.BytesIO(template)) as given, zipfile.ZipFile(io.BytesIO(made)) as written:
            tagged = [name for name in given.namelist() if name.endswith(".xml") and b"{{" in given.read(name)]
            sources = [document.patch_xml(given.read(name).decode("utf-8")) for name in tagged]
            self.parts = [written.read(name) for name in tagged]
        self.templates = [environment.from_string(source) for source in sources]
        self.stages: dict[str, Callable[[], object]] = {"Jinja": self.print, "deflate": self.deflate, "expat": self.parse}

    def print(self) -> list[str]:
        """Return the parts as Jinja prints them."""
        return [template.render(self.context) for template in self.templates]

    def deflate(self) -> list[bytes]:
        """Return the parts deflated."""
        made = []
        for part in self.parts:
            packer = zlib.compressobj(6, zlib.DEFLATED, -zlib.MAX_WBITS)
            made.append(packer.compress(part) + packer.flush())
        return made

    def parse(self) -> None:
        """Parse the parts."""
        for part in self.parts:
            expat.ParserCreate().Parse(part, True)

    def work(self) -> bytes:
        """Do all three; return what was deflated."""
        self.print()
        made = b"".join(self.deflate())
        self.parse()
        return made
