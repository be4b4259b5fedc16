import { type Books, command, type Day, type Need, need, type Project, put, refuse } from "#base";
import { standardItems } from "./kinds.ts";
import { checklistTable } from "./tables.ts";

/** Before a federation said otherwise. */
const itemsAtFirst: readonly string[] = ["order", "quorum", "key-holders", "books"];

export const needsOfChecklist: readonly Need[] = [need.all(checklistTable)];

/** What is looked at on a day, in its order: standard items, and ids of the federation's own questions. */
export function itemsOn(day: Day, books: Books): readonly string[] {
  const inForce = books.rows(checklistTable).filter(row => row.from_on <= day);
  const last = inForce.reduce<(typeof inForce)[number] | undefined>(
    (latest, row) => (latest && latest.from_on >= row.from_on ? latest : row),
    undefined,
  );
  return last?.items ?? itemsAtFirst;
}

/** What its leaders look at from today on: of what the house knows, and in words of the federation's own. */
export const setChecklist = command({
  name: "network.set-checklist",
  fields: {
    standard: { is: "list", of: { is: "choice", of: standardItems }, max: standardItems.length },
    own: {
      is: "list",
      of: { is: "group", of: { item: { is: "uuid" }, question: { is: "text", max: 160 } } },
      max: 12,
    },
  },
  sayableBy: ["chair", "secretary"],
  people: 2,
  needs: () => [],
  decide({ body, on }) {
    const items = [...new Set<string>([...body.standard, ...body.own.map(one => one.item)])];
    if (items.length === 0) return refuse("network.checklist-empty");
    const texts = body.own.map(one => ({
      about: "network.checklist",
      id: one.item,
      field: "question",
      text: one.question,
    }));
    return { facts: [{ kind: "network.checklist-set", on, lines: [], data: { items }, texts }] };
  },
});

export const checklistSet: Project = fact => [
  put(checklistTable, { from_on: fact.on, items: fact.data!["items"] as readonly string[] }),
];
