/**
 * What a community costs at the edge, estimated: `node --import tsx scripts/deploy/costs.ts` prints the table of docs/deploy.md. The
 * assumptions are about people; what each costs is counted from the code, rather too much than too little.
 */
import { fileURLToPath } from "node:url";

/** Of one person on one day, and of the rooms that they are in. */
const DAY = {
  /** Messages that they write, reactions and edits included. */
  messages: 20,
  /** Members of the room that a message is in: each has an inbox that is told, unless several messages go in one round. */
  members: 30,
  /** How often they open Parley, or come back to it. */
  visits: 10,
};
/** Requests to the Worker at a visit: who one is, rooms, three tickets, three sockets, some pages of history. */
const REQUESTS_PER_VISIT = 12;
/** Requests to objects at a visit: limits, tickets, sockets, pages, what inbox and lobby tell each other, and five rooms that are asked what they kept back. */
const OBJECT_REQUESTS_PER_VISIT = 25;
/** Frames that a socket brings for each message: the command, marks, how far was read. Twenty are billed as one request. */
const FRAMES_PER_MESSAGE = 10;
/** In the room: event, id, head, state; the mark of what was told; what is archived; two alarms. */
const ROWS_PER_MESSAGE = 8;
/** In each inbox: what is unread in that room, and its alarm. */
const ROWS_PER_LETTER = 2;
/** Rows of libSQL and of its indexes: the event, the message, the directory, the epoch. */
const DATABASE_ROWS_PER_MESSAGE = 10;
/** An object that waits and could sleep costs nothing from then on, asleep or not yet: only what it does counts. */
const SECONDS_PER_OBJECT_REQUEST = 0.1;
const GB = 0.128;
const CPU_MS_PER_REQUEST = 5;
const DAYS = 30;

/** Cloudflare's list for the paid plan, as read in November 2026: included in a month, and dollars for each further million. */
const PRICES = {
  requests: { included: 10, perMillion: 0.3 },
  cpuMs: { included: 30, perMillion: 0.02 },
  objectRequests: { included: 1, perMillion: 0.15 },
  gbSeconds: { included: 0.4, perMillion: 12.5 },
  rowsWritten: { included: 50, perMillion: 1 },
};
const PLAN_DOLLARS = 5;

type Usage = Record<keyof typeof PRICES, number> & { databaseRows: number };

/** In millions a month. */
export function usageOf(people: number): Usage {
  const each = (perDay: number) => (people * perDay * DAYS) / 1_000_000;
  const letters = DAY.messages * (DAY.members + 1);
  const frames = (DAY.messages * FRAMES_PER_MESSAGE) / 20;
  const requests = each(DAY.visits * REQUESTS_PER_VISIT);
  const objectRequests = each(DAY.visits * OBJECT_REQUESTS_PER_VISIT + letters + frames);
  return {
    requests,
    cpuMs: requests * CPU_MS_PER_REQUEST,
    objectRequests,
    gbSeconds: objectRequests * SECONDS_PER_OBJECT_REQUEST * GB,
    rowsWritten: each(DAY.messages * (ROWS_PER_MESSAGE + DAY.members * ROWS_PER_LETTER)),
    databaseRows: each(DAY.messages * DATABASE_ROWS_PER_MESSAGE),
  };
}

/** Dollars a month on the paid plan, the database aside. */
export function dollarsFor(usage: Usage): number {
  const kinds = ["requests", "cpuMs", "objectRequests", "gbSeconds", "rowsWritten"] as const;
  const beyond = kinds.map(
    (kind) => Math.max(0, usage[kind] - PRICES[kind].included) * PRICES[kind].perMillion,
  );
  return PLAN_DOLLARS + beyond.reduce((sum, dollars) => sum + dollars, 0);
}

/** The table, in Markdown. */
export function costTable(): string[] {
  const rows = [50, 1_000, 50_000].map((people) => {
    const usage = usageOf(people);
    const { requests, objectRequests, gbSeconds, rowsWritten, databaseRows } = usage;
    const counts = [requests, objectRequests, gbSeconds, rowsWritten, databaseRows].map(millions);
    return `| ${people.toLocaleString("en")} | ${counts.join(" | ")} | $${Math.round(dollarsFor(usage)).toLocaleString("en")} |`;
  });
  return [
    "| people | requests | requests to objects | GB-seconds | rows written in objects | rows written in libSQL | a month |",
    "|---|---|---|---|---|---|---|",
    ...rows,
  ];
}

function millions(count: number): string {
  return `${count < 10 ? count.toFixed(2) : Math.round(count).toLocaleString("en")} M`;
}

const isCalledByHand = process.argv[1] === fileURLToPath(import.meta.url);
if (isCalledByHand) console.log(costTable().join("\n"));
