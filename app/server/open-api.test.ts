/** The OpenAPI document is held against the server it describes: every route, every act, and what is answered. */
import { Hono } from "hono";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Field, Fields } from "#base";
import { connect, type Pool } from "#db";
import { type FreshDatabase, freshDatabase } from "../../tests/village/database.ts";
import { house } from "../rooms.ts";
import { acts } from "./acts.ts";
import { Malformed } from "./border.ts";
import { type Catalogues, readCatalogues } from "./catalogues.ts";
import { gateOf } from "./gate.ts";
import { Intake } from "./intake.ts";
import { isSaidOverHttp } from "./open-api.ts";
import { assemble } from "./open-house.ts";
import { root } from "./root.ts";
import { Clock, edgeOf, foundGroup, type Group, masterKey, passwordOfHalimah } from "./sign-in.testing.ts";

interface Operation {
  readonly operationId: string;
  readonly responses: Readonly<Record<string, unknown>>;
  readonly security?: readonly unknown[];
  readonly requestBody?: { readonly content: { readonly "application/json": { readonly schema: Schema } } };
}
/** What is said over HTTP as a command: not what only an act says, nor what is the operator's. */
const said = [...house.commands.values()].filter(isSaidOverHttp).map(({ name }) => name);

interface Schema {
  readonly $ref?: string;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: { readonly oneOf?: readonly Schema[] };
  readonly maxItems?: number;
}

let database: FreshDatabase;
let pool: Pool;
let clock: Clock;
let group: Group;
let opened: Awaited<ReturnType<typeof assemble>>;
let paths: Readonly<Record<string, Readonly<Record<"get" | "post", Operation>>>>;
let schemas: Readonly<Record<string, Schema>>;

