/** For screens of rooms above that plan and count too: how quantities and money are typed and said, how a plan is given up. */
export { Cancel } from "./screens/cancel.tsx";
export { quantityNumber, quantitySaid, typedMoney, typedQuantity } from "./screens/said.ts";
