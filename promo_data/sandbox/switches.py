"""Where the documents conflict or are silent: each choice by name, so that a client can be tested under all of them."""

from dataclasses import dataclass
from typing import Literal

KpiVocabulary = Literal["short", "max"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Switches:
    """The choices of one world. Each default is what samples show, or else what the five documents say.

    The conflict behind each:

    - `kpi_vocabulary`: short names with `limitOn` as really seen, or the MAX_* names of 003 (api-facts fact 1, §7.2).
    - `earns_per_promotion`: how the MAX_* name of that limit is spelled (api-facts §7.2: EARNS in a page, EARN in
      the enumeration).
    - `scope_header`: which header lists the orgs (003 against the scope page and an older one: api-facts fact 9).
    - `missing_scope`: a read without DATA-SCOPE is SELF, or refused as 310144 (api-facts §2, DATA-SCOPE values).
    - `multi_org_totals`: over several orgs `totalEntries` is not the sum (003, third sample), or it is.
    - `org_id_key`: `orgId` in 003's samples, `orgID` in its table (api-facts §2).
    - `customer_id_per_org`: one id of a customer for parent and children, or another in each (api-facts §10).
    - `zero_means`: 0 in `limits` says that there is no limit (003's sample: cap 0 with points earned), or is a cap that
      nothing fits under, no limit then always being -1 (004, limits).
    - `timelines`: `customerPromotionTimelines` in every answer, only when promotionStatusForCustomer is asked for, or
      never, as in 003 (api-facts fact 7).
    - `restrictions_enabled`: whether the org has the types-of-promotions feature; without it `promotionRestriction` is
      empty and only `limits` and `customerUsage` are filled (003, types of promotions; api-facts §3.4).
    - `available_to_earn`: that filter lets through what can be issued, as 003 says and samples show, or what the
      customer is "eligible to enrol" in, as the v2 page words it (api-facts §3.2).
    - `summary_envelope`: an actionSummary of v3 is in an envelope only when it is empty, as in the samples, or always,
      or never (api-facts §6, v3 envelope).
    - `lookup_codes`: a look-up that fails carries 003's codes, or those of the customers API (api-facts §3.5).
    - `merged_warning`: which of the two codes says that the customer was merged (api-facts §3.5, 8069 and 91009).
    - `error_status`: the HTTP status of v2 errors; 400 is documented for 8003 alone (api-facts fact 10 and §3.5).
    - `ids_as`: ids in answers of v2/promotion/issue (000 types them Integer; api-facts §4.2).
    - `bulk_ids_as`: the same in bulk answers, where samples have texts and one table says Integer (api-facts §4.2).
    - `bulk_failure_status`: the HTTP status of a bulk answer with failed rows: samples have 200, the list of statuses
      says 201 (api-facts fact 10).
    - `bulk_total`: `totalCount` counts all rows as in samples, or the successful ones as a text says (api-facts §4.2).
    - `direct_earn_batch`: most rows of bulk/directEarn, None for no limit (api-facts §4.2, batch max).
    - `enrol_and_earn_batch`: the same for bulk/enrolAndEarn.
    - `largest_restriction`: the highest value of a limit that createPromotion takes, None for any. 004 says 100 of
      every limit, points too, which its own names of limits contradict (api-facts §5).
    - `token_header`: the header an OAuth token travels in (api-facts §1, two pages).
    - `action_milliseconds`: how long an action for a customer takes, during which another is turned away with 521
      (api-facts §3.5); no document says how long.
    """

    kpi_vocabulary: KpiVocabulary = "short"
    earns_per_promotion: Literal["EARNS", "EARN"] = "EARNS"
    scope_header: Literal["DATA-SCOPE-ORG", "DATA-SCOPE-ORGS", "CONNECTED-ORGS"] = "DATA-SCOPE-ORG"
    missing_scope: Literal["self", "refused"] = "self"
    multi_org_totals: Literal["wrong", "right"] = "wrong"
    org_id_key: Literal["orgId", "orgID"] = "orgId"
    customer_id_per_org: Literal["same", "different"] = "same"
    zero_means: Literal["no_limit", "nothing"] = "no_limit"
    timelines: Literal["always", "with_filter", "never"] = "always"
    restrictions_enabled: bool = True
    available_to_earn: Literal["issue", "enrol"] = "issue"
    summary_envelope: Literal["when_empty", "always", "never"] = "when_empty"
    lookup_codes: Literal["003", "customers"] = "003"
    merged_warning: Literal[8069, 91009] = 8069
    error_status: Literal[200, 400] = 200
    ids_as: Literal["number", "string"] = "number"
    bulk_ids_as: Literal["number", "string"] = "string"
    bulk_failure_status: Literal[200, 201] = 200
    bulk_total: Literal["all", "successful"] = "all"
    direct_earn_batch: int | None = 10
    enrol_and_earn_batch: int | None = 100
    largest_restriction: int | None = 100
    token_header: Literal["X-CAP-API-OAUTH-TOKEN", "CAP-API-ACCESS-TOKEN"] = "X-CAP-API-OAUTH-TOKEN"  # noqa: S105 - a name
    action_milliseconds: int = 10
