import { CommunityDoor } from "#protocol/community-door.ts";
import { MAX_COMMUNITY_NAME_LENGTH } from "#protocol/limits.ts";
import { parse } from "valibot";
import { useText } from "../i18n/i18n.ts";
import { queryClient } from "../query-client.ts";
import { useDone, type Done } from "../ui/done-note.tsx";
import { useForm } from "../ui/form.tsx";
import { Section, SectionTrouble } from "../ui/section.tsx";
import { SkeletonRows } from "../ui/skeleton.tsx";
import { TextField } from "../ui/text-field.tsx";
import { AT_THE_DOOR, useTheDoor } from "../welcome/community-door.ts";
import { EditWindowForm } from "./edit-window-form.tsx";
import { editWindowText } from "./edit-window-form.text.ts";
import { learnAnew } from "./learn-anew.ts";
import { changeCommunity } from "./people-by-http.ts";
import { SettingForm } from "./setting-form.tsx";
import css from "./settings-sections.module.css";
import { settingsText } from "./settings-sections.text.ts";

/** What the community is called, who may come in, and how long messages can be edited. */
export function SettingsSections({ community }: { community: string }) {
  const [t, editing] = [useText(settingsText), useText(editWindowText)];
  const { data, error } = useTheDoor();
  // Held here: what was saved makes the forms anew.
  const [named, opened, timed] = [useDone(), useDone(), useDone()];
  return (
    <>
      <Section title={t.name} about={t.nameAbout}>
        <NameForm key={community} community={community} done={named} />
      </Section>
      <Section title={t.door} about={t.doorAbout}>
        <SectionTrouble says={data === undefined ? (error?.message ?? null) : null} />
        {data === undefined && error === null && <SkeletonRows rows={3} label={t.loading} />}
        {data !== undefined && <DoorForm key={data.door} door={data.door} done={opened} />}
      </Section>
      <Section title={editing.title} about={editing.about}>
        {data === undefined && error === null && <SkeletonRows rows={1} label={editing.loading} />}
        {data !== undefined && (
          <EditWindowForm key={data.editWindowMs} windowMs={data.editWindowMs} done={timed} />
        )}
      </Section>
    </>
  );
}

function NameForm({ community, done }: { community: string; done: Done }) {
  const t = useText(settingsText);
  const form = useForm(async ({ text }) => {
    const answer = await changeCommunity({ name: text("name") });
    if (answer.ok) {
      done.tell(t.nameChanged);
      await learnAnew();
    }
    return answer;
  });
  return (
    <SettingForm form={form} done={done} save={t.changeName}>
      <TextField
        label={t.nameOf}
        name="name"
        required
        defaultValue={community}
        maxLength={MAX_COMMUNITY_NAME_LENGTH}
        autoComplete="off"
        error={form.errorOf("name_invalid")}
      />
    </SettingForm>
  );
}

function DoorForm({ door, done }: { door: CommunityDoor; done: Done }) {
  const t = useText(settingsText);
  const form = useForm(async ({ text }) => {
    const chosen = parse(CommunityDoor, text("door"));
    const answer = await changeCommunity({ door: chosen });
    if (answer.ok) {
      done.tell(t.saved({ door: t.is(chosen) }));
      await queryClient.invalidateQueries({ queryKey: AT_THE_DOOR });
    }
    return answer;
  });
  return (
    <SettingForm form={form} done={done} save={t.save}>
      <fieldset className={css["doors"]}>
        <legend className="only-heard">{t.whoMay}</legend>
        {CommunityDoor.options.map((each) => (
          <label key={each} className={css["door"]}>
            <input
              type="radio"
              name="door"
              value={each}
              defaultChecked={each === door}
              className={css["choice"]}
              // Its label holds both; said at once they would be one long name.
              aria-labelledby={`door-${each}`}
              aria-describedby={`door-${each}-means`}
            />
            <span>
              <span id={`door-${each}`} className={css["says"]}>
                {t.is(each)}
              </span>
              <span id={`door-${each}-means`} className={css["means"]}>
                {t.means(each)}
              </span>
            </span>
          </label>
        ))}
      </fieldset>
    </SettingForm>
  );
}
