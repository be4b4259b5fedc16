/** The OpenAPI 3.1 document, derived from the rooms' command list: a command added in a room is described here at once. */
import { type Field, type Fields, units } from "#base";
import type { House } from "../house.ts";

type Schema = Readonly<Record<string, unknown>>;

export function openApiOf(house: House, version: string): Schema {
  return {
    openapi: "3.1.0",
    info: {
      title: "Lumbung",
      version,
      description:
        "A change is a command with an id made on the device. The same id and content gives the first answer again; the same id with other content is refused. Amounts are decimal strings of minor units.",
      license: { name: "AGPL-3.0-or-later", identifier: "AGPL-3.0-or-later" },
    },
    paths: Object.fromEntries(
      [...house.commands.values()].filter(rule => !rule.isInside).map(rule => [
        `/api/commands/${rule.name}`,
        {
          post: {
            operationId: rule.name,
            tags: [rule.name.split(".")[0]],
            "x-sayable-by": rule.sayableBy,
            "x-people": rule.people ?? 1,
            requestBody: {
              required: true,
              content: { "application/json": { schema: envelopeOf(rule.name, rule.fields) } },
            },
            responses: {
              "200": {
                description: "Decided: accepted, or refused with a reason.",
                content: { "application/json": { schema: { $ref: "#/components/schemas/Answer" } } },
              },
              "400": {
                description: "Not a command: `misfits` says where.",
                content: { "application/json": { schema: { $ref: "#/components/schemas/Malformed" } } },
              },
              "401": { description: "Nobody is signed in." },
              "503": { description: "The database is away; say it again with the same id." },
            },
          },
        },
      ]),
    ),
    components: {
      schemas: {
        Answer: {
          type: "object",
          required: ["status", "id"],
          properties: {
            status: { enum: ["accepted", "refused"] },
            id: { type: "string", format: "uuid" },
            firstSeq: {
              type: "string",
              pattern: "^\\d+$",
              description: "Place of the first leaf of this command in the log.",
            },
            leaves: { type: "string", pattern: "^\\d+$" },
            answer: {},
            refused: { type: "string", description: "room.what-went-wrong" },
            because: { type: "object" },
            repeated: { type: "boolean", description: "This id was answered before; this is that answer." },
          },
        },
        Malformed: {
          type: "object",
          properties: {
            misfits: {
              type: "array",
              items: { type: "object", properties: { path: { type: "string" }, wanted: { type: "string" } } },
            },
          },
        },
      },
      securitySchemes: { session: { type: "apiKey", in: "cookie", name: "lumbung" } },
    },
    security: [{ session: [] }],
  };
}

const envelopeOf = (name: string, fields: Fields): Schema => ({
  type: "object",
  additionalProperties: false,
  required: ["v", "id", "name", "on", "body"],
  properties: {
    v: { const: 1 },
    id: { type: "string", format: "uuid" },
    name: { const: name },
    on: { type: "string", format: "date" },
    body: groupSchema(fields),
  },
});

const groupSchema = (fields: Fields): Schema => ({
  type: "object",
  additionalProperties: false,
  required: Object.keys(fields).filter(name => !fields[name]!.optional),
  properties: Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, fieldSchema(field)])),
});

function fieldSchema(field: Field): Schema {
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
      return { type: "string", pattern: "^\\d+$", description: `At most ${field.max}.` };
    case "text":
      return { type: "string", minLength: 1, maxLength: field.max, description: "Kept encrypted, apart from the log." };
    case "choice":
      return { enum: field.of };
    case "flag":
      return { type: "boolean" };
    case "document":
      return { description: "Strings, lists and objects; the shape is its owner's." };
    case "list":
      return { type: "array", maxItems: field.max, items: fieldSchema(field.of) };
    case "group":
      return groupSchema(field.of);
  }
}
