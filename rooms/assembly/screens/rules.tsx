/** Every rule in force as sentences, since when and by which decision; what held before is one tap away. */
import type { Document, PageProps, Words } from "#base";
import { Card, Cards, Heading, Notice, Page, Pull, QuietAct, Soft, Stack, TextAct } from "#look";
import type { JSX } from "preact";
import type { RuleInForce, RulesSeen, RuleVersion } from "../page-questions.ts";
import { ruleAddress, workAddress } from "./address.ts";
import { Waiting, whenSaid } from "./decision-parts.tsx";
import { ruleSaid } from "./rule-said.ts";
import { fundCalled, ruleTitle } from "./rule-title.ts";

export function RulesView({ data, words }: PageProps<RulesSeen>): JSX.Element {
  const { names, rules, toDo, mayChange } = data;
  return (
    <Page
      title={words.say("assembly.screen.rules")}
      subtitle={words.day(data.on, "weekday")}
      back={{ href: "/", label: words.say("assembly.screen.back") }}
    >
      {mayChange && (
        <Waiting
          title={words.say("assembly.screen.to-do")}
          lines={toDo.map(({ decision, about, name, on }) => ({
            key: decision,
            href: workAddress(about),
            label: about.startsWith("ledger.fund/")
              ? words.say("assembly.screen.open-fund-named", {
                  fund: name ?? fundCalled(words, about.slice("ledger.fund/".length), names.funds),
                })
              : ruleTitle(words, about, { ...names, names: { ...(name ? { [about]: name } : {}), ...names.names } }),
            sub: words.say("assembly.screen.decided-on", { day: words.day(on) }),
          }))}
        />
      )}
      {sections.map(({ key, of }) => {
        const here = inOrder(rules).filter(one => of(one.rule));
        return here.length === 0 ? null : (
          <Stack gap="tight" key={key}>
            <Heading>{words.say(`assembly.screen.section.${key}`)}</Heading>
            <Cards>
              {here.map(rule => (
                <Rule key={rule.rule} rule={rule} data={data} words={words} />
              ))}
            </Cards>
          </Stack>
        );
      })}
      <QuietAct href="/decisions" icon="hand">
        {words.say("assembly.screen.decisions")}
      </QuietAct>
      <QuietAct href="/dissolution" icon="exit">
        {words.say("assembly.screen.dissolution")}
      </QuietAct>
    </Page>
  );
}

/** In the order in which a group talks about them. A rule that is not listed comes last. */
const ruleOrder: readonly string[] = [
  "meetings.method",
  "assembly.between-meetings",
  "meetings.spending",
  "savings.shares",
  "savings.product",
  "savings.share-out",
  "loans.product",
  "loans.limits",
  "aid.fund",
  "meetings.fine",
  "meetings.leaving",
];

const startsWith =
  (...keys: readonly string[]) =>
  (rule: string): boolean =>
    keys.some(key => rule.startsWith(key));

const known = [
  "meetings.method",
  "meetings.spending",
  "assembly.",
  "savings.",
  "loans.",
  "aid.",
  "meetings.fine",
  "meetings.leaving",
] as const;
const sections: readonly { readonly key: string; readonly of: (rule: string) => boolean }[] = [
  { key: "meetings", of: startsWith("meetings.method", "meetings.spending", "meetings.leaving", "assembly.") },
  { key: "savings", of: startsWith("savings.") },
  { key: "loans", of: startsWith("loans.") },
  { key: "aid", of: startsWith("aid.") },
  { key: "fines", of: startsWith("meetings.fine") },
  { key: "others", of: rule => !startsWith(...known)(rule) },
];

export function inOrder<Rule extends { readonly rule: string }>(rules: readonly Rule[]): readonly Rule[] {
  const place = ({ rule }: Rule): number => ruleOrder.indexOf(rule.split("/")[0]!);
  return [...rules].sort((a, b) => place(a) - place(b) || (a.rule < b.rule ? -1 : 1));
}

type Seen = Pick<RulesSeen, "names" | "decisions" | "foundedOn" | "mayChange">;

function Rule({
  rule,
  data,
  words,
}: {
  readonly rule: RuleInForce;
  readonly data: Seen;
  readonly words: Words;
}): JSX.Element {
  return (
    <Card title={ruleTitle(words, rule.rule, data.names)}>
      <RuleText rule={rule} data={data} words={words} />
      {data.mayChange && <TextAct href={ruleAddress(rule.rule)}>{words.say("assembly.screen.change")}</TextAct>}
    </Card>
  );
}

/** What holds, since when, what comes and what was. Of other times only what is different is said. */
export function RuleText({
  rule,
  data,
  words,
}: {
  readonly rule: RuleInForce;
  readonly data: Seen;
  readonly words: Words;
}): JSX.Element {
  const { now, toCome, before } = rule;
  const said = (value: Document): readonly string[] => ruleSaid(words, rule.rule, value, data.names);
  const holds = now ? said(now.value) : [];
  return (
    <>
      <Sentences sentences={holds} />
      {now && <Soft small>{sinceSaid(words, now, data)}</Soft>}
      {toCome.map(one => (
        <Notice
          key={one.version}
          colour="turmeric"
          icon="clock"
          title={words.say("assembly.screen.from", { day: words.day(one.from) })}
        >
          <Sentences sentences={different(said(one.value), holds)} />
          <Soft small>{byWhom(words, one, data)}</Soft>
        </Notice>
      ))}
      {before.length > 0 && (
        <details>
          <summary>{words.say("assembly.screen.before")}</summary>
          <Stack gap="tight">
            {before.map((one, index) => (
              <Stack gap="close" key={one.version}>
                <Pull>
                  <b>
                    {words.say("assembly.screen.until", {
                      from: words.day(one.from, "short"),
                      until: words.day((before[index - 1] ?? now ?? one).from, "short"),
                    })}
                  </b>
                </Pull>
                <Sentences sentences={different(said(one.value), holds)} />
                <Soft small>{byWhom(words, one, data)}</Soft>
              </Stack>
            ))}
          </Stack>
        </details>
      )}
    </>
  );
}

/** What matters most by itself, the rest in one piece: a page of single lines is longer, not clearer. */
export function Sentences({ sentences: [first, ...rest] }: { readonly sentences: readonly string[] }): JSX.Element {
  return (
    <>
      {first && <p>{first}</p>}
      {rest.length > 0 && <p>{rest.join(" ")}</p>}
    </>
  );
}

/** All of it where nothing is left that differs: two values may be said alike. */
export function different(sentences: readonly string[], from: readonly string[]): readonly string[] {
  const others = sentences.filter(sentence => !from.includes(sentence));
  return others.length > 0 ? others : sentences;
}

const sinceSaid = (words: Words, now: RuleVersion, data: Seen): string =>
  words.say("assembly.screen.since", { day: words.day(now.from), by: byWhom(words, now, data) });

/** Which decision is behind it; what the founders agreed on has none. */
function byWhom(words: Words, { decision }: RuleVersion, { decisions }: Seen): string {
  const found = decision === null ? undefined : decisions[decision];
  return found
    ? words.say("assembly.screen.by-decision", { when: whenSaid(words, found), for: found.for, against: found.against })
    : words.say("assembly.screen.by-founders");
}
