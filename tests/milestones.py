"""A promotion of the own org with a milestone that is open: the demo world has none there."""

from dataclasses import replace

from promo_data.sandbox import World
from promo_data.sandbox.catalogue import promotion_id
from promo_data.sandbox.promotions import Milestone, Promotion

NAME = "Miles in steps"
RULE = 151390


def add_milestones(world: World) -> Promotion:
    """It is like "Travel miles", with that name, that target rule and nobody in it yet."""
    like = next(p for p in world.catalogue.of_org(world.orgs[0].id) if p.name == "Travel miles")
    ordinal = world.catalogue.next_ordinal
    steps = (Milestone(97860, RULE),)
    number = promotion_id(ordinal)
    made = replace(like, id=number, ordinal=ordinal, name=NAME, identifier="miles-in-steps", milestones=steps)
    world.catalogue.add(made)
    return made
