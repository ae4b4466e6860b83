"""What the operating system refuses, said in French."""

from __future__ import annotations


def os_reason(error: OSError) -> str:
    """Return why the system refused, in French."""
    import errno  # noqa: PLC0415 - only an anomaly needs it

    reasons = {
        errno.EACCES: "l’accès est refusé",
        errno.EPERM: "l’accès est refusé",
        errno.ENOENT: "ce dossier n’existe pas",
        errno.ENOTDIR: "une partie du chemin n’est pas un dossier",
        errno.EEXIST: "un fichier porte déjà ce nom",
        errno.EISDIR: "c’est un dossier",
        errno.ENOSPC: "le disque est plein",
        errno.EDQUOT: "le quota du disque est atteint",
        errno.EFBIG: "le fichier dépasse la taille permise ici",
        errno.EROFS: "le disque est en lecture seule",
        errno.ENAMETOOLONG: "le nom est trop long",
        errno.ELOOP: "le lien tourne en rond",
    }
    return reasons.get(error.errno or 0, f"le système répond « {error.strerror or error} »")
