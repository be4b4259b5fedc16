/** `lumbung start-group`: founds a group by the same act as the page does, and keeps its first session and device. */
import { isUuid, memberIdFrom, parseDay, unitOf, uuidFrom } from "#base";
import { templateCodes, templateOf } from "#meetings";
import { createHash, randomBytes } from "node:crypto";
import { realEdge } from "../server/edge.ts";
import { askSecret, keepCookies } from "./door.ts";
import { cannot, documentOf, isGiven, noSuchOption, type Options, type Speaking, told, type Told, withDoor } from "./say.ts";
import { languages, sayIn } from "./words.ts";

const needed: readonly string[] = ["--group", "--name", "--template", "--unit", "--founders"];
const known: readonly string[] = [...needed, "--place", "--settled-in", "--language", "--on", "--id"];

/** The options, one a line, as the help shows them. */
export const startGroupOptions: readonly string[] = [
  "--group WORD",
  "--name TEXT",
  `--template ${templateCodes.join("|")}`,
  "--unit CODE",
  '--founders JSON|@FILE  [{"name": "…", "roles": ["treasurer"], "pin": "…"}, …]',
  "--place TEXT  ?",
  '--settled-in JSON|@FILE  {"country": "…", "province": "…", "municipality": "…", "village": "…"}  ?',
  `--language ${languages.join("|")}  ?`,
  "--on YYYY-MM-DD  ?",
  "--id UUID  ?",
];

interface Founder {
  readonly name: string;
  readonly roles: readonly string[];
  readonly pin?: string;
  readonly password?: string;
}

/** The first founder sits at the shell: her password is asked, and she is signed in at the end. */
export async function startGroup(options: Options, speaking: Speaking): Promise<Told> {
  const { say } = speaking;
  const command = "start-group";
  for (const option of options.keys()) if (!known.includes(option)) return noSuchOption(option, command, known, say);
  for (const option of needed)
    if (!isGiven(options.get(option))) return cannot("cli.option-missing", { option, command }, say);
  const given = (option: string): string => options.get(option)!;
  const misfit = (option: string, wanted: string): Told => cannot("cli.misfit", { option, wanted }, say);
  const template = templateCodes.find(code => code === given("--template"));
  if (!template) return misfit("--template", templateCodes.join(", "));
  if (!unitOf(given("--unit"))) return misfit("--unit", "unit");
  const language = options.get("--language") ?? "id";
  if (!languages.includes(language)) return misfit("--language", languages.join(", "));
  const on = options.get("--on") ?? realEdge.now().today;
  if (parseDay(on) === null) return misfit("--on", "day");
  const id = options.get("--id") ?? uuidFrom(Date.now(), randomBytes(10));
  if (!isUuid(id)) return misfit("--id", "uuid");
  const read = await documentOf("--founders", given("--founders"));
  if ("code" in read) return cannot(read.code, read.because, say);
  const settled = isGiven(options.get("--settled-in"))
    ? await documentOf("--settled-in", given("--settled-in"))
    : { document: undefined };
  if ("code" in settled) return cannot(settled.code, settled.because, say);
  const founders = foundersOf(read.document);
  if (!founders) return cannot("cli.founders-misfit", {}, say);

  // All ids follow from the one of the command, so that said again after a lost answer it is the same group.
  const at = Number.parseInt(id.replaceAll("-", "").slice(0, 12), 16);
  const drawn = (what: string): Uint8Array => createHash("sha256").update(`${id} ${what}`).digest().subarray(0, 10);
  const members = founders.map((_, place) => memberIdFrom(drawn(`member ${place}`)));
  const { funds, rules } = templateOf(template, given("--unit"));
  const sayTheirs = sayIn(language);
  const body = {
    name: given("--name"),
    ...(isGiven(options.get("--place")) ? { place: given("--place") } : {}),
    ...(settled.document === undefined ? {} : { settled_in: settled.document }),
    template,
    unit: given("--unit"),
    language,
    is_practice: false,
    funds: funds.map(fund => ({ ...fund, unit: given("--unit"), name: sayTheirs(`members.screen.${fund.name}`) })),
    rules,
    founders: founders.map(({ name, roles }, place) => ({
      member: members[place],
      person: uuidFrom(at, drawn(`person ${place}`)),
      number: String(place + 1),
      name,
      roles,
    })),
  };
  return withDoor(
    speaking,
    async door => {
      const password = founders[0]!.password ?? (await askSecret(say("cli.password"), "LUMBUNG_PASSWORD"));
      if (password === "") return cannot("cli.no-secret", {}, say);
      const secrets = founders.flatMap(({ pin, password: own }, place) => {
        const its = place === 0 ? password : own;
        return pin === undefined && its === undefined ? [] : [{ member: members[place], pin, password: its }];
      });
      const { status, answer, cookies } = await door.send("POST", "/api/start", {
        organisation: uuidFrom(at, drawn("organisation")),
        handle: given("--group"),
        by: members[0],
        command: { v: 1, id, name: "assembly.found-organisation", on, body },
        secrets,
        language,
      });
      await keepCookies(cookies);
      const started = { start_group: { group: given("--group"), name: given("--name"), number: "1" } };
      return told(status < 400 ? started : answer, status, door, speaking);
    },
    id,
  );
}

function foundersOf(document: unknown): readonly Founder[] | null {
  const isText = (value: unknown): boolean => value === undefined || typeof value === "string";
  const isFounder = (one: unknown): one is Founder => {
    if (typeof one !== "object" || one === null) return false;
    const { name, roles, pin, password, ...more } = one as Readonly<Record<string, unknown>>;
    return typeof name === "string" && isText(pin) && isText(password) && Object.keys(more).length === 0 &&
      (roles === undefined || (Array.isArray(roles) && roles.every(role => typeof role === "string")));
  };
  if (!Array.isArray(document) || document.length === 0 || !document.every(isFounder)) return null;
  return document.map(one => ({ ...one, roles: one.roles ?? [] }));
}
