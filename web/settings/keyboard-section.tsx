import { useStore } from "zustand";
import { helpText } from "../help/help.text.ts";
import { useText } from "../i18n/i18n.ts";
import { allowSingleKeys, singleKeys } from "../palette/single-keys.ts";
import { ask } from "../shell/asked.ts";
import { Button } from "../ui/button.tsx";
import { Section } from "../ui/section.tsx";
import { CheckField } from "../ui/check-field.tsx";
import css from "./keyboard-section.module.css";
import { settingsText } from "./settings.text.ts";

/** Which keys do something, and where all of them are told. */
export function KeyboardSection() {
  const t = useText(settingsText);
  const { singleKeys: says } = useText(helpText);
  const areOn = useStore(singleKeys, ({ isOn }) => isOn);
  return (
    <Section title={t.keyboard} about={t.keyboardAbout}>
      <div className={css["choice"]}>
        <CheckField label={says} hint={t.singleKeysAbout} isOn={areOn} onChange={allowSingleKeys} />
      </div>
      <Button onClick={() => ask("help")}>{t.allKeys}</Button>
    </Section>
  );
}
