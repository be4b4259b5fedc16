/** What the counter needs once something is chosen, or bought and done together: one file to fetch. */
export { Confirm } from "./counter-confirm.tsx";
export { LinesTogether } from "./lines-together.tsx";
