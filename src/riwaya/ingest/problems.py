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
