"""F39: a promotion was created and the answer is lost; sent again by a person, it is refused with 4007."""

import anyio
import orjson
import pytest

from promo_data.errors import AnswerLostError
from promo_data.protocol.call import Answer, Call
from promo_data.protocol.token import decode_token, token_call
from promo_data.sandbox.openapi.examples import creation_body
from promo_data.transport.stack import open_sender
from promo_data.vocabulary import Endpoint
from tests.faults.scene import case
from tests.faults.write_scene import ActingScene
from tests.faults.write_table import Judge

CREATE = "/api_gateway/loyalty/v1/programs/1144/createPromotion/simple"
IDENTIFIER_TAKEN = 4007


def sent(acting: ActingScene) -> Answer:
    """What comes of sending it by the client's own senders, once."""
    body = orjson.dumps(creation_body(acting.world))
    call = Call(Endpoint.CREATE, "POST", CREATE, headers=(("Content-Type", "application/json"),), body=body)

    async def act() -> Answer:
        send = open_sender(acting.scene.settings(), token_call, decode_token)
        try:
            return await send(call)
        finally:
            await send.aclose()

    return anyio.run(act)


def test_f39_a_lost_create_is_not_sent_again_and_a_persons_repeat_is_told_that_it_is_there(
    acting: ActingScene, judge: Judge
) -> None:
    acting.scene.strike(case("F39_create_lost", 3901))
    with pytest.raises(AnswerLostError, match="not known whether the request was carried out"):
        sent(acting)
    assert [effect.kind for effect in acting.effects] == ["created"]
    assert sum(arrival.path == CREATE for arrival in acting.watch.arrivals) == 1
    repeated = orjson.loads(sent(acting).body)
    assert IDENTIFIER_TAKEN in [problem["code"] for problem in repeated["validationErrors"]]
    assert [effect.kind for effect in acting.effects] == ["created"]
    judge.without_record("F39_create_lost", acting, "not journalled", tries=2)
