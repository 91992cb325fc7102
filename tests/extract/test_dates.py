import pytest

from coalition_kg.extract.dates import find_dates


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("ngày 12/11/2003 có nổ", "2003-11-12"),
        ("ngày 12 tháng 11 năm 2003", "2003-11-12"),
        ("vào tháng 3/2004", "2004-03"),
        ("đến cuối năm 2005", "2005-12~"),
        ("giữa năm 2004", "2004-06~"),
        ("từ đầu năm 2004", "2004-01~"),
        ("mùa hè năm 2004", "2004-22"),
        ("trong năm 2006", "2006"),
    ],
)
def test_a_full_date_needs_no_article_date(text: str, edtf: str) -> None:
    assert [found.mention.edtf for found in find_dates(text, None)] == [edtf]


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("ngày 18/4", "2004-04-18"),
        ("trước tháng 7", "2004-07"),
        ("giữa năm nay", "2004-06~"),
        ("cuối năm sau", "2005-12~"),
        ("giữa tháng này", "2004-04~"),
        ("tháng 10 năm ngoái", "2003-10"),
        ("hôm qua", None),
        ("trong vòng 6 tháng", None),
    ],
)
def test_a_relative_date_is_resolved_against_the_article_date_only(text: str, edtf: str | None) -> None:
    assert [found.mention.edtf for found in find_dates(text, "2004-04~")] == [edtf]
    assert [found.mention.edtf for found in find_dates(text, None)] == [None]


def test_a_masked_date_is_unknown() -> None:
    (found,) = find_dates("vào ngày ¦ , theo", "2005-12~")
    assert (found.mention.edtf, found.mention.redacted) == (None, True)


def test_no_date_is_invented() -> None:
    assert find_dates("1.650 quân và 12 nước, 3/4 quân số của 21 nước", "2004-04~") == []
    assert find_dates("giảm 1/3, hay 10%, của lực lượng", "2004-04~") == []
    assert find_dates("ngày 45/13/2004", None)[0].mention.edtf is None
