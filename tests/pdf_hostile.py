"""PDF files as they should not be: damaged, lying, cyclic, swollen; each made by code, from a sound one or from nothing."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Callable, Mapping

from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, NameObject, NumberObject, TextStringObject

N = NameObject


def assembled(objects: Mapping[int, str | bytes], root: str = "1 0 R", trailer: str = "", version: str = "1.7") -> bytes:
    """Return a PDF of these objects, its table right."""
    out = [f"%PDF-{version}\n".encode()]
    places = {}
    for number, body in objects.items():
        places[number] = sum(map(len, out))
        out.append(b"%d 0 obj\n%s\nendobj\n" % (number, body.encode("latin-1") if isinstance(body, str) else body))
    at = sum(map(len, out))
    size = max(objects) + 1
    table = "".join(f"{places[one]:010d} 00000 n \n" if one in places else "0000000000 65535 f \n" for one in range(size))
    out.append(
        f"xref\n0 {size}\n{table}trailer\n<</Size {size}/Root {root}{trailer}>>\nstartxref\n{at}\n%%EOF\n".encode("latin-1")
    )
    return b"".join(out)


def stream(data: bytes, entries: str = "") -> bytes:
    return f"<<{entries}/Length {len(data)}>>\nstream\n".encode("latin-1") + data + b"\nendstream"


CATALOG = "<</Type/Catalog/Pages 2 0 R{}>>"
PAGES = "<</Type/Pages/Kids[3 0 R]/Count 1>>"
PAGE = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]{}>>"


def plain(catalog: str = "", page: str = "", more: Mapping[int, str | bytes] | None = None, trailer: str = "") -> bytes:
    """Return a sound PDF of one blank page, with what is added to its parts."""
    return assembled({1: CATALOG.format(catalog), 2: PAGES, 3: PAGE.format(page), **(more or {})}, trailer=trailer)


def pages(count: int) -> bytes:
    """Return a PDF of `count` blank pages, in one node."""
    kids = " ".join(f"{3 + rank} 0 R" for rank in range(count))
    return assembled(
        {
            1: CATALOG.format(""),
            2: f"<</Type/Pages/Kids[{kids}]/Count {count}>>",
            **{3 + rank: PAGE.format("") for rank in range(count)},
        }
    )


def written(change: Callable[[PdfWriter], None], count: int = 1) -> bytes:
    """Return a PDF that pypdf writes, changed."""
    writer = PdfWriter()
    for _ in range(count):
        writer.add_blank_page(200, 200)
    change(writer)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def encrypted(user: str, owner: str = "x") -> bytes:
    return written(lambda writer: writer.encrypt(user, owner, algorithm="RC4-128"))


def signed() -> bytes:
    def sign(writer: PdfWriter) -> None:
        value = writer._add_object(DictionaryObject({N("/Type"): N("/Sig"), N("/ByteRange"): ArrayObject([NumberObject(0)] * 4)}))
        field = DictionaryObject({N("/FT"): N("/Sig"), N("/T"): TextStringObject("s"), N("/V"): value})
        form = DictionaryObject({N("/Fields"): ArrayObject([writer._add_object(field)]), N("/SigFlags"): NumberObject(3)})
        writer._root_object[N("/AcroForm")] = form

    return written(sign)


def packed() -> bytes:
    """Return a PDF whose objects lie in a stream of objects, and its table in a stream."""
    held = {1: CATALOG.format(""), 2: PAGES, 3: PAGE.format("")}
    texts = [body.encode() for body in held.values()]
    starts = [sum(len(one) + 1 for one in texts[:rank]) for rank in range(len(texts))]
    head = " ".join(f"{number} {start}" for number, start in zip(held, starts, strict=True)).encode() + b" "
    objects = stream(zlib.compress(head + b" ".join(texts)), f"/Type/ObjStm/N 3/First {len(head)}/Filter/FlateDecode")
    first = b"%PDF-1.5\n"
    four = b"4 0 obj\n" + objects + b"\nendobj\n"
    at = len(first) + len(four)
    rows = [(0, 0, 65535), (2, 4, 0), (2, 4, 1), (2, 4, 2), (1, len(first), 0), (1, at, 0)]
    table = b"".join(bytes([kind]) + place.to_bytes(4, "big") + rank.to_bytes(2, "big") for kind, place, rank in rows)
    five = b"5 0 obj\n" + stream(table, "/Type/XRef/Size 6/W[1 4 2]/Root 1 0 R") + b"\nendobj\n"
    return first + four + five + f"startxref\n{at}\n%%EOF\n".encode()


def updated(data: bytes, objects: Mapping[int, str], trailer: str = "") -> bytes:
    """Return a PDF to which a later version of some objects was added at its end."""
    before = int(re.findall(rb"startxref\s+(\d+)", data)[-1])
    size = max([*(int(one) for one in re.findall(rb"/Size (\d+)", data)), *(number + 1 for number in objects)])
    out, table = [data], []
    for number, body in objects.items():
        table.append(f"{number} 1\n{sum(map(len, out)):010d} 00000 n \n")
        out.append(f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1"))
    at = sum(map(len, out))
    out.append(
        f"xref\n{''.join(table)}trailer\n<</Size {size}/Root 1 0 R/Prev {before}{trailer}>>\nstartxref\n{at}\n%%EOF\n".encode()
    )
    return b"".join(out)


def xmp(packet: bytes, entries: str = "") -> bytes:
    return plain("/Metadata 4 0 R", more={4: stream(packet, f"/Type/Metadata/Subtype/XML{entries}")})


BOMB = (
    b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
    + b"".join(b'<!ENTITY %c "%s">' % (letter, b"&%c;" % (letter - 1) * 10) for letter in range(ord("b"), ord("k")))
    + b"]><x:xmpmeta xmlns:x='adobe:ns:meta/'>&j;</x:xmpmeta>"
)


def tree(kids: str, more: Mapping[int, str | bytes] | None = None) -> bytes:
    return assembled({1: CATALOG.format(""), 2: kids, 3: PAGE.format(""), **(more or {})})


def nested(depth: int) -> bytes:
    """Return a PDF whose tree of pages has as many levels."""
    nodes: dict[int, str | bytes] = {
        2 + rank: f"<</Type/Pages/Kids[{3 + rank} 0 R]/Count 1{f'/Parent {1 + rank} 0 R' if rank else ''}>>"
        for rank in range(depth)
    }
    leaf = PAGE.format("").replace("2 0 R", f"{1 + depth} 0 R")
    return assembled({1: CATALOG.format(""), **nodes, 2 + depth: leaf})


def swollen() -> bytes:
    """Return a PDF whose page unpacks to 40 MB."""
    content = zlib.compress(bytes(40 * 1024 * 1024), 1)
    return tagged_page(content, "/Filter/FlateDecode")


def tagged_page(content: bytes, entries: str = "", page: str = "") -> bytes:
    """Return a PDF that says it is tagged, of one page of that content."""
    packet = b'<x xmlns:u="http://www.aiim.org/pdfua/ns/id/"><u:part>1</u:part></x>'
    return plain(
        "/Metadata 4 0 R/MarkInfo<</Marked true>>/StructTreeRoot 5 0 R",
        f"/Contents 6 0 R/StructParents 0{page}",
        {
            4: stream(packet),
            5: "<</Type/StructTreeRoot/K 7 0 R/ParentTree<</Nums[0[7 0 R]]>>>>",
            6: stream(content, entries),
            7: "<</S/Document/P 5 0 R/Pg 3 0 R/K 0>>",
        },
    )


def truncated(data: bytes, share: float) -> bytes:
    return data[: int(len(data) * share)]


NAMES = "/Names<</Dests<</Names[(a)[100 0 R/Fit]]>>>>/PageLabels<</Nums[0<</S/r>>]>>/AcroForm<</Fields[]>>"
"""What a catalog may hold beside pages."""
SOUND = plain(trailer="/Info<</Title(x)>>")
READ, REFUSED, EITHER = "lu", "refusé", "l’un ou l’autre"
"""What may become of a file: it works, it is an anomaly, or either (what matters is that it ends)."""

CASES: dict[str, tuple[Callable[[], bytes], str]] = {
    # ------------------------------------------------------------------------------------------------ what it is
    "vide": (lambda: b"", REFUSED),
    "un seul octet": (lambda: b"%", REFUSED),
    "du texte": (lambda: b"Ceci n'est pas un PDF.\n" * 100, REFUSED),
    "un zip": (lambda: b"PK\3\4" + bytes(2000), REFUSED),
    "en-tête seul": (lambda: b"%PDF-1.7\n", REFUSED),
    "en-tête et fin": (lambda: b"%PDF-1.7\n%%EOF\n", REFUSED),
    "zéros": (lambda: b"%PDF-1.7\n" + bytes(100_000), REFUSED),
    "en-tête après 1 Kio": (lambda: b" " * 2000 + SOUND, REFUSED),
    "des octets avant l'en-tête": (lambda: b"\n" * 100 + SOUND, EITHER),
    "des octets après la fin": (lambda: SOUND + b"\0" * 500, READ),
    "trop grand": (lambda: b"%PDF-1.7\n" + bytes(150 * 1024 * 1024), REFUSED),
    "version 2.0": (lambda: SOUND.replace(b"%PDF-1.7", b"%PDF-2.0"), READ),
    "version 9.9": (lambda: SOUND.replace(b"%PDF-1.7", b"%PDF-9.9"), READ),
    # ------------------------------------------------------------------------------------------------ cut, altered
    "tronqué à 99 %": (lambda: truncated(SOUND, 0.99), EITHER),
    "tronqué à 90 %": (lambda: truncated(SOUND, 0.9), EITHER),
    "tronqué à 50 %": (lambda: truncated(SOUND, 0.5), EITHER),
    "tronqué à 10 %": (lambda: truncated(SOUND, 0.1), REFUSED),
    "coupé, des pages en moins": (lambda: truncated(pages(20), 0.6), REFUSED),
    "sans %%EOF": (lambda: SOUND.replace(b"%%EOF", b""), EITHER),
    "sans startxref": (lambda: SOUND.replace(b"startxref", b"startxxxx"), EITHER),
    "sans endobj": (lambda: SOUND.replace(b"endobj", b"      "), EITHER),
    "fins de ligne changées": (lambda: SOUND.replace(b"\n", b"\r\n"), EITHER),
    "chaîne jamais fermée": (lambda: SOUND.replace(b"(x)", b"(x "), EITHER),
    "dictionnaire jamais fermé": (lambda: plain("/A<</B<</C"), EITHER),
    "tableaux imbriqués mille fois": (lambda: plain("/A" + "[" * 1000 + "]" * 1000), EITHER),
    "dictionnaires imbriqués mille fois": (lambda: plain("/A" + "<</A" * 1000 + " 1" + ">>" * 1000), EITHER),
    "parenthèses imbriquées": (lambda: plain("/A" + "(" * 500 + ")" * 500), READ),
    "nombre d'un million de chiffres": (lambda: plain("/A " + "9" * 1_000_000), EITHER),
    "clé qui n'est pas un nom": (lambda: plain("/A<<1 2>>"), EITHER),
    # ------------------------------------------------------------------------------------------------ its table
    "table décalée": (lambda: re.sub(rb"(\d{10}) 00000 n", lambda one: b"%010d 00000 n" % (int(one[1]) + 7), SOUND), EITHER),
    "table qui ment": (lambda: re.sub(rb"\d{10} 00000 n", b"0000000009 00000 n", SOUND), EITHER),
    "table hors du fichier": (lambda: re.sub(rb"\d{10} 00000 n", b"9999999999 00000 n", SOUND), EITHER),
    "table vide": (lambda: re.sub(rb"xref\n0 4\n.*?trailer", b"xref\n0 0\ntrailer", SOUND, flags=re.DOTALL), EITHER),
    "table de dix milliards": (lambda: SOUND.replace(b"xref\n0 4", b"xref\n0 9999999999"), EITHER),
    "startxref hors du fichier": (lambda: re.sub(rb"startxref\n\d+", b"startxref\n99999999", SOUND), EITHER),
    "startxref négatif": (lambda: re.sub(rb"startxref\n\d+", b"startxref\n-5", SOUND), EITHER),
    "startxref nul": (lambda: re.sub(rb"startxref\n\d+", b"startxref\n0", SOUND), EITHER),
    "/Prev sur soi": (lambda: SOUND.replace(b"/Root", b"/Prev %d/Root" % SOUND.rfind(b"xref\n0")), EITHER),
    "/Size qui ment": (lambda: SOUND.replace(b"/Size 4", b"/Size 999999999"), READ),
    "numéro démesuré": (lambda: plain("/A 15000 0 R", more={15_000: "1"}), READ),
    "générations": (
        lambda: SOUND.replace(b"3 0 obj", b"3 7 obj").replace(b"[3 0 R]", b"[3 7 R]").replace(b"00000 n \ntr", b"00007 n \ntr"),
        EITHER,
    ),
    "objets en flux": (packed, READ),
    "objets en flux, sans /Size": (lambda: packed().replace(b"/Size 6", b"/Sise 6"), EITHER),
    "flux d'objets abîmé": (lambda: packed().replace(b"/First ", b"/First 9"), EITHER),
    "flux d'objets sans fin": (lambda: packed().replace(b"/N 3", b"/N 99999999"), EITHER),
    "mis à jour": (lambda: updated(SOUND, {3: PAGE.format("/Rotate 90")}), READ),
    "mis à jour cent fois": (lambda: _often(SOUND, 100), READ),
    "objet supprimé": (lambda: updated(SOUND, {2: "null"}), REFUSED),
    # ------------------------------------------------------------------------------------------------ its trailer, its catalog
    "sans /Root": (lambda: SOUND.replace(b"/Root 1 0 R", b"/Boot 1 0 R"), EITHER),
    "/Root absent du fichier": (lambda: assembled({1: CATALOG.format(""), 2: PAGES, 3: PAGE.format("")}, root="77 0 R"), EITHER),
    "/Root qui est un nombre": (lambda: assembled({1: "12", 2: PAGES, 3: PAGE.format("")}), EITHER),
    "/Root direct": (lambda: assembled({2: PAGES, 3: PAGE.format("")}, root=CATALOG.format("")), EITHER),
    "/Root qui mène à soi": (lambda: assembled({1: "1 0 R", 2: PAGES, 3: PAGE.format("")}), EITHER),
    "sans /Info": (plain, READ),
    "/Info est un texte": (lambda: plain(trailer="/Info(bonjour)"), READ),
    "/Info mène à un texte": (lambda: plain(trailer="/Info 4 0 R", more={4: "(bonjour)"}), READ),
    "/Info mène au catalogue": (lambda: plain(trailer="/Info 1 0 R"), EITHER),
    "/Info a des valeurs de tout genre": (
        lambda: plain(trailer="/Info<</Title 12/Author[1]/Producer<</A 1>>/Creator null>>"),
        READ,
    ),
    "/Lang est un tableau": (lambda: plain("/Lang[1 2]/ViewerPreferences 12/MarkInfo(x)/Names 3/AF/x"), READ),
    # ------------------------------------------------------------------------------------------------ encrypted, signed
    "chiffré": (lambda: encrypted("secret"), REFUSED),
    "chiffré sans mot de passe": (lambda: encrypted(""), REFUSED),
    "/Encrypt qui est un nombre": (lambda: plain(trailer="/Encrypt 12"), REFUSED),
    "signé": (signed, REFUSED),
    # ------------------------------------------------------------------------------------------------ its pages
    "zéro page": (lambda: tree("<</Type/Pages/Kids[]/Count 0>>"), REFUSED),
    "sans /Pages": (lambda: assembled({1: "<</Type/Catalog>>", 3: PAGE.format("")}), EITHER),
    "/Pages est une page": (
        lambda: assembled({1: "<</Type/Catalog/Pages 3 0 R>>", 3: "<</Type/Page/MediaBox[0 0 9 9]>>"}),
        EITHER,
    ),
    "/Kids n'est pas un tableau": (lambda: tree("<</Type/Pages/Kids 3 0 R/Count 1>>"), EITHER),
    "/Kids de nombres": (lambda: tree("<</Type/Pages/Kids[1 2 3]/Count 3>>"), EITHER),
    "/Kids directs": (lambda: tree("<</Type/Pages/Kids[<</Type/Page/MediaBox[0 0 9 9]>>]/Count 1>>"), EITHER),
    "/Count négatif": (lambda: tree("<</Type/Pages/Kids[3 0 R]/Count -5>>"), READ),
    "/Count démesuré": (lambda: tree("<</Type/Pages/Kids[3 0 R]/Count 99999999>>"), READ),
    "arbre de pages cyclique": (lambda: tree("<</Type/Pages/Kids[3 0 R 2 0 R]/Count 2>>"), EITHER),
    "arbre de pages cyclique par deux": (
        lambda: tree("<</Type/Pages/Kids[4 0 R]/Count 1>>", {4: "<</Type/Pages/Kids[2 0 R 3 0 R]/Count 1>>"}),
        EITHER,
    ),
    "la même page deux fois": (lambda: tree("<</Type/Pages/Kids[3 0 R 3 0 R]/Count 2>>"), EITHER),
    "arbre de pages de 40 niveaux": (lambda: nested(40), READ),
    "arbre de pages de 5 000 niveaux": (lambda: nested(5000), EITHER),
    "/MediaBox absente": (lambda: tree(PAGES, {3: "<</Type/Page/Parent 2 0 R>>"}), EITHER),
    "/Resources qui mène à soi": (lambda: plain(page="/Resources 4 0 R", more={4: "<</Font 4 0 R/XObject 4 0 R>>"}), READ),
    "/Contents qui n'est pas un flux": (lambda: plain(page="/Contents[1(x)/y 3 0 R null]"), READ),
    "des noms qui ne sont pas de l'UTF-8": (
        lambda: plain(
            page="/Resources<</Font<</F#e9 4 0 R>>/Caf#e9<</#ff/#ff>>>>/Contents 5 0 R",
            more={4: "<</Type/Font/Subtype/Type1/BaseFont/Caf#e9>>", 5: stream(b"q Q" * 50, "/Caf#e9 1")},
        ),
        READ,
    ),
    "/Annots qui mène à soi": (lambda: plain(page="/Annots 4 0 R", more={4: "[4 0 R[4 0 R]]"}), READ),
    # ------------------------------------------------------------------------------------------------ its metadata
    "XMP qui n'est pas du XML": (lambda: xmp(b"ceci n'est pas du XML"), READ),
    "XMP vide": (lambda: xmp(b""), READ),
    "XMP avec bombe d'entités": (lambda: xmp(BOMB), READ),
    "XMP avec entité externe": (lambda: xmp(b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>'), READ),
    "XMP de 3 Mo": (lambda: xmp(b"<x>" + b" " * 3_000_000 + b"</x>"), READ),
    "XMP en UTF-16": (lambda: xmp('<x xmlns:u="http://www.aiim.org/pdfua/ns/id/"><u:part>1</u:part></x>'.encode("utf-16")), READ),
    "XMP sous un filtre inconnu": (lambda: xmp(b"<x/>", "/Filter/Inconnu"), READ),
    "XMP mal compressé": (lambda: xmp(b"pas du zlib", "/Filter/FlateDecode"), READ),
    "XMP qui enfle": (lambda: xmp(zlib.compress(bytes(80_000_000), 1), "/Filter/FlateDecode"), READ),
    # ------------------------------------------------------------------------------------------------ its trees
    "noms en cycle": (lambda: plain("/Names<</EmbeddedFiles 4 0 R>>", more={4: "<</Kids[4 0 R]>>"}), EITHER),
    "noms de tout genre": (lambda: plain("/Names<</EmbeddedFiles<</Names[1 2(a)(b)/c]>>/Dests(x)>>"), READ),
    "structure en cycle": (
        lambda: plain("/MarkInfo<</Marked true>>/StructTreeRoot 4 0 R", more={4: "<</K 5 0 R>>", 5: "<</S/P/K[5 0 R]/P 4 0 R>>"}),
        READ,
    ),
    "structure de 2 000 niveaux": (
        lambda: plain(
            "/MarkInfo<</Marked true>>/StructTreeRoot 4 0 R",
            more={4: "<</K 5 0 R>>", **{5 + rank: f"<</S/H2/P {4 + rank} 0 R/K[{6 + rank} 0 R]>>" for rank in range(2000)}},
        ),
        READ,
    ),
    "signets en cycle": (
        lambda: plain(
            "/Outlines 4 0 R", more={4: "<</First 5 0 R/Last 5 0 R/Count 1>>", 5: "<</Title(a)/Parent 4 0 R/Next 5 0 R>>"}
        ),
        EITHER,
    ),
    "champs en cycle": (
        lambda: plain("/AcroForm<</Fields[4 0 R]/DR<</Font<</F 4 0 R>>>>>>", more={4: "<</T(a)/Kids[4 0 R]/DA(/F 1 Tf)>>"}),
        EITHER,
    ),
    # ------------------------------------------------------------------------------------------------ its streams
    "/Length qui ment": (lambda: tagged_page(b"q Q").replace(b"/Length 3", b"/Length 999"), EITHER),
    "/Length négative": (lambda: tagged_page(b"q Q").replace(b"/Length 3", b"/Length -3"), EITHER),
    "/Length qui mène à soi": (lambda: tagged_page(b"q Q").replace(b"/Length 3", b"/Length 6 0 R"), EITHER),
    "flux qui contient endobj": (lambda: tagged_page(b"(endobj endstream) Tj endobj"), READ),
    "contenu qui enfle": (swollen, READ),
    "contenu sans fin de texte": (lambda: tagged_page(b"(" * 50_000), READ),
    "contenu de marques jamais fermées": (lambda: tagged_page(b"/P<</MCID 0>>BDC " * 20_000), READ),
    "contenu de chevrons": (lambda: tagged_page(b"/P<<" * 20_000 + b"BDC"), READ),
    "contenu de barres": (lambda: tagged_page(b"/" * 50_000), READ),
    "contenu d'un octet répété": (lambda: tagged_page(b"0" * 2_000_000), READ),
    "contenu de nombres": (lambda: tagged_page(b"1 2 " * 300_000 + b"m"), READ),
}


def _often(data: bytes, times: int) -> bytes:
    for turn in range(times):
        data = updated(data, {3: PAGE.format(f"/Rotate {turn % 4 * 90}")})
    return data


def reread(data: bytes) -> PdfReader:
    """Return pypdf's own reading of a PDF, strict: what delib writes is sound."""
    return PdfReader(io.BytesIO(data), strict=True)


def target(reader: PdfReader, value: object) -> int:
    """Return the rank of the page that a destination leads to."""
    page = value[0] if isinstance(value, list) else value
    assert isinstance(page, IndirectObject)
    return next(rank for rank, one in enumerate(reader.pages) if one.indirect_reference == page)
