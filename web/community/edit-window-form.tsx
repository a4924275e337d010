import { useText } from "../i18n/i18n.ts";
import { queryClient } from "../query-client.ts";
import type { Done } from "../ui/done-note.tsx";
import { useForm } from "../ui/form.tsx";
import { SelectField } from "../ui/select-field.tsx";
import { AT_THE_DOOR } from "../welcome/community-door.ts";
import { editWindowText } from "./edit-window-form.text.ts";
import { learnAnew } from "./learn-anew.ts";
import { changeCommunity } from "./people-by-http.ts";
import { SettingForm } from "./setting-form.tsx";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const OFFERED = [5 * MINUTE, 15 * MINUTE, HOUR, DAY, 7 * DAY];
const FOR_EVER = "for ever";

type EditWindowFormProps = { windowMs: number | null; done: Done };

/** For how long people may edit what they have said. */
export function EditWindowForm({ windowMs, done }: EditWindowFormProps) {
  const t = useText(editWindowText);
  // One that was set otherwise can be left as it is.
  const all = new Set([...OFFERED, ...(windowMs === null ? [] : [windowMs])]);
  const says = (ms: number | null) => (ms === null ? t.forEver : lengthOf(ms, t));
  const form = useForm(async ({ text }) => {
    const chosen = text("window");
    const editWindowMs = chosen === FOR_EVER ? null : Number(chosen);
    const answer = await changeCommunity({ editWindowMs });
    if (answer.ok) {
      done.tell(t.saved({ time: says(editWindowMs) }));
      await Promise.all([queryClient.invalidateQueries({ queryKey: AT_THE_DOOR }), learnAnew()]);
    }
    return answer;
  });
  return (
    <SettingForm form={form} done={done} save={t.save}>
      <SelectField label={t.label} name="window" defaultValue={String(windowMs ?? FOR_EVER)}>
        <option value={FOR_EVER}>{t.forEver}</option>
        {[...all]
          .toSorted((a, b) => a - b)
          .map((ms) => (
            <option key={ms} value={ms}>
              {says(ms)}
            </option>
          ))}
      </SelectField>
    </SettingForm>
  );
}

type Lengths = Record<"minutes" | "hours" | "days", (count: number) => string>;

function lengthOf(ms: number, t: Lengths): string {
  if (ms % DAY === 0) return t.days(ms / DAY);
  return ms % HOUR === 0 ? t.hours(ms / HOUR) : t.minutes(Math.round(ms / MINUTE));
}
