"""The cleaning benchmark: its measures on answers worked out by hand, its corpora, folds, rules and tables."""

from __future__ import annotations

import json
import subprocess
import sys
import tarfile
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.cleaning.contestants import Contestant, always
from benchmarks.cleaning.corpora import Page, Truth, pages, places
from benchmarks.cleaning.dump import html_of, lines_of_html, lines_of_text
from benchmarks.cleaning.folds import fold_of, named_site_of, registered_domain, site_of
from benchmarks.cleaning.metrics import Answer, agreement, body_score, field_score, marks, plain, shingles
from benchmarks.cleaning.ours import alone, together
from benchmarks.cleaning.outcomes import Outcome, judged, outcomes
from benchmarks.cleaning.report import body_table, field_table, records, speed_table, worst_pages
from benchmarks.cleaning.rules import heaviest_run, keep_everything, longest_run, width
from benchmarks.cleaning.sets import rows
from generator.clean.judge.models import SHIPPED, Models
from generator.model import Document

TRUTH: Truth = {"title": "“Rain”, again", "date": "2023-01-24T10:00", "authors": ["Ana Lopes", "Bo Ek"]}
TRUTHS: list[Truth] = [{"file": f"{source}/{name}.txt", "source": source} for source in ("b", "a") for name in "yxz"]
LONG = "This is a line of a body, as wide as a column of print is, and so it is long enough to count."
DUMP = "\n".join(["Home", "A headline of seven words, no more", LONG, "Share", LONG, *["Link"] * 9, LONG, "Imprint"])
STORY = "Rain fell on the coast all night, and the harbour stayed closed until noon, the port said."
NOTHING = Contestant("nobody", ("text",), True, ("headline",), always(lambda _page: Answer()))
ALL = Contestant("keep everything", ("text",), True, ("headline",), always(keep_everything))
WORDS = st.lists(st.sampled_from("abc"), max_size=12).map(" ".join)


def page(text: str, *, form: str = "text", **truth: object) -> Page:
    """A page of `text`, with what is true of it."""
    file = str(truth.get("file", "wcxb/a.txt"))
    document = Document(file, 0, "html" if form == "html" else "text", text, 1, "", "utf-8")
    return Page({"file": file, "source": file.partition("/")[0], **truth}, document)


def corpus(folder: Path, truths: list[Truth], text: str = "A line.\n") -> Path:
    """A corpus at `folder` with a file of `text` for each of `truths`."""
    for truth in truths:
        file = folder / truth["file"]
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    (folder / "truth.jsonl").write_text("".join(f"{json.dumps(truth)}\n" for truth in truths), "utf-8")
    return folder


def test_a_body_that_is_half_there_has_half_the_recall() -> None:
    """Seven tokens are four shingles; the first five of them are two of these, and nothing else."""
    found = agreement("a b c d e", "a b c d e f g")
    assert (found.matched, found.surplus, found.missing) == (0.5, 0, 0.5)
    assert (found.precision, found.recall, found.f1, found.same) == (1, 0.5, 2 / 3, False)


def test_a_line_given_twice_is_surplus_once() -> None:
    """Shingles are counted with multiplicity."""
    found = agreement("a b c d a b c d", "a b c d")
    assert (found.matched, found.surplus, found.missing) == (1 / 5, 4 / 5, 0)


def test_a_text_of_fewer_than_four_tokens_is_one_shingle() -> None:
    """It agrees as a whole, or not at all."""
    assert shingles(["a", "b"]) == Counter({("a", "b"): 1})
    assert agreement("a, b!", "a b").same
    assert agreement("a", "a b").f1 == 0


def test_a_page_without_answer_counts_for_recall_alone() -> None:
    """Precision is not defined where nothing was given, and its mean is over the other pages."""
    score = body_score([agreement("a b c d", "a b c d"), agreement("", "a b c d")])
    assert score == (1, 0.5, 2 / 3, 0.5)


