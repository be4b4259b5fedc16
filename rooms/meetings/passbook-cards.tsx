/** Her things as calm cards, each under cloth until it is pressed: savings, shares, loan, aid, what she keeps for all. */
import type { SessionSeen, Words } from "#base";
import { Amount, AmountHidden, Card, Instalments, Line, Lines, Mark, Soft, Stamps } from "#look";
import type { ComponentChildren, JSX } from "preact";
import type { PassbookSeen } from "./passbook.ts";
import { amountUnit, fundName, productName, upper } from "./passbook-names.ts";

export type Hers = NonNullable<PassbookSeen["hers"]>;

export interface CardsProps {
  readonly words: Words;
  readonly hers: Hers;
  /** Whether the one button over the page lies open. */
  readonly isOpen: boolean;
}

/** An amount under its cloth, called by what it is of. */
export function Hidden({
  words,
  of,
  minor,
  unit,
  isOpen,
}: {
  words: Words;
  of: string;
  minor: bigint;
  unit: string;
  isOpen: boolean;
}): JSX.Element {
  return (
    <AmountHidden
      minor={minor}
      unit={amountUnit(unit)}
      size="number"
      label={words.say("members.screen.press-to-see", { of })}
      coverLabel={words.say("members.screen.press-to-cover", { of })}
      open={isOpen ? true : undefined}
    />
  );
}

/**
 * Words that are first said after a press. They are said once while the page is drawn, so that they come with it and
 * nobody reads a key instead of a sentence.
 */
const afterAPress = [
  "cover",
  "see",
  "shares-of",
  "shares-count",
  "instalment-next",
  "press-to-cover",
  "received",
  "listen",
  "loan-left",
  "late-charge",
] as const;

export const bring = (words: Words): void => {
  for (const key of afterAPress) words.say(`members.screen.${key}`);
};

export function HerCards(props: CardsProps): ComponentChildren {
  const { hers } = props;
  return (
    <>
      <Savings {...props} />
      <Terms {...props} />
      <Capital {...props} />
      {hers.shares.map(one => (
        <Shares key={one.fund} {...props} of={one} />
      ))}
      <Pledged {...props} />
      <Waiting {...props} />
      <Loans {...props} />
      <Aid {...props} />
    </>
  );
}

function Savings({ words, hers, isOpen }: CardsProps): JSX.Element | null {
  const units = [...new Set(hers.savings.map(one => one.unit))];
  if (hers.savings.length === 0)
    return hers.shares.length > 0 ? null : (
      <Card title={words.say("members.screen.savings")}>
        <Soft>{words.say("members.screen.no-savings")}</Soft>
      </Card>
    );
  const names = hers.savings.map(one => productName(words, one.product, one.name));
  return (
    <Card title={words.say("members.screen.savings")}>
      {units.map(unit => (
        <Hidden
          key={unit}
          words={words}
          of={words.say("members.screen.savings")}
          minor={hers.savings.filter(one => one.unit === unit).reduce((sum, one) => sum + BigInt(one.amount), 0n)}
          unit={unit}
          isOpen={isOpen}
        />
      ))}
      {isOpen && hers.savings.length > 1 ? (
        <Lines>
          {hers.savings.map(one => (
            <Line
              key={`${one.product}${one.fund}`}
              label={upper(productName(words, one.product, one.name))}
              end={<Amount minor={BigInt(one.amount)} unit={amountUnit(one.unit)} />}
            />
          ))}
        </Lines>
      ) : (
        <Soft small>{upper(new Intl.ListFormat(words.locale, { type: "conjunction" }).format(names))}</Soft>
      )}
    </Card>
  );
}

/** What she laid down for a time, each with its day; it is among her savings too. */
function Terms({ words, hers, isOpen }: CardsProps): JSX.Element | null {
  if (hers.terms.length === 0) return null;
  return (
    <Card title={words.say("meetings.passbook.terms")}>
      <Lines>
        {hers.terms.map(one => (
          <Line
            key={one.deposit}
            label={upper(productName(words, one.product, one.name))}
            sub={[
              words.say(one.isMature ? "meetings.passbook.term-over" : "meetings.passbook.term-until", {
                day: words.day(one.maturesOn),
                rate: new Intl.NumberFormat(words.locale, { maximumFractionDigits: 6 }).format(Number(one.rate)),
              }),
              ...(isOpen && one.withdrawn !== "0"
                ? [words.say("meetings.passbook.term-withdrawn", { amount: words.amount(BigInt(one.withdrawn), one.unit) })]
                : []),
            ].join("; ")}
            end={isOpen ? <Amount minor={BigInt(one.amount)} unit={amountUnit(one.unit)} /> : undefined}
          />
        ))}
      </Lines>
    </Card>
  );
}

