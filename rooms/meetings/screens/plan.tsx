/** What each gets, shown before anybody raises a hand: worked out by the server on the books with today's sheet on top. */
import { isRefusal, type Refusal } from "#base";
import { Card, Line, Lines, Notes, NotesForEach, Notice, Soft, Stack, Sum } from "#look";
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { ask, isOffline, sentenceOf } from "#client";
import type { FormTable } from "./form-parts.ts";
import { boxName, called, calledIn, inSentence, Money, moneyOf, WomanLine } from "./say.tsx";
import type { LeavingPlanSeen, ShareOutPlanSeen } from "./seen.ts";

export type Plan = ShareOutPlanSeen | LeavingPlanSeen;

export function PlanView({
  table,
  plan,
  fund,
  member,
  onSeen,
}: {
  table: FormTable;
  plan: "share-out" | "leaving";
  fund: string;
  member: string;
  /** Told that it is waited for, and then what came: the plan, or null where there is none. */
  onSeen: (plan: Plan | null | "waiting") => void;
}): JSX.Element {
  const { words, held } = table;
  const [seen, setSeen] = useState<Plan | Refusal | "waiting" | "away">("waiting");
  useEffect(() => {
    const [question, params] =
      plan === "share-out" ? ["meetings.share-out-plan", { fund }] : ["meetings.leaving-plan", { member }];
    // An answer that comes when she went back is no answer to where she is now.
    let isHere = true;
    onSeen("waiting");
    void ask<Plan>(question as string, params as Record<string, string>).then(got => {
      if (!isHere) return;
      const isAway = isOffline(got) || got === null;
      setSeen(isAway ? "away" : got);
      onSeen(isAway || isRefusal(got) ? null : got);
    });
    return () => {
      isHere = false;
    };
  }, [plan, fund, member]);
  if (seen === "waiting") return <Soft>{words.say("meetings.plan.working")}</Soft>;
  if (seen === "away")
    return (
      <Notice colour="turmeric" icon="phone">
        <p>{words.say("meetings.plan.away")}</p>
      </Notice>
    );
  if (isRefusal(seen))
    return (
      <Notice colour="turmeric" icon="alert">
        <p>{sentenceOf(seen, words, held.today.unit, calledIn(held.today, words))}</p>
      </Notice>
    );
  return "members" in seen ? <ShareOut table={table} plan={seen} /> : <Leaving table={table} plan={seen} />;
}

function ShareOut({ table: { words, held }, plan }: { table: FormTable; plan: ShareOutPlanSeen }): JSX.Element {
  return (
    <Stack gap="tight">
      <Card>
        <Sum label={words.say("meetings.plan.pot")}>
          <Money amount={plan.pot} unit={plan.unit} size="mid" />
        </Sum>
        <Sum label={words.say("meetings.plan.per-share", { count: Number(plan.shares) })}>
          <Money amount={plan.perShare} unit={plan.unit} size="mid" />
        </Sum>
        <Sum label={words.say("meetings.plan.left-over")}>
          <Money amount={plan.remainder} unit={plan.unit} />
        </Sum>
        {plan.rest !== "0" && (
          <Sum label={words.say(plan.restStaysOpen ? "meetings.plan.stays-lent" : "meetings.plan.lost-to-all")}>
            <Money amount={plan.rest} unit={plan.unit} />
          </Sum>
        )}
        <p class="soft">{words.say("meetings.plan.lay-ready")}</p>
        <NotesForEach each={plan.members.map(one => BigInt(one.payout))} unit={moneyOf(plan.unit)} />
      </Card>
      {plan.rest !== "0" && (
        <Notice colour="turmeric" icon="alert">
          <p>
            {words.say(plan.restStaysOpen ? "meetings.plan.stays-lent-more" : "meetings.plan.lost-to-all-more", {
              amount: words.amount(BigInt(plan.rest), plan.unit),
            })}
          </p>
        </Notice>
      )}
      <Lines label={words.say("meetings.ask.share-out-plan")}>
        {plan.members.map(one => {
          const woman = held.today.women.find(found => found.member === one.member);
          if (!woman) return null;
          const parts = [
            words.say("meetings.plan.shares", { count: Number(one.shares) }),
            ...(one.setOff === "0"
              ? []
              : [words.say("meetings.plan.less-debt", { amount: words.amount(BigInt(one.setOff), plan.unit) })]),
            ...(one.rest === "0"
              ? []
              : [words.say("meetings.plan.not-covered", { amount: words.amount(BigInt(one.rest), plan.unit) })]),
          ];
          return (
            <WomanLine
              key={one.member}
              words={words}
              woman={woman}
              sub={parts.join(", ")}
              end={<Money amount={one.payout} unit={plan.unit} />}
              below={<Notes minor={BigInt(one.payout)} unit={moneyOf(plan.unit)} />}
            />
          );
        })}
      </Lines>
    </Stack>
  );
}

function Leaving({ table: { words, held }, plan }: { table: FormTable; plan: LeavingPlanSeen }): JSX.Element {
  const woman = held.today.women.find(one => one.member === plan.member);
  const boxCalled = (fund: string): string =>
    boxName(words, fund, held.today.funds.find(one => one.fund === fund)?.name);
  const takenFor = (what: "loan" | "aid", fund: string, from: string): string => {
    const box = inSentence(words, boxCalled(fund));
    if (what === "aid") return words.say("meetings.plan.set-off-aid", { box });
    return fund === from ? words.say("meetings.plan.set-off") : words.say("meetings.plan.set-off-elsewhere", { box });
  };
  return (
    <Stack gap="tight">
      {plan.funds.length === 0 && <Soft>{words.say("meetings.plan.nothing-hers")}</Soft>}
      {plan.funds.map(one => (
        <Card key={one.fund} title={boxCalled(one.fund)}>
          <Lines>
            <Line label={words.say("meetings.plan.stake")} end={<Money amount={one.stake} unit={one.unit} />} />
            {one.gain !== "0" && (
              <Line
                label={words.say(one.gain.startsWith("-") ? "meetings.plan.share-of-loss" : "meetings.plan.share-of-profit")}
                end={<Money amount={one.gain} unit={one.unit} />}
              />
            )}
            {one.takenOff.map(({ what, fund, amount }, index) => (
              <Line
                key={index}
                label={takenFor(what, fund, one.fund)}
                end={<Money amount={`-${amount}`} unit={one.unit} />}
              />
            ))}
            <Line
              label={<b>{words.say("meetings.plan.in-hand", { name: woman ? called(words, woman) : "" })}</b>}
              end={<Money amount={one.payout} unit={one.unit} size="mid" />}
              below={<Notes minor={BigInt(one.payout)} unit={moneyOf(one.unit)} />}
            />
          </Lines>
          {one.stillOwed !== "0" && (
            <Notice colour="turmeric" icon="alert">
              <p>
                {words.say("meetings.plan.still-owed")} <Money amount={one.stillOwed} unit={one.unit} />
              </p>
            </Notice>
          )}
        </Card>
      ))}
      {plan.needsDecision && <p>{words.say("meetings.plan.leaves-by-decision")}</p>}
      <Soft small>
        {words.say(plan.funds.some(one => one.gain !== "0") ? "meetings.plan.as-it-stands" : "meetings.plan.no-profit")}
      </Soft>
    </Stack>
  );
}
