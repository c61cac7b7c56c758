"""Words that a capital makes no name of: articles, pronouns, conjunctions, adverbs, by language. They end a name, too.

They stand with a capital where a sentence or quotation begins. A language that is not here loses little: there a first word
needs proof from elsewhere in the article anyway. By language, because "dan" and "ben" are names in English.
"""

from __future__ import annotations

AGENCIES = frozenset({"reuters", "reuter", "afp", "upi"})  # they sign a text, whatever its language


def function_words(language: str) -> frozenset[str]:
    """The folded function words of `language` (a base code), and agencies' names."""
    return _BY_LANGUAGE.get(language, AGENCIES)


_WORDS = {
    "en": """
        the a an this that these those it its he she they we i you his her their our my your him them us who whom
        whose what which when where why how there here then thus so but and or nor yet if as at by for from in into
        of off on onto out over to under up upon with within without about above across after against along amid
        among around before behind below beneath beside between beyond despite down during except inside like near
        outside since than through throughout till toward towards until via while although because unless whereas
        whether though not no none nobody nothing never ever also however moreover meanwhile nevertheless
        nonetheless otherwise therefore furthermore instead still just only even again already always often
        sometimes once twice now today tomorrow yesterday earlier later previous previously recently soon finally
        eventually some any all both each every either neither few many more most much several such other others
        another same one two three four five six seven eight nine ten eleven twelve hundred hundreds thousand
        thousands million millions billion billions fourth dozens is are was were be been being am do does did done
        has have had having could would shall should might must let lets let's please yes ok oh ah well perhaps
        maybe asked according given speaking citing quoting adding i'm i've i'd i'll don't can't won't noting
        following including excluding say says said tell told see
    """,
    "de": """
        der die das den dem des ein eine einer einem einen eines und oder aber doch wenn weil dass als am im in an
        auf aus bei mit nach seit von vom vor zu zum zur über unter zwischen durch für gegen ohne um er sie es wir
        ihr ich man sich nicht auch nur noch schon sehr hier dort da dann so wie was wer wo warum diese dieser
        dieses jeder jede jedes alle viele einige laut
    """,
    "fr": """
        le la les l un une des du de d et ou mais donc or ni car que qui quoi dont où il elle ils elles on nous vous
        je tu ce cet cette ces son sa ses leur leurs mon ma mes pour par avec sans sous sur dans en au aux chez vers
        après avant pendant depuis selon comme si ne pas plus très aussi ainsi alors
    """,
    "es": """
        el lo los las una unos unas y o pero sino porque cuando donde como quien cual este esta estos estas ese esa
        eso su sus nuestro con sin sobre entre hasta desde según tras ante para por al del se no sí más muy también
        ya
    """,
    "it": """
        il gli i uno ma che chi cui dove quando come perché se nel nella dal dalla sul sulla per tra fra con questo
        questa quello anche più non è e ed
    """,
    "pt": """
        o os as um uma e em no na nos nas ao à pelo pela mas não ele ela eles elas isso esta este seu sua também
    """,
    "nl": """
        de het een en van ook maar niet dat die deze dit hij zij wij ik je op te bij naar uit voor met over onder
    """,
    "ru": """
        в во на с со к ко у о об от до из за по под при про над через для без между и а но или да же бы ли не ни что
        как так где когда если чтобы потому это этот эта эти тот та те он она они мы вы я его её их наш ваш мой свой
        все всё был была было были есть будет также уже еще ещё только после перед вчера сегодня завтра по-прежнему
        однако
    """,
    "uk": """
        і й та у але чи що як де коли якщо він вона вони ми ви цей ця це ці після
    """,
    "pl": """
        i w z na do od po przez dla bez o u a ale lub czy że jak gdy gdzie to ten ta te on ona oni my wy jest był
        nie się już
    """,
    "tr": """
        ve bir bu şu o ile için de da ama ancak fakat gibi kadar daha en çok ne nasıl biz siz onlar ben sen
    """,
    "hy": """
        և ու կամ բայց որ այս այդ այն նա նրանք մենք դուք ես է են էր ինչպես երբ եթե իսկ նաև մեր ձեր իր
    """,
}
_BY_LANGUAGE = {language: AGENCIES | frozenset(words.split()) for language, words in _WORDS.items()}
