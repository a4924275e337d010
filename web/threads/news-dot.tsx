import type { RoomId } from "#protocol/ids.ts";
import { useText } from "../i18n/i18n.ts";
import css from "./news-dot.module.css";
import { threadsText } from "./threads.text.ts";
import { useAllThreads } from "./use-all-threads.ts";

/** That a thread which one follows has news: in one room, or in any. It stands beside the word for threads. */
export function NewsDot({ room, id }: { room?: RoomId; id?: string }) {
  const t = useText(threadsText);
  const { threads } = useAllThreads();
  const hasNews = threads.some(
    ({ in: where, standing }) => standing.hasNews && (room === undefined || where.room === room),
  );
  return hasNews ? <span id={id} className={css["dot"]} role="img" aria-label={t.unread} /> : null;
}
