/** What the network's room does on the server: the questions its screens ask. Deny by default: see `questions/scope.ts`. */
import type { Answered, Question } from "#base";
import type { PoolClient } from "#db";
import { askDrives } from "./questions/drives.ts";
import { askFigures } from "./questions/figures.ts";
import { askLeaders } from "./questions/leaders.ts";
import { askOurs } from "./questions/ours.ts";
import { askPlan } from "./questions/plan.ts";
import { askRegister } from "./questions/register.ts";
import type { Asking } from "./questions/scope.ts";
import { askVisit } from "./questions/visit.ts";

/** What is answered is JSON of the shapes beside each question. */
const asks = <Seen>(ask: (asked: Asking) => Promise<Seen | null>): Question<PoolClient>["ask"] =>
  ask as (asked: Asking) => Promise<Answered | null>;

export const questions: Readonly<Record<string, Question<PoolClient>>> = {
  "network.plan": { who: ["anyone"], ask: asks(askPlan) },
  "network.visit": { who: ["anyone"], params: ["chapter"], ask: asks(askVisit) },
  "network.register": { who: ["anyone"], ask: asks(askRegister) },
  "network.ours": { who: ["anyone"], ask: asks(askOurs) },
  "network.drives": { who: ["anyone"], params: ["from", "until"], ask: asks(askDrives) },
  "network.figures": { who: ["anyone"], params: ["from", "until"], ask: asks(askFigures) },
  "network.leaders": { who: ["chair", "secretary", "treasurer"], ask: asks(askLeaders) },
};
