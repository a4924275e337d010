import { useState } from "react";
import type { Schedule } from "#protocol/inbox/schedule.ts";
import { inWords } from "../i18n/formats.ts";
import { useText } from "../i18n/i18n.ts";
import { CheckField } from "../ui/check-field.tsx";
import css from "./availability-dialog.module.css";
import { availabilityText } from "./availability.text.ts";
import { keepQuiet } from "./own-availability.ts";

/** As weeks are shown where most of our readers live; 0 is Sunday. */
const WEEK = [1, 2, 3, 4, 5, 6, 0];
const STEP = 15;
const DAY = 24 * 60;
/** 4 January 1970 was a Sunday. */
const SUNDAY = Date.UTC(1970, 0, 4);

const dayShort = inWords(
  (habits) => new Intl.DateTimeFormat(habits, { weekday: "short", timeZone: "UTC" }),
);
const dayLong = inWords(
  (habits) => new Intl.DateTimeFormat(habits, { weekday: "long", timeZone: "UTC" }),
);

/** Hours in which one does not want to be disturbed, week after week. */
export function QuietHours({ schedule }: { schedule: Schedule | null }) {
  const t = useText(availabilityText);
  // A week without a day is nothing to keep: it is only seen while one chooses.
  const [hasNoDay, setNoDay] = useState(false);
  const zone = schedule?.zone ?? ownZone();
  const change = (part: Partial<Schedule>) => {
    if (!schedule) return;
    const next = { ...schedule, ...part, zone: ownZone() };
    setNoDay(next.days.length === 0);
    if (next.days.length > 0) keepQuiet(next);
  };
  const isOn = (day: number) => !hasNoDay && (schedule?.days.includes(day) ?? false);
  return (
    <section className={css["quiet"]}>
      <CheckField
        label={t.quiet}
        isOn={schedule !== null}
        onChange={(isWanted) => {
          setNoDay(false);
          keepQuiet(isWanted ? { zone, days: WEEK, from: 22 * 60, to: 7 * 60 } : null);
        }}
      />
      {schedule && (
        <>
          <fieldset className={css["days"]}>
            <legend className="only-heard">{t.days}</legend>
            {WEEK.map((day) => (
              <label key={day} className={css["day"]}>
                <input
                  type="checkbox"
                  className={css["box"]}
                  aria-label={dayLong().format(SUNDAY + day * DAY * 60_000)}
                  checked={isOn(day)}
                  onChange={() =>
                    change({
                      days: WEEK.filter((one) => (one === day ? !isOn(one) : isOn(one))),
                    })
                  }
                />
                <span aria-hidden="true">{dayShort().format(SUNDAY + day * DAY * 60_000)}</span>
              </label>
            ))}
          </fieldset>
          {hasNoDay && (
            <p className={css["wrong"]} role="alert">
              {t.oneDay}
            </p>
          )}
          <div className={css["times"]}>
            <Time label={t.from} minute={schedule.from} onChange={(from) => change({ from })} />
            <Time label={t.to} minute={schedule.to} onChange={(to) => change({ to })} />
          </div>
          <p className={css["about"]}>
            {schedule.to <= schedule.from && <>{t.nextDay} </>}
            {t.quietAbout({ zone: schedule.zone.replaceAll("_", " ") })}
          </p>
        </>
      )}
    </section>
  );
}

type TimeProps = { label: string; minute: number; onChange: (minute: number) => void };

function Time({ label, minute, onChange }: TimeProps) {
  return (
    <label className={css["time"]}>
      {label}
      <input
        type="time"
        step={STEP * 60}
        className={css["clock"]}
        value={clock(minute)}
        onChange={({ target }) => {
          const [hour, rest] = target.value.split(":").map(Number);
          if (hour === undefined || rest === undefined) return;
          onChange((Math.round((hour * 60 + rest) / STEP) * STEP) % DAY);
        }}
      />
    </label>
  );
}

function clock(minute: number): string {
  const [hour, rest] = [Math.floor(minute / 60), minute % 60];
  return `${String(hour).padStart(2, "0")}:${String(rest).padStart(2, "0")}`;
}

function ownZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}
