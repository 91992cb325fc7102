from pathlib import Path

import pytest

from coalition_kg.serve.bearer import TokenError, read_token, refusal

GOOD = "abcdefghijklmnop"


def write(path: Path, content: bytes, mode: int = 0o600) -> Path:
    path.touch()
    path.chmod(mode)
    path.write_bytes(content)
    return path


def test_a_token_is_read_without_its_line_end(tmp_path: Path) -> None:
    assert read_token(write(tmp_path / "t", GOOD.encode() + b"\n")) == GOOD
    assert read_token(write(tmp_path / "g", GOOD.encode() + b"==", 0o640)) == GOOD + "=="


@pytest.mark.parametrize(
    ("content", "mode", "message"),
    [
        (b"", 0o600, "no token of at least 16"),
        (b"short", 0o600, "no token of at least 16"),
        (GOOD.encode() + b" " + GOOD.encode(), 0o600, "no token of at least 16"),
        (GOOD.encode() + b"\n" + GOOD.encode(), 0o600, "no token of at least 16"),
        ("mật khẩu mật khẩu".encode(), 0o600, "holds more than ASCII"),
        (GOOD.encode(), 0o644, "every user may read it; make a new token, and `chmod 600"),
    ],
)
def test_what_is_no_safe_token(tmp_path: Path, content: bytes, mode: int, message: str) -> None:
    with pytest.raises(TokenError, match=message):
        read_token(write(tmp_path / "t", content, mode))


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(TokenError, match=r"t: can't be read \(No such file or directory\); make one with"):
        read_token(tmp_path / "t")


def test_only_the_token_itself_is_let_in() -> None:
    assert refusal(GOOD, {"authorization": f"Bearer {GOOD}"}) is None
    assert refusal(GOOD, {"authorization": f"bearer  {GOOD}"}) is None
    assert refusal(GOOD, {}) == 'Bearer realm="coalition-kg"'
    for given in ("", GOOD[:-1], f"{GOOD}x", "đ" * 16):
        assert refusal(GOOD, {"authorization": f"Bearer {given}"}) == (
            'Bearer realm="coalition-kg", error="invalid_token"'
        )
