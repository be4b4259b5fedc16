import { type Books, entry, isRefusal, need, type Project, put, type Refusal, refuse, type Uuid } from "#base";
import { dropException, exceptionAsked, needsException, neverExcepted } from "#assembly";
import { bandFrom } from "./ages.ts";
import { needsOfClaimBeyond, passedByClaim } from "./claim-beyond.ts";
import { type Event, refusalsOfCover } from "./cover.ts";
import { fundOn, needsFund } from "./fund.ts";
import { type ClaimedData, reportedClaim } from "./reported-claim.ts";
import { claimTable, enrolmentTable, events, isHerOwnDeath, whose } from "./tables.ts";

/** A need is reported: what happened to whom and when. What the rules do not cover is said now, not when she waits. */
export const claimEntry = entry({
  name: "aid.claim",
  step: "requests",
  between: "aid.claim",
  fields: {
    claim: { is: "uuid" },
    fund: { is: "code" },
    /** Whose event it is; who died is named by her family. */
    member: { is: "member" },
    event: { is: "choice", of: events },
    who: { is: "choice", of: whose },
    happened_on: { is: "day" },
    accident: { is: "flag", optional: true },
    /** Which of the relatives she named, by its number, where the fund asks for their names. */
    dependant: { is: "count", max: 1_000, optional: true },
    /** How old she was who died, where the benefit goes by it. */
    age: { is: "count", max: 120, optional: true },
    note: { is: "text", max: 300, optional: true },
    /** Why the members should make an exception to a limit of the fund for it, and up to how much. They vote on that apart. */
    exception: { is: "text", max: 300, optional: true },
    up_to: { is: "amount", optional: true },
  },
  needs: (body, books, on) => [
    ...needsFund(body.fund, body.member, books),
    need.row(enrolmentTable, { fund: body.fund, member_id: body.member }),
    need.row(claimTable, { claim_id: body.claim }),
    need.row(claimTable, { member_id: body.member }),
    needsException(body.claim),
    // What the rule would give is held against what is asked for.
    ...(body.exception === undefined ? [] : needsOfClaimBeyond(body, books, on)),
  ],
  decide(body, books, { on }) {
    const fund = fundOn(body.fund, on, books);
    if ("refused" in fund) return fund;
    if (body.happened_on > on) return refuse("aid.day-to-come", { happened_on: body.happened_on, on });
    const [cover] = body.exception === undefined ? refusalsOfCover(fund, body, books) : [];
    if (cover) return cover;
    const second = refusalOfSecondClaim(body, books);
    if (second) return body.exception === undefined ? second : (neverExcepted(second) ?? second);
    const isAgeAsked = fund.ages?.paid_by === "death" && isHerOwnDeath(body);
    if (isAgeAsked && body.age === undefined) return refuse("aid.age-missing", { fund: fund.fund });
    const age_from = isAgeAsked ? bandFrom(fund.ages, body.age) : null;
    const passed = passedByClaim(fund, body, age_from, on, books);
    if (isRefusal(passed)) return passed;
    const texts = (
      [
        ["aid.claim", "note", body.note],
        // Within all limits there is nothing to ask an exception for.
        ["assembly.exception", "reason", passed.length > 0 ? body.exception : undefined],
      ] as const
    ).flatMap(([about, field, text]) =>
      text === undefined ? [] : [{ about, id: body.claim, field, text, member: body.member }],
    );
    return [
      {
        kind: "aid.claimed",
        on,
        member: body.member,
        lines: [],
        data: {
          claim: body.claim,
          fund: fund.fund,
          event: body.event,
          who: body.who,
          happened_on: body.happened_on,
          accident: body.accident ?? false,
          ...(body.dependant === undefined ? {} : { dependant: String(body.dependant) }),
          ...(age_from === null ? {} : { age_from: String(age_from) }),
          ...(passed.length > 0 ? { beyond: { unit: fund.unit, amount: String(body.up_to!), limits: passed } } : {}),
        },
        ...(texts.length === 0 ? {} : { texts }),
      },
    ];
  },
});

/** One event is helped once: the same id, or the same thing on the same day; and nobody dies twice. */
function refusalOfSecondClaim(
  body: Event & { readonly claim: Uuid; readonly fund: string },
  books: Books,
): Refusal | null {
  const taken = books.row(claimTable, { claim_id: body.claim });
  if (taken) return refuse("aid.claimed-before", { reported_on: taken.reported_on });
  const same = books
    .rows(claimTable, { member_id: body.member })
    .find(
      row =>
        row.fund === body.fund &&
        row.status !== "taken-back" &&
        row.event === body.event &&
        row.who === body.who &&
        (isHerOwnDeath(row) ||
          (body.dependant === undefined
            ? row.happened_on === body.happened_on
            : row.event === "death" && row.dependant === body.dependant)),
    );
  return same ? refuse("aid.claimed-before", { reported_on: same.reported_on }) : null;
}

export const claimed: Project = fact => {
  const data = fact.data as unknown as ClaimedData;
  const { claim, fund, beyond } = data;
  const asked = beyond && { exception: claim, thing: "claim" as const, product: fund, unit: beyond.unit };
  return [
    put(claimTable, reportedClaim(data, fact.member!, fact.on)),
    ...(beyond
      ? [exceptionAsked(fact.member!, fact.on, { ...asked!, amount: BigInt(beyond.amount) }, beyond.limits)]
      : []),
  ];
};

export const claimTakenBack: Project = (fact, books) => {
  const original = books.leaf(fact.reverses!)!;
  const row = books.row(claimTable, { claim_id: original.data!["claim"] as Uuid })!;
  return [put(claimTable, { ...row, status: "taken-back" }), ...dropException(row.claim_id, books)];
};
