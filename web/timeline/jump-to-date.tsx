import { useState } from "react";
import type { RoomId } from "#protocol/ids.ts";
import { useText } from "../i18n/i18n.ts";
import { fetchAfter } from "../room/rooms-by-http.ts";
import { Button } from "../ui/button.tsx";
import { Dialog, DialogActions } from "../ui/dialog.tsx";
import { tell } from "../ui/tell.ts";
import { TextField } from "../ui/text-field.tsx";
import { findFirstAfter, type ReadEvents } from "./find-day.ts";
import { jumpToDateText } from "./jump-to-date.text.ts";
import css from "./jump-to-date.module.css";
import { timelineText } from "./timeline.text.ts";
import { daysFrom, startOfDay } from "./times.ts";
import { useToday } from "./use-today.ts";

type JumpToDateProps = {
  room: RoomId;
  /** The newest event. */
  head: { seq: number; at: number };
  /** The day that is being read, by its first moment. */
  day: number | null;
  onJump: (seq: number) => void;
  onClose: () => void;
  /** Where events are read; another in tests. */
  read?: ReadEvents;
};

/** Goes to the first message of a day, or to the next one after it. */
export function JumpToDate({ room, head, day, onJump, onClose, read }: JumpToDateProps) {
  const t = useText(jumpToDateText);
  const words = useText(timelineText);
  const today = useToday();
  const [picked, setPicked] = useState(inField(day ?? today));
  const [isBusy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<string | undefined>();

  const goTo = async (time: number) => {
    setBusy(true);
    setTrouble(undefined);
    const found = await findFirstAfter(read ?? eventsOf(room), head, time);
    setBusy(false);
    if (!found.ok) return setTrouble(found.says);
    onClose();
    onJump(found.value.seq);
    if (found.value.at < time) tell(t.noneSince);
    else if (startOfDay(found.value.at) !== startOfDay(time)) tell(t.noneThen);
  };
  const toBeginning = () => {
    onClose();
    onJump(1);
  };
  const ways = [
    { says: words.today, go: () => void goTo(today) },
    { says: words.yesterday, go: () => void goTo(daysFrom(today, -1)) },
    { says: t.lastWeek, go: () => void goTo(daysFrom(today, -7)) },
    { says: t.beginning, go: toBeginning },
  ];

  return (
    <Dialog title={t.title} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const time = fromField(picked);
          if (time !== null && !isBusy) void goTo(time);
        }}
      >
        <TextField
          label={t.date}
          type="date"
          required
          max={inField(today)}
          value={picked}
          error={trouble}
          onChange={({ target }) => setPicked(target.value)}
        />
        <div className={css["ways"]}>
          {ways.map(({ says, go }) => (
            <Button key={says} look="quiet" disabled={isBusy} onClick={go}>
              {says}
            </Button>
          ))}
        </div>
        <DialogActions>
          <Button type="submit" look="primary" disabled={isBusy}>
            {t.go}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}

function eventsOf(room: RoomId): ReadEvents {
  return async (after, limit) => {
    const page = await fetchAfter(room, after, limit);
    return page.ok ? { ok: true, value: page.value.events } : page;
  };
}

/** "2026-11-23", as a date's field has it, of where the reader is. */
function inField(at: number): string {
  const day = new Date(at);
  const two = (part: number) => String(part).padStart(2, "0");
  return `${String(day.getFullYear()).padStart(4, "0")}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
}

function fromField(text: string): number | null {
  const time = new Date(`${text}T00:00`).getTime();
  return Number.isNaN(time) ? null : startOfDay(time);
}
