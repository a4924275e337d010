import {
  useCallback,
  useEffect,
  useEffectEvent,
  useSyncExternalStore,
  type RefObject,
} from "react";
import { editEndOf } from "#protocol/edit-window.ts";
import { eventAt } from "#protocol/timeline.ts";
import { browserClock, type Clock } from "../clock.ts";
import { useText } from "../i18n/i18n.ts";
import type { RoomHandle } from "../room/room-view.ts";
import { useRoomView } from "../room/use-room.ts";
import { useEditWindow } from "../session/edit-window.ts";
import { announce } from "../ui/announcer.tsx";
import { Button } from "../ui/button.tsx";
import { copyText } from "../ui/copy-text.ts";
import css from "./aids.module.css";
import { editEndText } from "./edit-end.text.ts";
import { leaveEdit, type Edit } from "./edits.ts";
import type { Place } from "../place.ts";
import { timeLeft, timeLeftChangesIn } from "./time-left.ts";

type EditEndProps = {
  handle: RoomHandle;
  place: Place;
  edit: Edit;
  field: RefObject<HTMLElement | null>;
  /** Hears whether it can still be saved. */
  onOver: (isOver: boolean) => void;
  clock?: Clock;
};

/** How long a message may still be edited; and when that is over, what can be done with the words. */
export function EditEnd({
  handle,
  place,
  edit,
  field,
  onOver,
  clock = browserClock,
}: EditEndProps) {
  const t = useText(editEndText);
  const left = useTimeLeft(useEnd(edit, handle), clock);
  const isOver = left === 0;
  const isLastMinute = left > 0 && left <= 60_000;
  const says = left < 60_000 ? t.seconds(left / 1_000) : t.minutes(left / 60_000);

  useEffect(() => {
    onOver(isOver);
    return () => onOver(false);
  }, [isOver, onOver]);

  // Once: whoever listens could not write while they are told every second.
  const tell = useEffectEvent(() => announce(says));
  useEffect(() => {
    if (isLastMinute) tell();
  }, [isLastMinute]);

  const keep = () => {
    leaveEdit(place);
    field.current?.focus();
  };

  return (
    <>
      {Number.isFinite(left) && !isOver && (
        <div className={css["told"]}>
          <p className={`${css["note"]} ${css["counting"]}`}>{says}</p>
        </div>
      )}
      <div className={css["told"]} role="status">
        {isOver && <p className={css["note"]}>{t.over}</p>}
      </div>
      {isOver && edit.text !== edit.was && (
        <div className={css["bar"]}>
          <span className={css["ways"]}>
            <Button look="plain" onClick={() => void copy(edit.text, t)}>
              {t.copy}
            </Button>
            <Button look="plain" onClick={keep}>
              {t.asNew}
            </Button>
          </span>
        </div>
      )}
    </>
  );
}

/** Never, where the message is not known here: the room knows. */
function useEnd(edit: Edit, handle: RoomHandle): number {
  const target = "target" in edit ? edit.target : 0;
  const at = useRoomView(handle, ({ room }) => eventAt(room.timeline, target)?.at);
  const windowMs = useEditWindow();
  return at === undefined ? Number.POSITIVE_INFINITY : editEndOf({ at }, windowMs);
}

function useTimeLeft(end: number, clock: Clock): number {
  const subscribe = useCallback(
    (changed: () => void) => {
      let stop = () => {};
      const wait = () => {
        const ms = timeLeftChangesIn(end, clock.now());
        if (ms === null) return;
        stop = clock.setTimer(ms, () => {
          changed();
          wait();
        });
      };
      wait();
      return () => stop();
    },
    [end, clock],
  );
  return useSyncExternalStore(subscribe, () => timeLeft(end, clock.now()));
}

async function copy(text: string, t: { copied: string; notCopied: string }): Promise<void> {
  announce((await copyText(text)) ? t.copied : t.notCopied);
}
