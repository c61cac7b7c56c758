"""Tags that a person made one: `[tags.aliases]` in backfile.toml, "U.S." = "United States"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import msgspec

from generator.errors import ConfigError, Problem


class Target(msgspec.Struct, frozen=True):
    """The tag that others stand for: its key, and its name as the person wrote it."""

    key: str
    name: str


def aliases_of(table: Mapping[str, str]) -> dict[str, Target]:
    """Fact key of each alias -> what it stands for in the end. Names that are one tag anyway are left out.

    Raises ConfigError for a circle, or a name without letters and digits.
    """
    if not table:
        return {}
    from generator.tag import key_of  # it takes 25 ms that a build without news need not pay

    direct: dict[str, Target] = {}
    for alias, name in table.items():
        for said in (alias, name):
            if not any(map(str.isalnum, said)):
                raise ConfigError(_problem(said, "holds no letter or digit", "write a name"))
        if key_of(alias) != key_of(name):
            direct[f"tag {key_of(alias)}"] = Target(f"tag {key_of(name)}", name)
    return {key: _followed(key, direct) for key in direct}


def _followed(key: str, direct: Mapping[str, Target]) -> Target:
    target = direct[key]
    seen = {key}
    while target.key in direct:
        if target.key in seen:
            raise ConfigError(_problem(target.name, "stands for itself in the end", "take one of the circle out"))
        seen.add(target.key)
        target = direct[target.key]
    return target


def moved_between(before: Mapping[str, Target], after: Mapping[str, Target]) -> Iterator[str]:
    """The fact keys that stand for something else than before, and what they stood for and stand for now."""
    for key in before.keys() | after.keys():
        old, new = before.get(key), after.get(key)
        if old != new:
            yield from (key, *(target.key for target in (old, new) if target))


def _problem(name: str, fault: str, remedy: str) -> Problem:
    return Problem("backfile.toml", f'tags.aliases: "{name}" {fault}', remedy, "configuration")
