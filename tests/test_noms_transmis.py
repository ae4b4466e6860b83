"""The names of the files exchanged with the préfecture: what they say, and written back as they were."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from delib.prefecture.fichiers import MESSAGES, Autorite, Document, Enveloppe
from delib.prefecture.identifiant import Identifiant
from tests.conftest import SHARED
from tests.test_identifiant import DEPARTEMENTS, JOURS, LETTRES, NUMEROS, SIRENS

TYPEE = "99_DE-006-210600235-20180522-684-AI-1-1_1.pdf"
DOCUMENTS = [
    (TYPEE, "006-210600235-20180522-684-AI", "Acte", 1, "99_DE"),
    ("99_AR-013-211300074-20220106-AR-2022-02-AR-1-1_1.PDF", "013-211300074-20220106-AR-2022-02-AR", "Acte", 1, "99_AR"),
    ("006-210600235-20180522-684-AI-1-2_5279.xml", "006-210600235-20180522-684-AI", "ARActe", 5279, ""),
    ("045-214502494-20170717-D201717-DE-1-1_0.xml", "045-214502494-20170717-D201717-DE", "Acte", 0, ""),
    ("034-000000000-20170701-20170721D-AI-1-3_0.xml", "034-000000000-20170701-20170721D-AI", "AnomalieActe", 0, ""),
    ("envoi/2025/001-000000000-20170130-TEST42-DE-1-1_3.pdf", "001-000000000-20170130-TEST42-DE", "Acte", 3, ""),
    (r"C:\envoi\001-000000000-20170130-TEST42-DE-2-1_17.xml", "001-000000000-20170130-TEST42-DE", "CourrierSimple", 17, ""),
    ("075-200054781-20251202-BM25-12-02-22-1-DE-6-2_1.xml", "075-200054781-20251202-BM25-12-02-22-1-DE", "ARAnnulation", 1, ""),
    ("CO_DE-044-214400152-20181106-TEST_DGCL_4-DE-1-1_2.jpg", "044-214400152-20181106-TEST_DGCL_4-DE", "Acte", 2, "CO_DE"),
    ("044-214400152----7-1_0.xml", "", "DemandeClassification", 0, ""),
    ("044-214400152----1-3_1.xml", "", "AnomalieActe", 1, ""),
    ("044-214400152-20181106---1-4_1.xml", "", "", 1, ""),
]


@pytest.mark.parametrize("row", DOCUMENTS, ids=[row[0] for row in DOCUMENTS])
def test_the_name_of_a_document_says_its_act(row):
    nom, identifiant, message, rang, typologie = row
    found = Document.parse(nom)
    assert found is not None
    assert str(found.identifiant or "") == identifiant
    assert (found.message, found.rang, found.typologie) == (message, rang, typologie)
    assert nom.endswith(str(found))
    assert len(str(found)) == len(nom.replace("\\", "/").split("/")[-1])


def test_the_file_of_an_act_is_named_after_it():
    identifiant = Identifiant.parse("075-200054781-20251202-BM25-12-02-22-1-DE")
    assert str(Document.of(identifiant, 0, "xml")) == "075-200054781-20251202-BM25-12-02-22-1-DE-1-1_0.xml"
    assert str(Document.of(identifiant, 1, "pdf", "99_DE")) == "99_DE-075-200054781-20251202-BM25-12-02-22-1-DE-1-1_1.pdf"


ENVELOPPES = [
    ("EACT--214502494--20170717-6.xml", "EACT", "214502494", "", "", False),
    ("SLO-EACT--214502494--20170717-6.tar.gz", "EACT", "214502494", "", "SLO", False),
    ("SIC-EACT--210600730--20180115-1.tar.gz", "EACT", "210600730", "", "SIC", False),
    ("TACT--SPREF0011-000000000-20170616-2.xml", "TACT", "SPREF0011", "000000000", "", False),
    ("EACT--SPREF0441-214400152-20181107-12.xml", "EACT", "SPREF0441", "214400152", "", False),
    ("TACT--PREF075-200054781-20251216-1.xml", "TACT", "PREF075", "200054781", "", False),
    ("ANO_EACT--214502494--20170717-6.xml", "EACT", "214502494", "", "", True),
    ("recus/ANO_EACT--214502494--20170717-6.xml", "EACT", "214502494", "", "", True),
]


@pytest.mark.parametrize("row", ENVELOPPES, ids=[row[0] for row in ENVELOPPES])
def test_the_name_of_an_envelope_says_who_wrote_to_whom(row):
    nom, *said = row
    found = Enveloppe.parse(nom)
    assert found is not None
    assert [found.sens, found.emetteur, found.destinataire, found.operateur, found.anomalie] == said
    assert nom.endswith(str(found))


AUTRES = [
    "",
    "deliberation.pdf",
    "075-200054781-20251202-BM25-12-02-22-1-DE",
    "075-200054781-20251302-1-DE-1-1_1.pdf",
    "075-200054781-20251202-BM25-12-02-100-1-DE-1-1_1.pdf",
    "075-200054781-20251202-1-DE-1-1_01.pdf",
    "075-200054781-20251202-1-DE-1-1_1.pdf\n",
    "75-200054781-20251202-1-DE-1-1_1.pdf",
    "075-200054781---DE1-1_1.pdf",
    "EACT--214502494--20171317-6.xml",
    "EACT--214502494--20170717-6.zip",
    "EACT-214502494-20170717-6.xml",
    "TACT--SPREF001-000000000-20170616-2.xml",
    "a/" * 3000 + TYPEE,
]


@pytest.mark.parametrize("nom", AUTRES, ids=[repr(one[:60]) for one in AUTRES])
def test_another_name_is_none_of_them(nom):
    assert Document.parse(nom) is None
    assert Enveloppe.parse(nom) is None


AUTORITES = [
    ("PREF038", Autorite("PREF", "038")),
    ("PREF02A", Autorite("PREF", "02A")),
    ("SPREF0441", Autorite("SPREF", "044", "1")),
    ("SPREF02B2", Autorite("SPREF", "02B", "2")),
    ("SGAR044", Autorite("SGAR", "044")),
    ("SPREF044", None),
    ("PREF0441", None),
    ("SGAR0441", None),
    ("PREF38", None),
    ("pref038", None),
    ("PREF2A0", None),
]


@pytest.mark.parametrize(("nom", "autorite"), AUTORITES, ids=[row[0] for row in AUTORITES])
def test_the_authorities_of_the_state_have_names_of_their_own(nom, autorite):
    assert Autorite.parse(nom) == autorite
    assert autorite is None or str(autorite) == nom


def test_the_codes_of_messages_are_the_twenty_one():
    assert len(MESSAGES) == len(set(MESSAGES.values())) == 21
    assert {MESSAGES[key] for key in ((1, 1), (1, 2), (1, 3), (6, 1), (7, 2))} == {
        *("Acte", "ARActe", "AnomalieActe", "Annulation", "RetourClassification"),
    }
    assert (1, 4) not in MESSAGES


# ------------------------------------------------------------------------------------------------------------------------- laws

CHIFFRES = st.integers(0, 9)
RANGS = st.integers(0, 999_999_999)
NOMS = st.builds(
    Document,
    departement=DEPARTEMENTS,
    siren=SIRENS,
    date=st.one_of(JOURS, st.none()),
    numero=st.one_of(NUMEROS, st.just("")),
    nature=st.one_of(LETTRES, st.just("")),
    transaction=CHIFFRES,
    flux=CHIFFRES,
    rang=RANGS,
    extension=st.sampled_from(["xml", "pdf", "PDF", "jpg", "png"]),
    typologie=st.sampled_from(["", "99_DE", "75_PL", "01_01"]),
)
PREFETS = st.one_of(
    st.builds("{}{}".format, st.sampled_from(["PREF", "SGAR"]), DEPARTEMENTS),
    st.builds("SPREF{}{}".format, DEPARTEMENTS, CHIFFRES),
)
PLIS = st.builds(
    Enveloppe,
    sens=st.sampled_from(["EACT", "TACT"]),
    emetteur=st.one_of(SIRENS, PREFETS),
    destinataire=st.one_of(SIRENS, st.just("")),
    date=JOURS,
    rang=RANGS,
    extension=st.sampled_from(["xml", "tar.gz"]),
    operateur=st.sampled_from(["", "SLO", "SIC"]),
    anomalie=st.booleans(),
)
DOSSIERS = st.sampled_from(["", "envoi/", "a\\b\\", "/envoi/x/"])


@given(DOSSIERS, NOMS)
def test_the_name_of_a_document_is_written_and_read_back(dossier, nom):
    assert Document.parse(f"{dossier}{nom}") == nom


@given(DOSSIERS, PLIS)
def test_the_name_of_an_envelope_is_written_and_read_back(dossier, pli):
    assert Enveloppe.parse(f"{dossier}{pli}") == pli


@given(st.one_of(NOMS.map(str), PLIS.map(str)), st.integers(0, 80), st.sampled_from("-_.0A/ é"))
def test_what_is_read_of_any_name_is_what_it_says(nom, place, signe):
    altered = nom[:place] + signe + nom[place + 1 :]
    for found in (Document.parse(altered), Enveloppe.parse(altered)):
        assert found is None or altered.replace("\\", "/").split("/")[-1] == str(found)


def test_every_file_of_the_samples_is_named_so():
    folder = SHARED / "actes"
    if not folder.is_dir():
        pytest.skip("../shared/actes is absent")
    names = [one.name for one in folder.iterdir() if one.suffix == ".xml" and one.name[0] in "0E"]
    assert len(names) >= 5
    assert all(Document.parse(nom) or Enveloppe.parse(nom) for nom in names)
    assert Document.parse("006-210600235-20180522-684-AI-1-2_5279.xml").date == date(2018, 5, 22)
