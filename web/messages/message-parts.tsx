import type { Change, RoomHandle } from "../room/room-view.ts";
import type { ShownMessage } from "../room/shown-message.ts";
import { FailedChanges, FailedEdit } from "./failed-change.tsx";
import { MessageMarks } from "./message-marks.tsx";
import { Reactions } from "./reactions.tsx";
import { ReplyQuote } from "./reply-quote.tsx";
import { InThreadMark } from "../threads/in-thread-mark.tsx";
import { ThreadLine } from "../threads/thread-line.tsx";

/** A message, where it is shown, and how much of it the keyboard can reach now. */
export type PartsProps = {
  handle: RoomHandle;
  shown: ShownMessage;
  changes: readonly Change[];
  isReachable: boolean;
};

/** Above the words. */
export function Before({ handle, shown, isReachable }: PartsProps) {
  const { replyTo, thread, alsoInRoom } = shown.event;
  if (shown.deleted) return null;
  return (
    <>
      {thread !== undefined && alsoInRoom && (
        <InThreadMark {...{ handle, isReachable }} root={thread} />
      )}
      {replyTo !== undefined && <ReplyQuote {...{ handle, isReachable }} seq={replyTo} />}
    </>
  );
}

/** Beside the last word. */
export function Marks(props: PartsProps) {
  return <MessageMarks {...props} />;
}

/** Under the words. */
export function After({ handle, shown, changes, isReachable }: PartsProps) {
  const { thread, event } = shown;
  return (
    <>
      <FailedEdit {...{ handle, shown }} />
      <FailedChanges {...{ handle, changes }} />
      <Reactions {...{ handle, shown, isReachable }} />
      {thread && <ThreadLine {...{ handle, thread, isReachable }} root={event.seq} />}
    </>
  );
}
