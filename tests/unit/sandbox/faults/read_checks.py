"""What a caller sees when a read is slow, torn, unreadable or refused: one check a case, by its name."""

import re
import zlib
from collections.abc import Callable
from email.utils import parsedate_to_datetime
from functools import partial

import orjson

from promo_data.sandbox.organisations import GROCER, OUTDOOR
from tests.unit.sandbox.calls import LIST, TOKEN, other
from tests.unit.sandbox.faults.scene import BASIC, Scene

Check = Callable[[Scene], None]
CREATE = "/api_gateway/loyalty/v1/programs/1144/createPromotion/simple"


def _never_answers(scene: Scene) -> None:
    answer = scene.issue(patience=0.4)
    assert (answer.data, answer.end) == (b"", "silent")
    assert scene.effects == 0


def _drips(scene: Scene) -> None:
    answer = scene.get(patience=1)
    assert answer.end == "silent"
    assert 1 <= len(answer.body) <= 7


def _is_slow(scene: Scene) -> None:
    answer = scene.get(patience=30)
    assert answer.seconds >= 1
    assert answer.status == 200


def _is_reset_in_the_body(scene: Scene) -> None:
    answer = scene.get()
    assert answer.end == "reset"
    assert 0 < len(answer.body) < int(answer.headers["content-length"])


def _is_short(scene: Scene) -> None:
    answer = scene.get()
    assert (answer.end, answer.status) == ("closed", 200)
    assert answer.missing > 100


def _is_a_page_of_the_edge(scene: Scene, status: int = 200) -> None:
    answer = scene.get()
    assert answer.status == status
    assert answer.headers["content-type"].startswith("text/html")
    assert b"Cloudflare" in answer.body


def _is_broken_json(scene: Scene) -> None:
    answer = scene.get()
    assert answer.missing == 0
    assert answer.body.startswith(b'{"pageDetails"')
    assert not answer.body.endswith(b"}")


def _has_number(scene: Scene, word: bytes) -> None:
    body = scene.get().body
    assert b'"customerId":' + word + b"," in body
    assert re.search(rb'"numberOFTimesPerCustomer":' + word + rb"[,}]", body)


def _has_a_key_twice(scene: Scene) -> None:
    body = scene.get().body
    assert body.count(b'"pageDetails":') == 2
    assert orjson.loads(body)["pageDetails"] is None


def _nests(scene: Scene) -> None:
    assert scene.get().body == b"[" * 100_000 + b"]" * 100_000


def _swells(scene: Scene) -> None:
    answer = scene.get()
    assert answer.headers["content-encoding"] == "gzip"
    assert len(answer.body) < 100_000
    unpacked = zlib.decompressobj(wbits=31).decompress(answer.body)
    assert len(unpacked) > 60 * 2**20
    assert orjson.loads(unpacked)["promotions"] != []


def _is_out_for_half_a_minute(scene: Scene) -> None:
    statuses = []
    for seconds in (29, 1, 0):
        statuses.append(scene.get().status)
        scene.clock.advance(seconds=seconds)
    assert statuses == [500, 500, 200]


def _is_throttled(scene: Scene, retry_after: str | None, *, once: bool) -> None:
    answer = scene.get()
    assert answer.status == 429
    assert answer.headers.get("retry-after") == retry_after
    assert scene.get().status == (200 if once else 429)


def _is_throttled_until_a_date(scene: Scene) -> None:
    headers = scene.get().headers
    wait = parsedate_to_datetime(headers["retry-after"]) - parsedate_to_datetime(headers["date"])
    assert 1 <= wait.total_seconds() <= 3


def _is_refused_once(scene: Scene, status: int, code: int) -> None:
    answer = scene.get()
    assert answer.status == status
    assert str(code).encode() in answer.body
    assert scene.get().status == 200


def _loses_its_token(scene: Scene) -> None:
    headers = scene.token()
    assert [scene.get(LIST, {}, headers).status for _ in range(3)] == [498] * 3
    assert scene.get(headers=headers).status == 401
    assert scene.get(LIST, {}, scene.token()).status == 200


def _gets_no_token(scene: Scene) -> None:
    assert scene.post(TOKEN, {}).status == 503
    assert scene.get().status == 200


def _is_not_authorised(scene: Scene) -> None:
    for answer in (scene.get(), scene.issue()):
        assert answer.status == 403
        assert answer.json == {"errorMessage": "Not authorized. Access is denied!", "errorCode": 4000}
    assert scene.effects == 0


def _fails_for_one_org(scene: Scene, code: int) -> None:
    answer = scene.get(headers={**BASIC, **other(GROCER)})
    assert (answer.status, answer.json["errors"][0]["code"]) == (400, code)
    assert scene.get().status == 200
    assert scene.get(headers={**BASIC, **other(OUTDOOR)}).status == 200


def _fails_from_the_third_on(scene: Scene) -> None:
    assert [scene.page(offset).status for offset in (0, 5, 10, 10)] == [200, 200, 500, 500]


READ_CHECKS: dict[str, Check] = {
    "F03_never_answers": _never_answers,
    "F04_drip": _drips,
    "F05_latency": _is_slow,
    "F06_reset_in_body": _is_reset_in_the_body,
    "F07_short_body": _is_short,
    "F08_html": _is_a_page_of_the_edge,
    "F09_bad_json": _is_broken_json,
    "F09_nan": partial(_has_number, word=b"NaN"),
    "F09_infinity": partial(_has_number, word=b"Infinity"),
    "F09_too_large": partial(_has_number, word=b"1e999"),
    "F09_duplicate_keys": _has_a_key_twice,
    "F09_deep_nesting": _nests,
    "F10_gzip_bomb": _swells,
    "F11_outage": _is_out_for_half_a_minute,
    "F12_throttled": partial(_is_throttled, retry_after="2", once=True),
    "F13_throttled_without_header": partial(_is_throttled, retry_after=None, once=True),
    "F14_retry_after_a_day": partial(_is_throttled, retry_after="86400", once=False),
    "F14_retry_after_negative": partial(_is_throttled, retry_after="-1", once=False),
    "F14_retry_after_date": _is_throttled_until_a_date,
    "F14_retry_after_text": partial(_is_throttled, retry_after="soon", once=False),
    "F15_search_busy": partial(_is_refused_once, status=461, code=461),
    "F15_same_customer": partial(_is_refused_once, status=521, code=521),
    "F16_token_expires": _loses_its_token,
    "F17_no_tokens": _gets_no_token,
    "F18_not_authorised": _is_not_authorised,
    "F19_rights_unchecked": partial(_is_refused_once, status=503, code=4001),
    "F20_org_not_connected": partial(_fails_for_one_org, code=310144),
    "F20_all_not_supported": partial(_fails_for_one_org, code=310141),
    "F21_third_page_fails": _fails_from_the_third_on,
}
