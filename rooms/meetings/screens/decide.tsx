/** Requests and decisions: who asks for what, the hands that were raised, and what was agreed. */
import {
  Act,
  Bead,
  CashKeyboard,
  Card,
  Icon,
  Line,
  Lines,
  Mark,
  type MarkColour,
  Page,
  QuietAct,
  Soft,
  Stack,
  TextAct,
  Title,
  Who,
} from "#look";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { keyboardWords } from "./edit.tsx";
import { FormView, formContext } from "./form.tsx";
import { decideForms, isCarried } from "./forms.ts";
import { type AtTable, Frame, nextStep, RefusedLine } from "./frame.tsx";
import { decided, type LoanAsked, loansAsked, takenAway, votesOf, withdrawn } from "./requests.ts";
import { boxName, called, loanName, Money, moneyOf } from "./say.tsx";
import type { HeldLine } from "./sheet-model.ts";
import { Votes } from "./votes.tsx";

const colours: Readonly<Record<LoanAsked["state"], MarkColour>> = {
  asked: "turmeric",
  agreed: "leaf",
  "turned-down": "soft",
  paid: "leaf",
};

export function Decide({ table }: { table: AtTable }): JSX.Element {
  const { words, held, going } = table;
  const { today, sheet } = held;
  const { view, of } = going.at;
  const loans = loansAsked(today, sheet);
  const loan = loans.find(one => one.loan === of);
  if (view === "loan" && loan) return <DecideLoan table={table} loan={loan} onDone={going.back} />;
  const form = decideForms.find(one => one.name === of);
  if (view === "form" && form)
    return (
      <FormView
        key={form.name}
        table={table}
        form={form}
        onDone={() => going.go({ step: "decide" })}
        onCancel={going.back}
      />
    );
  if (view === "new") return <ChooseForm table={table} />;
  const claims = [...sheet.values()].filter(line => line.entry === "aid.claim");
  const others = [...sheet.values()].filter(
    line => line.entry === "assembly.decision" && !line.line.startsWith("loan.") && !line.line.startsWith("pay."),
  );
  const reported = today.claims.filter(one => one.status === "reported");
  const nothing = loans.length + claims.length + others.length + reported.length + today.warnings.length === 0;
  const waiting = loans.filter(one => one.state === "asked").length;
  return (
    <Frame
      table={table}
      {...(waiting > 0 ? { far: words.say("meetings.decide.waiting", { count: waiting }) } : {})}
      foot={
        <>
          <QuietAct
            square
            icon="plus"
            label={words.say("meetings.decide.new")}
            onClick={() => going.go({ step: "decide", view: "new" })}
          />
          <Act onClick={() => going.go({ step: nextStep("decide") })}>{words.say("meetings.decide.next")}</Act>
        </>
      }
    >
      {nothing && (
        <Stack gap="tight">
          <Title>{words.say("meetings.decide.nothing")}</Title>
          <FormLines table={table} />
        </Stack>
      )}
      {loans.length > 0 && (
        <Stack gap="tight">
          <Title>{words.say("meetings.decide.loans")}</Title>
          <Lines label={words.say("meetings.decide.loans")}>
            {loans.map(one => (
              <LoanLine key={one.loan} table={table} loan={one} />
            ))}
          </Lines>
        </Stack>
      )}
      {(claims.length > 0 || reported.length > 0) && (
        <Stack gap="tight">
          <Title>{words.say("meetings.decide.claims")}</Title>
          <Lines label={words.say("meetings.decide.claims")}>
            {reported.map(claim => (
              <Line
                key={claim.claim}
                lead={<Icon name="heart" />}
                label={nameOf(claim.member)}
                sub={[words.say(`choice.aid.claim.event.${claim.event}`), words.day(claim.happenedOn, "short")].join(
                  ", ",
                )}
                end={<Mark colour="turmeric">{words.say("meetings.decide.reported")}</Mark>}
              />
            ))}
            {claims.map(line => (
              <Written
                key={line.line}
                table={table}
                line={line}
                label={nameOf(line.body["member"])}
                sub={words.say(`choice.aid.claim.event.${String(line.body["event"])}`)}
                others={[line.line.replace(/1$/, "2")]}
              />
            ))}
          </Lines>
        </Stack>
      )}
      {others.length > 0 && (
        <Stack gap="tight">
          <Title>{words.say("meetings.decide.others")}</Title>
          <Lines label={words.say("meetings.decide.others")}>
            {others.map(line => (
              <Written
                key={line.line}
                table={table}
                line={line}
                label={String(line.body["note"] ?? words.say(`question.${String(line.body["question"])}`))}
                sub={votesSaid(line)}
              />
            ))}
          </Lines>
        </Stack>
      )}
      {today.warnings.length > 0 && <Warnings table={table} />}
    </Frame>
  );

  function nameOf(member: unknown): string {
    const woman = today.women.find(one => one.member === member);
    return woman ? called(words, woman) : "";
  }
  function votesSaid(line: HeldLine): string {
    return words.say(isCarried(votesOf(line)) ? "meetings.votes.carried" : "meetings.votes.not-carried");
  }
}

