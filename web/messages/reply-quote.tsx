import { useEffect } from "react";
import type { MessagePosted } from "#protocol/events.ts";
import { eventAt } from "#protocol/timeline.ts";
import { useText } from "../i18n/i18n.ts";
import { usePlainText } from "../markup/plain-text.ts";
import type { RoomHandle } from "../room/room-view.ts";
import { useRoomView } from "../room/use-room.ts";
import { nameOf } from "../timeline/called.ts";
import { askJump } from "../timeline/jump.ts";
import { messageText } from "./message.text.ts";
import css from "./reply-quote.module.css";
import { tombstoneText } from "./tombstone.text.ts";
import { useShown } from "./use-shown.ts";

/** As much of it as one line may hold. */
const SHOWN = 240;

type QuoteProps = { handle: RoomHandle; seq: number; isReachable: boolean };

/** What a message answers, drawn from that message: an edit or a deletion of it shows through. */
export function ReplyQuote({ handle, seq, isReachable }: QuoteProps) {
  const t = useText(messageText);
  const event = useRoomView(handle, ({ room }) => eventAt(room.timeline, seq));
  useEffect(() => {
    if (!event) handle.load(seq, seq);
  }, [handle, event, seq]);
  if (event?.type === "message.posted") {
    return <KnownQuote handle={handle} event={event} isReachable={isReachable} />;
  }
  // Of the height that it will have.
  return <p className={css["quote"]}>{event && <i>{t.repliedGone}</i>}</p>;
}

type KnownQuoteProps = Omit<QuoteProps, "seq"> & { event: MessagePosted };

function KnownQuote({ handle, event, isReachable }: KnownQuoteProps) {
  const t = useText(messageText);
  const stone = useText(tombstoneText);
  // Whose reactions it shows is nobody's question here.
  const { shown } = useShown(handle, event, event.by);
  const name = useRoomView(handle, ({ room }) => nameOf(event, room.members));
  const told = usePlainText(shown.body, event.action).replace(/\s+/g, " ").slice(0, SHOWN);
  const words = shown.deleted ? stone.deleted : told;
  return (
    <button
      type="button"
      className={css["quote"]}
      tabIndex={isReachable ? 0 : -1}
      onClick={() => askJump(handle.id, { seq: event.seq })}
    >
      <span className="only-heard">{t.inReply} </span>
      <bdi className={css["who"]}>{name}</bdi>{" "}
      <bdi className={css["words"]} data-gone={shown.deleted !== null || undefined}>
        {words}
      </bdi>
    </button>
  );
}