def test_nothing_found_where_nothing_is_true_is_right() -> None:
    """An empty page that stays empty has no fault; one that was given words has."""
    assert (agreement("", "").precision, agreement("", "").recall) == (1, 1)
    assert (agreement("a", "").precision, agreement("a", "").recall) == (0, None)


def test_no_pages_have_no_score() -> None:
    """A mean of nothing is not 0."""
    assert body_score([]) is None


@given(WORDS, WORDS)
def test_shares_sum_to_one_and_surplus_mirrors_missing(one: str, other: str) -> None:
    """What one text has too much, the other has too little."""
    there, back = agreement(one, other), agreement(other, one)
    assert there.matched + there.surplus + there.missing == pytest.approx(1 if one or other else 0)
    assert (there.surplus, there.precision) == (back.missing, back.recall)
    assert there.same == (one == other)


def test_fields_agree_by_words_day_and_set() -> None:
    """Case, quotes, time of day and order make no difference."""
    answer = Answer("", '"rain", AGAIN', "2023-01-24", ("Bo Ek", "ana lopes"))
    assert marks(answer, TRUTH) == {"headline": "right", "date": "right", "authors": "right"}


def test_one_author_of_two_is_wrong() -> None:
    """The set is compared, not each name."""
    assert marks(Answer(authors=("Bo Ek",)), TRUTH)["authors"] == "wrong"


def test_what_is_not_given_is_not_wrong() -> None:
    """Nor is an empty string or a name without letters a field that was given."""
    assert set(marks(Answer(headline="", authors=("—",)), TRUTH).values()) == {"none"}


def test_fields_that_the_truth_has_not_are_not_judged() -> None:
    """Nobody knows whether they are right."""
    assert marks(Answer("", "Rain", "2023-01-24", ("Bo Ek",)), {"title": None, "authors": []}) == {}


def test_the_share_of_given_leaves_out_what_was_not_given() -> None:
    """One right of four pages, and of two that were given."""
    assert field_score(["right", "wrong", "none", "none"]) == (0.25, 0.5)
    assert field_score(["none"]) == (0, None)
    assert field_score([]) is None


def test_names_are_compared_in_compatibility_form() -> None:
    """A full-width letter is the letter."""
    assert plain("Ｏsló ‘x’") == "osló x"


def test_an_archive_and_its_folder_hold_the_same_pages(tmp_path: Path) -> None:
    """A corpus may be given packed or unpacked."""
    folder = corpus(tmp_path / "articles-text", TRUTHS)
    assert places(tmp_path) == {"text": folder}
    with tarfile.open(tmp_path / "articles-text.tar.xz", "w:xz") as archive:
        archive.add(folder, ".")
    packed = places(tmp_path)["text"]
    assert packed.name == "articles-text.tar.xz"
    assert sorted(pages(packed, "text"), key=str) == sorted(pages(folder, "text"), key=str)


def test_a_limit_takes_the_first_of_each_source(tmp_path: Path) -> None:
    """In the order of the truth."""
    found = pages(corpus(tmp_path, TRUTHS), "text", limit=2)
    assert [each.truth["file"] for each in found] == ["b/y.txt", "b/x.txt", "a/y.txt", "a/x.txt"]


def test_a_folder_may_be_a_corpus_of_both_forms(tmp_path: Path) -> None:
    """Each form is asked for by the names of its files, which may lie in content/."""
    corpus(tmp_path / "content", [{"file": "a.txt"}, {"file": "b.HTML"}])
    (tmp_path / "content" / "truth.jsonl").rename(tmp_path / "truth.jsonl")
    found = {section: [each.document.path for each in pages(place, section)] for section, place in places(tmp_path).items()}
    assert found == {"text": ["a.txt"], "html": ["b.HTML"]}


def test_files_that_are_not_there_are_named(tmp_path: Path) -> None:
    """A benchmark on a part of a corpus must not look like one on all of it."""
    folder = corpus(tmp_path, TRUTHS)
    (folder / "b/x.txt").unlink()
    with pytest.raises(FileNotFoundError, match=r"not there: b/x\.txt"):
        list(pages(folder, "text"))


