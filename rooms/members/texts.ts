import { assert, type MemberId, type Text } from "#base";
import { type PoolClient, pipelined, type Statement } from "#db";
import { commitmentTo, lock, newKey, openText, sealText, unlock, unwrapKey, wrapKey } from "./vault.ts";

/** A text on its way into the books. */
export interface TextToKeep extends Text {
  readonly organisation: string;
}

/** The keys of some members of some organisations, unwrapped: for the length of one batch or one page. */
export class Keys {
  readonly #keys = new Map<string, Buffer>();
  readonly #made: { readonly organisation: string; readonly member: string; readonly wrapped: Buffer }[] = [];
  readonly #master: Buffer;

  constructor(master: Buffer) {
    this.#master = master;
  }

  fill(organisation: string, member: string, wrapped: Buffer): void {
    const owner = `${organisation}/${member}`;
    this.#keys.set(owner, unwrapKey(wrapped, this.#master, owner));
  }

  get(organisation: string, member: string): Buffer | undefined {
    return this.#keys.get(`${organisation}/${member}`);
  }

  getOrMake(organisation: string, member: string): Buffer {
    const owner = `${organisation}/${member}`;
    let key = this.#keys.get(owner);
    if (!key) {
      key = newKey();
      this.#keys.set(owner, key);
      this.#made.push({ organisation, member, wrapped: wrapKey(key, this.#master, owner) });
    }
    return key;
  }

