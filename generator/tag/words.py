"""Words that mean something to the tagger: titles, the kinds of organisations and places, and words of forms.

Folded, without their final full stop. English first; of other languages what their news capitalises. A language that is not
here loses little: the evidence of capitals inside the document does most of the work.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

CALENDAR = Path(__file__).parent.parent / "tables" / "calendar_words.json"


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Before a person's name, and no part of it.
TITLES = _words(
    """
    president premier minister secretary chancellor senator sen rep representative congressman congresswoman gov
    governor mayor gen col colonel lt lieutenant capt captain sgt sergeant cpl corporal maj adm admiral marshal
    commander brigadier dr mr mrs ms miss sir lord lady dame baroness baron count king queen prince princess sheikh
    shaikh emir sultan ayatollah imam mullah rabbi pope cardinal archbishop bishop patriarch catholicos rev reverend
    father pastor judge justice prof professor chairman chairwoman chairperson chair director ambassador envoy
    spokesman spokeswoman spokesperson commissioner speaker leader analyst economist trader dealer executive ceo cfo
    officer official treasurer attorney lawyer prosecutor inspector sheriff coach author actor actress singer
    journalist editor counsel adviser advisor aide comptroller undersecretary manager administrator
    secretary-general director-general attorney-general vice-president vice-chairman ex-president co-chairman
    vice-premier präsident präsidenten präsidentin bundeskanzler bundeskanzlerin kanzler kanzlerin minister ministerin
    ministerpräsident ministerpräsidentin außenminister außenministerin innenminister finanzminister
    verteidigungsminister bundespräsident generalsekretär bürgermeister herr frau papst könig königin président
    présidente cumhurbaşkanı başbakan prezydent kanclerz monsieur madame mme señor señora don doña sr sra dra signor signora
    """
)

_FRENCH_TITLES = TITLES | {"m", "mm"}  # elsewhere "M." is an initial

# Before a title, and part of it: "Deputy Foreign Minister", "Treasury Secretary"; or after it: "Secretary of State".
TITLE_QUALIFIERS = _words(
    """
    vice deputy assistant associate acting interim former prime foreign defense defence finance interior trade
    treasury press economy economic agriculture energy oil commerce labor labour health education transport
    transportation industry justice environment planning budget home exchequer mines tourism culture sport sports
    education public works sales marketing cabinet chief senior general attorney managing executive state affairs
    security national majority minority house senate opposition democratic republican
    """
)

# A name with one of these is an organisation's ...
ORGANISATION_WORDS = _words(
    """
    ministry union department university party bank council committee commission agency association federation
    parliament congress senate court church company group airlines airways air force army navy police institute
    college school academy foundation fund federal reserve organization organisation board bureau authority
    administration treasury exchange securities insurance international industries systems technologies partners
    holdings bancorp bancshares financial savings trust petroleum oil gas steel motors motor electric power
    telephone telecommunications communications broadcasting press agency times post news journal radio television
    museum club league alliance movement front brigade society network corps office service services house assembly duma
    bundestag knesset laboratories laboratory pharmaceuticals stores airline brothers associates enterprises
    ministerium amt bahn partei bundesbank rat verband universität gericht kommission ministère conseil université banque
    parti assemblée commission ministerio consejo universidad banco partido gobierno ministero consiglio università
    banca governo партия министерство совет союз банк университет комиссия комитет суд партії міністерство рада
    ministerstwo partia rada sąd bakanlığı partisi üniversitesi bankası կուսակցություն նախարարություն խորհուրդ
    դատարան համալսարան
    """
)

# ... or, at its end, a company's: "Acme Inc" is shown as "Acme".
COMPANY_SUFFIXES = _words(
    "inc corp corporation co company ltd limited plc llc llp gmbh ag sa s.a spa s.p.a nv n.v bv ab oy oyj a/s kg kk srl pte"
)

PLACE_WORDS = _words(
    """
    corridor river mount mountain mountains street city sea ocean region valley island islands peninsula gulf bay
    strait straits lake county province district avenue square park airport harbor harbour port coast desert canal
    heights hill hills village town territory oblast republic kingdom strip north south east west northern southern
    eastern western central upper new san santa saint st los las fort bridge road highway border plateau canyon
    forest beach basin crossing lakes dam reservoir railway tunnel station terminal observatory pass puerto
    """
)
PLACE_ENDS = PLACE_WORDS - _words(
    "north south northern southern eastern western central upper new san santa saint st los las fort puerto"
)

# Places by themselves and at the end of a name: "Western Europe".
REGIONS = _words("europe asia africa america americas pacific atlantic caribbean mediterranean balkans caucasus arctic")

EVENT_WORDS = _words(
    """
    war wars olympics olympic cup summit conference championship championships election elections festival games
    revolution uprising massacre genocide earthquake hurricane referendum grand prix marathon treaty accord
    agreement
    """
)

# The words of forms, menus and wire tables: no name by themselves, nor in a row of their own.
FORM_WORDS = _words(
    """
    loading menu live home page search login subscribe advertisement photo video image file copyright read watch
    click share shares please reuters ap afp tass bloomberg rights reserved source sources analysts analyst
    officials official traders dealers people company companies stock sales profit loss earnings revenue revenues
    results prices market net shr shrs revs qtr avg oper dlrs dlr mln bln pct cts ct vs yr yrs year years month
    months week weeks day days record pay prior note notes div qtly nil n/a mths mth end full inc corp co ltd plc
    llc mr mrs ms dr sir prof jr sr ii iii iv gmt est edt gdp gnp ceo cfo pm am tv dj usd eur
    """
)

# Half of a name, and no name by itself.
NOT_ALONE = FORM_WORDS | _words(
    """
    north south east west northern southern eastern western central new president prime minister foreign secretary
    general first second third next last chairman government police state bank department union
    party house senate ministry council
    """
)

# Small words that names of people and places begin with, in capitals: "Le Pen", "Los Angeles", "Die Zeit".
PARTICLES = _words("le la los las el al de du des da di das die van von dos del mac st san santa new old saint")

# Titles that are surnames too: "Martin Luther King".
SURNAMES = _words(
    "king prince bishop pope baron marshal judge sheriff count coach author dean lord father pastor speaker counsel"
)

# What makes one name of a country's adjective and the words after it: "Russian Navy".
KINDS = ORGANISATION_WORDS | PLACE_ENDS | EVENT_WORDS | COMPANY_SUFFIXES

# What a name with "of" begins with when it is one: "University of ...", "Gulf of ...".
HEADS = ORGANISATION_WORDS | PLACE_WORDS | EVENT_WORDS

# Small words inside a name. capitals.py has those between two words of a run.
JOINTS = _words("of de del della di da dos das des du von van bin ibn af & the la las los der den dem")

# What a first word gains in English by a hyphen when it is no name: "Government-backed", "Chicago-based".
HYPHENATED = _words("led based born run made owned held style era wide backed built")

# Before a place more often than before a person: used only for names about which nothing else is known.
PLACE_PREPOSITIONS = _words("in at near from to outside à en aus bei nach в во из w we z ze v ve u із з")

# After a person's name more often than after any other.
SPEECH = (" said", " says", " told", ", who ", " added", " sagte", " a dit", " dijo", " сказал", " заявил", " ասաց", " dedi")


def titles(language: str) -> frozenset[str]:
    """What stands before a person's name in `language` (a base code) and is no part of it."""
    return _FRENCH_TITLES if language == "fr" else TITLES


@cache
def calendar(language: str) -> frozenset[str]:
    """Folded names of months and weekdays, long and short, of `language` (a base code) and English."""
    known = json.loads(CALENDAR.read_bytes())
    return _words(known.get(language, "") + " " + known["en"])