def test_an_archive_without_truth_is_no_corpus(tmp_path: Path) -> None:
    """The message names it."""
    with tarfile.open(tmp_path / "articles-html.tar.xz", "w:xz") as archive:
        archive.add(corpus(tmp_path / "pages", TRUTHS) / "a", "a")
    with pytest.raises(FileNotFoundError, match=r"articles-html\.tar\.xz holds no truth\.jsonl"):
        list(pages(places(tmp_path)["html"], "html"))


def test_a_folder_without_corpora_is_refused(tmp_path: Path) -> None:
    """The message says what is looked for."""
    with pytest.raises(FileNotFoundError, match=r"articles-text\.tar\.xz"):
        places(tmp_path)


def test_a_file_that_no_build_reads_is_an_empty_page(tmp_path: Path) -> None:
    """It counts against everybody, and stops nobody."""
    folder = corpus(tmp_path, [{"file": "a.txt"}])
    (folder / "a.txt").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\0" * 50)
    assert [each.document.text for each in pages(folder, "text")] == [""]


@pytest.mark.parametrize(
    ("truth", "site"),
    [
        ({"file": "a.txt", "url": "https://www.news.example.co.uk:8080/a?b=c.d"}, "example.co.uk"),
        ({"file": "a.txt", "url": "http://m.Example.COM/"}, "example.com"),
        ({"file": "a.txt", "url": "http://www.ab.de/"}, "ab.de"),
        ({"file": "a.txt", "id": "s__20110101_www.example.gr_0043ad"}, "example.gr"),
        ({"file": "a.txt", "id": "s__example.com2"}, "example.com"),
        ({"file": "s/news.example.org_3.html"}, "example.org"),
        ({"file": "s/004.html"}, None),
    ],
)
def test_a_site_is_a_registered_domain(truth: Truth, site: str | None) -> None:
    """Of the address, else of what the page is named after."""
    assert named_site_of(truth) == site


def test_pages_of_no_known_site_stay_together() -> None:
    """They may be of one site, so they share a fold."""
    assert site_of({"file": "s/1.html", "source": "s"}) == site_of({"file": "s/2.html", "source": "s"}) == "(s)"


@given(st.text(), st.integers(1, 20))
def test_a_site_has_one_fold_among_those_there_are(site: str, folds: int) -> None:
    """Whatever its name is."""
    assert fold_of(site, folds) == fold_of(site, folds)
    assert 0 <= fold_of(site, folds) < folds


def test_folds_are_of_like_size() -> None:
    """A thousand sites leave no fold without a sixth of them."""
    counts = Counter(fold_of(f"{number}.example") for number in range(1000))
    assert min(counts.values()) > 1000 / 6


@given(st.lists(st.from_regex(r"[a-z0-9]{1,5}", fullmatch=True), min_size=1, max_size=5).map(".".join))
def test_a_registered_domain_is_its_own(host: str) -> None:
    """And the end of the host that it is found in."""
    domain = registered_domain(host)
    assert registered_domain(domain) == domain
    assert f".{host}".endswith(f".{domain}")


def test_markup_becomes_a_line_a_block() -> None:
    """What is not seen is left out, white space collapses, and words in inline markup stay on their line."""
    html = "<title>T</title><style>p{}</style><div>One <b>and\n two</b><p>three<br>four</p></div> five<script>x</script> six"
    assert lines_of_html(html) == ["One and two", "three", "four", "five", "six"]


def test_pages_without_words_have_no_lines() -> None:
    """Nor does an empty file."""
    assert lines_of_html("") == lines_of_html("<!-- -->") == lines_of_html("<p></p>") == []


@given(st.lists(st.text("ab <>&é中", min_size=1), max_size=5))
def test_lines_come_back_from_the_page_that_is_made_of_them(lines: list[str]) -> None:
    """Up to white space."""
    text = "\n".join(lines)
    assert lines_of_html(html_of(text)) == [" ".join(line.split()) for line in lines_of_text(text)]


