/** All that is taken for likely when a group looks ahead, in sentences: nothing else is in the figures. */
import type { Words } from "#base";
import { Heading, Line, Lines, Soft, Stack } from "#look";
import type { JSX } from "preact";
import type { OutlookSeen } from "../page-outlook.ts";

export function Taken({ data, words }: { readonly data: OutlookSeen; readonly words: Words }): JSX.Element {
  const { taken, untold, members, medianAge } = data;
  const { mortality } = taken;
  return (
    <Stack gap="tight">
      <Heading>{words.say("aid.outlook.taken")}</Heading>
      <Soft>{words.say(taken.isMortalityOurs ? "aid.outlook.mortality-ours" : "aid.outlook.mortality-simple")}</Soft>
      <Lines label={words.say("aid.outlook.mortality")}>
        {mortality.map(({ fromAge, perThousand }, place) => {
          const next = mortality[place + 1];
          return (
            <Line
              key={fromAge}
              label={
                next
                  ? words.say("aid.outlook.between", { from: fromAge, until: next.fromAge - 1 })
                  : words.say("aid.outlook.over", { age: fromAge })
              }
              end={words.say("aid.outlook.of-thousand", { count: perThousand })}
            />
          );
        })}
      </Lines>
      <p>{words.say("aid.outlook.joiners", { count: taken.joinersPerYear, age: taken.joinerAge })}</p>
      <p>{words.say("aid.outlook.leavers", { count: taken.leaversPerThousand })}</p>
      {taken.relativesPerThousand > 0 && (
        <p>{words.say("aid.outlook.relatives-taken", { count: taken.relativesPerThousand })}</p>
      )}
      {medianAge === null && untold < members ? (
        <p>{words.say("aid.outlook.few-taken", { age: taken.untoldAge })}</p>
      ) : (
        untold > 0 && <p>{words.say("aid.outlook.untold-taken", { age: taken.untoldAge })}</p>
      )}
      <p>{words.say("aid.outlook.rules-stay")}</p>
      <Soft small>{words.say("aid.outlook.no-promise")}</Soft>
    </Stack>
  );
}
