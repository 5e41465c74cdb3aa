"""Reading: every kind of input, and a clear report for whatever is wrong with it."""

from __future__ import annotations

import gzip
import io
import json
import time
from pathlib import Path

import pytest

from riwaya.ingest import problems, read
from riwaya.model import Article, Problem
from tests.ingest.pages import ARTICLE, BODY, LEAD, TITLE

RECORD = json.dumps({"id": "one", "title": TITLE, "text": LEAD}, ensure_ascii=False)
HTML = (
    '<html><head><title>{title} | النهر</title><meta charset="{charset}"><meta property="og:site_name" content="النهر">'
    '<meta name="author" content="سامر الحداد"><link rel="canonical" href="https://nahr.example.net/a/1">'
    '<meta property="article:published_time" content="2024-06-19T11:30:00+03:00"></head>'
    "<body><nav>الرئيسية</nav><article><h1>{title}</h1>{body}</article></body></html>"
).replace("{body}", "".join(f"<p>{paragraph}</p>" for paragraph in (LEAD, *BODY)))


def write(folder: Path, name: str, data: bytes | str) -> Path:
    path = folder / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


def one(path: Path) -> Article:
    (article,) = read([path])
    assert isinstance(article, Article), str(article)
    return article


def problem(path: Path) -> Problem:
    (found,) = read([path])
    assert isinstance(found, Problem)
    assert found.path == str(path)
    assert found.advice
    return found


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1256"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    article = one(write(tmp_path, "page.txt", ARTICLE.encode(encoding)))
    assert (article.text, article.document, article.id) == (ARTICLE, "page.txt", "page")


def test_offsets_are_those_of_the_file_as_decoded(tmp_path: Path) -> None:
    text = ARTICLE.replace("\n", "\r\n")
    article = one(write(tmp_path, "page.txt", text))
    assert article.text == text
    assert article.title is not None and article.title.of(text) == TITLE


def test_direction_marks_stay_in_the_text(tmp_path: Path) -> None:
    text = f"\u200f{ARTICLE}\u200e"
    assert one(write(tmp_path, "page.txt", text)).text == text


def ids(*paths: Path) -> list[str]:
    found = list(read(paths))
    assert all(isinstance(item, Article) for item in found), list(map(str, found))
    articles = [item for item in found if isinstance(item, Article)]
    assert len({article.document for article in articles}) == len(articles)
    return [article.id for article in articles]


BAD: list[tuple[str, bytes, str, int | None]] = [
    ("empty.txt", b"", "empty", None),
    ("bom.txt", b"\xef\xbb\xbf", "empty", None),
    ("blank.txt", b" \r\n\t\n", "empty", None),
    ("nul.txt", ARTICLE.encode() + b"\0", "binary", len(ARTICLE.encode())),
    ("broken.txt", ARTICLE.encode() + b"\xff\xfe" + ARTICLE.encode(), "not UTF-8", len(ARTICLE.encode())),
    ("latin.txt", "café über façade".encode("latin-1") * 9, "not UTF-8", 3),
    ("english.txt", b"no Arabic here", "no Arabic", None),
    ("page.pdf", b"%PDF", "unknown file type", None),
    ("empty.html", b"<html></html>", "HTML without an article", None),
    ("script.html", f"<html><script>x='{LEAD}'</script></html>".encode(), "HTML without an article", None),
    ("deep.html", b"<html><body>" + b"<div>" * 50_000 + LEAD.encode(), "HTML without an article", None),
    ("empty.jsonl", b"", "empty", None),
    ("not.jsonl.gz", b"hello", "compressed data", None),
]


@pytest.mark.parametrize(("name", "data", "reason", "byte"), BAD, ids=[row[0] for row in BAD])
def test_bad_input_is_reported(tmp_path: Path, name: str, data: bytes, reason: str, byte: int | None) -> None:
    found = problem(write(tmp_path, name, data))
    assert reason in found.reason
    assert found.byte == byte


