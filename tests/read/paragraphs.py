"""Paragraphs of news in many languages, written for these tests, and the legacy encodings that such text comes in."""

from __future__ import annotations

import unicodedata

PARAGRAPHS = {
    "ru": (
        "Городской совет в четверг одобрил план ремонта старого моста через реку, который был закрыт для движения с "
        "прошлой осени. По словам мэра, работы начнутся в апреле и продлятся не меньше восьми месяцев, а стоимость "
        "проекта составит около трёх миллионов рублей. Жители соседнего района жаловались, что им приходится "
        "объезжать через центр и тратить на дорогу лишние полчаса. «Мы понимаем, что людям тяжело, но безопасность "
        "важнее», — заявил инженер, осмотревший опоры. Подрядчика выберут на открытом конкурсе; заявки принимаются "
        "до конца февраля. Решение вступит в силу после подписи губернатора."
    ),
    "uk": (
        "Міська рада у четвер схвалила план ремонту старого мосту через річку, який був закритий для руху з минулої "
        "осені. За словами мера, роботи почнуться у квітні й триватимуть щонайменше вісім місяців, а вартість "
        "проєкту сягне трьох мільйонів гривень. Мешканці сусіднього району скаржилися, що їм доводиться їхати через "
        "центр і витрачати на дорогу зайві пів години. «Ми розуміємо, що людям важко, але безпека важливіша», — "
        "заявив інженер, який оглянув опори. Підрядника оберуть на відкритому конкурсі; заявки приймають до кінця "
        "лютого. Рішення набуде чинності після підпису голови."
    ),
    "bg": (
        "Общинският съвет одобри в четвъртък плана за ремонт на стария мост над реката, който беше затворен за "
        "движение от миналата есен. По думите на кмета работата ще започне през април и ще продължи най-малко осем "
        "месеца, а стойността на проекта е около три милиона лева. Жителите на съседния квартал се оплакват, че "
        "трябва да минават през центъра и губят по половин час на път. „Разбираме, че на хората им е трудно, но "
        "безопасността е по-важна“, заяви инженерът, който огледа опорите. Изпълнителят ще бъде избран с открит "
        "конкурс; предложения се приемат до края на февруари."
    ),
    "sr": (
        "Градско веће је у четвртак усвојило план за поправку старог моста преко реке, који је затворен за саобраћај "
        "од прошле јесени. Према речима градоначелника, радови ће почети у априлу и трајаће најмање осам месеци, а "
        "вредност пројекта је око три милиона динара. Становници суседног насеља жалили су се да морају да иду кроз "
        "центар и да на путу губе пола сата. „Разумемо да је људима тешко, али је безбедност важнија“, изјавио је "
        "инжењер који је прегледао стубове. Извођач ће бити изабран на јавном конкурсу; пријаве се примају до краја "
        "фебруара."
    ),
    "el": (
        "Το δημοτικό συμβούλιο ενέκρινε την Πέμπτη το σχέδιο για την επισκευή της παλιάς γέφυρας του ποταμού, που "
        "είναι κλειστή από το περασμένο φθινόπωρο. Σύμφωνα με τον δήμαρχο, οι εργασίες θα αρχίσουν τον Απρίλιο και "
        "θα διαρκέσουν τουλάχιστον οκτώ μήνες, με κόστος περίπου τρία εκατομμύρια. Οι κάτοικοι της γειτονικής "
        "συνοικίας παραπονιούνται ότι πρέπει να περνούν από το κέντρο και χάνουν μισή ώρα στον δρόμο. "
        "«Καταλαβαίνουμε ότι είναι δύσκολο, αλλά η ασφάλεια προέχει», δήλωσε ο μηχανικός που εξέτασε τα θεμέλια. Ο "
        "εργολάβος θα επιλεγεί με ανοιχτό διαγωνισμό· οι προσφορές γίνονται δεκτές μέχρι το τέλος Φεβρουαρίου."
    ),
    "ka": (
        "საკრებულომ ხუთშაბათს დაამტკიცა მდინარეზე გადებული ძველი ხიდის შეკეთების გეგმა, რომელიც გასული შემოდგომიდან "
        "დაკეტილია. მერის თქმით, სამუშაოები აპრილში დაიწყება და სულ ცოტა რვა თვე გაგრძელდება. მოსახლეობა ჩიოდა, რომ "
        "ცენტრის გავლა უწევდა."
    ),
    "hy": (
        "Քաղաքային խորհուրդը հինգշաբթի օրը հաստատեց գետի վրայի հին կամրջի վերանորոգման ծրագիրը, որը փակ է անցած "
        "աշնանից։ Քաղաքապետի խոսքով՝ աշխատանքները կսկսվեն ապրիլին և կտևեն առնվազն ութ ամիս։ Բնակիչները դժգոհում էին, "
        "որ ստիպված են անցնել կենտրոնով։"
    ),
    "ar": (
        "وافق المجلس البلدي يوم الخميس على خطة إصلاح الجسر القديم فوق النهر، وهو مغلق أمام الحركة منذ الخريف الماضي. "
        "وقال رئيس البلدية إن الأعمال ستبدأ في أبريل وتستمر ثمانية أشهر على الأقل، وتبلغ كلفة المشروع نحو ثلاثة "
        "ملايين. واشتكى سكان الحي المجاور من أنهم يضطرون إلى المرور عبر وسط المدينة ويضيعون نصف ساعة في الطريق. "
        "وأضاف المهندس الذي فحص الأعمدة أن السلامة أهم من السرعة، وأن القرار سيدخل حيز التنفيذ بعد توقيع المحافظ. "
        "وسيتم اختيار المقاول في مناقصة مفتوحة، وتقبل العروض حتى نهاية فبراير."
    ),
    "he": (
        "מועצת העיר אישרה ביום חמישי את התוכנית לשיפוץ הגשר הישן מעל הנהר, הסגור לתנועה מאז הסתיו שעבר. לדברי ראש "
        "העיר, העבודות יתחילו באפריל ויימשכו לפחות שמונה חודשים, ועלות הפרויקט היא כשלושה מיליון שקלים. תושבי השכונה "
        "הסמוכה התלוננו שהם נאלצים לנסוע דרך המרכז ומבזבזים חצי שעה בדרך. המהנדס שבדק את העמודים אמר כי הבטיחות "
        "חשובה יותר, וכי ההחלטה תיכנס לתוקף לאחר חתימת השר. הקבלן ייבחר במכרז פתוח, וההצעות יתקבלו עד סוף פברואר."
    ),
    "fa": (
        "شورای شهر روز پنجشنبه طرح تعمیر پل قدیمی روی رودخانه را که از پاییز گذشته بسته است تصویب کرد. به گفته "
        "شهردار کارها در بهار آغاز می‌شود و دست کم هشت ماه طول می‌کشد و هزینه پروژه حدود سه میلیون است. ساکنان محله "
        "همسایه گله داشتند که باید از مرکز شهر بگذرند و نیم ساعت از وقت خود را در راه از دست می‌دهند. مهندسی که "
        "پایه‌ها را بررسی کرد گفت ایمنی مهم‌تر است. پیمانکار در مناقصه آزاد انتخاب می‌شود."
    ),
    "ja": (
        "市議会は木曜日、昨年の秋から通行止めになっている古い橋の改修計画を承認した。市長"
        "によると、工事は四月に始まり、少なくとも八か月かかる見通しで、費用は約三億円にな"
        "るという。近くの住民は、町の中心を通って遠回りしなければならず、通勤に三十分も余"
        "計にかかると訴えていた。橋脚を調べた技術者は「不便は理解しているが、安全のほうが"
        "大切だ」と話した。工事を請け負う会社は公開入札で選ばれ、応募は二月末まで受け付け"
        "る。新しい歩道とサイクリングコースも設けられる予定だ。"
    ),
    "zh-Hans": (
        "市议会星期四批准了老桥的维修计划,这座桥从去年秋天起一直禁止通行。市长表示,工程"
        "将于四月开始,至少需要八个月时间,总费用约为三百万元。附近的居民抱怨说,他们必须"
        "绕道市中心,每天在路上多花半个小时。检查桥墩的工程师说:“我们知道大家不方便,但"
        "是安全更重要。”施工单位将通过公开招标选出,报名时间到二月底为止。根据计划,桥的"
        "两边还会修建新的人行道和自行车道。"
    ),
    "zh-Hant": (
        "市議會星期四批准了老橋的維修計畫,這座橋從去年秋天起一直禁止通行。市長表示,工程"
        "將於四月開始,至少需要八個月時間,總費用約為三百萬元。附近的居民抱怨說,他們必須"
        "繞道市中心,每天在路上多花半個小時。檢查橋墩的工程師說:「我們知道大家不方便,但"
        "是安全更重要。」施工單位將透過公開招標選出,報名時間到二月底為止。根據計畫,橋的"
        "兩邊還會興建新的人行道和自行車道。"
    ),
    "ko": (
        "시의회는 목요일 지난해 가을부터 통행이 금지된 오래된 다리의 보수 계획을 승인했다. 시장은 공사가 사월에 "
        "시작되어 적어도 여덟 달이 걸리고 비용은 약 삼십억 원이 될 것이라고 밝혔다. 이웃 주민들은 시내를 돌아가야 "
        '해서 출근길에 삼십 분을 더 쓴다고 불만을 나타냈다. 교각을 점검한 기술자는 "불편은 이해하지만 안전이 더 '
        '중요하다"고 말했다. 시공 업체는 공개 입찰로 선정되며 신청은 이월 말까지 받는다. 새로운 보행로와 자전거 '
        "도로도 함께 만들 예정이다."
    ),
    "tr": (
        "Belediye meclisi perşembe günü, geçen sonbahardan beri trafiğe kapalı olan eski köprünün onarım planını "
        "onayladı. Başkanın açıklamasına göre çalışmalar nisan ayında başlayacak ve en az sekiz ay sürecek; projenin "
        "maliyeti yaklaşık üç milyon lira olacak. Komşu mahallenin sakinleri, şehir merkezinden dolaşmak zorunda "
        "kaldıklarını ve yolda yarım saat kaybettiklerini söylüyor. Ayakları inceleyen mühendis, “İnsanların güçlük "
        "çektiğini biliyoruz, ama güvenlik daha önemli” dedi. Yüklenici açık ihaleyle seçilecek; başvurular şubat "
        "sonuna kadar alınacak."
    ),
    "pl": (
        "Rada miasta w czwartek zatwierdziła plan remontu starego mostu nad rzeką, który jest zamknięty dla ruchu od "
        "zeszłej jesieni. Według burmistrza prace rozpoczną się w kwietniu i potrwają co najmniej osiem miesięcy, a "
        "koszt przedsięwzięcia wyniesie około trzech milionów złotych. Mieszkańcy sąsiedniej dzielnicy skarżyli się, "
        "że muszą jeździć przez śródmieście i tracą pół godziny. „Rozumiemy, że ludziom jest ciężko, ale "
        "bezpieczeństwo jest ważniejsze”, powiedział inżynier, który obejrzał filary. Wykonawca zostanie wyłoniony w "
        "przetargu; zgłoszenia przyjmowane są do końca lutego."
    ),
    "cs": (
        "Městská rada ve čtvrtek schválila plán opravy starého mostu přes řeku, který je od loňského podzimu uzavřen "
        "pro dopravu. Podle starosty začnou práce v dubnu a potrvají nejméně osm měsíců, přičemž náklady dosáhnou "
        "přibližně tří milionů korun. Obyvatelé sousední čtvrti si stěžovali, že musejí jezdit přes střed města a "
        "ztrácejí půl hodiny. „Chápeme, že je to pro lidi těžké, ale bezpečnost je důležitější,“ řekl inženýr, který "
        "prohlédl pilíře. Dodavatel bude vybrán ve veřejné soutěži; přihlášky se přijímají do konce února."
    ),
    "hu": (
        "A városi tanács csütörtökön jóváhagyta a folyón átívelő régi híd felújításának tervét, amely tavaly ősz óta "
        "le van zárva a forgalom elől. A polgármester szerint a munkálatok áprilisban kezdődnek és legalább nyolc "
        "hónapig tartanak, a költség pedig körülbelül hárommillió forint lesz. A szomszédos városrész lakói arra "
        "panaszkodtak, hogy a belvároson át kell kerülniük, és fél órát veszítenek. „Megértjük, hogy az embereknek "
        "nehéz, de a biztonság fontosabb” – mondta a mérnök, aki megvizsgálta a pilléreket. A kivitelezőt nyílt "
        "pályázaton választják ki; jelentkezni február végéig lehet."
    ),
    "de": (
        "Der Stadtrat hat am Donnerstag den Plan für die Sanierung der alten Brücke über den Fluss gebilligt, die "
        "seit dem vergangenen Herbst für den Verkehr gesperrt ist. Nach Angaben der Bürgermeisterin beginnen die "
        "Arbeiten im April und dauern mindestens acht Monate; die Kosten betragen ungefähr drei Millionen Euro. "
        "Anwohner hatten beklagt, dass sie durch die Innenstadt fahren müssen und täglich eine halbe Stunde "
        "verlieren. „Wir verstehen, dass es schwierig ist, aber die Sicherheit geht vor“, erklärte der Ingenieur, "
        "der die Pfeiler geprüft hat. Die Ausführung wird öffentlich ausgeschrieben; Angebote können bis Ende "
        "Februar eingereicht werden."
    ),
    "fr": (
        "Le conseil municipal a approuvé jeudi le projet de réparation du vieux pont sur la rivière, fermé à la "
        "circulation depuis l'automne dernier. Selon la maire, les travaux commenceront en avril et dureront au "
        "moins huit mois ; le coût est évalué à près de trois millions. Les habitants du quartier voisin se "
        "plaignaient d'être obligés de traverser le centre et de perdre une demi-heure chaque matin. « Nous savons "
        "que c'est pénible, mais la sécurité passe d'abord », a déclaré l'ingénieur qui a examiné les piliers. "
        "L'entreprise sera choisie après un appel d'offres ; les dossiers sont reçus jusqu'à la fin de février."
    ),
    "vi": (
        "Hội đồng thành phố hôm thứ Năm đã thông qua kế hoạch sửa chữa cây cầu cũ bắc qua sông, vốn bị đóng từ mùa "
        "thu năm ngoái. Theo lời thị trưởng, công việc sẽ bắt đầu vào tháng Tư và kéo dài ít nhất tám tháng, chi phí "
        "của dự án vào khoảng ba triệu. Người dân khu phố bên cạnh phàn nàn rằng họ phải đi vòng qua trung tâm và "
        "mất nửa giờ trên đường. Kỹ sư kiểm tra các trụ cầu nói rằng an toàn quan trọng hơn. Nhà thầu sẽ được chọn "
        "qua đấu thầu công khai."
    ),
    "th": (
        "สภาเทศบาลเมืองอนุมัติแผนซ่อมสะพานเก่าข้ามแม่น้ำเมื่อวันพฤหัสบดี "
        "หลังจากปิดการจราจรมาตั้งแต่ฤดูใบไม้ร่วงปีที่แล้ว "
        "นายกเทศมนตรีกล่าวว่างานจะเริ่มในเดือนเมษายนและใช้เวลาอย่างน้อยแปดเดือน ค่าใช้จ่ายประมาณสามล้านบาท "
        "ชาวบ้านในย่านใกล้เคียงร้องเรียนว่าต้องอ้อมผ่านใจกลางเมืองและเสียเวลาครึ่งชั่วโมง "
        "วิศวกรที่ตรวจเสาสะพานกล่าวว่าความปลอดภัยสำคัญกว่า ผู้รับเหมาจะถูกเลือกโดยการประมูลแบบเปิด"
    ),
}

