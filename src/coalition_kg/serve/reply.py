"""How a worker sends an answer: small ones whole, large ones in pieces while they are evaluated."""

import socket
import zlib

from coalition_kg.serve.work import Answer, Kind, answer_frame, frame

# A result beyond this goes out in pieces of this size, in bytes.
PIECE = 1 << 18
# A smaller result is sent as it is: compressed, it would fit no fewer packets.
WORTH_COMPRESSING = 1 << 10
# The lowest level: results repeat themselves so much that others gain little and cost several times the time.
LEVEL = 1
# RFC 1952: zlib writes a gzip header and trailer for window sizes above 16.
GZIP = 16 + zlib.MAX_WBITS


class Reply:
    """Takes the result of one job as it is written, and sends it over a socket.

    ``begun`` tells whether a part of it is out.
    """

    def __init__(self, connection: socket.socket, gzip: bool) -> None:
        self._connection = connection
        self._compressor = zlib.compressobj(LEVEL, zlib.DEFLATED, GZIP) if gzip else None
        self.media_type = ""
        self._held: list[bytes] = []
        self._size = 0
        self.begun = False

    def begin(self, media_type: str) -> None:
        """Say what the bytes are that follow."""
        self.media_type = media_type

    def write(self, data: bytes) -> int:
        """Take the next bytes of the result; raise OSError where nobody reads them any more."""
        self._held.append(data)
        self._size += len(data)
        if self._size >= PIECE:
            self._send_piece()
        return len(data)

    def flush(self) -> None:
        """Do nothing: pieces go out by their size."""

    def end(self) -> None:
        """Send what is left; raise OSError where nobody reads it."""
        if self.begun:
            rest = self._data(b"".join(self._held), last=True)
            self._connection.sendall(rest + frame(Kind.END))
            return
        body, encoding = self.whole()
        head = answer_frame(Answer(200, self.media_type, encoding=encoding), whole=True)
        data = frame(Kind.DATA, body) if body else b""
        self._connection.sendall(head + data + frame(Kind.END))

    def refuse(self, answer: Answer) -> None:
        """Say what was wrong; where part of the result is out already, that the rest never comes."""
        if self.begun:
            self._connection.sendall(frame(Kind.BROKEN, answer.detail.encode()))
            return
        self._connection.sendall(answer_frame(answer, whole=True) + frame(Kind.END))

    def whole(self) -> tuple[bytes, str]:
        """Return a small result, and its encoding."""
        body = b"".join(self._held)
        if self._compressor is None or self._size < WORTH_COMPRESSING:
            return body, ""
        return self._compressor.compress(body) + self._compressor.flush(), "gzip"

    def _send_piece(self) -> None:
        head = b"" if self.begun else self._head()
        self.begun = True
        self._connection.sendall(head + self._data(b"".join(self._held), last=False))
        self._held.clear()
        self._size = 0

    def _head(self) -> bytes:
        encoding = "gzip" if self._compressor else ""
        return answer_frame(Answer(200, self.media_type, encoding=encoding), whole=False)

    def _data(self, data: bytes, last: bool) -> bytes:
        if self._compressor:
            data = self._compressor.compress(data) + (self._compressor.flush() if last else b"")
        return frame(Kind.DATA, data) if data else b""
