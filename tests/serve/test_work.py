"""What passes between server and workers comes out as it went in."""

import socket
import zlib

from coalition_kg.query import Dataset
from coalition_kg.serve.reply import PIECE, Reply
from coalition_kg.serve.work import Answer, Frame, Frames, Job, Kind, job_frame, read_answer, read_job


def test_a_job_comes_out_as_it_went_in() -> None:
    dataset = Dataset(("http://a",), ("http://b",), is_plain=True)
    job = Job("SELECT ?é", dataset, "csv", "*/*", gzip=True, folder="x")
    ((kind, payload),) = Frames().feed(job_frame(job))
    assert (kind, read_job(payload)) == (Kind.JOB, job)


def sent(reply_with: int, gzip: bool = False, refuse: bool = False) -> list[Frame]:
    ours, theirs = socket.socketpair()
    theirs.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4 * PIECE)
    found: list[Frame] = []
    with ours, theirs:
        reply = Reply(theirs, gzip)
        reply.begin("text/csv")
        frames = Frames()
        for _ in range(reply_with // 1000):
            reply.write(b"x" * 1000)
            ours.setblocking(False)
            found += _received(ours, frames)
        if refuse:
            reply.refuse(Answer(503, detail="no memory"))
        else:
            reply.end()
        return found + _received(ours, frames)


def _received(ours: socket.socket, frames: Frames) -> list[Frame]:
    found: list[Frame] = []
    while True:
        try:
            found += frames.feed(ours.recv(777))  # cut anywhere
        except BlockingIOError:
            return found


def test_a_small_answer_is_whole() -> None:
    head, data, end = sent(5000)
    answer, whole = read_answer(head[1])
    assert (head[0], answer, whole) == (Kind.ANSWER, Answer(200, "text/csv"), True)
    assert (data, end) == ((Kind.DATA, b"x" * 5000), (Kind.END, b""))


def test_a_large_answer_comes_in_pieces() -> None:
    frames = sent(2 * PIECE)
    assert read_answer(frames[0][1]) == (Answer(200, "text/csv"), False)
    assert [kind for kind, _ in frames[1:]] == [Kind.DATA, Kind.DATA, Kind.DATA, Kind.END][-len(frames) + 1 :]
    assert b"".join(data for _, data in frames[1:]) == b"x" * (2 * PIECE // 1000 * 1000)


def test_what_is_worth_it_is_compressed() -> None:
    head, data, _ = sent(5000, gzip=True)
    assert read_answer(head[1])[0].encoding == "gzip"
    assert zlib.decompress(data[1], wbits=31) == b"x" * 5000
    small, rest, _ = sent(1000, gzip=True)
    assert (read_answer(small[1])[0].encoding, rest[1]) == ("", b"x" * 1000)


def test_an_answer_that_breaks_off_says_so() -> None:
    whole = sent(5000, refuse=True)
    assert read_answer(whole[0][1])[0] == Answer(503, detail="no memory")
    begun = sent(2 * PIECE, refuse=True)
    assert begun[-1] == (Kind.BROKEN, b"no memory")
    assert Kind.END not in [kind for kind, _ in begun]
