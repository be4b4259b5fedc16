/** The round of each pot: what is in, who is waited for, whose turn it is. Handed over with one press, or as it is told or bid. */
import { Act, Card, Mark, Notice, QuietAct, Soft, Stack, Sum, Title } from "#look";
import type { JSX } from "preact";
import { formContext, write } from "./form-parts.ts";
import { type AtTable, RefusedLine } from "./frame.tsx";
import { gatheredFor, handOver, potName, seatName, turnOf } from "./pot-forms.ts";
import { takenAway } from "./requests.ts";
import { Money } from "./say.tsx";
import type { PotSeen } from "./seen.ts";

export function PotRounds({ table }: { table: AtTable }): JSX.Element {
  const { words, held } = table;
  return (
    <Stack gap="tight">
      <Title>{words.say("pots.round.title")}</Title>
      {held.today.pots.map(pot => (
        <Round key={pot.pot} table={table} pot={pot} />
      ))}
    </Stack>
  );
}

function Round({ table, pot }: { table: AtTable; pot: PotSeen }): JSX.Element {
  const { words, held, going } = table;
  const forms = formContext(table);
  const place = `pay.pot.${pot.pot}`;
  const written = held.sheet.get(place);
  const { there, missing } = gatheredFor(pot, held.sheet);
  const isOver = pot.round > pot.seats.length;
  const turn = turnOf(pot);
  const isKnown = pot.turn === "agreed" || pot.turn === "lot";
  const isReady = there > 0n && (!pot.isWhole || missing.length === 0) && turn.length > 0;
  const hand = (): void =>
    isKnown ? void held.write([handOver(pot.pot, turn[0]!)]) : going.go({ step: "pay", view: "form", of: `pot:${pot.pot}` });
  return (
    <Card title={potName(forms, pot.pot)}>
      {!isOver && (
        <>
          <Soft>{words.say("pots.round.of", { round: pot.round, rounds: pot.seats.length })}</Soft>
          <Sum label={words.say("pots.round.there")}>
            <Money amount={there} unit={pot.unit} size="mid" />
          </Sum>
          {missing.length > 0 && (
            <p>{words.say("pots.round.waited-for", { names: missing.map(seat => seatName(forms, pot, seat)).join(", ") })}</p>
          )}
          {written ? (
            <Stack gap="close">
              <Notice colour="leaf" icon="check">
                <p>{words.say("pots.round.goes-to", { name: seatName(forms, pot, Number(written.body["seat"])) })}</p>
              </Notice>
              <RefusedLine table={table} line={place} />
              <QuietAct icon="undo" onClick={() => void held.write([takenAway(place, "pots.hand-over")])}>
                {words.say("pots.round.not-yet")}
              </QuietAct>
            </Stack>
          ) : (
            <Stack gap="close">
              {isKnown && turn[0] !== undefined && (
                <p>
                  {words.say(`pots.round.turn-${pot.turn}`)} <b>{seatName(forms, pot, turn[0])}</b>
                </p>
              )}
              {pot.turn === "lot" && pot.lots === null && <Soft>{words.say("pots.nothing-to-draw-with")}</Soft>}
              {pot.bids && (
                <Soft>
                  {words.say("pots.round.bounds", {
                    least: words.amount(BigInt(pot.bids.least), pot.unit),
                    most: words.amount(BigInt(pot.bids.most), pot.unit),
                  })}
                </Soft>
              )}
              <Act notYet={!isReady} onClick={hand}>
                {words.say(isKnown ? "pots.round.hand" : pot.turn === "told" ? "pots.round.tell" : "pots.round.bid")}
              </Act>
            </Stack>
          )}
        </>
      )}
      {pot.late.map(late => {
        const line = `pay.pot-late.${pot.pot}.${late.round}`;
        const isWritten = held.sheet.has(line);
        return (
          <Stack key={late.round} gap="close">
            <Sum label={words.say("pots.round.late", { name: seatName(forms, pot, late.seat), round: late.round })}>
              <Money amount={late.amount} unit={pot.unit} />
            </Sum>
            {isWritten && <Mark colour="leaf">{words.say("pots.round.passed-on")}</Mark>}
            <RefusedLine table={table} line={line} />
            <QuietAct
              icon={isWritten ? "undo" : "check"}
              onClick={() =>
                void held.write([
                  isWritten
                    ? takenAway(line, "pots.pass-on")
                    : write(line, "pots.pass-on", { pot: pot.pot, round: String(late.round) }),
                ])
              }
            >
              {words.say(isWritten ? "pots.round.not-yet" : "pots.round.pass-on")}
            </QuietAct>
          </Stack>
        );
      })}
    </Card>
  );
}
