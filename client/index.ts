/**
 * The browser's ground: how a page speaks with the server. It says a command with an id of its own, asks a question, keeps
 * what could not be sent yet on this device, and turns a refusal into a sentence. It knows no room; rooms' screens use it.
 */
export * from "./all-words.ts";
export * from "./api.ts";
export * from "./file.ts";
export * from "./kept.ts";
export * from "./leave.ts";
export * from "./outbox.ts";
export * from "./refusal.ts";
export * from "./shelf.ts";
export * from "./typed.ts";
