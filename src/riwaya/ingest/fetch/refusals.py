"""Why an address is not fetched or its answer not taken, said once: English, Arabic, and what to do."""

from __future__ import annotations

from riwaya.ingest.fetch.records import RefusalError, Refused
from riwaya.model import Problem

#: Statuses after which the same request may succeed (RFC 9110, 6585).
TRANSIENT_STATUSES = frozenset({408, 425, 429, 500, 502, 503, 504})
_LATER = "it is tried again later (تعاد المحاولة لاحقا)"
_OTHER = "check the address (تحقق من العنوان)"
_ASK_OWNER = "ask the outlet, or take another source (راجع الوسيلة أو اختر مصدرا آخر)"

#: code → reason, advice, whether a later attempt may succeed. ``{}`` is filled with the particulars.
_REASONS: dict[str, tuple[str, str, bool]] = {
    "address": ("not a web address: {} (عنوان غير صالح)", _OTHER, False),
    "scheme": ("only http and https are fetched, not {} (لا يجلب إلا http وhttps)", _OTHER, False),
    "userinfo": ("the address holds a user name or password (في العنوان اسم مستخدم)", "take it out (احذفه)", False),
    "port": ("unusual port {} (منفذ غير معتاد)", "give --allow-private if you mean it (أو استعمل هذا الخيار)", False),
    "odd-host": ("a host in disguise: {} (اسم مضيف مموه)", "write it plainly (اكتبه صراحة)", False),
    "private": (
        "{} is not a public address (عنوان خاص أو محلي)",
        "give --allow-private to fetch from your own network (استعمل هذا الخيار لشبكتك)",
        False,
    ),
    "hosts-own": (
        "{} is where a machine's host answers for it (عنوان يجيب فيه مضيف الجهاز عنه)",
        "no option opens it: no site is there (لا موقع فيه، ولا خيار يفتحه)",
        False,
    ),
    "dns": ("no address known for the host: {} (تعذر إيجاد عنوان المضيف)", _OTHER, True),
    "unreachable": ("cannot connect: {} (تعذر الاتصال)", _LATER, True),
    "certificate": (
        "the server's certificate is not trusted: {} (شهادة الخادم غير موثوقة)",
        "check the address, or set SSL_CERT_FILE to your certificates (تحقق من العنوان أو من الشهادات)",
        False,
    ),
    "timeout": ("no complete answer within {:g} seconds (انتهت المهلة)", _LATER, True),
    "broken": ("the answer is no proper HTTP: {} (رد غير سليم)", _LATER, True),
    "truncated": ("the answer ends early: {} (رد ناقص)", _LATER, True),
    "too-large": ("larger than {:g} MB (حجم أكبر من الحد)", _ASK_OWNER, False),
    "encoding": ("packed in an unknown way: {} (ضغط غير معروف)", _ASK_OWNER, False),
    "damaged": ("damaged compressed data: {} (بيانات مضغوطة تالفة)", _LATER, True),
    "type": ("neither a page nor a feed: {} (ليس صفحة ولا خلاصة)", _OTHER, False),
    "status": ("the server answers {} (رد الخادم برمز خطأ)", _OTHER, False),
    "busy": ("the server answers {} (الخادم مشغول)", _LATER, True),
    "blocked": ("left alone for {:.0f} more seconds (لا يسأل قبل انقضاء المهلة)", _LATER, True),
    "redirects": ("more than {} redirects (تحويلات كثيرة)", _ASK_OWNER, False),
    "loop": ("redirects in a circle (تحويل دائري)", _ASK_OWNER, False),
    "no-location": ("a redirect that does not say where (تحويل بلا عنوان)", _ASK_OWNER, False),
    "robots": ("the site's robots.txt asks not to fetch this (يمنعه ملف robots.txt)", _ASK_OWNER, False),
    "robots-unreachable": ("its robots.txt cannot be read: {} (تعذرت قراءة robots.txt)", _LATER, True),
}


def refused(code: str, address: str, *particulars: object, wait: float | None = None) -> Refused:
    """The refusal ``code`` of ``address``, with its particulars filled in."""
    reason, advice, transient = _REASONS[code]
    problem = Problem(path=address, reason=reason.format(*particulars), advice=advice)
    return Refused(code=code, problem=problem, transient=transient, wait=wait)


def refuse(code: str, address: str, *particulars: object, wait: float | None = None) -> RefusalError:
    """The same, to be raised."""
    return RefusalError(refused(code, address, *particulars, wait=wait))


def of_status(address: str, status: int, *, wait: float | None = None) -> RefusalError:
    """The refusal of an answer with an error status, to be raised."""
    return refuse("busy" if status in TRANSIENT_STATUSES else "status", address, status, wait=wait)


def codes() -> frozenset[str]:
    """Every code that a refusal may carry."""
    return frozenset(_REASONS)
