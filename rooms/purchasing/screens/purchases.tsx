/** What members buy together: what is under way, and what was. */
import type { PageProps, Words } from "#base";
import { Act, Line, Lines, Mark, Page, Soft, Stack, StatePanel, Title } from "#look";
import type { JSX } from "preact";
import type { PurchasesSeen } from "../page-questions.ts";
import { markOf, nameOf } from "./said.ts";

type One = PurchasesSeen["purchases"][number];

export function PurchasesView({ data, words }: PageProps<PurchasesSeen>): JSX.Element {
  const isOver = ({ status }: One): boolean => status === "closed" || status === "cancelled";
  const now = data.purchases.filter(one => !isOver(one));
  const over = data.purchases.filter(isOver);
  return (
    <Page
      title={words.say("purchasing.screen.purchases")}
      subtitle={words.say("purchasing.screen.purchases-more")}
      back={{ href: "/", label: words.say("assembly.screen.back") }}
      foot={
        data.mayPlan && (
          <Act href="/purchases/plan" icon="plus">
            {words.say("command.purchasing.plan")}
          </Act>
        )
      }
    >
      {data.purchases.length === 0 && (
        <StatePanel kind="empty" title={words.say("purchasing.screen.none")}>
          <Soft>{words.say(data.mayPlan ? "purchasing.screen.none-more" : "purchasing.screen.no-rule")}</Soft>
        </StatePanel>
      )}
      {now.length > 0 && <Listed title={words.say("purchasing.screen.under-way")} purchases={now} words={words} />}
      {over.length > 0 && <Listed title={words.say("purchasing.screen.finished")} purchases={over} words={words} />}
    </Page>
  );
}

function Listed({
  title,
  purchases,
  words,
}: {
  readonly title: string;
  readonly purchases: readonly One[];
  readonly words: Words;
}): JSX.Element {
  return (
    <Stack gap="tight">
      <Title>{title}</Title>
      <Lines label={title}>
        {purchases.map(one => (
          <Line
            key={one.purchase}
            label={
              <>
                <b>{nameOf(words, one.name)}</b>{" "}
                <Mark colour={markOf(one.status)}>{words.say(`purchasing.screen.status.${one.status}`)}</Mark>
              </>
            }
            sub={[
              one.supplier,
              one.amount !== "0" && words.amount(BigInt(one.amount), one.unit),
              one.status === "open" && words.say("purchasing.screen.order-by", { day: words.day(one.orderBy, "short") }),
              one.isMine && words.say("purchasing.screen.i-take-part"),
            ]
              .filter(Boolean)
              .join(" · ")}
            href={`/purchases/${one.purchase}`}
            arrow
          />
        ))}
      </Lines>
    </Stack>
  );
}
