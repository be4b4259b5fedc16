/**
 * Look: what every screen is made of, and nothing of what the rooms know.
 * Cloth is what belongs to all, a bead is what is hers; money is shown as the notes that make it.
 * All words come in as props, money as minor units with a description of its notes and coins.
 * It draws the same on the server and in the browser, needs no style attribute and no script to be read.
 * Wrap the app in `Look`, start a screen with `Page`, and take the rest from here; the rules are in docs/guides/design.md.
 */
export * from "./act.tsx";
export * from "./amount.tsx";
export * from "./amount-parts.ts";
export * from "./band.tsx";
export * from "./bars.tsx";
export * from "./bead.tsx";
export * from "./book-table.tsx";
export * from "./boxes.tsx";
export * from "./cash-count.tsx";
export * from "./cash-keyboard.tsx";
export * from "./cash-units.ts";
export * from "./choices.tsx";
export * from "./circle.tsx";
export * from "./dialog.tsx";
export * from "./doors.tsx";
export * from "./field.tsx";
export * from "./icons.tsx";
export * from "./lines.tsx";
export * from "./look.tsx";
export * from "./loom.ts";
export * from "./notes.tsx";
export * from "./notices.tsx";
export * from "./page.tsx";
export * from "./paper.tsx";
export * from "./small-paper.tsx";
export * from "./sheet-paper.tsx";
export * from "./report-paper.tsx";
export * from "./qr.tsx";
export * from "./pin-pad.tsx";
export * from "./seal.tsx";
export * from "./stamps.tsx";
export * from "./state-panel.tsx";
export * from "./thread.tsx";
export * from "./trend.tsx";
export * from "./use-book-keys.ts";
