/** A line that stands on the sheet and can be taken off it again. */
import { Icon } from "#look";
import type { JSX } from "preact";
import { type AtTable, RefusedLine } from "./frame.tsx";
import { lazilyWithWords } from "./lazily-with-words.ts";
import { type LoanAsked, requestPlace, takenAway } from "./requests.ts";
import type { HeldLine } from "./sheet-model.ts";

const OfferException = lazilyWithWords(() => import("./offer-exception.tsx").then(file => file.OfferException));

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
      {/* Where it is refused itself, so is what leans on it. */}
      {(held.sheet.get(line.line)?.refusal ? [line.line] : [line.line, ...others]).map(one => (
        <RefusedLine key={one} table={table} line={one} />
      ))}
      <OfferException table={table} line={line.line} />
    </li>
  );
}

/** What is refused of a loan that is asked for, at its line. */
export function RefusedRequest({ table, loan }: { table: AtTable; loan: LoanAsked }): JSX.Element | null {
  const pledges = loan.pledges.map(one => one.line);
  const refused = [requestPlace(loan.loan), ...pledges, `loan.${loan.loan}.1`, `loan.${loan.loan}.2`].filter(
    line => table.held.sheet.get(line)?.refusal !== undefined,
  );
  if (refused.length === 0) return null;
  return (
    <li>
      {refused.map(line => (
        <RefusedLine key={line} table={table} line={line} />
      ))}
      <OfferException table={table} line={requestPlace(loan.loan)} />
    </li>
  );
}
