/** What was decided: the question as a sentence, the hands as one bar, and what came of it. */
import { day, type PageProps, type Words } from "#base";
import {
  Card,
  Cards,
  Mark,
  Page,
  QuietAct,
  Soft,
  Stack,
  StatePanel,
  TextAct,
  Title,
  Two,
} from "#look";
import type { JSX } from "preact";
import type { DecisionSeen, DecisionsSeen } from "../page-questions.ts";
import { ruleAddress, workAddress } from "./address.ts";
import { Hands, whenSaid } from "./decision-parts.tsx";
import { called } from "./people.tsx";
import { fundCalled, ruleTitle, type RuleNames } from "./rule-title.ts";

export function DecisionsView({ data, words }: PageProps<DecisionsSeen>): JSX.Element {
  const { decisions, names, page, pages } = data;
  return (
    <Page
      title={words.say("assembly.screen.decisions")}
      subtitle={words.say("assembly.screen.decisions-by-hands")}
      back={{ href: "/", label: words.say("assembly.screen.back") }}
    >
      {decisions.length === 0 ? (
        <StatePanel kind="empty" title={words.say("assembly.screen.no-decisions")}>
          <Soft>{words.say("assembly.screen.no-decisions-more")}</Soft>
        </StatePanel>
      ) : (
        <Cards>
          {decisions.map(decision => (
            <Decision key={decision.decision} decision={decision} names={names} words={words} />
          ))}
        </Cards>
      )}
      <Two even>
        <Stack gap="close">
          {page > 1 && (
            <QuietAct href={`/decisions?page=${page - 1}`} icon="back" wide>
              {words.say("assembly.screen.newer")}
            </QuietAct>
          )}
          {page < pages && (
            <QuietAct href={`/decisions?page=${page + 1}`} icon="next" wide>
              {words.say("assembly.screen.older")}
            </QuietAct>
          )}
        </Stack>
        <Stack gap="close">
          <QuietAct href="/rules" icon="book" wide>
            {words.say("assembly.screen.rules")}
          </QuietAct>
          <QuietAct href="/exceptions" icon="eye" wide>
            {words.say("assembly.screen.exceptions")}
          </QuietAct>
        </Stack>
      </Two>
    </Page>
  );
}

function Decision({
  decision,
  names,
  words,
}: {
  readonly decision: DecisionSeen;
  readonly names: RuleNames;
  readonly words: Words;
}): JSX.Element {
  const { carried, note, outcomes } = decision;
  const href = addressOf(decision);
  const question = asked(words, decision, names);
  return (
    <Card>
      <Mark colour={carried ? "leaf" : "soft"} icon={carried ? "check" : undefined}>
        {words.say(carried ? "assembly.screen.carried" : "assembly.screen.not-carried")}
      </Mark>
      <Title>{question}</Title>
      <Soft small>{whenSaid(words, decision)}</Soft>
      <Hands decision={decision} words={words} />
      {note !== null && note !== question && <p>{note}</p>}
      {outcomes.map(kind => (
        <p key={kind}>
          <Mark colour="leaf" icon="check">
            {words.has(`fact.${kind}`) ? words.say(`fact.${kind}`) : kind}
          </Mark>
        </p>
      ))}
      {href && (
        <TextAct href={href} label={`${words.say("assembly.screen.see-it")}: ${question}`}>
          {words.say("assembly.screen.see-it")}
        </TextAct>
      )}
    </Card>
  );
}

/** The question as it was asked of the members. */
export function asked(
  words: Words,
  { question, about, who, name, note }: Pick<DecisionSeen, "question" | "about" | "who" | "name" | "note">,
  names: RuleNames,
): string {
  const her = who ? called(words, who) : words.say("assembly.screen.one-member");
  if (question === "rule")
    return about.startsWith("ledger.fund/")
      ? words.say("assembly.screen.asked.fund", {
          fund: name ?? fundCalled(words, about.slice("ledger.fund/".length), names.funds),
        })
      : words.say("assembly.screen.asked.rule", {
          rule: ruleTitle(words, about, { ...names, names: { ...(name ? { [about]: name } : {}), ...names.names } }),
        });
  if (question === "share-out")
    return words.say("assembly.screen.asked.share-out", { fund: fundCalled(words, about, names.funds) });
  const year = /^(surplus|loss)\/([a-z0-9-]+)\/(\d{4}-\d{2}-\d{2})$/.exec(about);
  if (year)
    return words.say(`assembly.screen.asked.${year[1]!}`, {
      fund: fundCalled(words, year[2]!, names.funds),
      day: words.day(day(year[3]!)),
    });
  const transfer = /^transfer\/([a-z0-9-]+)\/([a-z0-9-]+)$/.exec(about);
  if (transfer)
    return words.say("assembly.screen.asked.transfer", {
      from: fundCalled(words, transfer[1]!, names.funds),
      to: fundCalled(words, transfer[2]!, names.funds),
    });
  if (about === "dissolution" || about === "continuation" || question === "statement")
    return words.say(`assembly.screen.asked.${question === "statement" ? question : about}`, {
      receiver: name ?? words.say("assembly.screen.one-receiver"),
    });
  // What the group wrote itself is the question; a code of ours is not for reading.
  if (!personal.has(question) && note) return note;
  const rest = /^(purchase-rest|action-rest)\//.exec(about)?.[1];
  return words.say(`assembly.screen.asked.${rest ?? question}`, { who: her });
}

const personal: ReadonlySet<string> = new Set(["loan", "benefit", "write-off", "reschedule", "exception", "pledge", "group-loan", "leaving"]);

/** Where the thing itself stands; for who may not see whose it is there is none. */
function addressOf({ question, about, outcomes }: DecisionSeen): string | null {
  if (about === "") return null;
  if (question === "exception") return "/exceptions";
  if (/^(loan|write-off|reschedule|pledge)$/.test(question)) return `/loans/${about.split("/")[0]}`;
  if (question === "share-out") return `/funds/${about}`;
  if (question === "surplus") return "/savings/surplus";
  if (question === "dissolution") return "/dissolution";
  if (question === "purchase") return `/purchases/${about.split("/")[1]}`;
  if (question === "action") return `/actions/${about.split("/")[1]}`;
  if (question === "rule") return outcomes.length > 0 ? ruleAddress(about) : workAddress(about);
  return question === "benefit" && !about.includes("/") ? `/aid/claims/${about}` : null;
}
