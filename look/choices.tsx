/**
 * Choices as large tiles with a sign as well as a word (the house, the barn), each saying what it means for her and
 * for all. Real radio buttons underneath: arrow keys move, and a form without scripts still sends the answer.
 */
import type { ComponentChildren, JSX } from "preact";
import { Tick } from "./lines.tsx";

export type Choice = {
  readonly value: string;
  readonly label: ComponentChildren;
  readonly sub?: ComponentChildren;
  /** At the left: a Sign, an Icon, a Bead. */
  readonly sign?: ComponentChildren;
  /** Under it: two Bars. */
  readonly meaning?: ComponentChildren;
  /** Without a box of its own: "as the meeting decides". */
  readonly plain?: boolean;
};

export type ChoicesProps = {
  name: string;
  /** The question. Hidden from sight when the page's title already asks it. */
  question: ComponentChildren;
  showQuestion?: boolean | undefined;
  choices: readonly Choice[];
  value?: string | undefined;
  onChange?: ((value: string) => void) | undefined;
};

export function Choices({ name, question, showQuestion, choices, value, onChange }: ChoicesProps): JSX.Element {
  return (
    <fieldset class="choices">
      <legend class={showQuestion ? "asked" : "vh"}>{question}</legend>
      {choices.map(choice => (
        <label key={choice.value} class={choice.plain ? "choice plain" : "choice"}>
          <input
            type="radio"
            name={name}
            value={choice.value}
            checked={value === undefined ? undefined : value === choice.value}
            onChange={() => onChange?.(choice.value)}
          />
          <span class="tile-face">
            <span class="top">
              {choice.sign}
              <span class="grow">
                <b>{choice.label}</b>
                {choice.sub && <small>{choice.sub}</small>}
              </span>
              <Tick state="todo" />
            </span>
            {choice.meaning}
          </span>
        </label>
      ))}
    </fieldset>
  );
}
