import { newId } from "#client";
import { Act, Bead, Page, Stack, Sum, TextField } from "#look";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { type AtTable, instead } from "./frame.tsx";
import { itemName } from "./item-words.tsx";
import { type Item, writingOf } from "./items.ts";
import { called, Money } from "./say.tsx";
import type { Woman } from "./seen.ts";

/** A fine of another sum than its rule says: everybody hears why. */
export function WhyAnother({
  table,
  woman,
  item,
  amount,
  onBack,
  onDone,
}: {
  table: AtTable;
  woman: Woman;
  item: Item;
  amount: bigint;
  onBack: () => void;
  onDone: () => void;
}): JSX.Element {
  const { words, held } = table;
  const [why, setWhy] = useState("");
  return (
    <Page
      title={called(words, woman)}
      subtitle={itemName(words, item, held.today)}
      back={{ href: "#sheet", label: words.say("meetings.back"), onClick: instead(onBack) }}
      tools={<Bead number={woman.number} size={48} />}
      foot={
        <Act
          notYet={why.trim() === ""}
          onClick={() => {
            const departure = { departure: newId(), why: why.trim() };
            const { line, entry, body } = writingOf(item, amount);
            void held.write([{ line, entry, body: { ...body, departure } }]);
            onDone();
          }}
        >
          {words.say("meetings.keep")}
        </Act>
      }
    >
      <Stack gap="tight">
        <Sum label={words.say("meetings.departure.by-rule")}>
          <Money amount={item.fine!} unit={item.unit} />
        </Sum>
        <Sum label={words.say("meetings.departure.this-time")}>
          <Money amount={amount} unit={item.unit} />
        </Sum>
        <TextField
          label={words.say("meetings.departure.why")}
          rows={3}
          maxLength={200}
          value={why}
          onInput={event => setWhy(event.currentTarget.value)}
        />
      </Stack>
    </Page>
  );
}
