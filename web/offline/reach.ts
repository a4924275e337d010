import { createStore } from "zustand/vanilla";
import type { Fetcher, Question } from "../http.ts";
import { earlyAnswer } from "./early-answers.ts";

/** Whether the server answers, as the last request has found. What it answers does not matter. */
export const reach = createStore(() => ({ isReached: !isSurelyOffline() }));

const PATIENCE_MS = 15_000;

/** `fetch`, and what came of it is known to whoever waits for the server. */
export const watchedFetch: Fetcher = async (path, question) => {
  try {
    const answer = await askedEarlyOr(path, question);
    reach.setState({ isReached: true });
    return answer;
  } catch (error) {
    // Whoever has asked may have lost interest; that says nothing about the server.
    const isGivenUp = error instanceof DOMException && error.name === "AbortError";
    if (!isGivenUp) reach.setState({ isReached: false });
    throw error;
  }
};

async function askedEarlyOr(path: string, question: Question): Promise<Response> {
  try {
    const early = await earlyAnswer(path, question);
    if (early) return early;
  } catch {
    // What went wrong then may work now.
  }
  return fetch(path, question);
}

/** Calls whenever the server answers again. Gives what ends it. */
export function onReached(back: () => void): () => void {
  return reach.subscribe(({ isReached }, before) => {
    if (isReached && !before.isReached) back();
  });
}

/** Asks whether the server answers now. */
export async function tryToReach(): Promise<void> {
  try {
    await watchedFetch("/api/community", { signal: AbortSignal.timeout(PATIENCE_MS) });
  } catch {
    // It is known already.
  }
}

/** Browsers know when there is no network at all, and nothing better. */
function isSurelyOffline(): boolean {
  return typeof navigator !== "undefined" && !navigator.onLine;
}
