"""Views made by hand: at least one of every template, full and bare."""

from __future__ import annotations

import msgspec
from markupsafe import Markup

from generator.pages.article import ArticleView, TagLink
from generator.pages.dates import Cell, ListView, MonthView, YearView
from generator.pages.frame import Link
from generator.pages.home import HomeView, NothingView
from generator.pages.lists import Group, Item, Span
from generator.pages.removed import Line, Passage, Reason, RemovedView
from generator.pages.things import IndexView, InitialView, Thing, ThingMonthView, ThingView, ThingYearView
from generator.words import When

DAY = When("2021-03-05", "5 March 2021", "5 March 2021")
MINUTE = When("2021-03-05T09:40+04:00", "5 March 2021, 09:40 UTC+4", "5 March 2021", "09:40 UTC+4")
NOTHING = Span(0, None, None)
ONE_DAY = Span(1, DAY, DAY)
SPAN = Span(1234, When("2019", "2019", "2019"), MINUTE)
ENGLISH = Item(
    "Ferry <resumes>", "2021/03/05/ferry/index.html", MINUTE, "en", "ltr", "The Gull", "It left at dawn & came back."
)
ARABIC = Item("العبّارة تعود", "2021/03/05/العبّارة/index.html", DAY, "ar", "rtl", "", "عادت.")
UNDATED = Item("Nobody knows when", "undated/when/index.html", None, "en", "ltr", "The Gull", "")
GROUPS = (Group("5 March 2021", "2021/03/05/index.html", (ENGLISH, ARABIC)),)
LOOSE = (Group("", "", (ENGLISH, ARABIC, UNDATED)),)
OLDER, NEWER = Link("4 March 2021", "2021/03/04/index.html"), Link("6 March 2021", "2021/03/06/index.html")
PARTS = (Link("1", "x/1/index.html"), Link("2", "x/2/index.html"))
YEARS = (Link("2019", "2019/index.html", 3), Link("2021", "2021/index.html", 1234))
MONTHS = tuple(Link(f"Month {n}", f"2021/{n:02}/index.html" if n == 3 else "", 7 if n == 3 else 0) for n in range(1, 13))
THINGS = (
    Thing("Ferry & Sons", "organisation", "tags/ferry-sons/index.html", 1200),
    Thing("Oslo", "place", "tags/oslo/index.html", 1),
)
WEEKS = (
    (Cell(0, "", 0), Cell(1, "", 0), Cell(2, "2021/03/02/index.html", 1)),
    (Cell(3, "2021/03/03/index.html", 40), Cell(4, "2021/03/04/index.html", 20), Cell(5, "", 0)),
)
ARTICLE = ArticleView(
    headline="Ferry <resumes> & stays",
    subheadline="After a winter",
    authors=(Link("Ana Roe", "authors/ana-roe/index.html"),),
    published=MINUTE,
    modified=DAY,
    settling="03.05.21 is read as day, month, year, as in its source's other dates",
    source=Link("The Gull", "sources/the-gull/index.html"),
    section="Harbour",
    language_name="English",
    place="OSLO",
    url="https://gull.example/2021/03/ferry?a=1&b=2",
    image="https://gull.example/ferry.jpg",
    caption="The ferry <at> dawn",
    summary="It left at dawn.",
    body=Markup("<p>It left at dawn.</p><h2>And back</h2><p>It came.</p>"),
    tags=(TagLink("Oslo", "place", "tags/oslo/index.html"),),
    citation="Ana Roe. “Ferry resumes.” The Gull.",
    original="2021/03/05/ferry/original.txt",
    original_path="content/gull/ferry.txt",
    sha256="ab" * 32,
    twin="2021/03/05/ferry/index.json",
    removed=12,
    removed_page="2021/03/05/ferry/removed/index.html",
    linked_data=Markup('{"headline":"Ferry \\u003cresumes\\u003e"}'),
    older=OLDER,
    newer=NEWER,
)
BARE = msgspec.structs.replace(
    ARTICLE, subheadline=None, authors=(), published=None, modified=None, settling="", source=None, section=None,
    language_name="", place=None, url=None, image=None, caption=None, tags=(), removed=0, removed_page="", older=None, newer=None,
)  # fmt: skip
REMOVED = RemovedView(
    article=Link("Ferry <resumes> & stays", "2021/03/05/ferry/index.html"),
    total=5,
    removed=3,
    reasons=(Reason("before the headline", 2, 1), Reason("a row of <links>", 1, 4)),
    passages=(
        Passage(1, "junk", "before the headline", (Line(1, "Menu & more"), Line(2, "قائمة"))),
        Passage(2, "headline", "the line that reads most like one", (Line(4, "Ferry <resumes>"),)),
        Passage(3, "body", "running text", (Line(6, "It left at dawn."),)),
        Passage(4, "junk", "a row of <links>", (Line(8, "Home | About | Contact"),)),
    ),
    shown=5,
    original="2021/03/05/ferry/original.txt",
    original_path="content/gull/ferry.txt",
    sha256="ab" * 32,
)
CUT = msgspec.structs.replace(
    REMOVED, total=9000, removed=4000, reasons=(Reason("before the headline", 1, 1), Reason("after the body", 3999, 0)),
    passages=(Passage(1, "junk", "before the headline", (Line(0, "Menu"),)),), shown=1,
)  # fmt: skip
THING = ThingView("Oslo", "place", SPAN, YEARS, GROUPS, False)
THING_YEAR = ThingYearView("Oslo", "place", "2021", SPAN, MONTHS, 7, GROUPS, OLDER, None)
THING_MONTH = ThingMonthView("Oslo", "place", "March 2021", SPAN, GROUPS, PARTS, 0, OLDER, None)
INDEX = IndexView(1200, THINGS, (Link("a", "tags/a-z/a/index.html"),), 1200)
VIEWS: dict[str, tuple[msgspec.Struct, ...]] = {
    "home.html": (
        HomeView(SPAN, 3, GROUPS, YEARS, 1234, THINGS, 2, THINGS[:1], 1),
        HomeView(NOTHING, 0, (), (), 0, (), 0, (), 0),
        HomeView(NOTHING, 1, (), (), 0, (), 0, (), 0),
    ),
    "404.html": (NothingView(),),
    "article.html": (ARTICLE, BARE),
    "removed.html": (REMOVED, CUT),
    "day.html": (
        ListView("5 March 2021", SPAN, LOOSE, PARTS, 0, OLDER, NEWER),
        ListView("5 March 2021", ONE_DAY, LOOSE, (), 2, Link("1", "x/1/index.html"), None),
    ),
    "undated.html": (
        ListView("Undated", NOTHING, (), (), 0, None, None),
        ListView("Undated", Span(3, None, None), LOOSE, PARTS, 0, None, None),
    ),
    "month.html": (MonthView("March 2021", SPAN, ("Mon", "Tue", "Wed"), WEEKS, GROUPS, OLDER, NEWER),),
    "year.html": (
        YearView("2021", SPAN, MONTHS, 7, GROUPS, OLDER, NEWER),
        YearView("2021", ONE_DAY, MONTHS, 0, (), None, None),
    ),
    **{
        f"{kind}.html": (THING, ThingView("Oslo", "place", ONE_DAY, (), GROUPS, True))
        for kind in ("tag", "source", "author")
    },
    **{
        f"{kind}-year.html": (THING_YEAR, msgspec.structs.replace(THING_YEAR, months=(), most=0))
        for kind in ("tag", "source", "author")
    },
    **{
        f"{kind}-month.html": (THING_MONTH, msgspec.structs.replace(THING_MONTH, part=2, parts=()))
        for kind in ("tag", "source", "author")
    },
    **{f"{kind}.html": (INDEX, IndexView(0, (), (), 0)) for kind in ("tags", "sources", "authors")},
    **{f"{kind}-initial.html": (InitialView("a", THINGS),) for kind in ("tags", "sources", "authors")},
}
EVERY_PAGE = [(template, view) for template, views in VIEWS.items() for view in views]
