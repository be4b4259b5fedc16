/**
 * Money out of the box: loans that were agreed to, benefits that were checked, what members take out and what the group
 * spends. What the box cannot give is said with both sums drawn, and what it can.
 */
import type { Refusal } from "#base";
import {
  Act,
  Bead,
  Card,
  CashKeyboard,
  Icon,
  Line,
  Lines,
  Page,
  QuietAct,
  Soft,
  Stack,
  StatePanel,
  Sum,
  Title,
} from "#look";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { sentenceOf } from "#client";
import { Written } from "./decide.tsx";
import { keyboardWords } from "./edit.tsx";
import { FormView, formContext } from "./form.tsx";
import { type AtTable, Frame, nextStep, RefusedLine } from "./frame.tsx";
import { payForms } from "./pay-forms.ts";
import { type LoanAsked, loansAsked, payOutLine, takenAway } from "./requests.ts";
import { boxName, called, calledIn, Money, moneyOf } from "./say.tsx";
import type { FundSeen } from "./seen.ts";
import { boxOf, type HeldLine, type Writing } from "./sheet-model.ts";
import { TickedLine } from "./ticked.tsx";

export function Pay({ table }: { table: AtTable }): JSX.Element {
  const { words, held, going } = table;
  const { today, sheet } = held;
  const { view, of } = going.at;
  const form = payForms.find(one => one.name === of);
  if (view === "form" && form)
    return (
      <FormView
        key={form.name}
        table={table}
        form={form}
        onDone={() => going.go({ step: "pay" })}
        onCancel={going.back}
      />
    );
  if (view === "new") return <ChoosePay table={table} />;
  const loans = loansAsked(today, sheet).filter(one => one.state === "agreed" || one.state === "paid");
  const loan = loans.find(one => one.loan === of);
  if (view === "amount" && loan) return <PayAmount table={table} loan={loan} onDone={going.back} />;
  if (view === "short" && loan?.payOut?.refusal)
    return <BoxShort table={table} loan={loan} refusal={loan.payOut.refusal} onDone={going.back} />;
  const claims = today.claims.filter(one => one.status !== "reported" && BigInt(one.payable) > 0n);
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
      {loans.length > 0 && (
        <Stack gap="tight">
          <Title>{words.say("meetings.pay.loans")}</Title>
          <Lines label={words.say("meetings.pay.loans")}>
            {loans.map(one => (
              <LoanToPay key={one.loan} table={table} loan={one} />
            ))}
          </Lines>
        </Stack>
      )}
      {claims.length > 0 && (
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
                unit={unitOf(claim.fund)}
                note={words.say(`choice.aid.claim.event.${claim.event}`)}
                body={{ claim: claim.claim, amount: claim.payable }}
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
    return !line.line.startsWith("pay.benefit.") && !line.line.startsWith("pay.owed.");
  }
  function unitOf(fund: string): string {
    return today.funds.find(one => one.fund === fund)?.unit ?? today.unit;
  }
  function labelOf(line: HeldLine): string {
    const woman = today.women.find(one => one.member === line.body["member"]);
    return [words.say(`entry.${line.entry}`), woman && called(words, woman)].filter(Boolean).join(", ");
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
        today.rules.products.find(one => one.product === line.body["product"])?.fund ??
        "",
    );
    return <Money amount={amount} unit={unitOf(fund)} />;
  }
}

function LoanToPay({ table, loan }: { table: AtTable; loan: LoanAsked }): JSX.Element | null {
  const { words, held, going } = table;
  const woman = held.today.women.find(one => one.member === loan.member);
  if (!woman) return null;
  const isPaid = loan.payOut !== undefined;
  const amount =
    isPaid && typeof loan.payOut.body["amount"] === "string" ? BigInt(loan.payOut.body["amount"]) : loan.agreed;
  const name = called(words, woman);
  return (
    <TickedLine
      lead={<Bead number={woman.number} size={44} />}
      label={<b>{name}</b>}
      sub={
        loan.payOut?.refusal ? words.say("meetings.pay.not-yet") : (loan.purpose ?? words.say("meetings.item.loan-out"))
      }
      end={<Money amount={amount} unit={loan.unit} light={!isPaid} />}
      tick={isPaid && !loan.payOut?.refusal ? "done" : "now"}
      tickLabel={words.say("meetings.pay.hand-over", { name })}
      onTick={() =>
        void held.write([
          isPaid && !loan.payOut?.refusal
            ? takenAway(loan.payOut.line, loan.payOut.entry)
            : payOutLine(loan, amount === loan.agreed ? undefined : amount),
        ])
      }
      onOpen={() =>
        going.go({
          step: "pay",
          view: loan.payOut?.refusal?.refused === "ledger.fund-short" ? "short" : "amount",
          of: loan.loan,
        })
      }
      below={<RefusedLine table={table} line={`loan.${loan.loan}.3`} />}
    />
  );
}

