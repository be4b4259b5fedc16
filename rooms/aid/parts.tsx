/** What other rooms' screens borrow from the aid room. */
export { afterDebts } from "./after-debts.ts";