function LoanLine({ table, loan }: { table: AtTable; loan: LoanAsked }): JSX.Element | null {
  const { words, held, going } = table;
  const woman = held.today.women.find(one => one.member === loan.member);
  if (!woman) return null;
  const refused = [loan.request?.line, `loan.${loan.loan}.1`, `loan.${loan.loan}.2`].filter(
    (line): line is string => line !== undefined && held.sheet.get(line)?.refusal !== undefined,
  );
  return (
    <>
      <Line
        lead={<Bead number={woman.number} size={44} />}
        label={<b>{called(words, woman)}</b>}
        sub={[words.amount(loan.agreed, loan.unit), loan.purpose].filter(Boolean).join(", ")}
        end={<Mark colour={colours[loan.state]}>{words.say(`meetings.loan.${loan.state}`)}</Mark>}
        onClick={() => going.go({ step: "decide", view: "loan", of: loan.loan })}
        arrow
      />
      {refused.length > 0 && (
        <li>
          {refused.map(line => (
            <RefusedLine key={line} table={table} line={line} />
          ))}
        </li>
      )}
    </>
  );
}

/** A line that stands on the sheet and can be taken off it again. */
export function Written({
  table,
  line,
  label,
  sub,
  end,
  others = [],
}: {
  table: AtTable;
  line: HeldLine;
  label: string;
  sub?: string;
  end?: JSX.Element;
  others?: readonly string[];
}): JSX.Element {
  const { words, held } = table;
  const remove = (): void =>
    void held.write([
      ...others.flatMap(other => (held.sheet.has(other) ? [takenAway(other, held.sheet.get(other)!.entry)] : [])),
      takenAway(line.line, line.entry),
    ]);
  return (
    <li>
      <div class="with-end">
        <div class="line">
          <span class="grow">
            {label}
            {sub && <small>{sub}</small>}
          </span>
          {end}
        </div>
        <button
          class="tool"
          type="button"
          aria-label={words.say("meetings.take-off", { what: label })}
          onClick={remove}
        >
          <Icon name="close" />
        </button>
      </div>
      {[line.line, ...others].map(one => (
        <RefusedLine key={one} table={table} line={one} />
      ))}
    </li>
  );
}

function ChooseForm({ table }: { table: AtTable }): JSX.Element {
  return (
    <Frame table={table} title={table.words.say("meetings.decide.new")} isOpen onBack={table.going.back} quiet>
      <FormLines table={table} />
    </Frame>
  );
}

function FormLines({ table }: { table: AtTable }): JSX.Element {
  const { words, going } = table;
  const context = formContext(table);
  return (
    <Lines label={words.say("meetings.decide.new")}>
      {decideForms
        .filter(form => form.isOffered(context))
        .map(form => (
          <Line
            key={form.name}
            lead={<Icon name={form.icon} size={32} />}
            label={<b>{words.say(`meetings.form.${form.name}`)}</b>}
            sub={words.say(`meetings.form.${form.name}.what`)}
            arrow
            onClick={() => going.go({ step: "decide", view: "form", of: form.name })}
          />
        ))}
    </Lines>
  );
}

