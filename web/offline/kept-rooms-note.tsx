import { useText } from "../i18n/i18n.ts";
import css from "./kept-rooms-note.module.css";
import { offlineText } from "./offline.text.ts";

/** A list of what is kept here must not look like all there is. */
export function KeptRoomsNote() {
  return <output className={css["note"]}>{useText(offlineText).rooms}</output>;
}
