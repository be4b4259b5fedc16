/** Where a page would be that needs a signal, while there is none. */
import type { PageProps } from "#base";
import { Act, Page, Soft, StatePanel, TextAct } from "#look";
import type { JSX } from "preact";
import { Shell } from "./shell.tsx";

/** `path` is that of the page that opens without one. */
export function NoSignal({ path, ...props }: PageProps & { readonly path: string }): JSX.Element {
  const { words } = props;
  const title = "shell.no-signal";
  return (
    <Shell page={{ path, who: [], title, View: NoSignal }} {...props}>
      <Page
        title={words.say(title)}
        foot={<Act onClick={() => location.reload()}>{words.say("shell.try-again")}</Act>}
      >
        <StatePanel kind="offline" title={words.say("shell.no-signal-here")}>
          <Soft>{words.say("shell.no-signal-more")}</Soft>
          {location.pathname !== path && <TextAct href={path}>{words.say("shell.to-meeting")}</TextAct>}
        </StatePanel>
      </Page>
    </Shell>
  );
}
