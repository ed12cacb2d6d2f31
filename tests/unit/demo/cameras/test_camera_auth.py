"""Basic and Digest let the right password in and nothing else."""

from __future__ import annotations

import base64
import hashlib
import re

from wallclient.demo.cameras.config import Auth
from wallclient.demo.cameras.serving.auth import Gatekeeper

BASIC = Auth("basic", "admin", "p:ä")
DIGEST = Auth("digest", "admin", "p:ä")
URL = "rtsp://127.0.0.1:554/c/sub"


def md5(text: str) -> str:
    return hashlib.md5(text.encode()).hexdigest()


def ask(keeper: Gatekeeper, auth: Auth | None, given: str | None, **more: object) -> str | None:
    return keeper.challenge(auth, method="DESCRIBE", uri=URL, given=given, **more)  # type: ignore[arg-type]


def respond(
    challenge: str, *, password: str = "p:ä", method: str = "DESCRIBE", uri: str = URL, qop: bool = False
) -> str:
    realm, nonce = re.search(r'realm="([^"]*)"', challenge)[1], re.search(r'nonce="([^"]*)"', challenge)[1]
    middle = f"{nonce}:00000001:cc:auth" if qop else nonce
    response = md5(f"{md5(f'admin:{realm}:{password}')}:{middle}:{md5(f'{method}:{uri}')}")
    extra = ', qop=auth, nc=00000001, cnonce="cc"' if qop else ""
    who = f'Digest username="admin", realm="{realm}", nonce="{nonce}"'
    return f'{who}, uri="{uri}", response="{response}"{extra}'


def test_a_camera_without_password_asks_for_none() -> None:
    assert ask(Gatekeeper(60), None, None) is None


def test_basic_takes_the_right_password_only() -> None:
    keeper = Gatekeeper(60)
    right = base64.b64encode("admin:p:ä".encode()).decode()
    wrong = base64.b64encode(b"admin:p").decode()
    assert ask(keeper, BASIC, f"Basic {right}") is None
    for given in (None, "", f"Basic {wrong}", "Basic ???", f"Bearer {right}"):
        assert (ask(keeper, BASIC, given) or "").startswith("Basic realm=")


def test_digest_takes_the_right_answer_to_its_challenge() -> None:
    keeper = Gatekeeper(60)
    challenge = ask(keeper, DIGEST, None) or ""
    assert challenge.startswith("Digest realm=")
    assert "stale" not in challenge
    assert ask(keeper, DIGEST, respond(challenge)) is None
    assert ask(keeper, DIGEST, respond(challenge, qop=True)) is None
    assert ask(keeper, DIGEST, respond(challenge, uri="/c/sub")) is None


def test_digest_refuses_what_is_not_right_in_every_part() -> None:
    keeper = Gatekeeper(60)
    challenge = ask(keeper, DIGEST, None) or ""
    foreign = ask(Gatekeeper(60), DIGEST, None) or ""
    for given in (
        respond(challenge, password="wrong"),
        respond(challenge, method="PLAY"),
        respond(challenge, uri="rtsp://127.0.0.1:554/other/sub"),
        respond(challenge).replace('username="admin"', 'username="root"'),
        "Digest",
        'Digest username="admin"',
        "Basic " + base64.b64encode("admin:p:ä".encode()).decode(),
    ):
        answer = ask(keeper, DIGEST, given) or ""
        assert answer.startswith("Digest")
        assert "stale" not in answer
    # The nonce of another start: the password is right, so a new nonce is all that is missing.
    assert "stale=true" in (ask(keeper, DIGEST, respond(foreign)) or "")


def test_an_old_nonce_is_stale_but_the_password_is_not_asked_again() -> None:
    keeper = Gatekeeper(-1.0)
    challenge = ask(keeper, DIGEST, None) or ""
    assert "stale=true" in (ask(keeper, DIGEST, respond(challenge)) or "")
    assert "stale" not in (ask(keeper, DIGEST, respond(challenge, password="wrong")) or "")


def test_a_refusing_camera_turns_the_right_password_down() -> None:
    keeper = Gatekeeper(60)
    challenge = ask(keeper, DIGEST, None) or ""
    assert (ask(keeper, DIGEST, respond(challenge), refuse=True) or "").startswith("Digest")
    assert (ask(keeper, None, None, refuse=True) or "").startswith("Digest")
