/** A question with one line to answer on: label above, hint under it, what is not right yet in a sentence. 56 px high. */
import type { ComponentChildren, InputHTMLAttributes, JSX, SelectHTMLAttributes, TextareaHTMLAttributes } from "preact";
import { useId } from "preact/hooks";
import { Icon } from "./icons.tsx";

export type FieldProps = Omit<InputHTMLAttributes<HTMLInputElement>, "class" | "id" | "label"> & {
  label: ComponentChildren;
  hint?: ComponentChildren;
  /** What was found and what is possible. Never "invalid". */
  problem?: ComponentChildren;
  /** Figures are large and tabular. */
  figures?: boolean | undefined;
  /** After the input: a unit, a show button. */
  end?: ComponentChildren;
};

export function Field({ label, hint, problem, figures, end, ...input }: FieldProps): JSX.Element {
  const id = useId();
  return (
    <FieldFrame id={id} label={label} hint={hint} problem={problem}>
      <span class="with-end">
        <input id={id} class={figures ? "input number" : "input"} {...told(id, hint, problem)} {...(input as object)} />
        {end}
      </span>
    </FieldFrame>
  );
}

export type SelectFieldProps = Omit<SelectHTMLAttributes<HTMLSelectElement>, "class" | "id" | "label"> &
  Pick<FieldProps, "label" | "hint" | "problem"> & { children: ComponentChildren };

/** One of a few, when tiles would not fit. */
export function SelectField({ label, hint, problem, children, ...select }: SelectFieldProps): JSX.Element {
  const id = useId();
  return (
    <FieldFrame id={id} label={label} hint={hint} problem={problem}>
      <span class="pick">
        <select id={id} class="input" {...told(id, hint, problem)} {...(select as object)}>
          {children}
        </select>
        <Icon name="next" size={20} />
      </span>
    </FieldFrame>
  );
}

export type TextFieldProps = Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, "class" | "id" | "label"> &
  Pick<FieldProps, "label" | "hint" | "problem">;

/** Room to write more than a line. */
export function TextField({ label, hint, problem, ...area }: TextFieldProps): JSX.Element {
  const id = useId();
  return (
    <FieldFrame id={id} label={label} hint={hint} problem={problem}>
      <textarea id={id} class="input" rows={4} {...told(id, hint, problem)} {...(area as object)} />
    </FieldFrame>
  );
}

export type CheckFieldProps = Omit<InputHTMLAttributes<HTMLInputElement>, "class" | "id" | "label" | "type"> & {
  label: ComponentChildren;
  hint?: ComponentChildren;
};

/** Yes when ticked. The whole line is the target. */
export function CheckField({ label, hint, ...input }: CheckFieldProps): JSX.Element {
  return (
    <label class="check">
      <input type="checkbox" {...(input as object)} />
      <span class="tick todo" aria-hidden="true">
        <Icon name="check" size={20} />
      </span>
      <span class="grow">
        {label}
        {hint && <small>{hint}</small>}
      </span>
    </label>
  );
}

function FieldFrame({
  id,
  label,
  hint,
  problem,
  children,
}: {
  id: string;
  label: ComponentChildren;
  hint: ComponentChildren;
  problem: ComponentChildren;
  children: ComponentChildren;
}): JSX.Element {
  return (
    <div class={problem ? "field wrong" : "field"}>
      <label for={id}>{label}</label>
      {hint && (
        <p class="soft small" id={`${id}h`}>
          {hint}
        </p>
      )}
      {children}
      {problem && (
        <p class="problem" id={`${id}p`} role="alert">
          <Icon name="alert" size={20} />
          <span>{problem}</span>
        </p>
      )}
    </div>
  );
}

function told(id: string, hint: ComponentChildren, problem: ComponentChildren) {
  const by = [hint ? `${id}h` : "", problem ? `${id}p` : ""].filter(Boolean).join(" ");
  return { "aria-describedby": by || undefined, "aria-invalid": problem ? ("true" as const) : undefined };
}
