/**
 * Steps that come later in the day are loaded once the first ones stand, so that the page opens fast on a slow line, and
 * before they are needed, so that a lost line stops nobody.
 */
import type { ComponentType, JSX } from "preact";
import { useEffect, useState } from "preact/hooks";

type Load<Props> = () => Promise<ComponentType<Props>>;

const loadAgainMs = 2_000;

const waiting: (() => Promise<unknown>)[] = [];

export function lazily<Props extends object>(load: Load<Props>): ComponentType<Props> {
  let View: ComponentType<Props> | undefined;
  const once = async (): Promise<ComponentType<Props>> => {
    View ??= await load();
    return View;
  };
  waiting.push(once);
  return function Later(props: Props): JSX.Element | null {
    const [Ready, setReady] = useState(() => View);
    useEffect(() => {
      if (Ready) return;
      let timer: ReturnType<typeof setTimeout>;
      const load = (): void =>
        void once().then(
          view => setReady(() => view),
          () => (timer = setTimeout(load, loadAgainMs)),
        );
      load();
      return () => clearTimeout(timer);
    }, []);
    return Ready ? <Ready {...props} /> : null;
  };
}

/** Loads all of them, one after the other, when the page has nothing else to do. */
export function useLaterSteps(): void {
  useEffect(() => {
    const timer = setTimeout(async () => {
      for (const load of waiting) await load().catch(() => {});
    }, 1500);
    return () => clearTimeout(timer);
  }, []);
}
