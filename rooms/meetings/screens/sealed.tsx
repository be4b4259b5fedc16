/**
 * A sealed meeting: the three keys, the balances to remember, the code for the book; then what came and went, what was
 * decided, and her own lines under cloth. It is read only: a mistake is taken back in the next meeting.
 */
import type { PageProps, SessionSeen, Words } from "#base";
import {
  Act,
  AmountHidden,
  type Balance,
  Balances,
  Card,
  Icon,
  type IconName,
  Keys,
  Line,
  Lines,
  Mark,
  Notice,
  Page,
  QuietAct,
  SealCode,
  Soft,
  Stack,
  Sum,
  Title,
  Two,
} from "#look";
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { aboutSaid, factName, kindSaid, writtenWith } from "./fact-words.tsx";
import { bareName, boxName, called, Money, moneyOf } from "./say.tsx";
import { codeBehind } from "./paper-address.ts";
import { SealedSheet } from "./sealed-sheet.tsx";
import { ToRemember } from "./to-remember.tsx";
import type { FactSeen, FundMoved, MeetingSeen } from "./seen.ts";

export function Sealed({ data, words, session }: PageProps<MeetingSeen>): JSX.Element {
  const isPlain = session?.isPlain ?? true;
  return (
    <Page
      title={words.say("meetings.sealed.title")}
      subtitle={`${words.say("meetings.title", { number: String(data.number) })}, ${words.day(data.day, "weekday")}`}
      back={{ href: "/meetings", label: words.say("meetings.back") }}
      foot={
        data.sheet && !isPlain ? (
          <Act icon="print" href={`/meetings/${data.meeting}/sheet`}>
            {words.say("meetings.sealed.print")}
          </Act>
        ) : isPlain ? undefined : (
          <Act icon="print" href={`/meetings/${data.meeting}/receipts`}>
            {words.say("meetings.sealed.own-receipt")}
          </Act>
        )
      }
    >
      <Keys
        small
        label={words.say("meetings.sealed.keys")}
        holders={data.keys.map(one => ({ number: one.number, state: "pressed", said: keySaid(words, one) }))}
      />
      <FromPaper words={words} code={data.code} />
      {data.sealedOn && (
        <Notice colour="indigo" icon="seal">
          <p>{words.say("meetings.sealed.later", { day: words.day(data.sealedOn) })}</p>
        </Notice>
      )}
      <Two even>
        <SealCode label={words.say("meetings.sealed.write-code")} code={data.code}>
          {words.say("meetings.sealed.code-more")}
        </SealCode>
        <Stack gap="tight">
          <ToRemember
            words={words}
            said={data.funds.map(fund => [boxName(words, fund.fund, fund.name), BigInt(fund.closing), fund.unit])}
          />
          <Balances balances={data.funds.map(fund => balanceOf(words, fund))} />
          {data.sheet && !isPlain && (
            <QuietAct href={`/meetings/${data.meeting}/receipts`} wide>
              {words.say("meetings.sealed.receipts")}
            </QuietAct>
          )}
        </Stack>
      </Two>
      <Two>
        <Stack>
          <GroupTotals data={data} words={words} />
          {data.decisions.length > 0 && <Decisions data={data} words={words} />}
          {data.tries > 0 && (
            <Lines label={words.say("meetings.sealed.refused", { count: data.tries })}>
              <Line
                lead={<Icon name="alert" />}
                label={words.say("meetings.sealed.refused", { count: data.tries })}
                {...(isPlain ? {} : { sub: words.say("meetings.sealed.refused-more"), href: "/reports/tries" })}
              />
            </Lines>
          )}
        </Stack>
        <Stack>
          <WhoCame data={data} words={words} />
          {!isPlain && session && <Own data={data} words={words} session={session} />}
        </Stack>
      </Two>
      {data.sheet && !isPlain && <SealedSheet data={data} words={words} />}
    </Page>
  );
}

/** Who came by the camera from a printed code is told whether it is the one in the books. */
function FromPaper({ words, code }: { words: Words; code: string }): JSX.Element | null {
  const [onPaper, setOnPaper] = useState<string | null>(null);
  useEffect(() => {
    const look = (): void => setOnPaper(codeBehind(location.hash));
    look();
    addEventListener("hashchange", look);
    return () => removeEventListener("hashchange", look);
  }, []);
  if (onPaper === null) return null;
  return onPaper === code ? (
    <Notice colour="leaf" icon="seal" title={words.say("meetings.sealed.code-same")} />
  ) : (
    <Notice colour="red" icon="loose" title={words.say("meetings.sealed.code-other", { paper: onPaper, code })}>
      <p>{words.say("meetings.sealed.code-other-more")}</p>
    </Notice>
  );
}

/** "Lestari for Aminah": who stood in is named with the one who was not there. */
export const keySaid = (words: Words, { insteadOf, ...one }: MeetingSeen["keys"][number]): string =>
  insteadOf
    ? words.say("meetings.sealed.instead-of", { name: bareName(words, one), absent: bareName(words, insteadOf) })
    : bareName(words, one);

const iconOf = (fund: string): IconName => (fund === "loan" ? "box" : fund === "reserve" ? "barn" : "hand");

const balanceOf = (words: Words, fund: FundMoved): Balance => ({
  key: fund.fund,
  name: boxName(words, fund.fund, fund.name),
  minor: BigInt(fund.closing),
  icon: iconOf(fund.fund),
  dye: iconOf(fund.fund) === "hand" ? "turmeric" : "indigo",
  unit: moneyOf(fund.unit),
});

