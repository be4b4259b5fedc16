/** A question asked over the page, in the browser's own dialog: it keeps the focus and gives it back, and Escape closes it. */
import type { ComponentChildren, JSX } from "preact";
import { useEffect, useId, useRef } from "preact/hooks";
import { Icon } from "./icons.tsx";

export type DialogProps = {
  open: boolean;
  onClose: () => void;
  title: ComponentChildren;
  closeLabel: string;
  children?: ComponentChildren;
  /** The acts, at the bottom. */
  foot?: ComponentChildren;
};

export function Dialog({ open, onClose, title, closeLabel, children, foot }: DialogProps): JSX.Element {
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const element = dialog.current;
    if (open && !element?.open) element?.showModal();
    if (!open && element?.open) element.close();
  }, [open]);
  return (
    <dialog ref={dialog} class="dialog" aria-labelledby={id} onClose={onClose}>
      <div class="pull">
        <h2 class="voice" id={id}>
          {title}
        </h2>
        <button class="tool" type="button" aria-label={closeLabel} onClick={onClose}>
          <Icon name="close" />
        </button>
      </div>
      {children}
      {foot && <div class="dialog-foot">{foot}</div>}
    </dialog>
  );
}
