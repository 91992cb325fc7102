import unicodedata

import pytest

from coalition_kg.segment import clean, is_masked


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("quân số ở mức130.000", "quân số ở mức 130.000"),
        ("Australiasẽ không rút quân", "Australia sẽ không rút quân"),
        ("bị sát hạitại Iraq", "bị sát hại tại Iraq"),
        ("quân Ảrập Xêútvề nước", "quân Ảrập Xêút về nước"),
        ("quân đội lại tới", "quân đội lại tới"),
        ("Pháp:Phản đối", "Pháp: Phản đối"),
        ("ngưòi Mỹ, khỏang 20", "người Mỹ, khoảng 20"),
        ("gìn giữ hoà bình", "gìn giữ hòa bình"),
        ("thuỷ quân", "thủy quân"),
        ("quý và quà", "quý và quà"),
        ("tổ chức &quot;Bàn tay&quot; &amp; bạn", 'tổ chức "Bàn tay" & bạn'),
        ("\u201cChúng tôi\u201d \u2013 ông nói", '"Chúng tôi" - ông nói'),
        ("miền\u00a0nam\tIraq", "miền nam Iraq"),
        ("F16 và B52", "F16 và B52"),
    ],
)
def test_a_clean_copy_repairs_what_newspapers_do_to_text(raw: str, text: str) -> None:
    assert clean(raw, masked=False).text == text


def test_decomposed_letters_are_composed_and_lead_back_to_the_raw_text() -> None:
    raw = unicodedata.normalize("NFD", "lính Mỹ")
    copy = clean(raw, masked=False)
    start, end = copy.raw(copy.text.index("Mỹ"), len(copy.text))
    assert (copy.text, unicodedata.normalize("NFC", raw[start:end])) == ("lính Mỹ", "Mỹ")


def test_masks_are_read_only_in_a_masked_article() -> None:
    raw = "Mỹ có 1 lính 7 Anh có 1 lính vào ngày 4 7."
    assert clean(raw, masked=True).text == "Mỹ có ¤ lính , Anh có ¤ lính vào ngày ¦ ,."
    assert clean(raw, masked=False).text == raw


@pytest.mark.parametrize(
    ("raw", "masked"),
    [
        ("Mỹ có 1 binh_sĩ 7 Anh có 1 lính", True),
        ("Có 1 lính và 7 cảnh sát bị thương", False),
        ("tập_tin của 10.000 quân", False),
    ],
)
def test_a_masked_article_is_known_by_joined_words_and_lone_masks(raw: str, masked: bool) -> None:
    assert is_masked(raw) is masked


def test_every_offset_of_a_copy_leads_into_the_raw_sentence() -> None:
    raw = "Nhật:Có\u00a0550 quân &amp; bác sĩ ở mức130.000"
    copy = clean(raw, masked=False)
    assert len(copy.text) == len(copy.starts) == len(copy.ends)
    assert all(0 <= start <= end <= len(raw) for start, end in zip(copy.starts, copy.ends, strict=True))
    assert list(copy.starts) == sorted(copy.starts)