/** Capital she subscribed to: what she has paid in, and what is still to come. */
function Capital({ words, hers, isOpen }: CardsProps): ComponentChildren {
  return hers.subscribed.map(one => {
    const name = upper(productName(words, one.product, one.name));
    const said = (minor: string): string => words.amount(BigInt(minor), one.unit);
    return (
      <Card key={one.product} title={words.say("meetings.passbook.subscribed", { product: name })}>
        <Hidden words={words} of={name} minor={BigInt(one.paid)} unit={one.unit} isOpen={isOpen} />
        <Soft small>
          {isOpen
            ? words.say("meetings.passbook.paid-of", { subscribed: said(one.subscribed), left: said(one.toCome) })
            : words.say("meetings.passbook.paid-in")}
        </Soft>
        {one.next !== null && (
          <Soft small>
            {words.say(one.isDue ? "meetings.passbook.instalment-due" : "meetings.passbook.next-instalment", {
              day: words.day(one.next, "short"),
            })}
          </Soft>
        )}
      </Card>
    );
  });
}

/** One stamp a share, in fives, as in the paper passbook; they tell as much as the figure, so they are covered too. */
function Shares({ words, isOpen, of }: CardsProps & { of: Hers["shares"][number] }): JSX.Element {
  return (
    <Card title={words.say("members.screen.shares")}>
      {of.count === 0 ? (
        <Soft>{words.say("members.screen.no-shares")}</Soft>
      ) : (
        <>
          <Hidden
            words={words}
            of={words.say("members.screen.shares")}
            minor={BigInt(of.value)}
            unit={of.unit}
            isOpen={isOpen}
          />
          {isOpen ? (
            <>
              <p>
                <b>{of.count}</b>{" "}
                {words.say("members.screen.shares-of", { price: words.amount(BigInt(of.price), of.unit) })}
              </p>
              <Stamps count={of.count} label={words.say("members.screen.shares-count", { count: of.count })} />
            </>
          ) : (
            <Soft small>{words.say("members.screen.a-stamp-each")}</Soft>
          )}
        </>
      )}
    </Card>
  );
}

/** Savings of hers that are kept for a loan, and what was taken for one of another. */
function Pledged({ words, hers, isOpen }: CardsProps): JSX.Element | null {
  if (hers.pledged.length === 0) return null;
  const line = (key: string, minor: string, unit: string, at: number): JSX.Element => (
    <Line
      key={`${key}${at}`}
      label={words.say(`members.screen.pledged.${key}`)}
      end={isOpen ? <Amount minor={BigInt(minor)} unit={amountUnit(unit)} /> : undefined}
    />
  );
  return (
    <Card title={words.say("members.screen.pledged")}>
      <Lines>
        {hers.pledged.flatMap(({ isOwn, unit, kept, taken }, at) => [
          ...(kept === "0" ? [] : [line(isOwn ? "own" : "of-another", kept, unit, at)]),
          ...(taken === "0" ? [] : [line("taken", taken, unit, at)]),
        ])}
      </Lines>
      <Soft small>{words.say("members.screen.pledged.more")}</Soft>
    </Card>
  );
}

