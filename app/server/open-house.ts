/** Everything the running program is made of, opened once: for the server, the shell, the village and the bench alike. */
import type { Question } from "#base";
import { type ConnectionConfig, connect, migrate, openDatabase, type Pool, type PoolClient, readMigrations, type Step } from "#db";
import { backupsSeen, followUp, mayExport, type SignInEdge, signInEdge } from "#members/server";
import { roomOrder } from "#rooms";
import type { Hono } from "hono";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { type House, rulesKnownIn, tablesOf } from "../house.ts";
import { house } from "../rooms.ts";
import { pageModules } from "../web/page-modules.ts";
import { pageFiles, type Route } from "../web/pages.ts";
import { asker } from "./ask.ts";
import { backupFor } from "./backup/asked.ts";
import { backupsKnown } from "./backup/state.ts";
import { erasedFile, erasedThere, keepErased } from "./backup/erasures.ts";
import { builtOf, keptOf } from "./built.ts";
import { readCatalogues } from "./catalogues.ts";
import { realEdge } from "./edge.ts";
import { exportFor } from "./export/asked.ts";
import { readFiles } from "./files.ts";
import { gateOf } from "./gate.ts";
import { httpOf } from "./http.ts";
import { masterKeyFile, masterKeyOf } from "./master-key.ts";
import { type Practised, practised } from "./practised.ts";
import { root } from "./root.ts";
import { type Edge, Intake } from "./intake.ts";

export interface OpenHouse {
  readonly folder: string;
  /** Who owns the tables: for backups, which read every organisation's as they lie. */
  readonly owner: ConnectionConfig;
  readonly house: House;
  readonly pool: Pool;
  readonly intake: Intake;
  readonly edge: Edge;
  readonly signInEdge: SignInEdge;
  readonly masterKey: Buffer;
  readonly http: Hono;
  onExit(listener: (reason: string) => void): void;
  close(): Promise<void>;
}

/** What a start is doing when it takes longer. */
export const stepSaid: Readonly<Record<Step, string>> = {
  "copy-binaries": "Preparing the database program, once …",
  "create-cluster": "Making the database …",
  "start-server": "Starting the database …",
  recover: "The last time ended suddenly. Making sure that nothing is lost …",
  "data-elsewhere": "The database's own files are kept in",
};

export async function openHouse({
  say,
  folder = dataFolder(),
  signal,
}: {
  readonly say: (line: string) => void;
  readonly folder?: string;
  /** Aborted, the opening ends at its next step, rejected with the signal's reason. */
  readonly signal?: AbortSignal;
}): Promise<OpenHouse> {
  const url = process.env["LUMBUNG_DATABASE_URL"];
  const serverUrl = process.env["LUMBUNG_SERVER_DATABASE_URL"];
  const database = await openDatabase({
    folder,
    ...(url === undefined ? {} : { url }),
    ...(serverUrl === undefined ? {} : { serverUrl }),
    say: (step, detail) => say(detail === undefined ? stepSaid[step] : `${stepSaid[step]} ${detail}`),
    signal,
  });
  try {
    signal?.throwIfAborted();
    await migrate(database.owner, await readMigrations(roomOrder, root));
    const masterKey = await masterKeyOf(folder, database.owner);
    signal?.throwIfAborted();
    const pool = connect(database.server);
    const { owner } = database;
    const opened = await assemble({ pool, masterKey, log: say, practice: () => practised(folder), kept: { folder, owner } });
    return {
      ...opened,
      folder,
      owner,
      onExit: listener => database.onExit(listener),
      async close() {
        await pool.end();
        await database.stop();
      },
    };
  } catch (error) {
    await database.stop();
    throw error;
  }
}