def test_a_missing_path_and_an_empty_folder_are_reported(tmp_path: Path) -> None:
    assert "no such file" in problem(tmp_path / "nowhere.txt").reason
    assert "no such file" in problem(tmp_path / "*.txt").reason
    assert "no readable file" in problem(tmp_path).reason


def test_a_page_of_more_than_fifty_megabytes_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as stream:
        stream.truncate(problems.LARGEST_PAGE + 1)
    assert "larger than 50 MB" in problem(path).reason


def test_records_line_by_line(tmp_path: Path) -> None:
    lines = [RECORD, '{"text":', "", '{"title": "x"}', "[1]", json.dumps({"text": LEAD}), '{"text": "english"}']
    path = write(tmp_path, "some.jsonl", "\n".join(lines).encode() + b'\n{"text": "\xff"}\n' + RECORD.encode())
    found = list(read([path]))
    assert [item.id for item in found if isinstance(item, Article)] == ["one", "some.jsonl:6", "some.jsonl:9"]
    reported = [(item.line, item.reason.split(" (")[0]) for item in found if isinstance(item, Problem)]
    assert [line for line, _ in reported] == [2, 4, 5, 7, 8]
    assert reported[0][1].startswith("broken JSON line")


def test_records_with_a_byte_order_mark_and_carriage_returns(tmp_path: Path) -> None:
    path = write(tmp_path, "some.jsonl", b"\xef\xbb\xbf" + (RECORD + "\r\n").encode() * 2)
    assert ids(path) == ["one", "some.jsonl:2"]


def test_a_line_that_is_too_long_is_skipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(problems, "LARGEST_LINE", 1_000)
    path = write(tmp_path, "some.jsonl", f'{{"text": "{LEAD * 40}"}}\n{RECORD}\n')
    first, second = read([path])
    assert isinstance(first, Problem) and first.line == 1
    assert isinstance(second, Article)


