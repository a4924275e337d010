import type { ToldBrowser } from "./browsers.ts";
import type { Notice } from "./due-notices.ts";

/** A room that could not be asked, a service that wants to be left alone, or a message that somebody is about to read: again after this. */
export const AGAIN_MS = 4_000;
/** What is being told, and has come to no end by then, is looked at again: longer than a push service is waited for. */
export const BEHIND_MS = 15_000;

/**
 * `due`: when it is looked at next; null: it was shown. `left`: the sessions whose browsers still have to be told, and `from`: not before
 * then, as their services wish. `isShown`: others have been told.
 */
export type NoticeRow = Notice & {
  due: number | null;
  left: string[] | null;
  from?: Record<string, number>;
  isShown?: true;
};

/** Whether some browser shows it. */
export function isShown({ due, isShown }: NoticeRow): boolean {
  return due === null || isShown === true;
}

/** Of the news itself those who were not told; of other words those who were. */
export function isToHear({ left, from }: NoticeRow, isUpdate: boolean, now: number) {
  return ({ session }: ToldBrowser): boolean => {
    const isLeft = left?.includes(session) ?? false;
    if (isUpdate) return !isLeft;
    return left === null || (isLeft && (from?.[session] ?? 0) <= now);
  };
}

/**
 * When it is looked at next; null: never. `isInHand`: that is being done, and is its end, so the alarm stands behind it, for whoever dies
 * meanwhile. Counted from when it was due, so that it is set once.
 */
export function looksAt({ due }: NoticeRow, isInHand: boolean, now: number): number | null {
  if (due === null || due > now || !isInHand) return due;
  return due + BEHIND_MS > now ? due + BEHIND_MS : now + BEHIND_MS;
}

type Tried = {
  /** All that there are now: somebody may have signed out of one that was left. */
  browsers: readonly ToldBrowser[];
  asked: readonly ToldBrowser[];
  /** Whose services have refused it for now, and for how long they want to be left alone. */
  refused: ReadonlyMap<string, number>;
  isTold: boolean;
  now: number;
};

/** What is left to do. Each service is left alone for as long as it wishes, and holds back nobody else's. */
export function afterTrying(
  row: NoticeRow,
  { browsers, asked, refused, isTold, now }: Tried,
): NoticeRow {
  const waiting = browsers.filter(
    (browser) => row.left?.includes(browser.session) === true && !asked.includes(browser),
  );
  const left = [...waiting.map(({ session }) => session), ...refused.keys()];
  if (left.length === 0) return { ...row, due: null, left: null };
  const from = { ...row.from };
  for (const [session, waitMs] of refused) from[session] = now + Math.max(AGAIN_MS, waitMs);
  const due = Math.min(...left.map((session) => from[session] ?? now));
  return { ...row, due, left, from, ...((row.isShown || isTold) && { isShown: true }) };
}
