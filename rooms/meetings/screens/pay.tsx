/**
 * Money out of the box: loans that were agreed to, benefits that were checked, what members take out and what the group
 * spends. What the box cannot give is said with both sums drawn, and what it can.
 */
import { Act, Card, Icon, Line, Lines, Mark, QuietAct, Soft, Stack, Sum, Title } from "#look";
import type { JSX } from "preact";
import { splitBenefit } from "./beside-benefit.ts";
import { isForOthers } from "./for-others.ts";
import { type AtTable, Frame, nextStep } from "./frame.tsx";
import { lazily } from "./lazily.tsx";
import { lazilyWithWords } from "./lazily-with-words.ts";
import { loansAsked } from "./requests.ts";
import { boxName, called, Money } from "./say.tsx";
import type { ClaimSeen } from "./seen.ts";
import { boxOf, type HeldLine } from "./sheet-model.ts";

const BoxShort = lazilyWithWords(() => import("./pay-loan.tsx").then(file => file.BoxShort));
const PayAmount = lazilyWithWords(() => import("./pay-loan.tsx").then(file => file.PayAmount));
const LoanOut = lazilyWithWords(() => import("./loan-out.tsx").then(file => file.LoanOut));
const Payable = lazily(() => import("./pay-lines.tsx").then(file => file.Payable));
/** What was written by forms stands below what is handed out, and comes after it. */
const Written = lazily(() => import("./written.tsx").then(file => file.Written));
const PotRounds = lazilyWithWords(() => import("./pot-rounds.tsx").then(file => file.PotRounds));
const PayByForm = lazilyWithWords(() => import("./pay-by-form.tsx").then(file => file.PayByForm));

