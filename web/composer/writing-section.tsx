import { useStore } from "zustand";
import { useText } from "../i18n/i18n.ts";
import { tellTyping, typingTold } from "../settings/typing-told.ts";
import { Section } from "../ui/section.tsx";
import { SelectField } from "../ui/select-field.tsx";
import { isMac } from "./format-tools.ts";
import { chooseSendKey, sendKey } from "./send-key.ts";
import { writingText } from "./writing.text.ts";
import { CheckField } from "../ui/check-field.tsx";
import css from "./writing-section.module.css";

/** How one likes to write, on this device. */
export function WritingSection() {
  const t = useText(writingText);
  const chosen = useStore(sendKey, (state) => state.chosen);
  const isTold = useStore(typingTold, ({ isOn }) => isOn);
  return (
    <Section title={t.title} about={t.about}>
      <div className={css["choice"]}>
        <SelectField
          label={t.label}
          hint={t.touch}
          value={chosen}
          onChange={({ target }) =>
            chooseSendKey(target.value === "mod-enter" ? "mod-enter" : "enter")
          }
        >
          <option value="enter">{t.enter}</option>
          <option value="mod-enter">{isMac ? t.modEnterMac : t.modEnter}</option>
        </SelectField>
      </div>
      <CheckField
        label={t.typingTold}
        hint={t.typingToldAbout}
        isOn={isTold}
        onChange={tellTyping}
      />
    </Section>
  );
}
