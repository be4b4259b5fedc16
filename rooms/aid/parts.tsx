/** What other rooms' screens borrow from the aid room. */
export { type AfterDebts, afterDebts } from "./after-debts.ts";
export { isHerOwnDeath } from "./own-death.ts";
