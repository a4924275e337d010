import { useStore } from "zustand";
import { useText } from "../i18n/i18n.ts";
import { Choices } from "../ui/choices.tsx";
import { Section } from "../ui/section.tsx";
import { appearanceText } from "./appearance.text.ts";
import { chooseLooks, DENSITIES, looks, MOTIONS, TEXT_SIZES, THEMES } from "./looks.ts";
import { ThemePicture } from "./theme-picture.tsx";

/** What the page looks like, and how much it moves. */
export function AppearanceSection() {
  const t = useText(appearanceText);
  const { theme, density, textSize, motion } = useStore(looks);
  return (
    <Section title={t.title} about={t.about}>
      <Choices
        label={t.theme}
        about={t.themeAbout}
        chosen={theme}
        choices={THEMES.map((value) => ({
          value,
          says: t.themes(value),
          picture: <ThemePicture theme={value} />,
        }))}
        onChoose={(theme) => chooseLooks({ theme })}
      />
      <Choices
        label={t.density}
        about={t.densityAbout}
        chosen={density}
        choices={DENSITIES.map((value) => ({ value, says: t.densities(value) }))}
        onChoose={(density) => chooseLooks({ density })}
      />
      <Choices
        label={t.textSize}
        about={t.textSizeAbout}
        chosen={textSize}
        choices={TEXT_SIZES.map((value) => ({ value, says: t.textSizes(value) }))}
        onChoose={(textSize) => chooseLooks({ textSize })}
      />
      <Choices
        label={t.motion}
        about={t.motionAbout}
        chosen={motion}
        choices={MOTIONS.map((value) => ({ value, says: t.motions(value) }))}
        onChoose={(motion) => chooseLooks({ motion })}
      />
    </Section>
  );
}
