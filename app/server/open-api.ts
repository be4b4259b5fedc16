/**
 * The OpenAPI 3.1 document, derived from what the server itself works by: the rooms' commands and questions, and the
 * gate's acts. A command or question added in a room is described here at once.
 */
import { type CommandRule, type Field, type Fields, type Question, units } from "#base";
import type { House } from "../house.ts";
import { type ActShape, acts } from "./acts.ts";
import { cookieName } from "./sessions.ts";

type Schema = Readonly<Record<string, unknown>>;

/** Left out is what an act of the server alone says, and what is the operator's. */
export const isSaidOverHttp = ({ within, sayableBy }: CommandRule): boolean =>
  within === undefined && !sayableBy.includes("operator");

export interface Described {
  readonly house: House;
  readonly questions: ReadonlyMap<string, Pick<Question, "who" | "params">>;
  readonly version: string;
  readonly commandsMax: number;
  readonly bodyBytesMax: number;
}

export function openApiOf({ house, questions, version, commandsMax, bodyBytesMax }: Described): Schema {
  const commands = [...house.commands.values()].filter(isSaidOverHttp);
  return {
    openapi: "3.1.0",
    info: {
      title: "Lumbung",
      version,
      description:
        "A change is a command with an id made on the device. The same id and content gives the first answer again; the same id with other content is refused. Amounts are decimal strings of minor units.",
      license: { name: "AGPL-3.0-or-later", identifier: "AGPL-3.0-or-later" },
    },
    paths: {
      "/api/openapi.json": { get: open("openapi", { type: "object" }) },
      "/api/health": { get: open("health", group({ status: { const: "ready" } })) },
      "/api/commands": {
        post: {
          operationId: "commands",
          tags: ["commands"],
          description: "Several at once, each decided by itself, in this order.",
          requestBody: json({
            type: "array",
            maxItems: commandsMax,
            items: { oneOf: commands.map(rule => ref(rule.name)), discriminator: { propertyName: "name" } },
          }),
          responses: { ...said({ type: "array", items: ref("Answer") }), ...refusals("400", "401", "403", "413") },
        },
      },
      ...Object.fromEntries(commands.map(rule => [`/api/commands/${rule.name}`, { post: operationOf(rule) }])),
      ...Object.fromEntries([...questions].map(([name, one]) => [`/api/ask/${name}`, { get: askingOf(name, one) }])),
      ...Object.fromEntries(Object.entries(acts).map(([name, act]) => [`/api/${name}`, { post: actOf(name, act) }])),
      ...files,
    },
    components: {
      schemas: {
        ...Object.fromEntries(commands.map(rule => [rule.name, envelopeOf(rule)])),
        Answer: answer,
        Refusal: refusal,
        Malformed: malformed,
        SpokenBy: spokenBy,
      },
      responses: Object.fromEntries(
        Object.entries(responsesFor(bodyBytesMax)).map(([status, { description, schema }]) => [
          status,
          { description, content: { "application/json": { schema } } },
        ]),
      ),
      securitySchemes: {
        session: {
          type: "apiKey",
          in: "cookie",
          name: cookieName("session", { isSecure: false }),
          description: `Over TLS: ${cookieName("session", { isSecure: true })}.`,
        },
      },
    },
    security: [{ session: [] }],
  };
}

const ref = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` });
const json = (schema: Schema): Schema => ({ required: true, content: { "application/json": { schema } } });
const said = (schema: Schema, description = "The answer."): Schema => ({
  "200": { description, content: { "application/json": { schema } } },
});
const group = (properties: Readonly<Record<string, Schema>>): Schema => ({
  type: "object",
  required: Object.keys(properties),
  properties,
});

type Status = "400" | "401" | "403" | "413" | "500" | "503";

/** What may be answered in place of it; the last two may always. */
const refusals = (...statuses: readonly Exclude<Status, "500" | "503">[]): Schema =>
  Object.fromEntries(
    [...statuses, "500", "503"].map(status => [status, { $ref: `#/components/responses/${status}` }]),
  );

const responsesFor = (
  bodyBytesMax: number,
): Readonly<Record<Status, { readonly description: string; readonly schema: Schema }>> => ({
  "400": { description: "Not what is wanted here: `misfits` says where.", schema: ref("Malformed") },
  "401": { description: "Nobody is signed in.", schema: ref("Refusal") },
  "403": { description: "Said by a page of another site, or refused with its reason.", schema: ref("Refusal") },
  "413": { description: `More than ${bodyBytesMax} bytes.`, schema: ref("Refusal") },
  "500": { description: "We broke off, and nothing was written. Say it again with the same id.", schema: ref("Refusal") },
  "503": { description: "The database is away; say it again with the same id.", schema: ref("Refusal") },
});

const open = (operationId: string, schema: Schema): Schema => ({
  operationId,
  tags: ["house"],
  security: [],
  responses: said(schema),
});

const operationOf = (rule: CommandRule): Schema => ({
  operationId: rule.name,
  tags: [rule.name.split(".")[0]],
  "x-sayable-by": rule.sayableBy,
  "x-people": rule.people ?? 1,
  requestBody: json(ref(rule.name)),
  responses: {
    ...said(ref("Answer"), "Decided: accepted, or refused with a reason."),
    ...refusals("400", "401", "403", "413"),
  },
});

function askingOf(name: string, { who, params = [] }: Pick<Question, "who" | "params">): Schema {
  const isPublic = who.includes("public");
  return {
    operationId: `ask.${name}`,
    tags: [name.split(".")[0]],
    "x-askable-by": who,
    ...(isPublic ? { security: [] } : {}),
    parameters: params.map(param => ({ name: param, in: "query", required: false, schema: { type: "string" } })),
    responses: { ...said({}, "What a screen shows; null where there is nothing."), ...refusals("401", "403") },
  };
}