def test_the_longest_run_bridges_a_few_lines_and_no_more() -> None:
    """Its headline is the last line above that is not very short."""
    found = longest_run(page(DUMP))
    assert found.body.splitlines() == [LONG, "Share", LONG]
    assert found.headline == "A headline of seven words, no more"


def test_the_heaviest_run_weighs_what_it_bridges() -> None:
    """A wide line pays for as many short ones as it is wider than a line of print, and no more."""
    wide = "word " * 60
    found = heaviest_run(
        page("\n".join(["A headline of seven words, no more", wide, *["Link"] * 3, wide, *["Link"] * 20, LONG]))
    )
    assert [line.strip() for line in found.body.splitlines()] == [wide.strip(), "Link", "Link", "Link", wide.strip()]
    assert found.headline == "A headline of seven words, no more"


def test_all_is_kept_where_no_line_looks_like_a_body() -> None:
    """An answer that is too long beats none."""
    assert longest_run(page("a\n\nb")) == heaviest_run(page("a\n\nb")) == Answer("a\nb")


def test_everything_is_everything() -> None:
    """Blank lines apart."""
    assert keep_everything(page(DUMP)).body == DUMP
    assert keep_everything(page("<p>a<p>b", form="html")) == Answer("a\nb", headline="a")


def test_east_asian_characters_are_two_columns_wide() -> None:
    """A line of 40 of them is a line of print."""
    assert (width("ab"), width("é"), width("中a")) == (2, 1, 3)


def judged_pages() -> list[Outcome]:
    """Two pages of two corpora, answered for by both contestants."""
    found = (
        page("Rain\na b c d", file="wcxb/a.txt", lang="en-GB", body="a b c d", title="Rain"),
        page("x\na b c d", file="daniel/b.txt", lang="el", body="a b c d", title="Rain"),
    )
    return list(outcomes(found, [ALL, NOTHING]))


def test_each_page_is_answered_for_once_by_each() -> None:
    """The first page's second answer is not counted."""
    found = judged_pages()
    assert Counter(outcome.contestant for outcome in found) == {"keep everything": 2, "nobody": 2}


def test_nobody_answers_where_nothing_can_be_judged() -> None:
    """A page with only a date is not for those who give none, and costs them no time."""
    assert list(outcomes([page("a", date="2023-01-24")], [ALL])) == []
    assert [outcome.contestant for outcome in outcomes([page("a", title="a")], [ALL])] == ["keep everything"]


def test_rows_are_corpora_then_languages() -> None:
    """A language of few pages is among the others."""
    names = [name for name, _ in rows(judged_pages())]
    assert names == ["wcxb", "daniel", "daniel el", "other languages"]
    assert [name for name, _ in rows(judged_pages(), languages=False)] == names[:-1]


def test_corpora_are_combined_where_all_of_them_are_there() -> None:
    """A row must not be named after pages that are not in it."""
    files = [f"{source}/{number}.txt" for source in ("wcxb", "fundus", "scrapinghub") for number in range(4)]
    found = [judged(page("a", file=file, lang="en"), ALL, Answer("a"), 0) for file in files]
    sizes = [(name, len(members)) for name, members in rows(found)]
    assert sizes == [("scrapinghub + wcxb + fundus", 12), *((name, 4) for name in ("scrapinghub", "wcxb", "fundus")), ("language en", 12)]  # fmt: skip


def test_a_body_table_has_a_column_a_contestant() -> None:
    """Precision and recall stand for the first alone."""
    lines = body_table("bodies", [ALL, NOTHING], judged_pages()).splitlines()
    assert lines[0].split() == ["bodies", "pages", "keep", "everything", "nobody"]
    assert lines[2].split() == ["wcxb", "1", ".500", "1.00", ".667", ".000", ".000", ".000"]