export function Pay({ table }: { table: AtTable }): JSX.Element {
  const { words, held, going } = table;
  const { today, sheet } = held;
  const { view, of } = going.at;
  if (view === "form" || view === "new") return <PayByForm table={table} />;
  const loans = loansAsked(today, sheet).filter(one => one.state === "agreed" || one.state === "paid");
  const loan = loans.find(one => one.loan === of);
  if (view === "amount" && loan) return <PayAmount table={table} loan={loan} onDone={going.back} />;
  if (view === "short" && loan?.payOut?.refusal)
    return <BoxShort table={table} loan={loan} refusal={loan.payOut.refusal} onDone={going.back} />;
  const parts = today.loans.filter(one => one.partNow !== "0");
  const checked = today.draft.claims.filter(one => one.status !== "reported");
  const claims = checked.filter(one => BigInt(one.payable) > 0n);
  const toDecide = checked.filter(one => one.benefit === null && !sheet.has(`pay.benefit.${one.claim}.1`));
  const written = [...sheet.values()].filter(
    line => line.line.startsWith("pay.") && line.entry !== "assembly.decision",
  );
  const votedDown = [...sheet.values()].filter(
    line =>
      line.line.startsWith("pay.") &&
      line.entry === "assembly.decision" &&
      !written.some(other => other.line === line.line.replace(/1$/, "2")),
  );
  const boxes = today.funds.filter(fund => boxOf(fund.fund, sheet, today).expected !== 0n);
  return (
    <Frame
      table={table}
      foot={
        <>
          <QuietAct
            square
            icon="plus"
            label={words.say("meetings.pay.new")}
            onClick={() => going.go({ step: "pay", view: "new" })}
          />
          <Act onClick={() => going.go({ step: nextStep("pay") })}>{words.say("meetings.pay.next")}</Act>
        </>
      }
    >
      <Card label={words.say("meetings.pay.boxes")}>
        {boxes.map(fund => (
          <Sum key={fund.fund} label={boxName(words, fund.fund, fund.name)}>
            <Money amount={boxOf(fund.fund, sheet, today).expected} unit={fund.unit} size="mid" />
          </Sum>
        ))}
        {boxes.length === 0 && <Soft>{words.say("meetings.pay.boxes-empty")}</Soft>}
      </Card>
      {today.pots.length > 0 && <PotRounds table={table} />}
      {loans.length + parts.length > 0 && (
        <Stack gap="tight">
          <Title>{words.say("meetings.pay.loans")}</Title>
          <Lines label={words.say("meetings.pay.loans")}>
            {[...loans, ...parts].map(one => (
              <LoanOut key={one.loan} table={table} loan={one} />
            ))}
          </Lines>
        </Stack>
      )}
      {claims.length + toDecide.length > 0 && (
        <Stack gap="tight">
          <Title>{words.say("meetings.pay.benefits")}</Title>
          <Lines label={words.say("meetings.pay.benefits")}>
            {claims.map(claim => (
              <Payable
                key={claim.claim}
                table={table}
                place={`pay.benefit.${claim.claim}`}
                entry="aid.pay-benefit"
                member={claim.member}
                amount={BigInt(claim.payable)}
                handed={splitBenefit(claim, BigInt(claim.payable)).toFamily}
                unit={unitOf(claim.fund)}
                note={[words.say(`choice.aid.claim.event.${claim.event}`), splitSaid(claim)].filter(Boolean).join(". ")}
                body={{ claim: claim.claim, amount: claim.payable }}
                onAsk={isForOthers(claim) ? () => toForm(claim) : undefined}
              />
            ))}
            {toDecide.map(claim => (
              <Line
                key={claim.claim}
                lead={<Icon name="heart" />}
                label={<b>{nameOf(claim.member)}</b>}
                sub={words.say(`choice.aid.claim.event.${claim.event}`)}
                end={<Mark colour="turmeric">{words.say("meetings.pay.to-decide")}</Mark>}
                arrow
                onClick={() => toForm(claim)}
              />
            ))}
          </Lines>
        </Stack>
      )}
      {today.payable.length > 0 && (
        <Stack gap="tight">
          <Title>{words.say("meetings.pay.owed")}</Title>
          <Lines label={words.say("meetings.pay.owed")}>
            {today.payable.map(one => (
              <Payable
                key={`${one.member}${one.code}`}
                table={table}
                place={`pay.owed.${one.code}.${one.member}`}
                entry="meetings.pay-out"
                member={one.member}
                amount={BigInt(one.amount)}
                unit={unitOf(one.code)}
                body={{ member: one.member, fund: one.code, amount: one.amount }}
              />
            ))}
          </Lines>
        </Stack>
      )}
      {(written.some(isOther) || votedDown.length > 0) && (
        <Stack gap="tight">
          <Title>{words.say("meetings.pay.others")}</Title>
          <Lines label={words.say("meetings.pay.others")}>
            {written.filter(isOther).map(line => (
              <Written
                key={line.line}
                table={table}
                line={line}
                label={labelOf(line)}
                sub={subOf(line)}
                end={amountOf(line)}
                others={line.line.endsWith(".2") ? [line.line.replace(/2$/, "1")] : []}
              />
            ))}
            {votedDown.map(line => (
              <Written
                key={line.line}
                table={table}
                line={line}
                label={words.say(`question.${String(line.body["question"])}`)}
                sub={words.say("meetings.votes.not-carried")}
              />
            ))}
          </Lines>
        </Stack>
      )}
    </Frame>
  );

  function isOther(line: HeldLine): boolean {
    return !/^pay\.(benefit|part)\.[^.]+$/.test(line.line) && !/^pay\.(?:owed|pot|pot-late)\./.test(line.line);
  }
  function toForm(claim: ClaimSeen): void {
    going.go({ step: "pay", view: "form", of: `benefit:${claim.claim}` });
  }
  /** Of the benefit so much goes to her loans, and so much is handed to the family. */
  function splitSaid(claim: ClaimSeen): string {
    const { toDebts, toFamily } = splitBenefit(claim, BigInt(claim.payable));
    const unit = unitOf(claim.fund);
    return toDebts === 0n
      ? ""
      : words.say("meetings.pay.off-debts", {
          debts: words.amount(toDebts, unit),
          family: words.amount(toFamily, unit),
        });
  }
  function unitOf(fund: string): string {
    return today.funds.find(one => one.fund === fund)?.unit ?? today.unit;
  }
  function nameOf(member: unknown): string {
    const woman = today.women.find(one => one.member === member);
    return woman ? called(words, woman) : "";
  }
  function labelOf(line: HeldLine): string {
    const member = line.body["member"] ?? today.draft.claims.find(one => one.claim === line.body["claim"])?.member;
    return [words.say(`entry.${line.entry}`), nameOf(member)].filter(Boolean).join(", ");
  }
  function subOf(line: HeldLine): string {
    return typeof line.body["purpose"] === "string" ? line.body["purpose"] : "";
  }
  function amountOf(line: HeldLine): JSX.Element | undefined {
    const amount = line.body["amount"];
    if (typeof amount !== "string") return undefined;
    const fund = String(
      line.body["fund"] ??
        line.body["from"] ??
        today.rules.products.find(
          one => one.product === (line.body["product"] ?? today.terms.find(term => term.deposit === line.body["deposit"])?.product),
        )?.fund ??
        "",
    );
    return <Money amount={amount} unit={unitOf(fund)} />;
  }
}
