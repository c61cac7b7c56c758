"""What buttons and boxes around an article say, in the languages of the web: share, subscribe, read also, comments.

The lists judge only short lines that are no sentences, and only by how they begin: a line that says "share" inside is news.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, NamedTuple

# One line a language or a family of them; phrases set apart by "|". A phrase that ends in "*" may go on as a longer word.
_PHRASES: Final = """
share | tweet | retweet | subscribe | sign in | sign up | log in | login | follow us | read also | read more
read next | see also
related | related articles | related stories | related news | related topics | related content | related links
more on this
more from | more news | more stories | most read | most popular | most viewed | you may like
you may also like | you might like
you might also like | recommended | advertisement | advertisements | loading | newsletter | newsletters
print this | print article
all rights reserved | comment | comments | leave a comment | leave a reply | skip to | download the
download our | get the app
get our app | get the newsletter | copy link | back to top | contact us | privacy policy | terms of | cookie
cookies | watch live
watch now | listen live | join us | tag: | tags:
teilen | abonnieren | anmelden | mehr zum thema | mehr dazu | lesen sie auch | drucken | anzeige | werbung
kommentar | kommentare
zur startseite | datenschutz | impressum
partager | s'abonner | s’abonner | abonnez* | inscrivez* | lire aussi | lire la suite | à lire | imprimer
publicité | commentaires
sur le même thème | sur le même sujet | suivez-nous | mentions légales
compartir | comparte | compartilhar | compartilhe | suscrib* | suscríb* | inscreva* | assine | lea también
lea más | leer más
leia também | leia mais | imprimir | publicidad | publicidade | comentarios | comentários | síguenos
relacionado* | relacionada*
veja também | noticias relacionadas
condividi | iscriviti | leggi anche | stampa | pubblicità | commenti | seguici
udostępnij | subskrybuj | zapisz się | czytaj też | czytaj także | czytaj więcej | zobacz też | zobacz także
drukuj | reklama
komentarze | polub
delen | abonneer | lees ook | lees meer | lees verder | reacties | advertentie | dela | prenumerera
läs också | läs mer | läs även
annons | del på | abonner | les også | læs også | jaa | tilaa | lue myös | lue lisää | mainos
поделиться | подписаться | подписывайтесь | подписка | читайте также | читайте нас | читать далее
читать также | реклама
комментарии | комментарий | распечатать | загрузка | версия для печати | все права защищены | по теме
смотрите также
поділитися | підписатися | підписуйтесь | читайте також | коментарі | сподели | абонирай | прочетете още
коментари
κοινοποίηση | εγγραφή | εγγραφείτε | διαβάστε επίσης | διαβάστε ακόμη | εκτύπωση | σχόλια | διαφήμιση
ακολουθήστε
paylaş | abone | ayrıca okuyun | ilgili haberler | yorum | yorumlar | yazdır | reklam | oxşar xəbərlər
გამოიწერე* | მიიღე* | გააზიარ* | წაიკითხე* | კომენტარ* | რეკლამა | բաժանորդագրվ* | կիսվել | կարդացեք*
մեկնաբանություն*
شارك | مشاركة | اشترك | اقرأ أيضا | اقرأ المزيد | تعليقات | إعلان | طباعة | اشتراک | بیشتر بخوانید | نظرات
שתפו | שתף | הירשמו | קראו גם | קראו עוד | תגובות | פרסומת
分享* | 订阅* | 訂閱* | 相关新闻* | 相关阅读* | 相关链接* | 相關新聞* | 相關閱讀* | 更多* | 广告* | 廣告*
评论* | 評論* | 责任编辑* | 版权*
打印* | 推荐阅读* | シェア* | 購読* | 関連記事* | 続きを読む* | 広告* | コメント* | 공유* | 구독* | 관련기사*
관련 기사* | 댓글* | 광고* | 무단전재* | 무단 전재*
साझा | शेयर | सदस्यता | यह भी पढ़ें | विज्ञापन | শেয়ার | আরও পড়ুন | แชร์* | สมัครสมาชิก* | อ่านเพิ่มเติม*
ข่าวที่เกี่ยวข้อง*
bagikan | baca juga | komentar | iklan | chia sẻ | đăng ký | xem thêm | bình luận
"""

# Names of the places that buttons lead to; a line of nothing but these is a row of buttons.
_NETWORKS: Final = frozenset(
    ("facebook", "twitter", "x", "whatsapp", "whats", "app", "telegram", "linkedin", "pinterest", "reddit", "instagram",
     "youtube", "tiktok", "viber", "messenger", "vk", "одноклассники", "вконтакте", "flipboard", "tumblr", "pocket", "line",
     "kakaotalk", "kakao", "weibo", "e", "email", "mail", "rss", "print", "share", "tweet", "copy", "link")
)  # fmt: skip
_WORD: Final = re.compile(r"\w+")
_FEWEST_LETTERS: Final = 2
# No phrase is longer, nor the small letters of one.
_LONGEST: Final = 60
# Most lines begin with other letters than any phrase does, and are done with.
_LEAD: Final = 2


def _listed() -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    """By their first two letters the phrases that end with a word, and those that may go on."""
    phrases = [phrase.strip() for line in _PHRASES.splitlines() for phrase in line.split("|") if phrase.strip()]
    by_lead: dict[str, tuple[list[str], list[str]]] = {}
    for phrase in phrases:
        by_lead.setdefault(phrase[:_LEAD], ([], []))[phrase.endswith("*")].append(phrase.removesuffix("*"))
    return {lead: (tuple(whole), tuple(stems)) for lead, (whole, stems) in by_lead.items()}


_BY_LEAD: Final = _listed()


class Button(NamedTuple):
    """What a short line says if it is a button.

    shares   whether it holds nothing but the names of networks, with figures and marks between them
    invites  whether it begins as an invitation to share, subscribe or read on does
    """

    shares: bool
    invites: bool


NO_BUTTON: Final = Button(False, False)


@lru_cache(1 << 14)  # the menus of one outlet's pages say the same again and again, and each line is asked about twice
def button_of(text: str) -> Button:
    """What `text` says if it is a button."""
    first = _WORD.search(text)
    if first is None:
        return NO_BUTTON
    lead = _BY_LEAD.get(text[first.start() : first.start() + _LEAD].lower())
    shares = (first[0].isdigit() or first[0].lower() in _NETWORKS) and _is_share_row(text)
    invites = lead is not None and _begins(text[first.start() : first.start() + _LONGEST].lower(), *lead)
    return Button(shares, invites)


def _is_share_row(text: str) -> bool:
    words = [word for word in _WORD.findall(text.lower()) if not word.isdigit()]
    return bool(words) and len(text) >= _FEWEST_LETTERS and all(word in _NETWORKS for word in words)


def _begins(said: str, whole: tuple[str, ...], stems: tuple[str, ...]) -> bool:
    return said.startswith(stems) or (
        said.startswith(whole)
        and any(said.startswith(phrase) and not said[len(phrase) : len(phrase) + 1].isalnum() for phrase in whole)
    )
