/** A saving or a withdrawal between meetings, where the group's rules allow it: who, into what, and the notes laid down. */
import type { MemberId, PageProps } from "#base";
import { Act, amountText, CashKeyboard, Notice, Page, SelectField, Soft, Stack, StatePanel, Two } from "#look";
import { called, cashOf, cashWords, codeName, sentenceOf, unitShown, useDoing, useTogether } from "#assembly/parts";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { CounterSeen } from "../page-questions.ts";

type Way = "deposit" | "withdrawal";

export const DepositView = (props: PageProps<CounterSeen>): JSX.Element => <Counter {...props} way="deposit" />;
export const WithdrawalView = (props: PageProps<CounterSeen>): JSX.Element => <Counter {...props} way="withdrawal" />;

function Counter({ data, words, session, way }: PageProps<CounterSeen> & { readonly way: Way }): JSX.Element {
  const products = way === "deposit" ? data.products : data.products.filter(one => one.isFree);
  const [member, setMember] = useState<MemberId | "">("");
  const [code, setCode] = useState(products[0]?.product ?? "");
  const [amount, setAmount] = useState(0n);
  const doing = useDoing();
  const together = useTogether({ words, session });
  const product = products.find(one => one.product === code);
  const back = { href: "/savings", label: words.say("savings.screen.back") };
  const title = words.say(`command.savings.record-${way}`);
  if (!data.may.includes(`savings.${way}`) || !product)
    return (
      <Page title={title} back={back}>
        <StatePanel kind="empty" title={words.say("savings.screen.at-meetings")}>
          <Soft>{words.say("savings.screen.at-meetings-more")}</Soft>
        </StatePanel>
      </Page>
    );
  const { unit } = product;
  const held = BigInt(member === "" ? "0" : (product.held[member] ?? "0"));
  const mayTake = held > BigInt(product.minimum) ? held - BigInt(product.minimum) : 0n;
  const isTooMuch = way === "withdrawal" && amount > mayTake;
  const written = (minor: bigint): string => amountText(minor, unitShown(unit), words.locale);
  const record = async (): Promise<void> => {
    const body = { member, product: code, amount: String(amount) };
    if (await doing.run({ name: `savings.record-${way}`, on: data.on, body })) location.assign("/savings");
  };
  return (
    <Page title={title} subtitle={words.day(data.on, "weekday")} back={back}>
      <Two even>
        <SelectField
          label={words.say(`field.savings.record-${way}.member`)}
          value={member}
          onChange={event => setMember(event.currentTarget.value as MemberId)}
        >
          <option value="">{words.say("savings.screen.choose-her")}</option>
          {data.people.map(one => (
            <option key={one.member} value={one.member} selected={one.member === member}>
              {`${one.number} ${called(words, one)}`}
            </option>
          ))}
        </SelectField>
        <SelectField
          label={words.say(`field.savings.record-${way}.product`)}
          value={code}
          onChange={event => setCode(event.currentTarget.value)}
        >
          {products.map(one => (
            <option key={one.product} value={one.product} selected={one.product === code}>
              {codeName(words, `savings.product/${one.product}`, data.names)}
            </option>
          ))}
        </SelectField>
      </Two>
      {(doing.refusal || member !== "") && (
        <Stack gap="close">
          {doing.refusal && (
            <Notice colour="turmeric" icon="alert" live>
              <p>
                {sentenceOf(doing.refusal, words, unit, (kind, value) =>
                  kind === "product" ? codeName(words, `savings.product/${value}`, data.names) : undefined,
                )}
              </p>
            </Notice>
          )}
          {together.said}
        </Stack>
      )}
      {member !== "" && (
        <CashKeyboard
          key={`${unit}`}
          value={amount}
          onChange={setAmount}
          unit={cashOf(unit)}
          words={{
            ...cashWords(words, way === "deposit" ? "received" : "paid"),
            // Rice is weighed; eggs and days of work are counted.
            ...(unit === "kg" ? { received: words.say("savings.screen.weighed") } : {}),
          }}
          due={
            way === "deposit"
              ? words.say("savings.screen.has-now", { amount: written(held) })
              : words.say("savings.screen.may-take", { amount: written(mayTake) })
          }
          verdict={
            amount === 0n
              ? undefined
              : isTooMuch
                ? {
                    colour: "turmeric",
                    said: words.say("savings.screen.too-much", { amount: written(amount - mayTake) }),
                  }
                : {
                    colour: "leaf",
                    said: words.say("savings.screen.will-have", {
                      amount: written(way === "deposit" ? held + amount : held - amount),
                    }),
                  }
          }
        >
          <Act notYet={amount === 0n || isTooMuch} busy={doing.busy} onClick={() => together.go(() => void record())}>
            {title}
          </Act>
        </CashKeyboard>
      )}
      {together.dialog}
    </Page>
  );
}
