/** What two officers may do on a claim between meetings, where the rules allow it: check it, and pay it. */
import type { Document, SessionSeen, Words } from "#base";
import { Act, Notice, Soft, Stack } from "#look";
import { sentenceOf, useDoing, useTogether } from "#assembly/parts";
import type { JSX } from "preact";
import type { ClaimSeen } from "../page-questions.ts";
import { useRecipient } from "./recipient.tsx";

export function ClaimActs({
  data,
  words,
  session,
}: {
  readonly data: ClaimSeen;
  readonly words: Words;
  readonly session: SessionSeen | null;
}): JSX.Element | null {
  const doing = useDoing();
  const together = useTogether({ words, session });
  const recipient = useRecipient({ words, named: data.named });
  const mayVerify = data.status === "reported" && data.may.includes("aid.verify");
  const mayPay = data.payableNow !== "0" && data.may.includes("aid.pay-benefit");
  if (!mayVerify && !mayPay) return null;
  const done = async (name: string, body: Readonly<Record<string, Document>>): Promise<void> => {
    if (await doing.run({ name, on: data.on, body })) location.assign(`/aid/claims/${data.claim}`);
  };
  const verify = (): void =>
    together.go(second => void done("aid.verify", { claim: data.claim, first: session?.member ?? "", second }));
  const isAsked = mayPay && data.isForOthers && data.toFamily !== "0";
  const pay = (): void =>
    together.go(
      () =>
        void done("aid.pay-benefit", {
          claim: data.claim,
          amount: data.payableNow,
          ...(isAsked && recipient.chosen ? { received_by: recipient.chosen } : {}),
        }),
    );
  return (
    <Stack gap="tight">
      <Soft>{words.say(mayVerify ? "aid.screen.check-it" : "aid.screen.pay-it")}</Soft>
      {isAsked && recipient.asked}
      {mayPay && data.toDebts !== "0" && (
        <Soft>
          {words.say("aid.screen.debts-first", {
            debts: words.amount(BigInt(data.toDebts), data.unit),
            family: words.amount(BigInt(data.toFamily), data.unit),
          })}
        </Soft>
      )}
      {together.said}
      {doing.refusal && (
        <Notice colour="turmeric" icon="alert" live>
          <p>{sentenceOf(doing.refusal, words, data.unit)}</p>
        </Notice>
      )}
      <Act busy={doing.busy} notYet={isAsked && !recipient.chosen} onClick={mayVerify ? verify : pay}>
        {words.say(mayVerify ? "command.aid.verify" : "command.aid.pay-benefit")}
      </Act>
      {together.dialog}
    </Stack>
  );
}
