import type { Browser, Page } from "playwright-core";
import * as v from "valibot";
import { parseJson } from "#protocol/decode.ts";

/** One task of the page's main thread: how long it took, and how much of that it had the processor; in ms. */
export type Task = { took: number; own: number };

const Trace = v.object({
  traceEvents: v.array(
    v.object({
      name: v.string(),
      ph: v.string(),
      pid: v.number(),
      tid: v.number(),
      dur: v.optional(v.number()),
      tdur: v.optional(v.number()),
      args: v.optional(v.object({ name: v.optional(v.string()) })),
    }),
  ),
});

/**
 * What the page's main thread did meanwhile, task by task, longest first. On a machine that is busy with other work a task takes
 * long because it waits; how much of the processor it had says what it costs.
 */
export async function tasksDuring(
  browser: Browser,
  page: Page,
  work: () => Promise<void>,
): Promise<Task[]> {
  await browser.startTracing(page, {
    categories: ["toplevel", "disabled-by-default-devtools.timeline"],
  });
  await work();
  const text = (await browser.stopTracing()).toString();
  const { traceEvents } = v.parse(Trace, parseJson(text));
  const threads = new Set(
    traceEvents
      .filter(({ name, args }) => name === "thread_name" && args?.name === "CrRendererMain")
      .map(({ pid, tid }) => `${pid} ${tid}`),
  );
  return traceEvents
    .filter(
      ({ name, ph, pid, tid }) => ph === "X" && name === "RunTask" && threads.has(`${pid} ${tid}`),
    )
    .map(({ dur = 0, tdur = 0 }) => ({ took: dur / 1_000, own: tdur / 1_000 }))
    .toSorted((a, b) => b.own - a.own);
}
