/**
 * A cut-off file on the server: what it says, what would come of it, and the empty one to fill in. Nothing is written here;
 * what was read goes back to whoever sent it, and is said as a command by two officers once they have seen it.
 */
import {
  type CommandId,
  encodeBody,
  type Fact,
  isRefusal,
  type LoadedBooks,
  type MemberId,
  memberIdFrom,
  type OrganisationId,
  type RecordedFact,
  type Refusal,
  refuse,
  type Words,
  wordsOf,
} from "#base";
import { type CutOffBody, cutOffFields, openingFacts, readSheets, refusalToBegin, type SheetFault } from "#cutoff";
import { knownOf, loadOpening, previewOf, type PreviewSeen, scribes, templateFor } from "#cutoff/server";
import { type Pool, type PoolClient, read } from "#db";
import { refusalToPost } from "#ledger";
import { officesToday, readTexts, type Session } from "#members/server";
import { randomBytes } from "node:crypto";
import { type House, projectionIn } from "../house.ts";
import { readFileOfSheets } from "../sheets/read.ts";
import { type FileKind, templateFile } from "../sheets/write-template.ts";
import type { Catalogues } from "./catalogues.ts";
import type { Edge } from "./intake.ts";

export interface CutOffOptions {
  readonly pool: Pool;
  readonly house: House;
  readonly edge: Edge;
  readonly masterKey: Buffer;
  readonly catalogues: Catalogues;
}

/** Faults of the file as far as they are shown; or what would come of it, with the command's body where it may be said. */
export type CutOffRead =
  | { readonly faults: readonly SheetFault[]; readonly count: number }
  | { readonly preview: PreviewSeen; readonly refusal: Refusal | null; readonly body: Readonly<Record<string, unknown>> | null };

export async function readCutOff(
  options: CutOffOptions,
  session: Session,
  /** The file is taken up once it is known that she may bring it. */
  said: { readonly file: () => Buffer; readonly isBuddhist: boolean },
): Promise<CutOffRead | Refusal> {
  const { pool, edge } = options;
  const { organisation } = session;
  const stranger = await refusalToAsk(options, session);
  if (stranger) return stranger;
  const workbook = await readFileOfSheets(said.file());
  if (isRefusal(workbook)) return workbook;
  return read(pool, organisation, async client => {
    const known = await knownOf(askedBy(options, session, client), languages(options, "id"));
    const sheets = readSheets(workbook, known, {
      isBuddhist: said.isBuddhist,
      newId: () => edge.newId(),
      newMember: () => memberIdFrom(randomBytes(10)),
    });
    if ("faults" in sheets) return sheets;
    return previewed(sheets.body, await loadOpening(client, organisation), options);
  });
}

/** The very facts the command would post, made on books in memory; they are not posted. */
function previewed(body: CutOffBody, books: LoadedBooks, { house, edge }: CutOffOptions): CutOffRead | Refusal {
  const { today } = edge.now();
  const hindrance = refusalToBegin(body.through, books, today);
  if (hindrance) return hindrance;
  const steps = openingFacts(body, books, { on: today, today });
  let step = steps.next(null);
  while (!step.done) {
    const refusal = refusalToPost(step.value, books);
    if (!refusal) for (const fact of step.value) books.apply(projectionIn(house)(recorded(fact), books));
    step = steps.next(refusal);
  }
  if (isRefusal(step.value)) return step.value;
  const preview = previewOf(body, step.value);
  const refusal = preview.isEven ? refusalToPost(step.value, books) : null;
  const isReady = preview.isEven && refusal === null;
  return { preview, refusal, body: isReady ? encodeBody(cutOffFields, body) : null };
}

const recorded = (fact: Fact): RecordedFact => ({
  ...fact,
  seq: 0n,
  id: "" as RecordedFact["id"],
  command: "" as CommandId,
  organisation: "" as OrganisationId,
  by: "" as MemberId,
  at: "" as RecordedFact["at"],
});

export async function cutOffTemplate(
  options: CutOffOptions,
  session: Session,
  of: { readonly kind: FileKind; readonly language: string },
): Promise<Buffer | Refusal> {
  const stranger = await refusalToAsk(options, session);
  if (stranger) return stranger;
  const [words, ...others] = languages(options, of.language);
  return read(options.pool, session.organisation, async client => {
    const known = await knownOf(askedBy(options, session, client), [words!, ...others]);
    return templateFile(templateFor(known, words!), of.kind);
  });
}

async function refusalToAsk({ pool, edge }: CutOffOptions, session: Session): Promise<Refusal | null> {
  if (session.isPlain) return refuse("members.not-allowed", { command: "cutoff.bring-in" });
  const roles = await officesToday(pool, session.organisation, session.member, edge.now().today);
  return scribes.some(role => roles.has(role)) ? null : refuse("members.not-allowed", { command: "cutoff.bring-in" });
}

/** This one first, then the others: a sheet may be written in any. */
function languages({ catalogues }: CutOffOptions, first: string): readonly Words[] {
  const all = Object.keys(catalogues).sort((a, b) => Number(b === first) - Number(a === first));
  return all.map(locale => wordsOf(locale, catalogues[locale]!.all));
}

const askedBy = ({ edge, masterKey }: CutOffOptions, session: Session, client: PoolClient) => ({
  client,
  organisation: session.organisation,
  member: session.member,
  roles: new Set(scribes),
  today: edge.now().today,
  params: {},
  masterKey,
  texts: (abouts: readonly string[]) => readTexts(client, session.organisation, abouts, masterKey),
});
