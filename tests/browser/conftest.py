"""An archive that was built, and a browser to look at it; both are left out where there is no Chromium."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from .install import executable

LONG = "Quayworkersfederationcongressresolutionsubcommittee" * 3
FILES = {
    "gull/ferry.txt": """Ferry Returns To The Estuary

5 March 2021

The ferry left the north bank at dawn with nine passengers, two bicycles and a crate of oranges on board.

It came back at noon with eleven, and nobody could say who the other two had been or where they had boarded.
""",
    "gull/long.md": f"""---
title: {LONG} </script><i>goes on</i>
date: 2021-03-06
author: Ana Roe
tags: [Estuary, "A & B"]
---

A paragraph with {LONG} in it, and some more words so that it can be taken for one.

| {" | ".join(f"column {n} of a wide table" for n in range(9))} |
|{"---|" * 9}
| {" | ".join(f"value-{n}-which-is-long" for n in range(9))} |

```
{"code that runs on and on " * 9}
```
""",
    "sahil/عبارة.txt": """العبّارة تعود إلى المصبّ بعد شتاء طويل

٦ مارس ٢٠٢١

غادرت العبّارة الضفّة الشمالية عند الفجر وعلى متنها تسعة ركّاب ودرّاجتان وصندوق من البرتقال الطازج.

وعادت ظهرًا ومعها أحد عشر راكبًا، ولم يستطع أحد أن يقول من كان الاثنان الآخران ولا من أين صعدا.
""",
    "gull/dump.txt": f"""Menu Sign in {LONG}

Share on Facebook

شارك على فيسبوك

Ferry Waits For The Tide

7 March 2021

The ferry waited at the north bank until the tide had turned, and then it left with four passengers on board.

{LONG} was the name of the second ferry, which waited for nobody and so arrived before the other one did.

Share on Facebook

© 2021 The Gull. All rights reserved.
""",
    "sahil/مد.txt": """شارك على فيسبوك

Share on Facebook

العبّارة تنتظر المدّ عند الضفّة الشمالية

٧ مارس ٢٠٢١

انتظرت العبّارة عند الضفّة الشمالية حتى انقلب المدّ، ثم غادرت وعلى متنها أربعة ركّاب ودرّاجة واحدة.

وكانت العبّارة الثانية لا تنتظر أحدًا، ولذلك وصلت قبل الأولى بساعة كاملة كما قال البحّارة.

شارك على فيسبوك
""",
    "gull/when.txt": """Nobody Knows When This Was Written

The page was found between two others, and neither of them says anything about the day on which it was set.
""",
}


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of a small archive with a long headline, a wide table, an Arabic article and one without a date."""
    archive = tmp_path_factory.mktemp("archive")
    for name, text in FILES.items():
        path = archive / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    command = [sys.executable, "-m", "generator", "build", "--archive", str(archive)]
    built = subprocess.run(command, capture_output=True, text=True, check=False, cwd=Path(__file__).parents[2])
    assert built.returncode == 0, built.stderr
    return archive / "site"


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Chromium, as `make browser` finds or installs it."""
    sync_api = pytest.importorskip("playwright.sync_api")
    found = executable()
    if found is None:
        pytest.skip("no Chromium; `make browser` installs one")
    with sync_api.sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=found, args=["--no-sandbox", "--disable-gpu"])
        yield chromium
        chromium.close()
