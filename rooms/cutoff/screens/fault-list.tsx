/** What in a file is to be mended, each in its place and with what is wanted there. It prints, to be taken to the sheet. */
import { parseDay, type Words } from "#base";
import { Heading, Icon, Line, Lines, Notice, QuietAct, Soft, Stack } from "#look";
import type { JSX } from "preact";
import type { SheetFault } from "../faults.ts";

export function FaultList({
  faults,
  count,
  words,
  onBuddhist,
}: {
  readonly faults: readonly SheetFault[];
  readonly count: number;
  readonly words: Words;
  /** Reads the file anew with years of the Buddhist calendar. */
  readonly onBuddhist: () => void;
}): JSX.Element {
  return (
    <Stack>
      <Notice colour="turmeric" icon="alert" title={words.say("cutoff.screen.to-mend", { count })} live>
        <p>{words.say("cutoff.screen.to-mend-more")}</p>
      </Notice>
      {faults.some(one => one.fault === "day-buddhist") && (
        <Notice colour="indigo" title={words.say("cutoff.screen.buddhist")}>
          <QuietAct onClick={onBuddhist}>{words.say("cutoff.screen.buddhist-yes")}</QuietAct>
        </Notice>
      )}
      <Heading>{words.say("cutoff.screen.mend-title")}</Heading>
      <Lines label={words.say("cutoff.screen.mend-title")}>
        {faults.map((fault, index) => (
          <Line
            key={index}
            lead={<Icon name="loose" />}
            label={
              <>
                <b>{placeSaid(fault, words)}</b>
                {fault.found !== "" && words.say("cutoff.screen.found", { found: fault.found })}
              </>
            }
            sub={faultSaid(fault, words)}
          />
        ))}
      </Lines>
      {count > faults.length && <Soft>{words.say("cutoff.screen.and-more", { count: count - faults.length })}</Soft>}
    </Stack>
  );
}

function placeSaid({ sheet, row, column, heading }: SheetFault, words: Words): string {
  if (row === null) return column === null ? sheet : words.say("cutoff.screen.at-column", { sheet, column, heading: heading ?? "" });
  if (column === null) return words.say("cutoff.screen.at-row", { sheet, row: String(row) });
  if (heading === null) return words.say("cutoff.screen.at-bare", { sheet, row: String(row), column });
  return words.say("cutoff.screen.at", { sheet, row: String(row), column, heading });
}

function faultSaid({ fault, found, wanted }: SheetFault, words: Words): string {
  const day = parseDay(wanted);
  return words.say(`cutoff.fault.${fault}`, { found, wanted: day ? words.day(day) : wanted });
}
