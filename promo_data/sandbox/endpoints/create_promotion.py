"""POST /api_gateway/loyalty/v1/programs/{programId}/createPromotion/{promotionType} (004)."""

from starlette.requests import Request

from promo_data.sandbox.endpoints.configuration import STATUSES, created
from promo_data.sandbox.endpoints.creation_reading import read_promotion
from promo_data.sandbox.endpoints.creation_rules import problems
from promo_data.sandbox.endpoints.house_rules import default_group
from promo_data.sandbox.endpoints.json_parts import part
from promo_data.sandbox.endpoints.requests import json_object, own_programme
from promo_data.sandbox.errors import Answer, creation_refused, refused
from promo_data.sandbox.ledger import Effect
from promo_data.sandbox.organisations import Org
from promo_data.sandbox.world import World

_PROMOTION_TYPES = {"SIMPLE", "RANGE", "KEYWORD"}  # 004, path parameters; its example writes them in lower case


@default_group
async def create_promotion(world: World, org: Org, request: Request) -> Answer:
    """The created promotion, which every member of its programme has from now on. RefusedError for all problems."""
    if request.path_params["promotionType"].upper() not in _PROMOTION_TYPES:
        raise refused("loyalty", 400, "promotionType must be SIMPLE, RANGE or KEYWORD")
    programme = own_programme(world, org, request.path_params["programId"])
    if programme is None:
        raise refused("loyalty", 400, "Program not found")
    body = part(await json_object(request, "loyalty"), "promotion")
    others = [p for p in world.catalogue.of_org(org.id) if p.programme_id == programme.id]
    found = problems(body, programme.id, others, world.switches.largest_restriction)
    if found:
        raise creation_refused(found)
    promotion = read_promotion(body, programme, world.catalogue.next_ordinal, world.switches)
    world.catalogue.add(promotion)
    world.ledger.effects.append(Effect(world.clock(), "created", org.id, None, promotion.id, {"id": promotion.id}))
    status = STATUSES[promotion.phase(world.clock())]
    return Answer(
        {
            "status": {"code": 200, "message": "success"},
            "validationErrors": None,
            "data": [created(promotion, status)],
        }
    )
