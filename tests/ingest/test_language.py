"""Which texts are Arabic; the sentences are invented."""

from __future__ import annotations

import pytest

from riwaya.ingest.language import language


@pytest.mark.parametrize(
    ("text", "arabic"),
    [
        ("قال وزير المياه إن الجسر الجديد فوق نهر زرمان سيفتح أمام المركبات في نهاية الشهر.", True),
        ("قَالَ الوَزيرُ إنَّ الجِسْرَ سَيُفتَحُ في نهايةِ الشَّهرِ أمامَ الناسِ.", True),
        ("قال الوزير فى مؤتمر صحفى إن الكوبرى هيتفتح للعربيات فى آخر الشهر", True),
        ("افتتاح معرض الكتاب في سيدارا بمشاركة دور نشر من بلدان كثيرة", True),
        ("وزیر نیرو در نشست خبری گفت که پل تازه بر روی رودخانه تا پایان ماه آینده گشایش می‌یابد.", False),
        ("به گفته کارشناسان، بهای گندم نسبت به سال گذشته ده درصد پایین آمده است.", False),
        ("وزیر نے پریس کانفرنس میں کہا کہ دریا پر نیا پل اگلے مہینے کے آخر تک کھول دیا جائے گا۔", False),
        ("وەزیر لە کۆنگرەیەکی ڕۆژنامەوانیدا گوتی پردە نوێیەکە لە کۆتایی مانگدا دەکرێتەوە.", False),
        ("وزير په خبري ناسته کې وويل چې نوی پل به د راتلونکې مياشتې تر پايه پرانيستل شي.", False),
        ("The minister said that the new bridge would open by the end of the month.", False),
        ("The ministry (وزارة المياه) said that the bridge over the river would open to traffic soon.", False),
        ("12 34 5678", False),
        ("", False),
    ],
    ids=str,
)
def test_a_text_is_arabic_by_its_letters_and_words(text: str, arabic: bool) -> None:
    assert language(text).arabic is arabic, language(text)
