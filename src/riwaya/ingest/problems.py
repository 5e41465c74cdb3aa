"""What can be wrong with input, said once: each reason in English and Arabic, with what to do about it."""

from __future__ import annotations

from riwaya.model import Problem

#: A page larger than this (50 MB) is no article: no outlet's longest page comes near it.
LARGEST_PAGE = 50_000_000
#: A line of a ``.jsonl`` file holds one article.
LARGEST_LINE = 10_000_000


def problem(path: str, reason: str, advice: str, *, line: int | None = None, byte: int | None = None) -> Problem:
    """A ``Problem`` about ``path``."""
    return Problem(path=path, reason=reason, advice=advice, line=line, byte=byte)


def missing(path: str) -> Problem:
    """No such file, folder or match of a pattern."""
    return problem(path, "no such file (لا يوجد ملف بهذا الاسم)", "check the path (تحقق من المسار)")


def unreadable(path: str, why: str) -> Problem:
    """The operating system refuses to read it."""
    return problem(path, f"cannot be read: {why} (تعذرت القراءة)", "check its permissions (تحقق من الأذونات)")


def unknown_type(path: str) -> Problem:
    """A file named outright whose ending says that it is something else."""
    return problem(
        path,
        "unknown file type (نوع ملف غير معروف)",
        "give .txt, .html, .htm, .jsonl or .jsonl.gz (استعمل أحد هذه الأنواع)",
    )


def empty_folder(path: str) -> Problem:
    """A folder in which nothing can be read."""
    return problem(path, "no readable file in this folder (لا ملف مقروءا في المجلد)", "give another (اختر مجلدا آخر)")


def empty(path: str, *, line: int | None = None) -> Problem:
    """Nothing, or nothing but white space."""
    return problem(path, "empty (ملف فارغ)", "leave it out (استبعده)", line=line)


def no_arabic(path: str, *, line: int | None = None) -> Problem:
    """Text without a single Arabic letter."""
    return problem(
        path,
        "holds no Arabic text (لا يحتوي على نص عربي)",
        "only Arabic articles are read (تقرأ المقالات العربية فقط)",
        line=line,
    )


def undecodable(path: str, byte: int, encoding: str, *, line: int | None = None) -> Problem:
    """Bytes that are text in no encoding that is known here."""
    return problem(
        path,
        f"not {encoding} at this byte (بايتات لا تقرأ بهذا الترميز)",
        "save it as UTF-8 (احفظه بترميز UTF-8)",
        line=line,
        byte=byte,
    )


def binary(path: str, byte: int, *, line: int | None = None) -> Problem:
    """A NUL byte: this is no text."""
    return problem(
        path, "binary data, not text (بيانات ثنائية وليست نصا)", "leave it out (استبعده)", line=line, byte=byte
    )


def too_large(path: str, *, line: int | None = None) -> Problem:
    """More than one article can hold."""
    limit = LARGEST_PAGE if line is None else LARGEST_LINE
    return problem(
        path,
        f"larger than {limit // 1_000_000} MB (حجم أكبر من الحد)",
        "one article a page or line: split it (قسمه إلى مقالات)",
        line=line,
    )


def broken_json(path: str, line: int, why: str) -> Problem:
    """A line that is no JSON object of the input shape."""
    return problem(
        path, f"broken JSON line: {why} (سطر JSON غير صالح)", "mend or remove the line (أصلح السطر)", line=line
    )


def no_text(path: str, line: int) -> Problem:
    """A record without its one required key."""
    return problem(path, 'the record has no "text" (السجل بلا نص)', 'give "text" as a string (أضف النص)', line=line)


def truncated(path: str, line: int, why: str) -> Problem:
    """A compressed file that ends too early or is damaged."""
    return problem(
        path,
        f"compressed data ends early or is damaged: {why} (ملف مضغوط ناقص أو تالف)",
        "articles before this line were read; fetch the file again (قرئ ما قبله، أعد تنزيل الملف)",
        line=line,
    )