/** The question as a sentence, the hands, and less than was asked for where the members say so. */
function DecideLoan({ table, loan, onDone }: { table: AtTable; loan: LoanAsked; onDone: () => void }): JSX.Element {
  const { words, held } = table;
  const { today } = held;
  const woman = today.women.find(one => one.member === loan.member)!;
  const [votes, setVotes] = useState<string | undefined>(loan.decision ? votesOf(loan.decision) : undefined);
  const [agreed, setAgreed] = useState(loan.agreed);
  const [isChanging, setChanging] = useState(false);
  const name = called(words, woman);
  const product = today.rules.loans.find(one => one.product === loan.product);
  const box = formContext(table).box(loan.fund);
  const fund = today.funds.find(one => one.fund === loan.fund);
  const onBack = (event: MouseEvent): void => {
    event.preventDefault();
    if (isChanging) setChanging(false);
    else onDone();
  };
  if (isChanging)
    return (
      <Page
        title={name}
        subtitle={words.say("meetings.loan.less")}
        back={{ href: "#decide", label: words.say("meetings.back"), onClick: onBack }}
        tools={<Bead number={woman.number} size={48} />}
      >
        <CashKeyboard
          value={agreed}
          onChange={setAgreed}
          unit={moneyOf(loan.unit)}
          words={keyboardWords(words, words.say("meetings.loan.agreed-amount"))}
          due={
            <>
              {words.say("meetings.loan.asked-amount")} <Money amount={loan.asked} unit={loan.unit} />
            </>
          }
        >
          <Act notYet={agreed === 0n || agreed > loan.asked} onClick={() => setChanging(false)}>
            {words.say("meetings.keep")}
          </Act>
        </CashKeyboard>
      </Page>
    );
  return (
    <Page
      title={words.say("meetings.loan.title")}
      subtitle={name}
      back={{ href: "#decide", label: words.say("meetings.back"), onClick: onBack }}
      foot={
        <Act
          notYet={votes === undefined || !votes.split(",").some(one => Number(one) > 0)}
          onClick={() => {
            void held.write(decided(loan, votes!, agreed));
            onDone();
          }}
        >
          {words.say("meetings.loan.write-decision")}
        </Act>
      }
    >
      <Card held class="snug">
        <Who
          bead={<Bead number={woman.number} size={64} />}
          number={words.say("meetings.number", { number: String(woman.number) })}
          name={name}
        />
        <Title level={3}>{words.say("meetings.loan.question")}</Title>
        <Money amount={agreed} unit={loan.unit} size="number" />
        {loan.purpose && <p>{loan.purpose}</p>}
        <Soft small>
          {[
            product && loanName(words, product.product, product.name),
            product && words.say("meetings.form.a-month", { percent: product.ratePerMonth }),
            words.say("meetings.loan.box-has", {
              box: boxName(words, loan.fund, fund?.name),
              amount: words.amount(box, loan.unit),
            }),
          ]
            .filter(Boolean)
            .join(". ")}
        </Soft>
        <TextAct onClick={() => setChanging(true)}>{words.say("meetings.loan.less")}</TextAct>
      </Card>
      <Votes
        words={words}
        there={today.women.filter(one => held.sheet.get(`${one.member}.roll`)?.body["mark"] !== "absent").length}
        value={votes}
        onChange={setVotes}
      />
      {loan.request && (
        <TextAct
          onClick={() => {
            void held.write(withdrawn(loan));
            onDone();
          }}
        >
          {words.say("meetings.loan.withdraw")}
        </TextAct>
      )}
    </Page>
  );
}

/** Who is about to fall out of a fund: told here, before all, and never silently dropped. */
function Warnings({ table }: { table: AtTable }): JSX.Element {
  const { words, held } = table;
  return (
    <Stack gap="tight">
      <Title>{words.say("meetings.warn.title")}</Title>
      <Lines label={words.say("meetings.warn.title")}>
        {held.today.warnings.map(one => {
          const woman = held.today.women.find(found => found.member === one.member);
          if (!woman) return null;
          const place = `warn.${one.fund}.${one.member}`;
          const entry = one.mayLapse ? "aid.lapse" : "aid.warn";
          const isWritten = held.sheet.has(place);
          return (
            <li key={place}>
              <div class="with-end">
                <div class="line">
                  <span class="lead">
                    <Bead number={woman.number} size={44} />
                  </span>
                  <span class="grow">
                    {called(words, woman)}
                    <small>
                      {words.say(one.mayLapse ? "meetings.warn.may-lapse" : "meetings.warn.left", { count: one.left })}
                    </small>
                  </span>
                </div>
                <QuietAct
                  pressed={isWritten}
                  onClick={() =>
                    void held.write([
                      isWritten
                        ? takenAway(place, entry)
                        : { line: place, entry, body: { member: one.member, fund: one.fund } },
                    ])
                  }
                >
                  {words.say(one.mayLapse ? "meetings.warn.lapse" : "meetings.warn.tell")}
                </QuietAct>
              </div>
              <RefusedLine table={table} line={place} />
            </li>
          );
        })}
      </Lines>
    </Stack>
  );
}
