import { useStore } from "zustand";
import { drafts, draftUnder, keepAlsoInRoom } from "../composer/drafts.ts";
import { keyOf, type Place } from "../place.ts";
import { useText } from "../i18n/i18n.ts";
import css from "./also-in-room.module.css";
import { threadsText } from "./threads.text.ts";

/** Whether the reply that is being written is for the room as well. Like the draft, it is kept until that is sent. */
export function AlsoInRoom({ place, room }: { place: Place; room: string }) {
  const t = useText(threadsText);
  const isOn = useStore(drafts, (all) => draftUnder(keyOf(place), all).alsoInRoom === true);
  return (
    <label className={css["choice"]}>
      <input
        type="checkbox"
        checked={isOn}
        onChange={({ target }) => keepAlsoInRoom(place, target.checked)}
      />
      <span className={css["words"]}>{t.sendToRoom({ room })}</span>
    </label>
  );
}
