import type { RefObject } from "react";
import { useStore } from "zustand";
import { eventAt } from "#protocol/timeline.ts";
import { useText } from "../i18n/i18n.ts";
import type { RoomHandle } from "../room/room-view.ts";
import { useRoomView } from "../room/use-room.ts";
import { IconButton } from "../ui/button.tsx";
import { CloseIcon } from "../ui/icons.tsx";
import css from "./aids.module.css";
import { aidsText } from "./aids.text.ts";
import { drafts, draftUnder, keepReply } from "./drafts.ts";
import { namesIn } from "./names-here.ts";
import { keyOf, type Place } from "../place.ts";
import { toText } from "./tokens.ts";

/** As much of the message as one line may hold. */
const SHOWN = 200;

type ReplyBarProps = {
  handle: RoomHandle;
  place: Place;
  field: RefObject<HTMLTextAreaElement | null>;
};

/** What the draft answers, and the way to answer nothing. */
export function ReplyBar({ handle, place, field }: ReplyBarProps) {
  const t = useText(aidsText);
  const replyTo = useStore(drafts, (all) => draftUnder(keyOf(place), all).replyTo);
  const event = useRoomView(handle, ({ room }) =>
    replyTo === undefined ? undefined : eventAt(room.timeline, replyTo),
  );
  const author = useRoomView(handle, ({ room }) => event && room.members[event.by]?.name);
  if (replyTo === undefined) return null;
  const message = event?.type === "message.posted" ? event : undefined;
  const name = author ?? message?.name;
  return (
    <div className={css["bar"]}>
      <p className={css["answered"]}>
        <span className={css["whose"]}>{name ? t.replyTo({ name }) : t.reply}</span>{" "}
        {message && (
          <bdi>{toText(message.body.slice(0, SHOWN), namesIn(handle)).replace(/\s+/g, " ")}</bdi>
        )}
      </p>
      <IconButton
        label={t.cancelReply}
        onClick={() => {
          keepReply(place, undefined);
          field.current?.focus();
        }}
      >
        <CloseIcon size={16} />
      </IconButton>
    </div>
  );
}
