"""A bar marks each place where a sentence must end."""

import pytest

from coalition_kg.model import Article
from coalition_kg.segment import sentences

BARRED = [
    "Mỹ có 135.000 quân tại Iraq. |Anh có 8.700 quân.",
    "Tổng thống George W. Bush nói vậy. |Ông ra về.",
    "Tổng thống Bush thăm TP. Hồ Chí Minh hôm qua.",
    "Giá là 1.5 triệu USD. |Không ai mua.",
    '"Chúng tôi sẽ đi." |Ông nói.',
    "Ai sẽ đi? |Không ai cả! |Họ ở lại… |Thế thôi.",
    "Nhóm này (gồm 12 nước v.v. và hơn thế) sẽ họp.",
    "Anh có quân ở đó.|Nhật thì không, theo www.vne.vn hay U.S.A và T.Blair.",
    "Dòng một\n|Dòng hai\r\n|Dòng ba",
    "Bulgaria sẽ rút toàn_bộ 1 binh_sĩ vào tháng này 7 |Các nước khác như Australia 7 Anh cũng vậy 7 .",
    "Toàn_bộ 1 lính sẽ về nước ngày 4 7 |Bộ_trưởng Quốc_phòng Ba_Lan nói vậy 7.",
]


@pytest.mark.parametrize("barred", BARRED)
def test_sentences_end_at_the_bars(barred: str) -> None:
    text = barred.replace("|", "")
    found = sentences(Article("x", text, "", ""))
    assert [s.text for s in found] == [part.strip() for part in barred.split("|")]


@pytest.mark.parametrize("barred", BARRED)
def test_sentences_hold_all_of_the_text_but_white_space(barred: str) -> None:
    text = barred.replace("|", "")
    found = sentences(Article("x", text, "", ""))
    assert "".join("".join(s.text.split()) for s in found) == "".join(text.split())
    assert [text[s.start : s.end] for s in found] == [s.text for s in found]
    assert [s.number for s in found] == list(range(1, len(found) + 1))