/** Fund by fund: what lay in the box, what came, what went, what lies there now. */
function GroupTotals({ data, words }: { data: MeetingSeen; words: Words }): JSX.Element {
  // What was written for all to read stands line by line, with why and by whom.
  const told = data.ofGroup.filter(fact => fact.note !== null);
  return (
    <Stack gap="tight">
      <Title>{words.say("meetings.sealed.came-and-went")}</Title>
      {data.funds.map(fund => (
        <Card key={fund.fund} title={boxName(words, fund.fund, fund.name)}>
          <Sum label={<span class="soft">{words.say("meetings.sealed.opening")}</span>}>
            <Money amount={fund.opening} unit={fund.unit} light />
          </Sum>
          {fund.remembered !== null && (
            <Sum label={<span class="soft">{words.say("meetings.sealed.remembered")}</span>}>
              <Money amount={fund.remembered} unit={fund.unit} light />
            </Sum>
          )}
          {fund.countedFirst !== null && (
            <Sum label={<span class="soft">{words.say("meetings.recall.counted-first")}</span>}>
              <Money amount={fund.countedFirst} unit={fund.unit} light />
            </Sum>
          )}
          <Lines>
            {data.totals
              .filter(total => total.fund === fund.fund && !told.some(fact => fact.kind === total.kind))
              .filter(total => total.kind !== "meetings.difference-found")
              .map(total => (
                <Line
                  key={`${total.kind}${total.unit}`}
                  label={totalName(words, total.kind)}
                  sub={words.say("meetings.sealed.entries", { count: total.entries })}
                  end={<Money amount={total.amount} unit={total.unit} />}
                />
              ))}
            {told
              .filter(fact => fact.fund === fund.fund)
              .map(fact => (
                <Line
                  key={fact.seq}
                  label={factName(words, fact, data)}
                  sub={writtenWith(words, fact).join(" · ")}
                  href={`/entries/${fact.seq}`}
                  end={<Money amount={fact.amount} unit={fact.unit} />}
                />
              ))}
            {fund.difference !== "0" && !told.some(one => one.fund === fund.fund && isDifference(one)) && (
              <Line
                label={words.say("fact.meetings.difference-found")}
                end={<Money amount={fund.difference} unit={fund.unit} />}
              />
            )}
          </Lines>
          <Sum label={<b>{words.say("meetings.sealed.closing")}</b>}>
            <Money amount={fund.closing} unit={fund.unit} size="mid" />
          </Sum>
        </Card>
      ))}
    </Stack>
  );
}

const isDifference = (fact: FactSeen): boolean => fact.kind === "meetings.difference-found";

const totalName = (words: Words, kind: string): string => {
  const plain = kind.replace(/\.reversed$/, "");
  const name = kindSaid(words, plain);
  return plain === kind ? name : words.say("meetings.taken-back", { what: name });
};

function WhoCame({ data: { roll }, words }: { data: MeetingSeen; words: Words }): JSX.Element {
  return (
    <Card title={words.say("meetings.step.roll")}>
      {(["present", "late", "represented", "absent"] as const)
        .filter(mark => roll[mark] > 0)
        .map(mark => (
          <Sum key={mark} label={words.say(`meetings.mark.${mark}`)}>
            <b>{words.number(BigInt(roll[mark]))}</b>
          </Sum>
        ))}
    </Card>
  );
}

function Decisions({ data, words }: { data: MeetingSeen; words: Words }): JSX.Element {
  return (
    <Stack gap="tight">
      <Title>{words.say("meetings.step.decide")}</Title>
      <Lines label={words.say("meetings.step.decide")}>
        {data.decisions.map((one, index) => (
          <Line
            key={index}
            label={[words.say(`question.${one.question}`), ...aboutSaid(words, one, data)].join(" ")}
            sub={words.say("meetings.votes.said", { for: one.for, against: one.against, abstaining: one.abstaining })}
            end={
              <Mark colour={one.isCarried ? "leaf" : "soft"}>
                {words.say(one.isCarried ? "meetings.votes.carried" : "meetings.votes.not-carried")}
              </Mark>
            }
          />
        ))}
      </Lines>
    </Stack>
  );
}

/** What she paid and got, each amount under cloth until she presses it. */
function Own({ data, words, session }: { data: MeetingSeen; words: Words; session: SessionSeen }): JSX.Element | null {
  const { facts, mark, representative } = data.own;
  if (facts.length === 0 && mark === null) return null;
  return (
    <Card
      title={words.say("meetings.sealed.yours", { name: called(words, session) })}
      mark={mark && <Mark colour={mark === "present" ? "leaf" : "soft"}>{words.say(`meetings.mark.${mark}`)}</Mark>}
    >
      {representative !== null && <Soft>{words.say("meetings.roll.brought-by", { name: representative })}</Soft>}
      <Lines label={words.say("meetings.sealed.yours", { name: called(words, session) })}>
        {facts.filter(hasAmount).map(fact => {
          const name = factName(words, fact, data);
          return (
            <Line
              key={fact.seq}
              label={name}
              sub={
                fact.isTakenBack
                  ? words.say("meetings.sealed.was-taken-back")
                  : fact.shares !== null
                    ? words.say("meetings.shares.count", { count: fact.shares })
                    : undefined
              }
              end={
                <AmountHidden
                  minor={BigInt(fact.amount)}
                  unit={moneyOf(fact.unit)}
                  label={words.say("meetings.sealed.see", { what: name })}
                  coverLabel={words.say("meetings.sealed.cover", { what: name })}
                />
              }
            />
          );
        })}
      </Lines>
    </Card>
  );
}

const hasAmount = (fact: FactSeen): boolean => fact.unit !== "" && fact.amount !== "0";
