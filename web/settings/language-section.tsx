import { useText } from "../i18n/i18n.ts";
import { languageText } from "../ui/language-select.text.ts";
import { LanguageSelect } from "../ui/language-select.tsx";
import { Section } from "../ui/section.tsx";
import css from "./language-section.module.css";
import { settingsText } from "./settings.text.ts";

/** The language of the page, here; what people write stays in theirs. */
export function LanguageSection() {
  const { title } = useText(languageText);
  const t = useText(settingsText);
  return (
    <Section title={title} about={t.language}>
      <div className={css["choice"]}>
        <LanguageSelect />
      </div>
    </Section>
  );
}
