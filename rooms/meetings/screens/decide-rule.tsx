/**
 * The members decide on a rule or a new fund: what it is, in their own words; what it says, exactly, read aloud as it will
 * stand in the rules; and the hands. Two officers put it in force after the meeting, with one press.
 */
import {
  beginningOf,
  FundForm,
  fundBeginning,
  fundSaid,
  type FundValue,
  inOrder,
  isFilled,
  RuleForm,
  ruleSaid,
  ruleTitle,
  Sentences,
  unitOfRule,
} from "#assembly/parts";
import type { Document } from "#base";
import { SurplusPresets, surplusRuleKey, SurplusSum } from "#savings/parts";
import { newId } from "#client";
import { Act, Card, Field, Heading, Icon, Line, Lines, Page, Soft, Stack, Title } from "#look";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { decisionLine } from "./form-parts.ts";
import type { AtTable } from "./frame.tsx";
import { agenda, fundKey, rulebookAtTheTable, type Subject } from "./rule-agenda.ts";
import { markOf } from "./sheet-model.ts";
import { Votes } from "./votes.tsx";

type Group = Readonly<Record<string, Document>>;

export function DecideRule({ table, onDone }: { table: AtTable; onDone: () => void }): JSX.Element {
  const { words, held, going } = table;
  const book = rulebookAtTheTable(held);
  const [subject, setSubject] = useState<Subject | null>(null);
  const [value, setValue] = useState<Group>({});
  const [name, setName] = useState("");
  const [isSaid, setSaid] = useState(false);
  const [votes, setVotes] = useState<string | undefined>(undefined);
  // What is typed stays in its field: where a value is chosen whole, the form begins anew.
  const [formed, setFormed] = useState(0);
  const onBack = (event: MouseEvent): void => {
    event.preventDefault();
    if (isSaid) setSaid(false);
    else if (subject) setSubject(null);
    else going.back();
    scrollTo(0, 0);
  };
  const back = { href: "#decide", label: words.say("meetings.back"), onClick: onBack };
  if (subject === null)
    return (
      <Page title={words.say("meetings.form.rule-decision")} back={back}>
        {agenda({ ...book, rules: inOrder(book.rules) }).map(({ part, subjects }) => (
          <Stack gap="tight" key={part}>
            <Heading>{words.say(`meetings.rule.${part}`)}</Heading>
            <Lines label={words.say(`meetings.rule.${part}`)}>
              {subjects.map(one => (
                <Line
                  key={one.about}
                  lead={<Icon name={one.isNew ? "plus" : "book"} size={32} />}
                  label={<b>{titleOf(one)}</b>}
                  sub={one.value === null ? undefined : ruleSaid(words, one.about, one.value, book.names)[0]}
                  arrow
                  onClick={() => {
                    setSubject(one);
                    setName("");
                    setVotes(undefined);
                    setValue(beginsWith(one));
                    scrollTo(0, 0);
                  }}
                />
              ))}
            </Lines>
          </Stack>
        ))}
      </Page>
    );
  const { about } = subject;
  const fields = book.names.fields?.[about.split("/")[0]!];
  const isFund = about.startsWith(fundKey);
  const known = { ...book.names, names: { ...book.names.names, ...(name.trim() ? { [about]: name.trim() } : {}) } };
  const isReady =
    (isFund || (fields !== undefined && isFilled(fields, value))) && (!subject.needsName || name.trim() !== "");
  const willRead = isFund ? fundSaid(words, value as FundValue) : isReady ? ruleSaid(words, about, value, known) : [];
  if (isSaid)
    return (
      <Page
        title={words.say("meetings.rule.hands")}
        subtitle={name.trim() || titleOf(subject)}
        back={back}
        foot={
          <Act
            notYet={votes === undefined || !votes.split(",").some(one => Number(one) > 0)}
            onClick={() => {
              const id = newId();
              void held.write([
                decisionLine(`decision.${id}`, id, "rule", about, votes, { value, name: name.trim() || undefined }),
              ]);
              onDone();
            }}
          >
            {words.say("meetings.loan.write-decision")}
          </Act>
        }
      >
        <Card held label={words.say("meetings.rule.will-read")}>
          {name.trim() !== "" && <Title>{name.trim()}</Title>}
          <Sentences sentences={willRead} />
        </Card>
        <Votes
          words={words}
          there={held.today.women.filter(one => markOf(one.member, held.sheet) !== "absent").length}
          value={votes}
          onChange={setVotes}
        />
      </Page>
    );
  return (
    <Page
      title={titleOf(subject)}
      back={back}
      foot={
        <Act
          notYet={!isReady}
          onClick={() => {
            setSaid(true);
            scrollTo(0, 0);
          }}
        >
          {words.say("meetings.form.next")}
        </Act>
      }
    >
      <Stack gap="tight">
        {subject.needsName && (
          <Field
            label={words.say("assembly.screen.its-name")}
            hint={isFund ? words.say("assembly.screen.fund-name-hint") : undefined}
            value={name}
            maxLength={60}
            autocomplete="off"
            onInput={event => setName(event.currentTarget.value)}
          />
        )}
        {about.startsWith(surplusRuleKey) && (
          <SurplusPresets
            known={{ funds: book.names.funds, accounts: book.names.accounts ?? [] }}
            onChoose={chosen => {
              setValue(chosen);
              setFormed(formed + 1);
            }}
            words={words}
          />
        )}
        {isFund ? (
          <FundForm value={value as FundValue} own={book.names.unit} onChange={setValue} words={words} />
        ) : (
          fields && (
            <RuleForm
              key={`${about} ${formed}`}
              base={about.split("/")[0]!}
              fields={fields}
              value={value}
              onChange={setValue}
              unit={unitOfRule(about, value, book.names)}
              names={book.names}
              words={words}
            />
          )
        )}
        {about.startsWith(surplusRuleKey) && <SurplusSum value={value} words={words} />}
        <Card held label={words.say("meetings.rule.will-read")}>
          <Heading>{words.say("meetings.rule.will-read")}</Heading>
          {willRead.length > 0 ? (
            <Sentences sentences={willRead} />
          ) : (
            <Soft>{words.say("assembly.screen.not-filled")}</Soft>
          )}
        </Card>
      </Stack>
    </Page>
  );

  function titleOf(one: Subject): string {
    return one.isNew
      ? words.say(`meetings.rule.new.${one.about.split("/")[0]!}`)
      : ruleTitle(words, one.about, book.names);
  }

  function beginsWith(one: Subject): Group {
    if (one.about.startsWith(fundKey)) return fundBeginning(book.names.unit);
    if (one.value !== null) return one.value as Group;
    const of = book.names.fields?.[one.about.split("/")[0]!];
    return of === undefined ? {} : beginningOf(one.about, of, one.like, book.names);
  }
}
