import fc from "fast-check";
import { expect, test } from "vitest";
import {
  type AccountCode,
  canonical,
  type Day,
  type Document,
  type Instant,
  type Json,
  memberIdFrom,
  parseCanonical,
  type RecordedFact,
  uuidFrom,
} from "#base";
import { factOfLeaf, leafText } from "./leaf.ts";

const bytes = fc.uint8Array({ minLength: 10, maxLength: 10 });
const uuid = bytes.map(random => uuidFrom(1_750_000_000_000, random));
const member = bytes.map(memberIdFrom);
const code = fc.stringMatching(/^[a-z][a-z0-9-]{0,12}$/);
const line = fc.record(
  {
    account: fc.tuple(code, code).map(([kind, fund]) => `${kind}/${fund}` as AccountCode),
    member,
    unit: fc.constantFrom("IDR", "kg", 'a "unit"', "día"),
    amount: fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }),
  },
  { requiredKeys: ["account", "unit", "amount"] },
);
const document: fc.Arbitrary<Document> = fc.letrec<{ one: Document }>(tie => ({
  one: fc.oneof(
    { maxDepth: 3 },
    fc.string().map(text => text.normalize("NFC").replace(/[\u0000-\u001f]/g, "")),
    fc.array(tie("one"), { maxLength: 3 }),
    fc.dictionary(fc.stringMatching(/^[a-z][a-z0-9_]{0,8}$/), tie("one"), { maxKeys: 4 }),
  ) as fc.Arbitrary<Document>,
})).one;
const anyFact = fc.record(
  {
    kind: code.map(what => `yard.${what}`),
    on: fc.constant("2026-11-24" as Day),
    at: fc.constant("2026-11-24T08:00:00Z" as Instant),
    member,
    by: member,
    id: uuid,
    command: uuid,
    organisation: uuid,
    seq: fc.bigInt({ min: 0n, max: 10n ** 12n }),
    reverses: fc.bigInt({ min: 0n, max: 10n ** 12n }),
    lines: fc.array(line, { maxLength: 4 }),
    data: fc.dictionary(fc.stringMatching(/^[a-z][a-z0-9_]{0,8}$/), document, { maxKeys: 4 }),
  },
  { requiredKeys: ["kind", "on", "at", "by", "id", "command", "organisation", "seq", "lines"] },
) as unknown as fc.Arbitrary<RecordedFact>;
const commitments = fc.dictionary(
  code.map(name => name.replaceAll("-", "_")),
  fc.base64String({ minLength: 4, maxLength: 44 }),
  { maxKeys: 2 },
);

test("a leaf is canonical JSON by its own construction, whatever the fact", () => {
  fc.assert(
    fc.property(anyFact, commitments, (fact, texts) => {
      const text = leafText(fact, texts);
      expect(text).toBe(canonical(JSON.parse(text) as Json));
      expect(text).toBe(canonical(parseCanonical(text)));
    }),
  );
});

test("a leaf read back is the fact, its lines in the order of the leaf", () => {
  fc.assert(
    fc.property(anyFact, fact => {
      const read = factOfLeaf(leafText(fact, {}));
      expect(leafText(read, {})).toBe(leafText(fact, {}));
      expect(read).toMatchObject({ kind: fact.kind, seq: fact.seq, by: fact.by, on: fact.on, id: fact.id });
      expect(read.lines.map(one => one.amount).sort()).toEqual(fact.lines.map(one => one.amount).sort());
    }),
  );
});
