"""The language of a body, by script and by model."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.clean.language import detect
from generator.clean.scripts import script, width


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The council voted on Monday to bring back the ferry across the lake.", "en"),
        ("Der Rat hat am Montag beschlossen, die Fähre über den See wieder fahren zu lassen.", "de"),
        ("Совет в понедельник решил вернуть паром через озеро, сообщили в мэрии.", "ru"),
        ("საბჭომ ორშაბათს გადაწყვიტა ბორანის დაბრუნება", "ka"),
        ("Խորհուրդը երկուշաբթի որոշեց վերադարձնել լաստանավը", "hy"),
        ("Το συμβούλιο αποφάσισε τη Δευτέρα", "el"),
        ("המועצה החליטה ביום שני להחזיר את המעבורת", "he"),
        ("市議会は月曜日、湖のフェリーを再開することを決めた。", "ja"),
        ("市议会周一决定恢复湖上的轮渡服务。", "zh"),
        ("시의회는 월요일 호수 페리를 다시 운항하기로 했다.", "ko"),
        ("สภาเทศบาลมีมติเมื่อวันจันทร์ให้นำเรือข้ามฟากกลับมา", "th"),
        ("Net 1.2", "und"),
        ("123", "und"),
        ("", "und"),
    ],
)
def test_languages_are_told_apart(text: str, language: str) -> None:
    """A script that one language uses decides, else the words do; a few letters decide nothing."""
    assert detect(text)[0] == language


def test_a_hint_wins_only_where_the_words_allow() -> None:
    """What a page says of itself settles what its words leave open, and no more."""
    assert detect("The council voted on Monday to bring back the ferry.", "en-GB")[0] == "en-GB"
    assert detect("Der Rat hat am Montag beschlossen, die Fähre wieder fahren zu lassen.", "en")[0] == "de"
    assert detect("Net 1.2", "nn")[0] == "nn"
    assert detect("საბჭომ ორშაბათს გადაწყვიტა", "en")[0] == "ka"


def test_a_mixed_line_has_no_script() -> None:
    """A line half in one script and half in another is evidence of nothing."""
    assert script("abcd абвг") == "Zyyy"
    assert script("12:30") == "Zyyy"
    assert script("გამარჯობა") == "Geor"


def test_ideographs_are_wide() -> None:
    """An ideograph counts as two and a half letters."""
    assert width("ab") == 2
    assert width("市议") == 5


@given(st.text(max_size=300))
def test_any_text_has_a_language(text: str) -> None:
    """Detection answers for any text, with a probability."""
    language, sure = detect(text)
    assert language
    assert 0 <= sure <= 1
