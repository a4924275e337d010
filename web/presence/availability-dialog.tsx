import { useMemo } from "react";
import type { Choice } from "#protocol/inbox/availability.ts";
import { useText } from "../i18n/i18n.ts";
import { usePassed } from "../people/passed.ts";
import { tellEnd } from "../people/status-times.ts";
import { useToday } from "../timeline/use-today.ts";
import { Choices } from "../ui/choices.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { SelectField } from "../ui/select-field.tsx";
import css from "./availability-dialog.module.css";
import { availabilityText } from "./availability.text.ts";
import { LASTS, untilOf } from "./lasting.ts";
import { choose, useSelf } from "./own-availability.ts";
import { QuietHours } from "./quiet-hours.tsx";

const CHOICES = ["auto", "away", "dnd", "offline"] as const;

/** How one wants to stand to others. What is chosen holds at once, on every device. */
export function AvailabilityDialog({ onClose }: { onClose: () => void }) {
  const t = useText(availabilityText);
  const { choice, schedule } = useSelf();
  const times = useMemo(() => (choice.until === null ? [] : [choice.until]), [choice.until]);
  // What was said by hand; the hours of quiet are told of below.
  const is = usePassed(times) > 0 ? "auto" : choice.is;
  return (
    <Dialog title={t.title} onClose={onClose}>
      <div className={css["parts"]}>
        <Choices
          label={t.label}
          about={t.means(is)}
          chosen={is}
          onChoose={(next) => choose({ is: next, until: null })}
          choices={CHOICES.map((value) => ({ value, says: t.choice(value) }))}
        />
        {is === "dnd" && <Until choice={choice} />}
        <QuietHours schedule={schedule} />
      </div>
    </Dialog>
  );
}

function Until({ choice: { until } }: { choice: Choice }) {
  const t = useText(availabilityText);
  const today = useToday();
  return (
    <SelectField
      label={t.until}
      value={until === null ? "ever" : "as now"}
      onChange={({ target }) => {
        const lasts = LASTS.find((one) => one === target.value);
        if (lasts) choose({ is: "dnd", until: untilOf(lasts, Date.now()) });
      }}
    >
      {until !== null && <option value="as now">{tellEnd(until, today)}</option>}
      {LASTS.map((lasts) => (
        <option key={lasts} value={lasts}>
          {t.lasts(lasts)}
        </option>
      ))}
    </SelectField>
  );
}