/** What may be paid of a thing that was settled before: one press hands it over. */
function Payable({
  table,
  place,
  entry,
  member,
  amount,
  unit,
  note,
  body,
}: {
  table: AtTable;
  place: string;
  entry: string;
  member: string;
  amount: bigint;
  unit: string;
  note?: string;
  body: Writing["body"];
}): JSX.Element | null {
  const { words, held } = table;
  const woman = held.today.women.find(one => one.member === member);
  const line = held.sheet.get(place);
  const name = woman ? called(words, woman) : words.say("meetings.somebody");
  return (
    <TickedLine
      {...(woman ? { lead: <Bead number={woman.number} size={44} /> } : {})}
      label={<b>{name}</b>}
      sub={note}
      end={<Money amount={amount} unit={unit} light={!line} />}
      tick={line && !line.refusal ? "done" : "now"}
      tickLabel={words.say("meetings.pay.hand-over", { name })}
      onTick={() => void held.write([line && !line.refusal ? takenAway(place, entry) : { line: place, entry, body }])}
      below={<RefusedLine table={table} line={place} />}
    />
  );
}

function PayAmount({ table, loan, onDone }: { table: AtTable; loan: LoanAsked; onDone: () => void }): JSX.Element {
  const { words, held } = table;
  const woman = held.today.women.find(one => one.member === loan.member)!;
  const [amount, setAmount] = useState(
    loan.payOut
      ? typeof loan.payOut.body["amount"] === "string"
        ? BigInt(loan.payOut.body["amount"])
        : loan.agreed
      : 0n,
  );
  return (
    <Page
      title={called(words, woman)}
      subtitle={words.say("meetings.item.loan-out")}
      back={{ href: "#pay", label: words.say("meetings.back"), onClick: event => (event.preventDefault(), onDone()) }}
      tools={<Bead number={woman.number} size={48} />}
    >
      <CashKeyboard
        value={amount}
        onChange={setAmount}
        unit={moneyOf(loan.unit)}
        words={keyboardWords(words, words.say("meetings.pay.handed"))}
        due={
          <>
            {words.say("meetings.loan.agreed-amount")} <Money amount={loan.agreed} unit={loan.unit} />
          </>
        }
        verdict={
          amount > loan.agreed
            ? { colour: "turmeric", said: words.say("meetings.form.more-than-there") }
            : amount === loan.agreed
              ? { colour: "leaf", said: words.say("meetings.cash.exact") }
              : undefined
        }
      >
        <Act
          notYet={amount === 0n || amount > loan.agreed}
          onClick={() => {
            void held.write([payOutLine(loan, amount === loan.agreed ? undefined : amount)]);
            onDone();
          }}
        >
          {words.say("meetings.pay.give")}
        </Act>
      </CashKeyboard>
    </Page>
  );
}

/** Asked against there, drawn to scale; what the box can give is the main act. */
function BoxShort({
  table,
  loan,
  refusal,
  onDone,
}: {
  table: AtTable;
  loan: LoanAsked;
  refusal: Refusal;
  onDone: () => void;
}): JSX.Element {
  const { words, held } = table;
  const { today } = held;
  const fund = today.funds.find(one => one.fund === loan.fund) as FundSeen;
  const there = BigInt(String(refusal.because["available"] ?? "0"));
  const unit = moneyOf(loan.unit);
  return (
    <Page
      title={words.say("meetings.pay.short-title")}
      back={{ href: "#pay", label: words.say("meetings.back"), onClick: event => (event.preventDefault(), onDone()) }}
      foot={
        <>
          <QuietAct onClick={onDone}>{words.say("meetings.pay.change")}</QuietAct>
          <Act
            notYet={there === 0n}
            onClick={() => {
              void held.write([payOutLine(loan, there)]);
              onDone();
            }}
          >
            {words.say("meetings.pay.lend-what-is-there", { amount: words.amount(there, loan.unit) })}
          </Act>
        </>
      }
    >
      <StatePanel
        kind="refused"
        title={words.say("meetings.pay.box-short")}
        compare={{
          asked: { label: words.say("meetings.pay.asked"), minor: loan.agreed, unit },
          there: { label: boxName(words, fund.fund, fund.name), minor: there, unit },
        }}
      >
        <p>{sentenceOf(refusal, words, today.unit, calledIn(today, words))}</p>
        <Soft>{words.say("meetings.pay.rest-later")}</Soft>
      </StatePanel>
    </Page>
  );
}

function ChoosePay({ table }: { table: AtTable }): JSX.Element {
  const { words, going } = table;
  const context = formContext(table);
  return (
    <Frame table={table} title={words.say("meetings.pay.new")} isOpen onBack={going.back} quiet>
      <Lines label={words.say("meetings.pay.new")}>
        {payForms
          .filter(form => form.isOffered(context))
          .map(form => (
            <Line
              key={form.name}
              lead={<Icon name={form.icon} size={32} />}
              label={<b>{words.say(`meetings.form.${form.name}`)}</b>}
              sub={words.say(`meetings.form.${form.name}.what`)}
              arrow
              onClick={() => going.go({ step: "pay", view: "form", of: form.name })}
            />
          ))}
      </Lines>
    </Frame>
  );
}