def test_a_field_table_has_a_row_a_field_and_corpus() -> None:
    """What was never given has no share of it that is right."""
    lines = field_table("fields", [ALL, NOTHING], judged_pages()).splitlines()
    assert lines[2].split() == ["headline:", "wcxb", "1", "1.00", "1.00", ".000", "-"]


def test_tables_of_nothing_are_empty() -> None:
    """There is no head without rows."""
    assert body_table("bodies", [ALL], []) == field_table("fields", [ALL], []) == ""


def test_speed_is_told_of_those_who_answered() -> None:
    """One who was asked nothing has none."""
    found = [judged(page("a", body="a"), ALL, Answer("a"), seconds) for seconds in (0.1, 0.3)]
    lines = speed_table("speed", [ALL, NOTHING], found).splitlines()
    assert [line.split() for line in lines[1:]] == [["keep", "everything", "5", "3", "300"]]


def test_the_worst_page_comes_first() -> None:
    """With what is surplus in it."""
    worst = worst_pages(ALL, [judged(page(text, file=text, body="a b c d"), ALL, Answer(text), 0) for text in
                                   ("a b c d", "x a b c d y")], 1).splitlines()  # fmt: skip
    assert worst[1].split() == ["x", "a", "b", "c", "d", "y", "-", "0.50", "0.67", "0.00", "x", "a", "b", "c", "d", "y"]


def test_records_are_json() -> None:
    """They hold each set's figures and each page's."""
    found = json.loads(json.dumps(records([ALL], judged_pages())))
    assert found["sets"]["wcxb"]["keep everything"]["body"]["recall"] == 1
    assert len(found["pages"]) == 4


def shipped(_: Page) -> Models:
    """The models that ship, for any page."""
    return SHIPPED


def test_pages_of_a_site_tell_which_lines_recur() -> None:
    """A short line around three stories of a site is not in their bodies; a page of no site is as it is alone."""
    recurring = "Notes of the evening edition"
    texts = [
        "\n\n".join([f"Rain in {town}", STORY.replace("coast", town), recurring, STORY.replace("night", town)])
        for town in ("Bergen", "Oslo", "Turku")
    ]
    known = [page(text, file=f"s/{at}.txt", url=f"https://{at}.example.org/") for at, text in enumerate(texts)]
    unknown = page(texts[0], file="s/no.txt")
    contestant = together([*known, unknown], shipped)
    body = contestant.answering(known[0])(known[0]).body
    assert STORY.replace("coast", "Bergen") in body
    assert recurring not in body
    assert contestant.answering(unknown)(unknown) == alone(shipped).answering(unknown)(unknown)


def test_an_empty_page_has_no_answer_of_ours() -> None:
    """Nothing is found in it, and nobody fails."""
    assert alone(shipped).answering(page(""))(page("")) == Answer()


def test_the_command_prints_tables_and_writes_records(tmp_path: Path) -> None:
    """On a folder of one's own, with the pages of one fold."""
    truth = {"file": "a.txt", "url": "https://example.org/", "title": "Rain", "body": STORY}
    corpus(tmp_path, [truth], f"Rain\n\n{STORY}\n")
    fold = str(fold_of("example.org"))
    command = [sys.executable, "-m", "benchmarks.cleaning", "--corpora", str(tmp_path), "--no-peers", "--fold", fold]
    ran = subprocess.run(
        [*command, "--json", str(tmp_path / "all.json"), "--worst", "1"], capture_output=True, text=True, check=True
    )
    assert [line.split()[0] for line in ran.stdout.split("\n\n")[0].splitlines()] == ["text:", "P", "pages"]
    nothing = subprocess.run([*command, "--source", "nobody"], capture_output=True, text=True, check=False)
    assert (nothing.returncode, nothing.stdout) == (1, "")
    assert "has no pages that the options ask for" in nothing.stderr
    assert json.loads((tmp_path / "all.json").read_text("utf-8"))["text"]["sets"]["pages"]["backfile"]["body"]["recall"] == 1
