"""Invented news: `article(7)` is the same article on every machine, and needs no other to be made.

Names come from a skewed set (Zipf's law, exponent 1): with 2,000 names and five to an article, the commonest is on
about half of all articles, as a country is in a national archive, and most are on a few.
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterator
from functools import cache
from random import Random
from typing import NamedTuple

SEED = 1987
NAMES = 2_000
NAMES_PER_ARTICLE = 5
AUTHORS = 400
FIRST_DAY = dt.date(2014, 1, 1)
DAYS = 3652  # ten years

OUTLETS = tuple(
    f"{place}-{paper}"
    for place in ("aldermoor", "brackwater", "corvale", "dunmarrow", "estermere")
    for paper in ("courier", "gazette", "observer", "wire")
)


def phrases(text: str) -> list[str]:
    """The parts between semicolons; line ends are there for the eye."""
    return text.replace("\n", "").split(";")


ONSETS = phrases("b;br;d;dr;f;g;gr;h;k;kl;l;m;n;p;r;s;st;t;tr;v")
VOWELS = phrases("a;e;i;o;u;ai;or;el")
CODAS = phrases("l;m;n;r;s;th;ld;nd;rn;ck")
GIVEN = phrases(
    "Ada;Bram;Cora;Dirk;Elin;Femke;Goran;Hedda;Ivo;Jorun;Kasper;Linnea;Milan;Nora;Otto;Petra;Ruben;Signe;Tomas;Vera"
)
KINDS = ("Institute", "Council", "Railway", "Shipyard", "University", "Museum", "Water Board", "Trade Union")

SUBJECTS = phrases("""the committee;a spokesman;residents of the old quarter;two former ministers;the harbour pilots;
the auditors;an engineer on the project;several members;the town's teachers;a retired judge;farmers along the river;
the night shift;a group of surveyors;the insurers;most of the delegates;the opposition;a doctor at the clinic;
the crew of the dredger;parents of older pupils;the chief accountant;a beekeeper;half of the shareholders;
the caretaker;a panel of historians;tenants of the mill;the orchestra;the new tax office""")
VERBS = phrases("""asked {name} on {day} to look again at;told reporters that {name} would pay for;
described in a letter to {name};complained that {name} had ignored;voted by a narrow margin to support {name} over;
waited most of {day} for an answer from {name} about;had warned {name} for years about;
praised the work that {name} has done on;asked a court to stop {name} from closing;
will meet people from {name} next week about;could not agree with {name} on the price of;
signed an agreement with {name} for""")
OBJECTS = phrases("""the bridge over the northern canal;a new timetable for the ferries;the repair of the old sea wall;
the budget for the coming winter;a hospital that has stood empty since the flood;cheaper electricity for the mills;
the road between the quarry and the port;a school with places for {count} children;the sale of {count} hectares of forest;
the grain that was stored before the harvest;a shorter working week in the yards;rules for boats under {count} tonnes;
the cost of {count} new carriages;an inquiry into the fire;the lease of the fish market;
a plan to plant {count} trees along the railway""")
TAILS = phrases("""and nobody in the room objected;but the work is unlikely to begin before the spring;
although the figures have not been published;after a debate that lasted until midnight;
which is more than anyone had expected;as rain delayed the survey for a second time;
while prices rose by {count} per cent within a year;and promised to report within {count} days;
because the present contract ends in the autumn;despite a petition with {count} signatures;
in spite of what was agreed last year;since the two sides have not spoken for months;
for reasons that were not explained;and that figure may still grow;before the end of the financial year;
at a cost that was put at {count} million;as the lamps went out for the night;
to the surprise of all {count} people present;without a word about the debt;unless the river freezes first;
and {count} letters arrived within the week;while the old lease still runs;for the first time in {count} months;
because nobody else had offered;although {count} jobs depend on it;with one vote to spare""")
HEADLINES = ("Seeks", "Rejects", "Delays", "Welcomes", "Questions", "Defends", "Approves", "Abandons", "Reviews", "Begins")
MATTERS = phrases("""Canal Bridge Repair;Ferry Timetable;Sea Wall Plan;Winter Budget;Hospital Sale;Power Price Deal;
Quarry Road Scheme;School Places;Forest Lease;Grain Reserve;Shorter Working Week;Small Boat Rules;New Carriages;Fire Inquiry;
Fish Market Lease;Tree Planting Drive""")
OUTCOMES = phrases("""After Long Debate;as Costs Rise by {count} Percent;Before Spring Vote;Despite {count} Objections;
in Talks With {name};Over Advice From {name};for {count} Million;Until the Autumn""")
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")


class Article(NamedTuple):
    """One invented article; `names` are those that it is about, the most prominent first."""

    number: int
    outlet: str
    headline: str
    moment: dt.datetime
    author: str | None
    names: tuple[str, ...]
    paragraphs: tuple[str, ...]


def articles(first: int = 0) -> Iterator[Article]:
    """All articles from number `first` on, without end."""
    return map(article, itertools.count(first))


def article(number: int) -> Article:
    """Article `number`: about 450 words in 12 to 20 paragraphs."""
    random = seeded(number)
    names = chosen_names(random)
    return Article(
        number=number,
        outlet=random.choice(OUTLETS),
        headline=headline(random, names),
        moment=moment(random),
        author=random.choice(authors()) if random.random() < 0.5 else None,
        names=names,
        paragraphs=tuple(paragraph(random, names) for _ in range(random.randint(12, 20))),
    )


def seeded(number: int) -> Random:
    return Random(SEED * 1_000_000_007 + number)  # noqa: S311 - the same on every machine is what is wanted here


@cache
def stems() -> tuple[str, ...]:
    """Invented words with a capital, each once, enough for the names and the authors."""
    random, found = seeded(-1), dict[str, None]()
    while len(found) < NAMES + AUTHORS:
        syllables = (random.choice(ONSETS), random.choice(VOWELS), random.choice(ONSETS), random.choice(VOWELS))
        found["".join((*syllables, random.choice(CODAS))).capitalize()] = None
    return tuple(found)


@cache
def names() -> tuple[str, ...]:
    """All names, the commonest first: places, people and organisations in turn."""
    random = seeded(-2)
    makers = (
        lambda stem: stem,
        lambda stem: f"{random.choice(GIVEN)} {stem}",
        lambda stem: f"{stem} {random.choice(KINDS)}",
    )
    return tuple(makers[place % len(makers)](stem) for place, stem in enumerate(stems()[:NAMES]))


@cache
def authors() -> tuple[str, ...]:
    random = seeded(-3)
    return tuple(f"{random.choice(GIVEN)} {stem}" for stem in stems()[NAMES:])


@cache
def cumulated_weights() -> tuple[float, ...]:
    return tuple(itertools.accumulate(1 / (rank + 1) for rank in range(NAMES)))


def chosen_names(random: Random) -> tuple[str, ...]:
    """Five names, no two alike."""
    found = dict[str, None]()
    while len(found) < NAMES_PER_ARTICLE:
        found[random.choices(names(), cum_weights=cumulated_weights())[0]] = None
    return tuple(found)


def moment(random: Random) -> dt.datetime:
    day = FIRST_DAY + dt.timedelta(days=int(random.random() * DAYS))
    return dt.datetime.combine(day, dt.time(int(random.random() * 24), int(random.random() * 60)))


def headline(random: Random, names: tuple[str, ...]) -> str:
    outcome = random.choice(OUTCOMES).format(count=random.randint(2, 99), name=names[1])
    return f"{names[0]} {random.choice(HEADLINES)} {random.choice(MATTERS)} {outcome}"


def paragraph(random: Random, names: tuple[str, ...]) -> str:
    """One sentence, now and then two."""
    first = sentence(random, names)
    return f"{first} {sentence(random, names)}" if random.random() < 0.15 else first


def sentence(random: Random, names: tuple[str, ...]) -> str:
    subject = random.choice(SUBJECTS)
    words = f"{subject} {random.choice(VERBS)} {random.choice(OBJECTS)}, {random.choice(TAILS)}."
    filled = words.format(name=random.choice(names), day=random.choice(WEEKDAYS), count=2 + int(random.random() * 900))
    return filled[0].upper() + filled[1:]
