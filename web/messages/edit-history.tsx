import { diffWordsWithSpace } from "diff";
import { useEffect } from "react";
import { eventAt } from "#protocol/timeline.ts";
import { useText } from "../i18n/i18n.ts";
import { useSpokenNames } from "../markup/names.ts";
import { named } from "../markup/tokens.ts";
import type { RoomHandle } from "../room/room-view.ts";
import type { ShownMessage } from "../room/shown-message.ts";
import { useRoomView } from "../room/use-room.ts";
import { exactTime } from "../timeline/times.ts";
import { Dialog, DialogText } from "../ui/dialog.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import css from "./edit-history.module.css";
import { historyText } from "./edit-history.text.ts";
import { versionsOf, type Version } from "./versions.ts";

type EditHistoryProps = { handle: RoomHandle; shown: ShownMessage; onClose: () => void };

/** All that a message has said, the newest first, with what changed from one to the next. */
export function EditHistory({ handle, shown, onClose }: EditHistoryProps) {
  const t = useText(historyText);
  const room = useRoomView(handle, (view) => view.room);
  const { edits } = shown;

  useEffect(() => {
    const { timeline } = handle.view.getState().room;
    for (const seq of edits) if (!eventAt(timeline, seq)) handle.load(seq, seq);
  }, [handle, edits]);

  const versions = versionsOf(shown, room);
  return (
    <Dialog title={t.title} onClose={onClose}>
      {shown.deleted ? (
        <DialogText>{t.gone}</DialogText>
      ) : (
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- A long history is scrolled, also by keys.
        <ol className={css["versions"]} tabIndex={0} data-begin>
          {versions
            .map((version, i) => (
              <li key={version?.number ?? `missing ${i}`} className={css["version"]}>
                {version ? (
                  <>
                    <h3 className={css["when"]}>{whenOf(version, i, versions.length, t)}</h3>
                    <Words version={version} before={versions[i - 1] ?? null} />
                  </>
                ) : (
                  <div aria-label={t.loading}>
                    <Skeleton width="long" />
                  </div>
                )}
              </li>
            ))
            .toReversed()}
        </ol>
      )}
    </Dialog>
  );
}

function whenOf(
  { at }: Version,
  nth: number,
  count: number,
  t: ReturnType<typeof historyText.get>,
): string {
  const time = exactTime(at);
  if (nth === count - 1) return t.now({ time });
  return nth === 0 ? t.first({ time }) : t.edited({ time });
}

const words = new Intl.Segmenter(undefined, { granularity: "word" });

/** What was put in and taken out since the version before. */
function Words({ version, before }: { version: Version; before: Version | null }) {
  const names = useSpokenNames();
  const text = named(version.body, names);
  if (!before) return <p className={css["words"]}>{text}</p>;
  const parts = diffWordsWithSpace(named(before.body, names), text, { intlSegmenter: words });
  return (
    <p className={css["words"]} dir="auto">
      {parts.map(({ value, added, removed }, i) => {
        const Part = added ? "ins" : removed ? "del" : "span";
        // oxlint-disable-next-line react/no-array-index-key -- The parts of one version never move.
        return <Part key={i}>{value}</Part>;
      })}
    </p>
  );
}