function Loans({ words, hers, isOpen }: CardsProps): ComponentChildren {
  if (hers.loans.length === 0)
    return (
      <Card title={words.say("members.screen.loan")}>
        <Soft>
          {words.say(hers.pastLoans > 0 ? "members.screen.no-loan-now" : "members.screen.no-loan", {
            count: hers.pastLoans,
          })}
        </Soft>
      </Card>
    );
  return hers.loans.map(loan => {
    const { running } = loan;
    if (!running)
      return (
        <Card
          key={loan.loan}
          title={words.say("members.screen.loan")}
          mark={<Mark colour="indigo">{words.say(`members.screen.loan.${loan.status}`)}</Mark>}
        >
          <Hidden
            words={words}
            of={words.say("members.screen.loan")}
            minor={BigInt(loan.asked)}
            unit={loan.unit}
            isOpen={isOpen}
          />
          <Soft small>{words.say("members.screen.loan-asked")}</Soft>
        </Card>
      );
    const { next } = running;
    const mark = running.isLate ? "late" : running.isDue ? "due" : "on-time";
    return (
      <Card
        key={loan.loan}
        title={words.say("members.screen.loan-left")}
        mark={<Mark colour={mark === "on-time" ? "leaf" : "turmeric"}>{words.say(`members.screen.loan.${mark}`)}</Mark>}
      >
        <Hidden
          words={words}
          of={words.say("members.screen.loan-left")}
          minor={BigInt(running.owed)}
          unit={loan.unit}
          isOpen={isOpen}
        />
        <Instalments
          label={words.say("members.screen.instalments-paid", { paid: running.paid, count: running.count })}
          count={running.count}
          paid={running.paid}
          due={running.isDue ? next?.number : undefined}
        />
        <Soft small>
          {words.say("members.screen.instalments-paid", { paid: running.paid, count: running.count })}{" "}
          {next &&
            (isOpen
              ? words.say("members.screen.instalment-next", {
                  number: next.number,
                  day: words.day(next.on, "short"),
                  amount: words.amount(BigInt(next.amount), loan.unit),
                })
              : words.say("members.screen.instalment-when", { number: next.number, day: words.day(next.on, "short") }))}
        </Soft>
        {isOpen && running.penalties !== "0" && (
          <Soft small>
            {words.say("members.screen.late-charge", { amount: words.amount(BigInt(running.penalties), loan.unit) })}
          </Soft>
        )}
      </Card>
    );
  });
}

function Aid({ words, hers, isOpen }: CardsProps): JSX.Element {
  return (
    <Card title={words.say("members.screen.aid")}>
      {hers.helped.length === 0 && <Soft>{words.say("members.screen.no-aid")}</Soft>}
      {hers.helped.length + hers.aid.length > 0 && (
        <Lines>
          {hers.helped.map((one, index) => (
            <Line
              key={index}
              label={
                one.event === null ? words.say("members.screen.helped") : words.say(`members.screen.event.${one.event}`)
              }
              sub={words.day(one.on, "short")}
              end={isOpen ? <Amount minor={BigInt(one.amount)} unit={amountUnit(one.unit)} /> : undefined}
            />
          ))}
          {hers.aid.map(one => (
            <PlaceInFund key={one.fund} words={words} of={one} />
          ))}
        </Lines>
      )}
    </Card>
  );
}

/** Whether a fund of all stands by her, and since when; what she missed is said with what is still allowed. */
function PlaceInFund({ words, of }: { words: Words; of: Hers["aid"][number] }): JSX.Element {
  const isWhole = of.status === "active" && of.missed === 0;
  const waits = of.left === null ? "members.screen.missed" : "members.screen.missed-left";
  const mark = isWhole ? "covered" : of.status === "active" ? "some-missed" : `enrolment.${of.status}`;
  return (
    <Line
      label={fundName(words, of.fund, of.name)}
      sub={
        of.status === "active" && of.missed > 0
          ? words.say(waits, { missed: of.missed, left: of.left ?? 0 })
          : words.say("members.screen.in-fund-since", { day: words.day(of.since, "short") })
      }
      end={<Mark colour={isWhole ? "leaf" : "turmeric"}>{words.say(`members.screen.${mark}`)}</Mark>}
    />
  );
}

/** Money of hers that the group still holds for her. */
function Waiting({ words, hers, isOpen }: CardsProps): ComponentChildren {
  const of = words.say("members.screen.waits-for-her");
  return hers.waiting.map(one => (
    <Card key={`${one.fund}${one.unit}`} title={of}>
      <Hidden words={words} of={of} minor={BigInt(one.amount)} unit={one.unit} isOpen={isOpen} />
      <Soft small>{words.say("members.screen.waits-more")}</Soft>
    </Card>
  ));
}

/** Two officers' eyes are no reason to show it to a third: the plain view hides all. */
export const isPlain = (session: SessionSeen | null): boolean => session?.isPlain === true;