/** The program on a database that is there already; tests hand in their own edge. */
export async function assemble({
  pool,
  masterKey,
  edge = realEdge,
  log = () => {},
  fastForPracticeAndTests = false,
  practice = () => null,
  kept,
}: {
  readonly pool: Pool;
  readonly masterKey: Buffer;
  readonly edge?: Edge;
  readonly log?: (line: string) => void;
  readonly fastForPracticeAndTests?: boolean;
  /** The practice books this house has, if any: their doors stand on the welcome page. */
  readonly practice?: () => Practised | null;
  /** The data folder and who owns the tables, where backups are made of them. */
  readonly kept?: { readonly folder: string; readonly owner: ConnectionConfig };
}): Promise<Omit<OpenHouse, "folder" | "owner" | "onExit" | "close">> {
  const intake = new Intake({ pool, house, edge, masterKey });
  const signIns = signInEdge({ masterKey, now: () => edge.now(), fastForPracticeAndTests });
  const questions = await questionsOfRooms();
  const files = await readFiles(join(root, "dist/web"));
  const catalogues = await readCatalogues(root);
  const http = httpOf({
    house,
    intake,
    gate: gateOf({
      ...{ pool, house, intake, edge, masterKey, signInEdge: signIns, catalogues },
      lentDevices: () => practice()?.groups.map(({ device }) => device) ?? [],
    }),
    ask: asker({
      pool,
      edge,
      masterKey,
      questions: withBackups(withPractice(questions, practice), kept?.folder),
      rulesKnown: rulesKnownIn(house),
      tablesOfRooms: tablesOf(house),
    }),
    followUp: async command => {
      await followUp(pool, command, edge.now().at);
      if (command.name !== "members.erase-person") return;
      intake.forget(command.organisation);
      // Outside the database too: a backup made before must not bring her back.
      if (kept) await keepErased(erasedFile(kept.folder), await erasedThere(kept.owner));
    },
    exported: kept && (session => exportFor({ pool, house, edge, masterKey, owner: kept.owner }, session)),
    backup: kept && ((asked, proof) => backupFor({ pool, house, edge, masterKey, log, ...kept }, asked, proof)),
    routes: await routesOfRooms(),
    catalogues,
    built: builtOf(files.manifest),
    kept: keptOf(files.manifest),
    files,
    version: "0.1.0",
    log,
  });
  return {
    house,
    pool,
    intake,
    edge,
    signInEdge: signIns,
    masterKey,
    http,
  };
}

export const dataFolder = (): string => process.env["LUMBUNG_DATA"] ?? join(root, "data");

/** Whether books were ever begun in this folder. */
export const hasBooks = (folder: string): boolean => existsSync(masterKeyFile(folder));

/** The welcome page asks what only the app knows: who may try the practice books. */
function withPractice(
  questions: ReadonlyMap<string, Question<PoolClient>>,
  practice: () => Practised | null,
): ReadonlyMap<string, Question<PoolClient>> {
  return new Map([
    ...questions,
    [
      "members.welcome",
      { who: ["public"], ask: async () => ({ practice: doorsOf(practice()) }) },
    ],
  ]);
}

/** When backups were made and tried out, the data folder says. */
function withBackups(
  questions: ReadonlyMap<string, Question<PoolClient>>,
  folder: string | undefined,
): ReadonlyMap<string, Question<PoolClient>> {
  const question = questions.get("members.backups");
  if (folder === undefined || !question) return questions;
  const ask: typeof question.ask = async ({ organisation, today, roles }) =>
    backupsSeen(await backupsKnown(folder, organisation), today, mayExport(roles)) as never;
  return new Map([...questions, ["members.backups", { ...question, ask }]]);
}

/** What is printed on the welcome page; a device's secret is not. */
const doorsOf = (books: Practised | null) =>
  books && { groups: books.groups.map(({ device: _, ...door }) => door) };

async function questionsOfRooms(): Promise<ReadonlyMap<string, Question<PoolClient>>> {
  const questions = new Map<string, Question<PoolClient>>();
  for (const room of roomOrder) {
    const server = (await import(`../../rooms/${room}/server.ts`)) as {
      readonly questions?: Readonly<Record<string, Question<PoolClient>>>;
    };
    for (const [name, question] of Object.entries(server.questions ?? {})) questions.set(name, question);
  }
  return questions;
}

async function routesOfRooms(): Promise<readonly Route[]> {
  const routes: Route[] = [];
  for (const file of pageFiles) {
    for (const page of (await pageModules[file]()).pages) routes.push({ file, page });
  }
  return routes;
}
