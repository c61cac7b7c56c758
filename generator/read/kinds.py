"""What a file is, by its name alone: the scanner asks this of every file, before it opens any."""

from __future__ import annotations

import re
from typing import Literal

Kind = Literal["text", "html", "markdown", "sidecar", "media", "passed over", "unknown"]

SIDECAR_ENDINGS = (".meta.yaml", ".meta.yml")

_PICTURES = "avif bmp gif heic heif ico jfif jpeg jpg png svg svgz tif tiff webp"
_SOUND = "aac aif aiff flac m4a mid mp3 oga ogg opus wav weba wma"
_VIDEO = "3gp avi flv m4v mkv mov mp4 mpeg mpg ogv webm wmv"
_UNFINISHED = "bak crdownload orig part partial swo swp swx tmp"
_KINDS: dict[str, Kind] = {
    **dict.fromkeys(("txt", "text"), "text"),
    **dict.fromkeys(("html", "htm", "xhtml", "xht", "shtml"), "html"),
    **dict.fromkeys(("md", "markdown", "mdown", "mkd"), "markdown"),
    **dict.fromkeys(_PICTURES.split() + _SOUND.split() + _VIDEO.split(), "media"),
    **dict.fromkeys(_UNFINISHED.split(), "passed over"),
}
_NO_ARTICLES = frozenset(("thumbs.db", "ehthumbs.db", "desktop.ini", "__macosx", "icon\r"))
_OF_EDITORS = re.compile(
    r"""
    \# .* \#                                    # emacs, unsaved
    | ~\$ .*                                    # the lock of an office program
    | .* ___jb_(?:tmp|old)___                   # JetBrains, while it saves
    | sed (?=[a-zA-Z0-9]*[A-Z]) [a-zA-Z0-9]{6}  # sed --in-place; the capital keeps a file called "sediment" out of it
    """,
    re.VERBOSE | re.DOTALL,
)
_EXTENSION = re.compile(r"(?=.*[a-z])[a-z0-9_+-]{1,12}")


def kind_of(name: str) -> Kind:
    """Tell the kind of the file or folder called `name`, a name without its folder.

    "passed over"  hidden, an editor's temporary or backup, a system's: no article, and nothing to report; of folders
                   too ("__MACOSX", ".git")
    "media"        pictures, sound and video: no articles, counted but not reported
    "unknown"      to be reported once
    A name without an extension is text; what follows the last dot is one only if it looks so, which
    "U.S. troops leave" and "24.01.23" do not. A query that a web crawler left is cut off: "story.html?page=2".
    """
    lower = name.lower()
    if lower[:1] == "." or lower[-1:] == "~" or lower in _NO_ARTICLES:
        return "passed over"
    if (lower[:1] in "#~s" or lower[-1:] == "_") and _OF_EDITORS.fullmatch(name):
        return "passed over"
    _, dot, extension = lower.rpartition(".")
    found = _KINDS.get(extension) if dot else "text"
    return found or _kind_of_odd(lower, extension)


def _kind_of_odd(lower: str, extension: str) -> Kind:
    """Tell the kind of a name whose extension is in no table."""
    if lower.endswith(SIDECAR_ENDINGS):
        return "sidecar"
    address, query, _ = lower.partition("?")
    if query:
        return kind_of(address)
    return "unknown" if _EXTENSION.fullmatch(extension) else "text"