ENCODINGS = {
    "ru": ("windows-1251", "koi8-r", "cp866", "iso-8859-5"),
    "uk": ("windows-1251", "koi8-u"),
    "bg": ("windows-1251",),
    "sr": ("windows-1251", "iso-8859-5"),
    "el": ("windows-1253",),
    "ar": ("windows-1256",),
    "he": ("windows-1255",),
    "fa": ("windows-1256",),
    "ja": ("shift_jis", "euc_jp", "iso2022_jp"),
    "zh-Hans": ("gb18030",),
    "zh-Hant": ("big5",),
    "ko": ("euc_kr",),
    "tr": ("windows-1254",),
    "pl": ("windows-1250", "iso-8859-2"),
    "cs": ("windows-1250", "iso-8859-2"),
    "hu": ("windows-1250", "iso-8859-2"),
    "de": ("windows-1252",),
    "fr": ("windows-1252",),
    "vi": ("windows-1258",),
    "th": ("tis_620",),
}

_KEPT_WHOLE = "\u0302\u0306\u031b"  # circumflex, breve and horn stay on their letters in windows-1258; tones do not


def encoded(text: str, encoding: str) -> bytes:
    """`text` as a file of that encoding would hold it; what it has no code for is left out."""
    if encoding == "windows-1258":
        text = "".join(_with_separate_tone(letter) for letter in text)
    return text.encode(encoding, "ignore")


def of_length(language: str, characters: int) -> str:
    """Repeat the language's paragraph up to that many characters."""
    text = PARAGRAPHS[language]
    return (text * (characters // len(text) + 1))[:characters]


def _with_separate_tone(letter: str) -> str:
    base, *marks = unicodedata.normalize("NFD", letter)
    kept = [mark for mark in marks if mark in _KEPT_WHOLE]
    tones = [mark for mark in marks if mark not in _KEPT_WHOLE]
    return unicodedata.normalize("NFC", base + "".join(kept)) + "".join(tones)
