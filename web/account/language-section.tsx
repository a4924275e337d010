import { useText } from "../i18n/i18n.ts";
import { LanguageSelect } from "../ui/language-select.tsx";
import { languageText } from "../ui/language-select.text.ts";
import { Section } from "../ui/section.tsx";
import { languageSectionText } from "./language-section.text.ts";

/** The language of the page, here; what people write stays in theirs. */
export function LanguageSection() {
  const { title } = useText(languageText);
  const t = useText(languageSectionText);
  return (
    <Section title={title} about={t.about}>
      <LanguageSelect />
    </Section>
  );
}
