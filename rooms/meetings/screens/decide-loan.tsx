/** One loan before the members: the question as a sentence, the hands, and less than was asked for where they say so. */
import { Act, Bead, Card, CashKeyboard, Lines, Notice, Page, Soft, Stack, TextAct, Title, Two, Who } from "#look";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { keyboardWords } from "./edit.tsx";
import { formContext, womanNamed } from "./form-parts.ts";
import type { AtTable } from "./frame.tsx";
import { decided, type LoanAsked, takenAway, votesOf, withdrawn } from "./requests.ts";
import { boxName, called, loanName, Money, moneyOf } from "./say.tsx";
import { lazilyWithWords } from "./lazily-with-words.ts";
import { seasonSaid } from "./season-said.ts";
import { useTyped } from "./use-typed.ts";
import { Votes } from "./votes.tsx";
import { Written } from "./written.tsx";

const RenewedSaid = lazilyWithWords(() => import("./renewed-said.tsx").then(file => file.RenewedSaid));

export function DecideLoan({
  table,
  loan,
  onDone,
}: {
  table: AtTable;
  loan: LoanAsked;
  onDone: () => void;
}): JSX.Element {
  const { words, held } = table;
  const { today } = held;
  const woman = today.women.find(one => one.member === loan.member)!;
  const typed = useTyped<{ readonly votes?: string; readonly agreed: string }>(table, `loan.${loan.loan}`, () => ({
    ...(loan.decision ? { votes: votesOf(loan.decision) } : {}),
    agreed: String(loan.agreed),
  }));
  const { votes } = typed.value;
  const agreed = BigInt(typed.value.agreed);
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
          onChange={next => typed.set({ ...typed.value, agreed: String(next) })}
          unit={moneyOf(loan.unit)}
          words={keyboardWords(words, words.say("meetings.loan.agreed-amount"))}
          due={
            <>
              {words.say("meetings.loan.asked-amount")} <Money amount={loan.asked} unit={loan.unit} />
            </>
          }
        >
          {loan.renews && <RenewedSaid table={table} loan={loan} lent={agreed} />}
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
        loan.withdrawal ? (
          <Act
            onClick={() => {
              void held.write([takenAway(loan.withdrawal!.line, loan.withdrawal!.entry)]);
              onDone();
            }}
          >
            {words.say("meetings.loan.wants-after-all")}
          </Act>
        ) : (
          <Act
            notYet={votes === undefined || !votes.split(",").some(one => Number(one) > 0)}
            onClick={() => {
              void held.write(decided(loan, votes!, agreed)).then(typed.forget);
              onDone();
            }}
          >
            {words.say("meetings.loan.write-decision")}
          </Act>
        )
      }
    >
      <Two even>
        <Card held class="snug">
          <Who
            bead={<Bead number={woman.number} size={64} />}
            number={words.say("meetings.number", { number: String(woman.number) })}
            name={name}
          />
          <Title level={3}>{words.say("meetings.loan.question")}</Title>
          <Money amount={agreed} unit={loan.unit} size="number" />
          {loan.purpose && <p>{loan.purpose}</p>}
          {loan.renews && <RenewedSaid table={table} loan={loan} lent={agreed} />}
          <Soft small>
            {[
              product && loanName(words, product.product, product.name),
              product && words.say("meetings.form.a-month", { percent: product.ratePerMonth }),
              product && seasonSaid(words, product)?.replace(/\.$/, ""),
              words.say("meetings.loan.box-has", {
                box: boxName(words, loan.fund, fund?.name),
                amount: words.amount(box, loan.unit),
              }),
            ]
              .filter(Boolean)
              .join(". ")}
          </Soft>
          {loan.pledges.length > 0 && (
            <Lines label={words.say("loans.form.kept")}>
              {loan.pledges.map(line => (
                <Written
                  key={line.line}
                  table={table}
                  line={line}
                  label={words.say("loans.form.pledged-by", {
                    who: womanNamed(formContext(table), String(line.body["pledger"])),
                    amount: words.amount(BigInt(String(line.body["amount"])), loan.unit),
                  })}
                />
              ))}
            </Lines>
          )}
          {!loan.withdrawal && <TextAct onClick={() => setChanging(true)}>{words.say("meetings.loan.less")}</TextAct>}
        </Card>
        <Stack>
          {loan.withdrawal ? (
            <Notice colour="turmeric" icon="exit">
              <p>{words.say("meetings.loan.lets-go-more")}</p>
            </Notice>
          ) : (
            <>
              <Votes
                words={words}
                there={today.women.filter(one => held.sheet.get(`${one.member}.roll`)?.body["mark"] !== "absent").length}
                value={votes}
                onChange={next => typed.set({ ...typed.value, votes: next })}
              />
              <TextAct
                onClick={() => {
                  void held.write(withdrawn(loan));
                  onDone();
                }}
              >
                {words.say(loan.request ? "meetings.loan.withdraw" : "meetings.loan.lets-go")}
              </TextAct>
            </>
          )}
        </Stack>
      </Two>
    </Page>
  );
}
