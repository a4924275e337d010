import { useState } from "react";
import {
  MAX_DISPLAY_NAME_LENGTH,
  MAX_PRONOUNS_LENGTH,
  MAX_STATUS_LENGTH,
} from "#protocol/limits.ts";
import { useText } from "../i18n/i18n.ts";
import { Face } from "../people/face.tsx";
import { putProfile, type Profile, type Status } from "../people/people-by-http.ts";
import { statusText } from "../people/status-times.text.ts";
import { endOf, LASTS, tellEnd, type Lasts } from "../people/status-times.ts";
import { useToday } from "../timeline/use-today.ts";
import { Button } from "../ui/button.tsx";
import { DoneRow, useDone } from "../ui/done-note.tsx";
import { Form, FormTrouble, useForm } from "../ui/form.tsx";
import { SelectField } from "../ui/select-field.tsx";
import { TextField } from "../ui/text-field.tsx";
import { changeName } from "./change-name.ts";
import css from "./profile-form.module.css";
import { profileText } from "./profile.text.ts";

/** What stands in the form. `lasts` is "kept" while the end is the one that was set before; `at`: when it was written (ms). */
type Draft = {
  name: string;
  pronouns: string;
  emoji: string;
  text: string;
  lasts: Lasts | "kept";
  at: number;
};

const NOTHING = { emoji: "", text: "", lasts: "never" } as const;

/** What many are doing, at one press. */
const COMMON = [
  { emoji: "📅", what: "meeting", lasts: "hour" },
  { emoji: "🍜", what: "lunch", lasts: "half_hour" },
  { emoji: "🎧", what: "focusing", lasts: "four_hours" },
  { emoji: "🤒", what: "sick", lasts: "today" },
  { emoji: "🌴", what: "holiday", lasts: "week" },
] as const;

type ProfileFormProps = { profile: Profile; onSaved: () => Promise<unknown> };

/** Name, pronouns and status, with how it will look. Everything is saved at once, and stays as it was written if it is not. */
export function ProfileForm({ profile, onSaved }: ProfileFormProps) {
  const status = useText(statusText);
  const t = useText(profileText);
  const [draft, setDraft] = useState(() => draftOf(profile));
  const [nameWrong, setNameWrong] = useState<string>();
  const done = useDone();
  const today = useToday();
  const change = (part: Partial<Draft>) =>
    setDraft((before) => ({ ...before, ...part, at: Date.now() }));

  const form = useForm(async () => {
    setNameWrong(undefined);
    const renamed = draft.name === profile.name ? null : await changeName(draft.name);
    if (renamed?.ok === false) setNameWrong(renamed.says);
    const answer = await putProfile({
      pronouns: draft.pronouns,
      status: statusOf(draft, profile, Date.now()),
    });
    if (answer.ok && renamed?.ok !== false) done.tell(t.saved);
    if (answer.ok) {
      await onSaved();
      // An end that was reckoned from now is kept from now on.
      setDraft((before) => ({ ...before, ...shownStatus(answer.value.status) }));
    }
    return answer;
  });

  return (
    <div className={css["profile"]}>
      <div className={css["preview"]} role="group" aria-label={t.preview}>
        <Face
          id={profile.id}
          name={draft.name.trim() === "" ? profile.name : draft.name}
          pronouns={draft.pronouns}
          status={statusOf(draft, profile, draft.at)}
        />
      </div>
      <Form form={form}>
        <TextField
          label={t.name}
          name="name"
          required
          maxLength={MAX_DISPLAY_NAME_LENGTH}
          autoComplete="name"
          value={draft.name}
          onChange={({ target }) => change({ name: target.value })}
          error={nameWrong}
        />
        <TextField
          label={t.pronouns}
          name="pronouns"
          placeholder={t.pronounsExample}
          maxLength={MAX_PRONOUNS_LENGTH}
          value={draft.pronouns}
          onChange={({ target }) => change({ pronouns: target.value })}
          error={form.errorOf("pronouns_too_long")}
        />
        <fieldset className={css["status"]}>
          <legend className={css["legend"]}>{t.status}</legend>
          <ul className={css["common"]} aria-label={t.common}>
            {COMMON.map(({ emoji, what, lasts }) => (
              <li key={what}>
                <button
                  type="button"
                  className={css["chip"]}
                  onClick={() => change({ emoji, text: t[what], lasts })}
                >
                  <span aria-hidden="true">{emoji}</span> {t[what]}
                </button>
              </li>
            ))}
          </ul>
          <div className={css["line"]}>
            <TextField
              label={t.emoji}
              name="emoji"
              autoComplete="off"
              value={draft.emoji}
              onChange={({ target }) => change({ emoji: target.value })}
              error={form.errorOf("status_emoji_unknown")}
            />
            <TextField
              label={t.doing}
              name="text"
              autoComplete="off"
              maxLength={MAX_STATUS_LENGTH}
              value={draft.text}
              onChange={({ target }) => change({ text: target.value })}
              error={form.errorOf("status_too_long", "status_over")}
            />
          </div>
          <SelectField
            label={t.clearAfter}
            name="lasts"
            value={draft.lasts}
            onChange={({ target }) => change({ lasts: lastsOf(target.value) })}
          >
            {draft.lasts === "kept" && profile.status?.until && (
              <option value="kept">{t.asNow({ end: tellEnd(profile.status.until, today) })}</option>
            )}
            {LASTS.map((lasts) => (
              <option key={lasts} value={lasts}>
                {status[lasts]}
              </option>
            ))}
          </SelectField>
        </fieldset>
        <FormTrouble form={form} />
        <DoneRow done={done}>
          <Button type="submit" look="primary" isBusy={form.isBusy}>
            {t.save}
          </Button>
          {(draft.emoji !== "" || draft.text !== "") && (
            <Button look="plain" onClick={() => change(NOTHING)}>
              {t.clear}
            </Button>
          )}
        </DoneRow>
      </Form>
    </div>
  );
}

function draftOf({ name, pronouns, status }: Profile): Draft {
  return { name, pronouns, ...shownStatus(status), at: 0 };
}

function shownStatus(status: Status | null): Pick<Draft, "emoji" | "text" | "lasts"> {
  if (status === null) return NOTHING;
  const { emoji, text, until } = status;
  return { emoji, text, lasts: until === null ? "never" : "kept" };
}

function statusOf({ emoji, text, lasts }: Draft, profile: Profile, now: number): Status | null {
  if (emoji.trim() === "" && text.trim() === "") return null;
  if (lasts !== "kept") return { emoji, text, until: endOf(lasts, now) };
  const until = profile.status?.until ?? null;
  // It has gone by itself while the form stood open.
  return until !== null && until <= now ? null : { emoji, text, until };
}

function lastsOf(value: string): Lasts | "kept" {
  return LASTS.find((lasts) => lasts === value) ?? "kept";
}
