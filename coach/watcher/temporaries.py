"""Names that sync tools, browsers and copiers give to files they have not finished."""

from __future__ import annotations

import re

TEMPORARY = re.compile(
    r"""
    ^[.~]                                   # hidden, Office and editors, .syncthing.*.tmp, rsync
    | ~$
    | ^(desktop\.ini|thumbs\.db|ehthumbs\.db|icon\r)$
    | \.(tmp|temp|part|partial|crdownload|download|opdownload|filepart|filepart\.\w+|!ut|!qb|!sync
        |bts|bc!|aria2|dtapart|jc!|swp|swx|lock|lck|writing|uploading|upload|inprogress|incomplete
        |icloud|owncloud|nextcloud|gstmp|drivedownload|rsync|sb-[\w-]+|ds_store)$
    | ^~\$ | \.~[0-9a-f]+$ | ^\._sync_ | \.tmp\.\w+$ | \.[0-9A-Za-z]{6}~$
    | ^unconfirmed\ \d+                     # browsers before they know the name
    """,
    re.IGNORECASE | re.VERBOSE,
)
SYNC_FOLDERS = re.compile(
    r"^(\.|~|\$recycle\.bin$|system volume information$|lost\+found$|@eadir$|#recycle$"
    r"|#snapshot$)",
    re.IGNORECASE,
)
SYNC_MARKS = (
    ".stfolder",
    ".dropbox",
    ".dropbox.cache",
    ".owncloudsync.log",
    ".sync",
    ".tmp.driveupload",
    ".tmp.drivedownload",
    ".seafile-data",
    ".resilio",
    ".pydio",
    ".849C9593-D756-4E56-8D6E-42412F2A707B",  # OneDrive's own
)
"""Entries that a sync tool keeps at the top of a folder it looks after."""
SYNC_NAMES = re.compile(
    r"^(dropbox|onedrive|google ?drive|my drive|nextcloud|owncloud|icloud ?drive"
    r"|mobile documents|seafile|pcloud ?drive|syncthing)( - .+| \(.+\))?$",
    re.IGNORECASE,
)


def is_temporary(name: str) -> bool:
    """Whether a file of this name is somebody's unfinished business, or nobody's recording."""
    return TEMPORARY.search(name) is not None


def is_kept_out(name: str) -> bool:
    """Whether a folder of this name belongs to a tool or the system."""
    return SYNC_FOLDERS.search(name) is not None
