import { counted, quantile, together } from "./counted.ts";
import type { Figures } from "./figures-by-http.ts";

const MINUTE_MS = 60_000;

/** What is wrong beyond these is worth waking somebody for: the alerts of docs/operations.md ("What to be woken for"), as a test holds. */
export const WORTH_WAKING = {
  archiveLagSeconds: 600,
  faults: 5,
  failedShare: 0.02,
  commandSeconds: 1,
  failedSignIns: 100,
  failedSignInsWithoutOne: 5,
  failedMails: 3,
  refusedPushes: 3,
} as const;

/** One thing that is wrong now. `amount`: how much of it, in what its sentence says it in. */
export type Trouble = {
  what:
    | "archive"
    | "archiveRefused"
    | "faults"
    | "api"
    | "slow"
    | "guessing"
    | "nobody"
    | "mails"
    | "pushes";
  amount: number;
};

/** All that is wrong at this moment, what is worst first; none where everything is well. */
export function troublesOf({ now, stepMs, steps, secondsBounds }: Figures): Trouble[] {
  /** What was counted within these minutes. A step counts as long as some of it is within them, so it is up to a step more. */
  const within = (minutes: number) =>
    together(
      steps
        .filter(({ start }) => start + stepMs > now.at - minutes * MINUTE_MS)
        .map(({ counts }) => counts),
    );
  const [short, middle, half, hour] = [within(10), within(15), within(30), within(60)];
  const failed = counted(short, "http_requests", ([, status]) => status === "5xx");
  const requests = counted(short, "http_requests");
  const signIns = (counts: typeof hour, outcome: string) =>
    counted(counts, "sign_ins", (labels) => labels[1] === outcome);
  const failedSignIns = signIns(hour, "failed");
  const nobody = signIns(hour, "ok") === 0 ? failedSignIns : 0;
  const refusedByArchive = counted(middle, "archive_failures", ([kind]) => kind !== "failed");

  const all: (Trouble & { limit: number })[] = [
    { what: "archiveRefused", amount: refusedByArchive, limit: 0 },
    {
      what: "archive",
      amount: now.archiveLagSeconds,
      limit: WORTH_WAKING.archiveLagSeconds,
    },
    { what: "faults", amount: counted(short, "faults"), limit: WORTH_WAKING.faults },
    {
      what: "api",
      amount: requests === 0 ? 0 : failed / requests,
      limit: WORTH_WAKING.failedShare,
    },
    {
      what: "slow",
      amount: quantile(short, "command_seconds", secondsBounds, 0.99) ?? 0,
      limit: WORTH_WAKING.commandSeconds,
    },
    { what: "nobody", amount: nobody, limit: WORTH_WAKING.failedSignInsWithoutOne },
    { what: "guessing", amount: signIns(short, "failed"), limit: WORTH_WAKING.failedSignIns },
    {
      what: "mails",
      amount: counted(half, "mails", ([outcome]) => outcome === "failed"),
      limit: WORTH_WAKING.failedMails,
    },
    {
      what: "pushes",
      amount: counted(half, "pushes", ([outcome]) => outcome === "refused"),
      limit: WORTH_WAKING.refusedPushes,
    },
  ];
  return all
    .filter(({ amount, limit }) => amount > limit)
    .map(({ what, amount }) => ({ what, amount }));
}
