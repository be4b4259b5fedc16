/**
 * The ground: money, days, ids, refusals, commands, tables as data. Pure, and imports nothing.
 *
 * Everything here runs in the server, the browser and the shell. A room builds on these words and adds its own;
 * nothing here knows a room. Amounts are bigint in minor units, days are "YYYY-MM-DD", and no clock or chance is read.
 */
export * from "./assert.ts";
export * from "./canonical.ts";
export * from "./command.ts";
export * from "./day.ts";
export * from "./fields.ts";
export * from "./given.ts";
export * from "./id.ts";
export * from "./last-of.ts";
export * from "./money.ts";
export * from "./ratio.ts";
export * from "./refusal.ts";
export * from "./short-code.ts";
export * from "./table.ts";
export * from "./unit.ts";
export * from "./books.ts";
export * from "./words.ts";
export * from "./screen.ts";
