/** How quantities and money are typed and said, for screens of rooms above that count things too. */
export { quantityNumber, quantitySaid, typedMoney, typedQuantity } from "./screens/said.ts";
