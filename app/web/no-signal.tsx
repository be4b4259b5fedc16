/** Where a page would be that needs a signal, while there is none. */
import type { PageProps } from "#base";
import { Act, Page, QuietAct, Soft, StatePanel } from "#look";
import type { JSX } from "preact";
import { Shell } from "./shell.tsx";

/** `path` is that of the page that opens without one. */
export function NoSignal({ path, ...props }: PageProps & { readonly path: string }): JSX.Element {
  const { words } = props;
  const title = "shell.no-signal";
  const again = (): void => location.reload();
  return (
    <Shell page={{ path, who: [], title, View: NoSignal }} {...props}>
      <Page
        bare
        title={words.say(title)}
        foot={
          location.pathname === path ? (
            <Act onClick={again}>{words.say("shell.try-again")}</Act>
          ) : (
            <>
              <QuietAct onClick={again}>{words.say("shell.try-again")}</QuietAct>
              <Act href={path}>{words.say("shell.to-meeting")}</Act>
            </>
          )
        }
      >
        <StatePanel kind="offline" title={words.say("shell.no-signal-here")}>
          <Soft>{words.say("shell.no-signal-more")}</Soft>
        </StatePanel>
      </Page>
    </Shell>
  );
}
