/** What each act of the gate takes, as data for OpenAPI: who comes and goes, and secrets, which no command ever carries. */
import type { Field, Fields } from "#base";

export interface ActShape {
  readonly fields: Fields;
  /** Fields that hold a whole command, and which. */
  readonly commands?: Readonly<Record<string, string>>;
  /** Said by whom nobody knows yet. */
  readonly isOpen?: true;
  /** May weigh megabytes: who says it is known before it is read. */
  readonly isLarge?: true;
  /** What it answers besides its cookies; nothing where left out. */
  readonly answers?: Fields;
}

const text: Field = { is: "text", max: 300 };
const optional: Field = { is: "text", max: 300, optional: true };
const number: Field = { is: "count", max: 999_999 };
/** A file of 6 MB, written in base64. */
export const fileLettersMax = 8_000_000;
const secrets: Fields = { pin: optional, password: optional };

export const acts: Readonly<Record<string, ActShape>> = {
  "sign-in": { fields: { handle: text, number, ...secrets, language: optional }, isOpen: true },
  unlock: { fields: secrets, answers: { same: { is: "flag" } } },
  "sign-out": { fields: {} },
  "sign-out-everywhere": { fields: {} },
  "sit-down": { fields: { number, pin: text } },
  "stand-up": { fields: {} },
  "register-device": { fields: { kind: { is: "choice", of: ["meeting", "own"], optional: true } } },
  /** By whoever runs the server, who proves it with the key of the books: `number` of a closed account, or `kind` of a phone. */
  operate: {
    fields: {
      id: { is: "uuid" },
      proof: text,
      what: { is: "choice", of: ["reopen-account", "trust-device"] },
      group: text,
      number: { ...number, optional: true },
      kind: { is: "choice", of: ["meeting", "own"], optional: true },
    },
    isOpen: true,
  },
  /** On a phone that whoever runs the server gave an address for. */
  "let-in": { fields: { handle: text, code: text }, isOpen: true },
  /** Eight digits that show in another group, within minutes, that she is the same person. */
  "show-code": { fields: {}, answers: { code: text } },
  "type-code": { fields: { code: text } },
  "revoke-device": { fields: { device: { is: "uuid" } } },
  "set-language": { fields: { language: text } },
  "set-pin": { fields: { current: text, pin: text } },
  "set-password": { fields: { current: text, password: text } },
  /** An empty one takes the plain PIN away. */
  "set-plain-pin": { fields: { current: text, plain_pin: text } },
  "reset-pin": {
    fields: {
      officers: { is: "list", max: 2, of: { is: "group", of: { number, ...secrets } } },
      member: { is: "member" },
      pin: text,
    },
  },
  /** A cut-off file in base64: what it says and what would come of it. Nothing is written. */
  "read-cut-off": {
    fields: {
      file: { is: "text", max: fileLettersMax },
      calendar: { is: "choice", of: ["gregorian", "buddhist"], optional: true },
    },
    isLarge: true,
    answers: {
      faults: { is: "list", max: 100, of: { is: "document" }, optional: true },
      count: { is: "count", max: 999_999_999, optional: true },
      preview: { is: "document", optional: true },
      refusal: { is: "document", optional: true },
      body: { is: "document", optional: true },
    },
  },
  /** The empty file to fill in, in base64. */
  "cut-off-template": {
    fields: { kind: { is: "choice", of: ["xlsx", "csv"] }, language: text },
    answers: { file: { is: "text", max: fileLettersMax }, type: text, name: text },
  },
  start: {
    fields: {
      organisation: { is: "uuid" },
      handle: text,
      by: { is: "member" },
      command: { is: "document" },
      secrets: { is: "list", max: 100, of: { is: "group", of: { member: { is: "member" }, ...secrets } }, optional: true },
      language: optional,
    },
    commands: { command: "assembly.found-organisation" },
    isOpen: true,
  },
};
