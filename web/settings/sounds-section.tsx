import { useId, useState } from "react";
import { useStore } from "zustand";
import { playOnce } from "../desktop/bell.ts";
import { chooseSounds, sounds } from "../desktop/sounds.ts";
import { useText } from "../i18n/i18n.ts";
import { Button } from "../ui/button.tsx";
import { Section, SectionTrouble } from "../ui/section.tsx";
import { SelectField } from "../ui/select-field.tsx";
import css from "./sounds-section.module.css";
import { soundsText } from "./sounds.text.ts";

const STEP = 10;

/** What of the news is heard in this browser, and how loud. */
export function SoundsSection({ play = playOnce }: { play?: typeof playOnce }) {
  const t = useText(soundsText);
  const { which, volume } = useStore(sounds);
  const [isUnheard, setUnheard] = useState(false);
  const id = useId();
  return (
    <Section title={t.title} about={t.about}>
      <div className={css["choices"]}>
        <SelectField
          label={t.which}
          hint={which === "all" ? t.allAbout : undefined}
          value={which}
          onChange={({ target }) => {
            const chosen = (["none", "mentions", "all"] as const).find(
              (each) => each === target.value,
            );
            if (chosen) chooseSounds({ which: chosen });
          }}
        >
          <option value="none">{t.none}</option>
          <option value="mentions">{t.mentions}</option>
          <option value="all">{t.all}</option>
        </SelectField>
        {which !== "none" && (
          <div>
            <label className={css["label"]} htmlFor={id}>
              {t.volume}
            </label>
            <div className={css["row"]}>
              <input
                id={id}
                className={css["volume"]}
                type="range"
                min={STEP}
                max={100}
                step={STEP}
                value={volume}
                aria-valuetext={`${volume} %`}
                onChange={({ target }) => chooseSounds({ volume: target.valueAsNumber })}
              />
              <Button onClick={() => setUnheard(!play("mention", volume))}>{t.play}</Button>
            </div>
          </div>
        )}
      </div>
      <SectionTrouble says={isUnheard ? t.unheard : null} />
    </Section>
  );
}
