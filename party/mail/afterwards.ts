import { log } from "../log.ts";

/** Begins in a turn of its own, so that the answer is on its way first. Nobody waits for it, so a failure ends in the log. */
export async function afterwards(work: () => Promise<void>): Promise<void> {
  try {
    await new Promise((resolve) => setTimeout(resolve, 0));
    await work();
  } catch (error) {
    log.failure("later.failed", error);
  }
}