  /** Keeps the keys that were made; asked in the same transaction as the texts they lock. */
  statement(): Statement | null {
    if (this.#made.length === 0) return null;
    return {
      name: "insert text keys",
      text: `insert into members.text_key (organisation_id, member_id, wrapped)
        select * from unnest($1::uuid[], $2::text[], $3::bytea[])`,
      values: [
        this.#made.map(one => one.organisation),
        this.#made.map(one => one.member),
        this.#made.map(one => one.wrapped),
      ],
    };
  }
}

export const selectKeys = (
  owners: readonly { readonly organisation: string; readonly member: string }[],
): Statement => ({
  name: "select text keys",
  text: `select k.organisation_id, k.member_id, k.wrapped from unnest($1::uuid[], $2::text[]) as w(organisation_id, member_id)
    join members.text_key k on k.organisation_id = w.organisation_id and k.member_id = w.member_id`,
  values: [owners.map(one => one.organisation), owners.map(one => one.member)],
});

/** The texts sealed: the statement that keeps them, and the commitment of each for its leaf. */
export function sealTexts(
  texts: readonly TextToKeep[],
  keys: Keys,
): { readonly statement: Statement; readonly commitments: readonly string[] } {
  const sealed = texts.map(text =>
    sealText(text.text, keys.getOrMake(text.organisation, text.member ?? ""), placeOf(text.organisation, text)),
  );
  // A text written twice in one batch keeps its last form: one statement may touch a row once only.
  const last = new Map(texts.map((text, index) => [placeOf(text.organisation, text), index]));
  const kept = [...last.values()];
  return {
    commitments: sealed.map(one => one.commitment),
    statement: {
      name: "upsert texts",
      text: `insert into members.text (organisation_id, about, id, field, member_id, cipher)
        select * from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::bytea[])
        on conflict (organisation_id, about, id, field) do update set member_id = excluded.member_id, cipher = excluded.cipher`,
      values: [
        kept.map(index => texts[index]!.organisation),
        kept.map(index => texts[index]!.about),
        kept.map(index => texts[index]!.id),
        kept.map(index => texts[index]!.field),
        kept.map(index => texts[index]!.member ?? ""),
        kept.map(index => sealed[index]!.cipher),
      ],
    },
  };
}

const placeOf = (
  organisation: string,
  text: { readonly about: string; readonly id: string; readonly field: string },
): string => `${organisation}/${text.about}/${text.id}/${text.field}`;

/** The key the organisation's own texts are locked with: there since it was founded, for its name is one of them. */
export async function ownKeyOf(client: PoolClient, organisation: string, master: Buffer): Promise<Buffer> {
  const [found] = await pipelined(client, [selectKeys([{ organisation, member: "" }])]);
  const row = found!.rows[0] as { wrapped: Buffer } | undefined;
  assert(row, "an organisation has a key of its own");
  const keys = new Keys(master);
  keys.fill(organisation, "", row.wrapped);
  return keys.get(organisation, "")!;
}

/** Texts opened, by "about/id/field". A text whose member was erased is not there any more. */
export type OpenTexts = ReadonlyMap<string, string>;

/**
 * Reads the texts about these things; of these fields and of one thing only where that is said, so that a list of names
 * never opens what it does not show. `client` is inside a `read` of the organisation.
 */
export async function readTexts(
  client: PoolClient,
  organisation: string,
  abouts: readonly string[],
  master: Buffer,
  fields: readonly string[] | null = null,
  id: string | null = null,
): Promise<OpenTexts> {
  const [rows] = await pipelined(client, [
    {
      name: "select texts",
      text: `select t.about, t.id, t.field, t.member_id, t.cipher, k.wrapped from members.text t
        join members.text_key k on k.organisation_id = t.organisation_id and k.member_id = t.member_id
        where t.organisation_id = $1::uuid and t.about = any ($2::text[])
          and ($3::text[] is null or t.field = any ($3::text[])) and ($4::text is null or t.id = $4::text)`,
      values: [organisation, abouts, fields, id],
    },
  ]);
  const keys = new Keys(master);
  const texts = new Map<string, string>();
  for (const row of rows!.rows as {
    about: string;
    id: string;
    field: string;
    member_id: MemberId | "";
    cipher: Buffer;
    wrapped: Buffer;
  }[]) {
    let key = keys.get(organisation, row.member_id);
    if (!key) {
      keys.fill(organisation, row.member_id, row.wrapped);
      key = keys.get(organisation, row.member_id)!;
    }
    texts.set(`${row.about}/${row.id}/${row.field}`, openText(row.cipher, key, placeOf(organisation, row)));
  }
  return texts;
}

/** A text with the salt its commitment was made with, so that the log still commits to it where it is kept anew. */
export interface SaltedText {
  readonly about: string;
  readonly id: string;
  readonly field: string;
  /** Whose key locks it: a member, or "" for the organisation. */
  readonly member: string;
  readonly text: string;
  /** Base64, 16 bytes. */
  readonly salt: string;
}

const saltBytes = 16;

/** What the log holds in place of it. */
export const commitmentOf = ({ salt, text }: SaltedText): string =>
  commitmentTo(Buffer.concat([Buffer.from(salt, "base64"), Buffer.from(text, "utf8")]));

/** All texts of an organisation, opened. `client` sees it. */
export async function saltedTexts(client: PoolClient, organisation: string, master: Buffer): Promise<readonly SaltedText[]> {
  const [rows] = await pipelined(client, [
    {
      text: `select t.about, t.id, t.field, t.member_id, t.cipher, k.wrapped from members.text t
        join members.text_key k on k.organisation_id = t.organisation_id and k.member_id = t.member_id
        where t.organisation_id = $1::uuid order by t.about, t.id, t.field`,
      values: [organisation],
    },
  ]);
  const keys = new Keys(master);
  return (rows!.rows as { about: string; id: string; field: string; member_id: string; cipher: Buffer; wrapped: Buffer }[]).map(
    row => {
      if (!keys.get(organisation, row.member_id)) keys.fill(organisation, row.member_id, row.wrapped);
      const plain = unlock(row.cipher, keys.get(organisation, row.member_id)!, placeOf(organisation, row));
      return {
        about: row.about,
        id: row.id,
        field: row.field,
        member: row.member_id,
        text: plain.subarray(saltBytes).toString("utf8"),
        salt: plain.subarray(0, saltBytes).toString("base64"),
      };
    },
  );
}

/** Keeps them where none are yet, under new keys of these members. `client` is in a transaction of the organisation. */
export async function keepSaltedTexts(
  client: PoolClient,
  organisation: string,
  texts: readonly SaltedText[],
  master: Buffer,
): Promise<void> {
  if (texts.length === 0) return;
  const keys = new Keys(master);
  const ciphers = texts.map(({ member, text, salt, ...at }) =>
    lock(
      Buffer.concat([Buffer.from(salt, "base64"), Buffer.from(text, "utf8")]),
      keys.getOrMake(organisation, member),
      placeOf(organisation, at),
    ),
  );
  await pipelined(client, [
    keys.statement()!,
    {
      text: `insert into members.text (organisation_id, about, id, field, member_id, cipher)
        select $1::uuid, * from unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::bytea[])`,
      values: [
        organisation,
        texts.map(({ about }) => about),
        texts.map(({ id }) => id),
        texts.map(({ field }) => field),
        texts.map(({ member }) => member),
        ciphers,
      ],
    },
  ]);
}
