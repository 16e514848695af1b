"""Files that people hand in: fetched, looked over and kept before the transaction opens
that names them."""

import asyncio
import logging
from collections.abc import Iterable

from bot.asked import SentFile
from bot.channels import Channel, NotFetched
from bot.desk import Handed
from programme.dossiers import (
    LARGEST,
    DossierFault,
    DossierRefused,
    kind_of,
    safe_name,
)
from storage.folder import Folder, FolderFull

log = logging.getLogger(__name__)


async def fetched(
    files: Iterable[SentFile], channel: Channel, folder: Folder
) -> dict[str, Handed]:
    """By the channel's name of each; one that cannot be kept says why."""
    return {file.id: await _one(file, channel, folder) for file in files}


async def _one(file: SentFile, channel: Channel, folder: Folder) -> Handed:
    if file.size > LARGEST:  # nobody hands it out either
        return Handed(name=safe_name(file.name, ""), fault=DossierFault.TOO_LARGE)
    try:
        data = await channel.fetch(file.id)
        return await asyncio.to_thread(_kept, file, data, folder)
    except DossierRefused as error:
        fault = error.fault
    except NotFetched:
        fault = DossierFault.NOT_FETCHED
    except FolderFull:
        fault = DossierFault.NO_ROOM
    except OSError as error:
        log.error("a dossier could not be kept: %s", error.strerror)  # noqa: TRY400 - a trace would show its path
        fault = DossierFault.NO_ROOM
    return Handed(name=safe_name(file.name, ""), fault=fault)


def _kept(file: SentFile, data: bytes, folder: Folder) -> Handed:
    kind = kind_of(data)
    return Handed(
        name=safe_name(file.name, kind),
        sha256=folder.keep(data),
        size=len(data),
        kind=kind,
    )
