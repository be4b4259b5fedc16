import { answering, type Calculator, type Given, type Json, type Refusal } from "#base";
import { drawn } from "./lot.ts";

const fields = ["pot", "circle", "round", "code", "seats"] as const;

/** Draws a lot again from what everybody has: the code in the paper book, and the seats that still wait. */
export const drawCalculator: Calculator = {
  name: "pots draw",
  fields,
  example: { pot: "pot-2", circle: 1, round: 3, code: "7H2K Q9ZD", seats: [1, 2, 4, 5] },
  calculate: (input: Json): Json | Refusal =>
    answering("pots", input, given => {
      given.only(fields);
      const number = (of: Given): number => of.count(1_000n);
      const code = given.at("code").text().replaceAll(" ", "").toUpperCase();
      const order = drawn(
        { pot: given.at("pot").text(), circle: number(given.at("circle")), round: number(given.at("round")), code },
        given.at("seats").list().map(number),
      );
      return { drawn: order[0] ?? null, order: [...order] };
    }),
};

export const calculators: readonly Calculator[] = [drawCalculator];