def no_article(path: str) -> Problem:
    """HTML in which no article is found."""
    return problem(
        path, "HTML without an article (صفحة بلا مقال)", "save the article's own page (احفظ صفحة المقال نفسها)"
    )


def damaged(path: str, why: str) -> Problem:
    """A packed sitemap that cannot be unpacked."""
    return problem(
        path,
        f"compressed data is damaged: {why} (بيانات مضغوطة تالفة)",
        "it is tried again later (تعاد المحاولة لاحقا)",
    )


def unpacks_too_large(path: str, limit: int) -> Problem:
    """A packed file that grows beyond what is read."""
    return problem(
        path, f"unpacks to more than {limit // 1_000_000} MB (يتجاوز الحد بعد فك الضغط)", "leave it out (استبعده)"
    )


def declares_entities(path: str) -> Problem:
    """XML that declares entities: a few lines of it can grow to gigabytes or read files of this machine."""
    return problem(
        path,
        "its document type declares entities or elements (تعريفات كيانات في مستند XML)",
        "no feed needs them: tell its owner (لا تحتاج إليها أي خلاصة، أبلغ صاحبها)",
    )


def nested_too_deep(path: str, deepest: int) -> Problem:
    """XML with more elements inside one another than any feed has."""
    return problem(path, f"nested deeper than {deepest} (تداخل أعمق من الحد)", "leave it out (استبعده)")


def broken_xml(path: str, why: str) -> Problem:
    """XML of which nothing can be read."""
    return problem(path, f"broken XML: {why} (مستند XML غير صالح)", "tell its owner (أبلغ صاحبه)")


def broken_xml_note(why: str) -> str:
    """Said of a feed that is broken somewhere and read all the same."""
    return f"broken XML, read as far as it makes sense: {why} (مستند XML معيب، قرئ ما أمكن)"


def too_many_note(most: int) -> str:
    """Said of a listing that goes on."""
    return f"only the first {most:,} entries are read (تقرأ المداخل الأولى فقط)"


def misdeclared_note(declared: str, found: str) -> str:
    """Said of text whose encoding was announced wrongly and told by its bytes."""
    return f"declared as {declared}, read as {found} (الترميز المعلن خاطئ وقرئ بالصحيح)"


def encoded_twice_note() -> str:
    """Said of text that was turned into UTF-8 although it was that already."""
    return "encoded twice as UTF-8, read as what was meant (نص رمّز مرتين وقرئ على وجهه)"


def replaced_note(byte: int) -> str:
    """Said of text with broken characters."""
    return f"broken characters replaced, the first at byte {byte} (حروف تالفة استبدلت)"


def bad_state(path: str, why: str) -> Problem:
    """A file of ``riwaya watch`` that is not what it wrote."""
    return problem(
        path,
        f"what was known of a source cannot be read: {why} (تعذرت قراءة حالة المصدر)",
        "the source is watched from the beginning (يتابع المصدر من جديد)",
    )


def listings_nested(path: str, deepest: int) -> Problem:
    """Listings that name listings that name listings."""
    return problem(
        path,
        f"listings inside listings deeper than {deepest} (قوائم متداخلة أعمق من الحد)",
        "give the inner one as a source (أعط القائمة الداخلية مصدرا)",
    )


def no_source(path: str) -> Problem:
    """Neither a web address nor a file of sources."""
    return problem(
        path,
        "neither a web address nor a file (ليس عنوانا ولا ملفا)",
        "begin an address with https:// (ابدأ العنوان بالصيغة https://)",
    )


def no_sources(path: str) -> Problem:
    """A file that should hold sources and holds none."""
    return problem(
        path,
        "neither OPML nor a list of addresses (ليس OPML ولا قائمة عناوين)",
        "one address a line (عنوان في كل سطر)",
    )
