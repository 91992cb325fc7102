"""The bearer token that writes need (RFC 6750)."""

import hmac
import re
import stat
import sys
from collections.abc import Mapping
from pathlib import Path

from coalition_kg.errors import CoalitionError

# Fewer characters can be guessed.
SHORTEST = 16
# RFC 6750, section 2.1: b64token.
TOKEN = re.compile(r"[A-Za-z0-9._~+/-]+=*")
MAKE_ONE = (
    'make one with `(umask 077; python3 -c "import secrets; print(secrets.token_urlsafe())" > TOKEN-FILE)`'
)
REALM = 'Bearer realm="coalition-kg"'


class TokenError(CoalitionError):
    """A token file holds no token, or others may read it."""


def read_token(path: Path) -> str:
    """Return the token of a file; raise TokenError where it holds none that is safe."""
    try:
        mode = path.stat().st_mode
        token = path.read_text(encoding="ascii").strip()
    except OSError as error:
        raise TokenError(f"{path}: can't be read ({error.strerror}); {MAKE_ONE}") from error
    except UnicodeDecodeError as error:
        raise TokenError(f"{path}: holds more than ASCII, so it is no token; {MAKE_ONE}") from error
    if sys.platform != "win32" and mode & stat.S_IROTH:
        raise TokenError(f"{path}: every user may read it; make a new token, and `chmod 600 {path}`")
    if not TOKEN.fullmatch(token) or len(token) < SHORTEST:
        raise TokenError(
            f"{path}: no token of at least {SHORTEST} letters, digits and -._~+/ on one line; {MAKE_ONE}"
        )
    return token


def refusal(token: str, headers: Mapping[str, str]) -> str | None:
    """Return the WWW-Authenticate header that refuses a request, None where it has the token."""
    scheme, _, given = headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer":
        return REALM
    # In constant time, so that nobody finds the token out character by character.
    right = hmac.compare_digest(given.strip().encode("utf-8", "surrogateescape"), token.encode("ascii"))
    return None if right else f'{REALM}, error="invalid_token"'
