import { useDeferredValue } from "react";
import { useText } from "../i18n/i18n.ts";
import type { RoomHandle } from "../room/room-view.ts";
import { BodyText } from "../timeline/body-text.tsx";
import { aidsText } from "./aids.text.ts";
import css from "./aids.module.css";
import { bodyOf } from "./written.ts";

/** The message as it will stand in the room. Drawn when there is time: writing comes first. */
export function Preview({ text, handle }: { text: string; handle: RoomHandle }) {
  const t = useText(aidsText);
  const settled = useDeferredValue(text);
  const isEmpty = settled.trim() === "";
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- A long one scrolls, and a keyboard must reach it.
    <section className={css["preview"]} aria-label={t.preview} tabIndex={0}>
      {isEmpty ? (
        <p className={css["note"]}>{t.previewEmpty}</p>
      ) : (
        <BodyText body={bodyOf(settled, handle)} isReachable={false} />
      )}
    </section>
  );
}
