/** What the house derives from its rooms: every list below follows from the folders. */
import {
  assert,
  BrokenInvariant,
  type CommandRule,
  type Guard,
  type Project,
  type Room,
  type RuleDefinition,
  type RulesKnown,
  type Table,
  type TablesOfRooms,
} from "#base";

export interface House {
  readonly rooms: readonly Room[];
  /** Those with a document in them that is kept locked. */
  readonly sealedTables: readonly Table<any>[];
  readonly commands: ReadonlyMap<string, CommandRule>;
  readonly projections: ReadonlyMap<string, Project>;
  readonly ruleDefinitions: ReadonlyMap<string, RuleDefinition>;
  /** By the command of a room below. */
  readonly guards: ReadonlyMap<string, readonly Guard[]>;
  /** Kinds of fact a reversal may take back. */
  readonly reversible: ReadonlySet<string>;
  /** Refusals the members are told of. */
  readonly told: ReadonlySet<string>;
}

export function houseOf(list: readonly Room[]): House {
  const commands = new Map<string, CommandRule>();
  const projections = new Map<string, Project>();
  const ruleDefinitions = new Map<string, RuleDefinition>();
  const reversible = new Set<string>();
  const told = new Set<string>();
  const guards = new Map<string, readonly Guard[]>();
  for (const room of list) {
    for (const rule of room.commands) {
      assert(
        rule.name.startsWith(`${room.name}.`) && !commands.has(rule.name),
        `a command bears its room's name, once: ${rule.name}`,
      );
      commands.set(rule.name, rule);
    }
    for (const [kind, project] of Object.entries(room.projections)) {
      assert(!projections.has(kind), `a kind of fact has one projection: ${kind}`);
      projections.set(kind, project);
      if (kind.endsWith(".reversed")) reversible.add(kind.slice(0, -".reversed".length));
    }
    for (const guard of room.guards ?? []) {
      assert(commands.has(guard.command), `a command that is guarded stands in a room below: ${guard.command}`);
      guards.set(guard.command, [...(guards.get(guard.command) ?? []), guard]);
    }
    for (const refusal of room.told ?? []) {
      assert(refusal.startsWith(`${room.name}.`), `a refusal that is told bears its room's name: ${refusal}`);
      told.add(refusal);
    }
    for (const definition of room.rules) ruleDefinitions.set(definition.key, definition);
  }
  const sealedTables = list.flatMap(room => room.tables).filter(({ sealed }) => sealed !== undefined);
  return { rooms: list, sealedTables, commands, projections, ruleDefinitions, guards, reversible, told };
}

/** What a fact makes true in the tables of its room; a reversal, in those of the kind it takes back. */
export const projectionIn =
  ({ projections }: House): Project =>
  (fact, books) => {
    const kind = fact.kind === "ledger.reversal" ? `${String(fact.data!["kind"])}.reversed` : fact.kind;
    const project = projections.get(kind);
    if (!project) throw new BrokenInvariant(`every kind of fact has a projection: ${kind}`);
    return project(fact, books);
  };

/** For the ledger, which stands below all rooms and holds their tables against its log. */
export const tablesOf = (house: House): TablesOfRooms => ({
  tables: house.rooms.flatMap(room => room.tables),
  project: projectionIn(house),
});

/** For the screens that say and change rules, which stand in a room below most of them. */
export const rulesKnownIn = ({ rooms, ruleDefinitions }: House): RulesKnown => ({
  fields: Object.fromEntries([...ruleDefinitions].map(([key, { fields }]) => [key, fields])),
  definitions: ruleDefinitions,
  betweenEntries: rooms
    .flatMap(room => room.entries ?? [])
    .filter(entry => entry.between !== undefined)
    .map(entry => entry.name),
});