def test_packed_records_and_where_they_break_off(tmp_path: Path) -> None:
    records = "".join(
        json.dumps({"text": f"{LEAD} {number * 7919}"}, ensure_ascii=False) + "\n" for number in range(900)
    )
    packed = gzip.compress(records.encode())
    assert len(list(read([write(tmp_path, "all.jsonl.gz", packed)]))) == 900
    *articles, last = read([write(tmp_path, "half.jsonl.gz", packed[: len(packed) // 2])])
    assert articles and all(isinstance(article, Article) for article in articles)
    assert isinstance(last, Problem) and last.line == len(articles) + 1


@pytest.mark.parametrize("charset", ["utf-8", "windows-1256"])
def test_html(tmp_path: Path, charset: str) -> None:
    html = HTML.format(title=TITLE, charset=charset)
    article = one(write(tmp_path, "page.html", html.encode(charset)))
    assert (article.document, article.id) == ("page.html", "page")
    assert article.title is not None and article.title.of(article.text) == TITLE
    assert article.outlet is not None and article.outlet.name == "النهر"
    assert article.byline is not None and article.byline.name == "سامر الحداد"
    assert article.published is not None and article.published.value == "2024-06-19T11:30:00+03:00"
    assert article.url == "https://nahr.example.net/a/1"
    assert "الرئيسية" not in article.text


def test_the_date_of_a_time_element_in_levantine_months(tmp_path: Path) -> None:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in (LEAD, *BODY))
    html = f"<html><body><article><h1>{TITLE}</h1><time>19 حزيران 2024</time>{body}</article></body></html>"
    article = one(write(tmp_path, "page.htm", html))
    assert article.published is not None and article.published.value == "2024-06-19"


def test_folders_patterns_and_order(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    write(tmp_path / "b", "2.txt", ARTICLE)
    write(tmp_path, "c.txt", ARTICLE)
    write(tmp_path, "a.jsonl", RECORD)
    write(tmp_path, "notes.md", "x")
    names = [item.document for item in read([tmp_path]) if isinstance(item, Article)]
    assert names == ["one", "2.txt", "c.txt"]
    assert [item.document for item in read([tmp_path / "**" / "*.txt"]) if isinstance(item, Article)] == names[1:]


def test_files_of_one_name_are_told_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for folder in ("one/a", "one/b/deep", "two/b/deep"):
        (tmp_path / folder).mkdir(parents=True)
        write(tmp_path / folder, "page.txt", ARTICLE)
    assert ids(tmp_path / "one") == ["page", "b/deep/page"]
    assert ids(tmp_path / "one", tmp_path / "two") == ["page", "b/deep/page", "two/b/deep/page"]
    (_, second) = read([tmp_path / "one"])
    assert isinstance(second, Article) and second.document == "b/deep/page.txt"
    monkeypatch.chdir(tmp_path)
    named = [Path("one/a/page.txt"), Path("one/b/deep/page.txt")]
    assert ids(*named) == ["page", "one/b/deep/page"]
    assert ids(Path("one/b/deep"), Path("two/b/deep")) == ["page", "deep/page"]


def test_a_file_that_is_given_twice_is_read_once(tmp_path: Path) -> None:
    page = write(tmp_path, "page.txt", ARTICLE)
    assert ids(tmp_path, page, tmp_path / "*.txt") == ["page"]


def test_pages_and_records_share_no_name(tmp_path: Path) -> None:
    html = write(tmp_path, "page.html", HTML.format(title=TITLE, charset="utf-8"))
    text = write(tmp_path, "page.txt", ARTICLE)
    rows = "".join(json.dumps({"id": id, "text": LEAD}) + "\n" for id in ("page", "page.html", "new", "new"))
    records = write(tmp_path, "feed.jsonl", rows)
    assert ids(html, text, records) == ["page", "page.txt", "feed.jsonl:1", "feed.jsonl:2", "new", "feed.jsonl:4"]
    (tmp_path / "again").mkdir()
    again = write(tmp_path / "again", "feed.jsonl", rows)
    assert ids(records, again)[4:] == [f"again/feed.jsonl:{number}" for number in (1, 2, 3, 4)]


def test_the_rest_goes_on(tmp_path: Path) -> None:
    bad = write(tmp_path, "a.txt", b"\xff\xfe\x00")
    good = write(tmp_path, "b.txt", ARTICLE)
    assert [type(item) for item in read([bad, good])] == [Problem, Article]


@pytest.mark.parametrize(
    ("data", "ids"),
    [
        (ARTICLE, ["stdin"]),
        (f"{RECORD}\n{RECORD}\n", ["one", "stdin:2"]),
        (HTML.format(title=TITLE, charset="utf-8"), ["stdin"]),
    ],
)
def test_standard_input_is_told_by_its_content(data: str, ids: list[str]) -> None:
    found = list(read(["-"], stdin=io.BytesIO(data.encode())))
    assert [item.id for item in found if isinstance(item, Article)] == ids


def test_nothing_on_standard_input() -> None:
    (found,) = read(["-"], stdin=io.BytesIO())
    assert isinstance(found, Problem) and "empty" in found.reason


@pytest.mark.parametrize(
    "text",
    [
        "إقرأ أيضاً:\n" * 20_000 + ARTICLE,
        "(" * 50_000 + ARTICLE,
        "اليوم 19 يونيو " * 50_000,
        "https://" * 20_000 + ARTICLE,
        "a@" * 50_000 + ARTICLE,
        '"' * 20_000 + LEAD,
        f"{TITLE}\n" * 20_000,
        "المصدر: وكالات\n" * 20_000 + ARTICLE,
    ],
    ids=["headings", "brackets", "dates", "addresses", "handles", "quotes", "titles", "credits"],
)
def test_hostile_pages_take_no_more_than_seconds(tmp_path: Path, text: str) -> None:
    started = time.perf_counter()
    assert list(read([write(tmp_path, "page.txt", text)]))
    # 0.2 to 2 s here; a rule that looks back over all lines for every line takes minutes.
    assert time.perf_counter() - started < 20