beforeAll(async () => {
  database = await freshDatabase();
  pool = connect(database.server);
  clock = new Clock("2026-11-24");
  group = await foundGroup(pool, clock, edgeOf(clock), "melati");
  opened = await assemble({ pool, masterKey, edge: clock, fastForPracticeAndTests: true });
  const document = (await (await send("GET", "/api/openapi.json")).json()) as {
    readonly paths: typeof paths;
    readonly components: { readonly schemas: typeof schemas };
  };
  ({ paths, components: { schemas } } = document);
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

const origin = "http://127.0.0.1:4040";
function send(
  method: string,
  path: string,
  body?: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<Response> {
  const json: Record<string, string> = body === undefined ? {} : { "content-type": "application/json" };
  return Promise.resolve(
    opened.http.request(`${origin}${path}`, {
      method,
      headers: { host: "127.0.0.1:4040", ...json, ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }),
  );
}

/** Halimah at the desk: her session and the group's phone. */
async function cookieOfHalimah(): Promise<string> {
  const device = `lumbung-device=${group.deviceSecret}`;
  const { headers } = await send(
    "POST",
    "/api/sign-in",
    { handle: "melati", number: 1, password: passwordOfHalimah },
    { cookie: device },
  );
  return `${headers.getSetCookie()[0]!.split(";")[0]}; ${device}`;
}

const operations = (): readonly (readonly [path: string, method: string, Operation])[] =>
  Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => [path, method.toUpperCase(), operation] as const),
  );

describe("the OpenAPI document", () => {
  it("names every route the server has, and no other", () => {
    const routes = opened.http.routes.filter(({ method, path }) => method !== "ALL" && path.startsWith("/api/"));
    const named = operations();
    const isOf = (path: string, route: string): boolean =>
      new RegExp(`^${route.replaceAll(".", "\\.").replace(/:\w+/g, "[^/]+")}$`).test(path);
    const unnamed = routes.filter(route => !named.some(([path, method]) => method === route.method && isOf(path, route.path)));
    expect(unnamed).toEqual([]);
    const unknown = named.filter(([path, method]) => !routes.some(one => one.method === method && isOf(path, one.path)));
    expect(unknown).toEqual([]);
    expect(named.filter(([path]) => path.startsWith("/api/commands/"))).toHaveLength(said.length);
    expect(named.length).toBeGreaterThan(said.length + Object.keys(acts).length + 30);
    const names = named.map(([, , { operationId }]) => operationId);
    expect(new Set(names).size).toBe(names.length);
  });

  it("is answered at each of them, signed in or not, as it says", async () => {
    const cookie = await cookieOfHalimah();
    const wrong: string[] = [];
    for (const [path, method, operation] of operations())
      for (const who of /^\/api\/(ask|commands)/.test(path) ? ["", cookie] : [""]) {
        const { status } = await send(method, path, method === "POST" ? {} : undefined, { cookie: who });
        if (operation.responses[status] === undefined) wrong.push(`${method} ${path}: ${status}`);
        if (operation.security?.length === 0 && status === 401) wrong.push(`${path} asks who it is`);
      }
    expect(wrong).toEqual([]);
  });

  it("knows what is said too long, by another site, in the wrong form, by nobody, and when we broke off", async () => {
    const answers = {
      "413": await send("POST", "/api/commands", {}, { "content-length": String(9 * 2 ** 20) }),
      "403": await send("POST", "/api/commands", [], { origin: "https://elsewhere.example" }),
      "400": await send("POST", "/api/commands", {}, { cookie: await cookieOfHalimah() }),
      "401": await send("POST", "/api/commands", []),
    };
    for (const [status, answer] of Object.entries(answers)) {
      expect(answer.status).toBe(Number(status));
      const shape = schemas[status === "400" ? "Malformed" : "Refusal"]!;
      expect(Object.keys((await answer.json()) as object)).toEqual(shape.required);
    }
    for (const [path, method, { responses }] of operations())
      if (method === "POST")
        for (const status of ["400", "403", "413", "500", "503"]) expect(responses, path).toHaveProperty(status);
  });

  it("takes several commands at once, each alone or said by another with her PIN, as the server does", async () => {
    const list = paths["/api/commands"]!.post.requestBody!.content["application/json"].schema;
    const each = said.map(name => `#/components/schemas/${name}`);
    expect(list.items!.oneOf!.map(one => one.$ref)).toEqual(each);
    for (const name of said) {
      expect(schemas[name]!.properties).toHaveProperty("spoken_by");
      expect(schemas[name]!.required).toEqual(["v", "id", "name", "on", "body"]);
    }
    const givesUp = (): object => ({
      v: 1,
      id: clock.newId(),
      name: "members.give-up-office",
      on: clock.today,
      body: { member: group.people.rini.member, role: "key-holder", until: clock.today },
      spoken_by: { number: 2, pin: group.people.wulan.pin },
    });
    const cookie = await cookieOfHalimah();
    const answers = (await (await send("POST", "/api/commands", [givesUp()], { cookie })).json()) as readonly object[];
    expect(answers).toMatchObject([{ status: "accepted" }]);
    const tooMany = Array.from({ length: list.maxItems! + 1 }, givesUp);
    expect((await send("POST", "/api/commands", tooMany, { cookie })).status).toBe(400);
  });
});

describe("the acts of the gate", () => {
  let catalogues: Catalogues;
  beforeAll(async () => {
    catalogues = await readCatalogues(root);
  });
  const gate = () => {
    const signInEdge = edgeOf(clock);
    const intake = new Intake({ pool, house, edge: clock, masterKey });
    return gateOf({ pool, house, intake, edge: clock, masterKey, signInEdge, lentDevices: () => [], catalogues });
  };

  it("are all described", () => {
    expect(Object.keys(acts).sort()).toEqual(Object.keys(gate().acts).sort());
  });

  it.each(Object.keys(acts))("%s reads what is described, and asks for what it must have", async name => {
    const { fields } = acts[name]!;
    const said = sampleOf(fields);
    if (name === "start") {
      const secrets = [{ member: starter, password: "padi kami menguning" }];
      Object.assign(said, { command: founding(), by: starter, secrets });
    }
    // By her PIN or by her password, never both.
    if (name === "reset-pin") said["officers"] = [1, 2].map(number => ({ number, pin: "271904" }));
    const read = new Set<string>();
    for (const what of fields["what"]?.is === "choice" ? fields["what"].of : [undefined]) {
      const one = what === undefined ? said : { ...said, what };
      await act(name, new Proxy(one, { get: (of, field) => (read.add(String(field)), Reflect.get(of, field)) }));
    }
    expect([...read].filter(field => !(field in fields))).toEqual([]);
    expect(Object.keys(fields).filter(field => !read.has(field)), "described and never read").toEqual([]);
    for (const field of Object.keys(fields).filter(one => !fields[one]!.optional)) {
      const { [field]: _, ...rest } = said;
      expect(await act(name, rest), `without ${field}`).toBe("malformed");
    }
  });

  async function act(name: string, said: Readonly<Record<string, unknown>>): Promise<unknown> {
    const app = new Hono();
    app.post("/", async c => {
      try {
        await gate().acts[name]!(c, said);
        return c.json("done");
      } catch (error) {
        if (error instanceof Malformed) return c.json("malformed");
        throw error;
      }
    });
    const cookie = await cookieOfHalimah();
    return (await app.request(origin, { method: "POST", headers: { host: "127.0.0.1:4040", cookie } })).json();
  }

  const starter = "m_aaaaaaaaaaaaaaab";
  const founding = (): object => ({
    v: 1,
    id: clock.newId(),
    name: "assembly.found-organisation",
    on: clock.today,
    body: {
      name: "Kelompok Baru",
      template: "vsla",
      unit: "IDR",
      language: "id",
      is_practice: false,
      funds: [{ fund: "loan", unit: "IDR", nature: "divisible", is_lendable: true, name: "Dana pinjaman" }],
      rules: [],
      founders: [
        { member: starter, person: clock.newId(), number: "1", name: "Ani", roles: ["treasurer"] },
        { member: "m_aaaaaaaaaaaaaaac", person: clock.newId(), number: "2", name: "Ina", roles: ["secretary"] },
        { member: "m_aaaaaaaaaaaaaaad", person: clock.newId(), number: "3", name: "Eni", roles: ["chair"] },
      ],
    },
  });

  const sampleOf = (fields: Fields): Record<string, unknown> =>
    Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, sample(field)]));

  function sample(field: Field): unknown {
    switch (field.is) {
      case "text":
        return "kelompok-baru";
      case "count":
        return 3;
      case "uuid":
        return clock.newId();
      case "member":
        return group.people.dewi.member;
      case "choice":
        return field.of[0];
      case "list":
        return Array.from({ length: Math.min(field.max, 2) }, () => sample(field.of));
      case "group":
        return sampleOf(field.of);
      default:
        return {};
    }
  }
});
