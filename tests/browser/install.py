"""Find a Chromium for the tests, or install one: `python -m tests.browser.install`.

Playwright's own where it is or can be downloaded, else the system's, else Debian's package.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome")


def executable() -> str | None:
    """Return the path of a Chromium that is installed; None if there is none."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        own = playwright.chromium.executable_path
    if Path(own).exists():
        return own
    return next(filter(None, map(shutil.which, NAMES)), None)


def main() -> int:
    """Install a browser unless there is one; the exit code."""
    if executable() or (_ran(sys.executable, "-m", "playwright", "install", "chromium") and executable()):
        return 0
    sudo = [] if os.geteuid() == 0 else ["sudo", "-n"]
    _ran(*sudo, "apt-get", "update", "-q")
    _ran(*sudo, "apt-get", "install", "-q", "-y", "--no-install-recommends", "chromium", "fonts-noto-core", "fonts-noto-cjk")
    if executable():
        return 0
    sys.stderr.write("no Chromium could be installed; install one by hand, then run `make test` again\n")
    return 1


def _ran(*command: str) -> bool:
    """Run a command for at most ten minutes; whether it did what it should."""
    try:
        return subprocess.run(command, timeout=600, check=False).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


if __name__ == "__main__":
    sys.exit(main())
