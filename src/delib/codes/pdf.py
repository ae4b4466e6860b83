"""What can be wrong when a PDF is made, read or completed."""

from __future__ import annotations

from delib.codes.nature import ERREUR, Kind

CODES: dict[str, Kind] = {
    "pdf-illisible": Kind(
        "PDF illisible",
        ERREUR,
        "Ce PDF ne peut pas être lu : {raison}.",
        "vérifiez que c’est le bon fichier, et qu’il s’ouvre",
    ),
    "pdf-chiffre": Kind(
        "PDF protégé",
        ERREUR,
        "Ce PDF est protégé (chiffré) : il ne peut être ni lu, ni complété, ni transmis.",
        "enregistrez-le sans mot de passe ni restriction",
    ),
}
