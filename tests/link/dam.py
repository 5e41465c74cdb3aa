"""An invented event told by invented outlets: the minister of water of an invented state opens a dam."""

from riwaya.model import Article, Entity
from tests.link.telling import Said, article

MINISTER = Entity(id="per:rmz-khfy", type="PER", name="رامز الكهفي", roles=("وزير المياه",))
LEADER = Entity(id="per:nwf-tlly", type="PER", name="نوف التلالي", roles=("زعيمة المعارضة",))
PEOPLE = (MINISTER, LEADER)
WHO = {"entity": MINISTER.id}

FIRST = article(
    "a1",
    "افتتح وزير المياه رامز الكهفي سد وادي السنابل قرب بلدة قرطوبة بحضور مئات من المزارعين.",
    Said("رامز الكهفي", "السد سيروي أربعين ألف هكتار من بساتين الوادي", **WHO),
    Said("رامز الكهفي", "الوزارة أنفقت 90 مليون دينار على بناء السد وقنواته", **WHO),
    Said("نوف التلالي", "كلفة السد أخفيت عن البرلمان طوال ثلاث سنوات", cue="اتهمت", act="accuse", entity=LEADER.id),
    title="وزير المياه يفتتح سد وادي السنابل",
    outlet="صحيفة المنارة",
    published="2031-03-04T09:00",
    people=PEOPLE,
)
SECOND = article(
    "b1",
    "شهدت بلدة قرطوبة افتتاح سد وادي السنابل الذي انتظره المزارعون أعواما، بحضور وزير المياه رامز الكهفي.",
    Said("الوزير", "أربعين ألف هكتار من بساتين الوادي ستروى بماء السد", cue="أكد", act="affirm", **WHO),
    Said("الوزير", "الوزارة أنفقت 120 مليون دينار على بناء السد وقنواته", cue="أعلن", act="announce", **WHO),
    title="سد وادي السنابل يبدأ ري البساتين",
    outlet="إذاعة السهل",
    published="2031-03-04T13:30",
    people=PEOPLE,
)
UNDATED = article(
    "c1",
    "دشن رامز الكهفي سد وادي السنابل الجديد عند بلدة قرطوبة، وهو أكبر سد يبنى لري بساتين الوادي.",
    Said("رامز الكهفي", "كلفة السد أخفيت عن البرلمان", cue="نفى", act="deny", **WHO),
    title="تدشين سد وادي السنابل عند قرطوبة",
    outlet="موقع النهر",
    people=PEOPLE,
)
YEARLESS = article(
    "d1",
    "جرى في بلدة قرطوبة افتتاح سد وادي السنابل لري بساتين الوادي بحضور وزير المياه رامز الكهفي والمزارعين.",
    title="افتتاح سد وادي السنابل في قرطوبة",
    outlet="قناة الضفة",
    published="XXXX-03-05",
    people=PEOPLE,
)
YEARS_LATER = article(
    "e1",
    "زار رامز الكهفي سد وادي السنابل قرب بلدة قرطوبة بعد افتتاحه لري بساتين الوادي بحضور المزارعين.",
    title="وزير المياه يزور سد وادي السنابل",
    outlet="صحيفة المنارة",
    published="2033-07-01",
    people=PEOPLE,
)
ELSEWHERE = article(
    "f1",
    "فاز فريق نسور الساحل على ضيفه اتحاد الواحة بهدفين في مباراة الذهاب من كأس الجزر لكرة السلة للناشئين.",
    Said("مدرب النسور", "اللاعبين قدموا أفضل ما لديهم في الشوط الأخير"),
    title="نسور الساحل يهزم اتحاد الواحة",
    outlet="صحيفة المنارة",
    published="2031-03-04T20:00",
)
ALL: tuple[Article, ...] = (FIRST, SECOND, UNDATED, YEARLESS, YEARS_LATER, ELSEWHERE)