const file = (mediaType: string, description: string): Schema => ({
  200: { description, content: { [mediaType]: { schema: { type: "string", format: "binary" } } } },
});

/** What comes as a file, and goes on no page. */
const files: Schema = {
  "/api/backup": {
    post: {
      operationId: "backup",
      tags: ["files"],
      description: "By whoever runs the server, who proves it with the key of the books: `lumbung backup` asks for it.",
      security: [],
      requestBody: json({ type: "object", additionalProperties: true }),
      responses: { ...file("application/octet-stream", "A backup, sealed."), ...refusals("400", "403", "413") },
    },
  },
  "/api/export": {
    post: {
      operationId: "export",
      tags: ["files"],
      description: "Everything a group has, for two of its officers who are both there.",
      requestBody: json({ type: "object", additionalProperties: false }),
      responses: { ...file("application/zip", "Lists, a journal and the log."), ...refusals("400", "401", "403", "413") },
    },
  },
};

/** Cookies say who acts; what an act changes of them it sets itself. */
function actOf(name: string, { fields, commands = {}, answers = {}, isOpen }: ActShape): Schema {
  const shape = groupSchema(fields, typed);
  const properties = {
    ...(shape["properties"] as Schema),
    ...Object.fromEntries(Object.entries(commands).map(([field, command]) => [field, ref(command)])),
  };
  return {
    operationId: `act.${name}`,
    tags: ["gate"],
    ...(isOpen ? { security: [] } : {}),
    requestBody: json({ ...shape, properties, additionalProperties: true }),
    responses: { ...said(groupSchema(answers, typed)), ...refusals("400", "403", "413") },
  };
}

const envelopeOf = ({ name, fields }: CommandRule): Schema => ({
  type: "object",
  additionalProperties: false,
  required: ["v", "id", "name", "on", "body"],
  properties: {
    v: { const: 1 },
    id: { type: "string", format: "uuid" },
    name: { const: name },
    on: { type: "string", format: "date" },
    body: groupSchema(fields, keptApart),
    spoken_by: ref("SpokenBy"),
  },
});

/** How a text is described: of a command it goes to the books, of an act it is a secret or a word. */
type TextOf = (max: number) => Schema;
const keptApart: TextOf = max => ({
  type: "string",
  minLength: 1,
  maxLength: max,
  description: "Kept encrypted, apart from the log.",
});
const typed: TextOf = max => ({ type: "string", maxLength: max });

const groupSchema = (fields: Fields, textOf: TextOf): Schema => ({
  type: "object",
  additionalProperties: false,
  required: Object.keys(fields).filter(name => !fields[name]!.optional),
  properties: Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, fieldSchema(field, textOf)])),
});

function fieldSchema(field: Field, textOf: TextOf): Schema {
  switch (field.is) {
    case "uuid":
      return { type: "string", format: "uuid" };
    case "member":
      return { type: "string", pattern: "^m_[a-z2-7]{16}$" };
    case "code":
      return { type: "string", pattern: "^[a-z][a-z0-9-]{0,39}$" };
    case "key":
      return { type: "string", pattern: "^[a-z][a-z0-9.-]{0,59}(?:/[a-z][a-z0-9-]{0,39})?$" };
    case "unit":
      return { enum: Object.keys(units) };
    case "hash":
      return { type: "string", pattern: "^[0-9a-f]{64}$" };
    case "day":
      return { type: "string", format: "date" };
    case "amount":
      return {
        type: "string",
        pattern: field.signed ? "^(?:0|-?[1-9]\\d{0,17})$" : "^(?:0|[1-9]\\d{0,17})$",
        description: "Minor units.",
      };
    case "count":
      return { type: ["string", "integer"], pattern: "^\\d+$", minimum: 0, maximum: field.max };
    case "subject":
      return { type: "string", pattern: "^[a-z0-9][a-z0-9._-]{0,63}(?:/[a-z0-9][a-z0-9._-]{0,63}){0,2}$" };
    case "text":
      return textOf(field.max);
    case "choice":
      return { enum: field.of };
    case "flag":
      return { type: "boolean" };
    case "document":
      return { description: "Strings, lists and objects; the shape is its owner's." };
    case "list":
      return { type: "array", maxItems: field.max, items: fieldSchema(field.of, textOf) };
    case "group":
      return groupSchema(field.of, textOf);
  }
}

const spokenBy: Schema = {
  ...groupSchema({ number: { is: "count", max: 999_999 }, pin: { is: "text", max: 300 } }, typed),
  description:
    "Another member says this one command, by her number and PIN on the device of whoever is signed in, who is then the second person present. A key is turned so.",
};

const answer: Schema = {
  type: "object",
  required: ["status", "id"],
  properties: {
    status: { enum: ["accepted", "refused"] },
    id: { type: "string", format: "uuid" },
    firstSeq: { type: "string", pattern: "^\\d+$", description: "Place of the first leaf of this command in the log." },
    leaves: { type: "string", pattern: "^\\d+$" },
    answer: {},
    refused: { type: "string", description: "room.what-went-wrong" },
    because: { type: "object" },
    repeated: { type: "boolean", description: "This id was answered before; this is that answer." },
  },
};

const refusal: Schema = {
  type: "object",
  required: ["refused", "because"],
  properties: {
    refused: { type: "string", description: "room.what-went-wrong, or house.… where no room was asked" },
    because: { type: "object" },
  },
};

const malformed: Schema = group({
  misfits: { type: "array", items: group({ path: { type: "string" }, wanted: { type: "string" } }) },
});
