import type { OrganisationId } from "#base";
import { describe, expect, it } from "vitest";
import type { WireCommand } from "./api.ts";
import { Outbox } from "./outbox.ts";
import { inMemory } from "./shelf.ts";

const organisation = "0199d8a0-0000-7000-8000-000000000001" as OrganisationId;
const on = "2026-12-01" as never;

/** A server that answers as it is told, and remembers what it heard. */
function serverSaying(...replies: readonly ((sent: readonly WireCommand[]) => unknown)[]) {
  const heard: (readonly WireCommand[])[] = [];
  const send = async (commands: readonly WireCommand[]): Promise<never> => {
    heard.push(commands);
    return (replies[heard.length - 1] ?? accepts)(commands) as never;
  };
  return { heard, send };
}
const accepts = (sent: readonly WireCommand[]) => sent.map(({ id }) => ({ status: "accepted", id }));
const away = () => ({ offline: true });

/** Waits are kept here and let go by hand. */
function waits() {
  const waiting: (() => void)[] = [];
  return {
    wait: (_ms: number, then: () => void) => {
      waiting.push(then);
      return () => void waiting.splice(waiting.indexOf(then), 1);
    },
    letGo: () => waiting.splice(0).forEach(then => void then()),
  };
}
const settled = (): Promise<void> => new Promise(done => setTimeout(done, 20));
const states = (outbox: Outbox) => outbox.kept.map(one => one.state);

describe("the outbox", () => {
  it("keeps what no server took, and says it again with the same id until there is an answer", async () => {
    const server = serverSaying(away, away);
    const { wait, letGo } = waits();
    const outbox = new Outbox({ organisation, stream: "s", shelf: inMemory(), send: server.send as never, wait });
    const kept = await outbox.commit("meetings.write", on, {});
    await settled();
    expect([states(outbox), outbox.isAway]).toEqual([["saved"], true]);
    letGo();
    await settled();
    letGo();
    await settled();
    expect([states(outbox), outbox.isAway]).toEqual([["accepted"], false]);
    expect(server.heard.map(batch => batch.map(one => one.id))).toEqual([[kept.id], [kept.id], [kept.id]]);
  });

  it("finds everything again after the tab was closed, in the order it was made", async () => {
    const shelf = inMemory();
    const { wait } = waits();
    const closed = new Outbox({
      organisation,
      stream: "s",
      shelf,
      send: serverSaying(away, away, away).send as never,
      wait,
    });
    const ids = [];
    for (const name of ["a.one", "b.two", "c.three"]) ids.push((await closed.commit(name, on, {})).id);
    await settled();
    const server = serverSaying();
    const opened = new Outbox({ organisation, stream: "s", shelf, send: server.send as never });
    await opened.load();
    opened.flush();
    await settled();
    expect(server.heard.flat().map(one => one.id)).toEqual(ids);
    expect(states(opened)).toEqual(["accepted", "accepted", "accepted"]);
  });

  it("lets a refused command wait for its writer, and holds up nobody else", async () => {
    const server = serverSaying(away, sent =>
      sent.map(({ id, name }) =>
        name === "b.two"
          ? { status: "refused", id, refused: "ledger.fund-short", because: {} }
          : { status: "accepted", id },
      ),
    );
    const { wait, letGo } = waits();
    const outbox = new Outbox({ organisation, stream: "s", shelf: inMemory(), send: server.send as never, wait });
    for (const name of ["a.one", "b.two", "c.three"]) await outbox.commit(name, on, {});
    await settled();
    letGo();
    await settled();
    expect(states(outbox)).toEqual(["accepted", "attention", "accepted"]);
    expect(outbox.kept[1]!.refusal).toEqual({ refused: "ledger.fund-short", because: {} });
  });

  it("tries one by one what could not be read together", async () => {
    const server = serverSaying(
      away,
      () => ({ refused: "house.not-understood", because: {} }),
      sent => (sent[0]!.name === "a.one" ? accepts(sent) : away()),
      () => ({ refused: "house.not-understood", because: {} }),
    );
    const { wait, letGo } = waits();
    const outbox = new Outbox({ organisation, stream: "s", shelf: inMemory(), send: server.send as never, wait });
    await outbox.commit("a.one", on, {});
    await outbox.commit("b.two", on, {});
    await settled();
    letGo();
    await settled();
    expect(states(outbox)[0]).toBe("accepted");
  });

  it("keeps all of it where the session has ended, and says so", async () => {
    const server = serverSaying(() => ({ refused: "members.sign-in-first", because: {} }));
    const outbox = new Outbox({
      organisation,
      stream: "s",
      shelf: inMemory(),
      send: server.send as never,
      wait: waits().wait,
    });
    await outbox.commit("a.one", on, {});
    await settled();
    expect([states(outbox), outbox.isSignedOut]).toEqual([["saved"], true]);
  });

  it("shows another group nothing of it", async () => {
    const shelf = inMemory();
    const hers = new Outbox({
      organisation,
      stream: "s",
      shelf,
      send: serverSaying(away).send as never,
      wait: waits().wait,
    });
    await hers.commit("a.one", on, {});
    const server = serverSaying();
    const others = new Outbox({
      organisation: "0199d8a0-0000-7000-8000-000000000002" as OrganisationId,
      stream: "s",
      shelf,
      send: server.send as never,
    });
    await others.load();
    others.flush();
    await settled();
    expect([others.kept, server.heard]).toEqual([[], []]);
  });
});
