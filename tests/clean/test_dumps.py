"""Page dumps: the trained models choose headline and body among menus, teasers, comments and footers."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.clean.judge.glyphs import glyphs_of
from generator.clean.judge.judging import body_probabilities, look_at, with_words
from generator.clean.judge.lexicon import SIZE, Lexicon, Weighed
from generator.clean.judge.models import SHIPPED, TEXT_WORDS
from generator.clean.lines import lines_of
from generator.clean.text.dumps import chosen_of
from tests.clean.documents import cleaned

MENU = ["Menu", "Home", "Politics", "Business", "Culture", "Sport", "Weather", "Video", "Sign in", "Search", "Newsletters"]
FOOT = [
    "About us",
    "Contact",
    "Careers",
    "Privacy policy",
    "Terms of use",
    "Advertise",
    "Follow us",
    "Facebook",
    "Twitter",
    "© 2022",
]
COMMENTS = [
    "Comments (3)",
    "Ilmari on 4 March 2022 at 8:15 said:",
    "I took this boat every week as a child, and I can't see who would pay for it now!",
    "Reply",
    "Veera on 4 March 2022 at 9:40 said:",
    "Nobody asked us. Nobody ever does. But it is a start, isn't it?",
    "Reply",
]
ENGLISH = (
    "The island of Brimsey gets its ferry back",
    [
        "The ferry to Brimsey will sail again from the first of May, after three years in which the island could be reached by hired boats alone.",
        "The council of the district voted for the line on Tuesday evening, eleven to four, and will pay for two crossings a day until the end of next year.",
        "“We have carried our groceries over the ice and through the rain for long enough,” said Marit Solheim, who keeps the only shop on the island.",
        "The ship was built in 1987 and lay in the harbour of Torvik since the line was given up; its engines are being overhauled there.",
        "A ticket will cost as much as a bus ride of the same length, and school children will travel free.",
    ],
)
RUSSIAN = (
    "На остров Бримсей вернётся паром",
    [
        "Паром на остров Бримсей снова начнёт ходить с первого мая, после трёх лет, когда до острова можно было добраться только на наёмных лодках.",
        "Совет района проголосовал за линию во вторник вечером, одиннадцатью голосами против четырёх, и оплатит два рейса в день до конца будущего года.",
        "«Мы достаточно долго возили продукты по льду и под дождём», — сказала хозяйка единственного на острове магазина.",
        "Судно построено в 1987 году и стояло в гавани с тех пор, как линию закрыли; сейчас там чинят его двигатели.",
        "Билет будет стоить столько же, сколько поездка на автобусе той же длины, а школьники поедут бесплатно.",
    ],
)
CHINESE = (
    "布里姆岛渡轮将恢复通航",
    [
        "前往布里姆岛的渡轮将从五月一日起恢复通航。此前三年，岛上居民只能雇小船往返，遇到大风天气便与外界隔绝。",
        "地区议会星期二晚上以十一票对四票通过了这条航线的预算，将为每天两个航班提供补贴，直到明年年底为止。",
        "岛上唯一一家商店的店主说：“这些年来，我们冒着风雨，踩着冰面，把粮食和日用品一袋一袋地运回来，实在是太久了。”",
        "这艘渡轮建于一九八七年，自航线停运以来一直停泊在港口，目前正在那里检修发动机，预计四月底可以完工。",
        "船票的价格将与相同距离的公共汽车票一样，学校的学生可以免费乘船，老人则可以半价购票。",
    ],
)


def dump(headline: str, body: list[str], tail: list[str]) -> str:
    """A page as a browser shows it, a line a block."""
    head = "\n".join(MENU)
    return "\n\n".join([head, headline, "4 March 2022", *body, "\n".join(tail), "\n".join(FOOT)]) + "\n"


@pytest.mark.parametrize(("headline", "body"), [ENGLISH, RUSSIAN, CHINESE], ids=["Latin", "Cyrillic", "Han"])
@pytest.mark.parametrize("tail", [["Share", "Tweet", "Print"], COMMENTS], ids=["buttons", "comments"])
def test_the_body_of_a_dump_is_its_running_text(headline: str, body: list[str], tail: list[str]) -> None:
    """In any script the paragraphs are kept, and neither menus, buttons, comments nor footers are."""
    article = cleaned(dump(headline, body, tail)).article
    assert article.headline == headline
    assert list(article.body.paragraphs) == body


def test_each_line_of_a_dump_is_in_one_block() -> None:
    """Nothing is lost: what is not kept is junk, with a reason."""
    text = dump(*ENGLISH, COMMENTS)
    blocks = cleaned(text).blocks
    assert [block.text for block in blocks] == [line for line in text.split("\n") if line]
    assert all(block.reason for block in blocks)


@given(st.text(max_size=400))
@settings(max_examples=100, deadline=None)
def test_any_text_is_judged(text: str) -> None:
    """Probabilities are numbers from 0 to 1, one for each line, whatever the text."""
    lines = lines_of(text.replace("\r", ""), 1)
    if lines:
        look = with_words(look_at(lines), SHIPPED.lexicon(TEXT_WORDS))
        found = body_probabilities(look, SHIPPED)
        assert len(found) == len(lines)
        assert ((found >= 0) & (found <= 1)).all()


@given(st.lists(st.sampled_from([*MENU, *ENGLISH[1], *COMMENTS, ""]), min_size=1, max_size=40))
@settings(max_examples=60, deadline=None)
def test_the_same_lines_get_the_same_verdicts(lines: list[str]) -> None:
    """A verdict follows from the text alone."""
    found = [chosen_of(lines_of("\n".join(lines), 1), SHIPPED) if any(lines) else None for _ in range(2)]
    assert found[0] is None or (found[1] is not None and found[0].judged == found[1].judged)


def test_more_lines_than_a_page_has_are_no_page() -> None:
    """A text of very many lines is left to the rules for stories, which hold little in memory."""
    assert chosen_of(lines_of("word\n" * 50_001, 1), SHIPPED) is None


def test_a_lexicon_weighs_words_and_the_label_above() -> None:
    """A line scores by its own words, and by those of the last label before it."""
    text = glyphs_of(["Comments", "A long line that goes on for more than sixty letters, and so heads none.", "Yes."])
    heading = np.zeros(SIZE, "<f2")
    heading[text.term[0] % np.uint64(SIZE)] = -4
    own = np.zeros(SIZE, "<f2")
    own[text.term[-1] % np.uint64(SIZE)] = 3
    scores = Lexicon(Weighed(own.tobytes(), heading.tobytes())).scores(text, np.array([False, True, True]))
    assert scores[0].tolist() == [0, 0, 3]
    assert scores[1].tolist() == [0, -4, -4]
