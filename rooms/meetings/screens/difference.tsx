/** A difference is written down in the open: how much, why, and the two who counted. Never whose fault. */
import { newId } from "#client";
import { Act, Page, QuietAct, Soft, Stack, TextField, Two } from "#look";
import type { JSX } from "preact";
import { countedBox } from "./counting.ts";
import { type AtTable, instead } from "./frame.tsx";
import { boxName, Money } from "./say.tsx";
import type { FundSeen } from "./seen.ts";
import { useTyped } from "./use-typed.ts";
import { WomanSelect } from "./woman-select.tsx";

const reasons = ["change", "slipped", "unknown"] as const;

/** How much, why, and the two who counted. Written so that everybody may read it. */
export function NameDifference({
  table,
  fund,
  onDone,
}: {
  table: AtTable;
  fund: FundSeen;
  onDone: () => void;
}): JSX.Element {
  const { words, held } = table;
  const { today, sheet } = held;
  const before = sheet.get(`difference.${fund.fund}`);
  const { expected, counted = 0n } = countedBox(fund, table);
  const amount = counted - expected;
  const counters = today.women.filter(one => one.offices.includes("money-counter")).map(one => one.member);
  const typed = useTyped(table, `difference.${fund.fund}`, () => ({
    reason: String(before?.body["reason"] ?? ""),
    first: String(before?.body["first"] ?? counters[0] ?? ""),
    second: String(before?.body["second"] ?? counters[1] ?? ""),
  }));
  const { reason, first, second } = typed.value;
  const setReason = (next: string): void => typed.set({ ...typed.value, reason: next });
  const isReady = reason.trim() !== "" && first !== "" && second !== "" && first !== second && amount !== 0n;
  const keep = (): void => {
    const body = {
      difference: String(before?.body["difference"] ?? newId()),
      fund: fund.fund,
      amount: String(amount),
      reason: reason.trim(),
      first,
      second,
    };
    void held.write([{ line: `difference.${fund.fund}`, entry: "meetings.difference", body }]).then(typed.forget);
    onDone();
  };
  return (
    <Page
      title={words.say("meetings.difference.title")}
      subtitle={boxName(words, fund.fund, fund.name)}
      back={{ href: "#count", label: words.say("meetings.back"), onClick: instead(onDone) }}
      foot={
        <Act notYet={!isReady} onClick={keep}>
          {words.say("meetings.difference.keep")}
        </Act>
      }
    >
      <Two even>
        <Stack>
          <Stack gap="close">
            <Soft>{words.say(amount < 0n ? "meetings.difference.less" : "meetings.difference.more")}</Soft>
            <Money amount={amount < 0n ? -amount : amount} unit={fund.unit} size="number" />
          </Stack>
          <TextField
            label={words.say("meetings.difference.reason")}
            hint={words.say("meetings.difference.reason-hint")}
            rows={2}
            maxLength={300}
            value={reason}
            onInput={event => setReason(event.currentTarget.value)}
          />
          <Stack gap="close">
            {reasons.map(one => (
              <QuietAct
                key={one}
                wide
                pressed={reason === words.say(`meetings.difference.because.${one}`)}
                onClick={() => setReason(words.say(`meetings.difference.because.${one}`))}
              >
                {words.say(`meetings.difference.because.${one}`)}
              </QuietAct>
            ))}
          </Stack>
        </Stack>
        <Stack>
          <WomanSelect
            table={table}
            label={words.say("meetings.difference.first")}
            value={first}
            onChange={next => typed.set({ ...typed.value, first: next })}
          />
          <WomanSelect
            table={table}
            label={words.say("meetings.difference.second")}
            value={second}
            onChange={next => typed.set({ ...typed.value, second: next })}
            not={[first]}
          />
        </Stack>
      </Two>
    </Page>
  );
}
