import { Suspense, useState } from "react";
import { MAX_KEYWORD_LENGTH, MAX_KEYWORDS } from "#protocol/inbox/limits.ts";
import { useText } from "../i18n/i18n.ts";
import { chooseCalls, chooseNotices, useCalls, useNotices } from "../inbox/notices.ts";
import { CheckField } from "../ui/check-field.tsx";
import { Section } from "../ui/section.tsx";
import { SelectField } from "../ui/select-field.tsx";
import { lazyPart } from "../ui/lazy-part.ts";
import { SkeletonRows } from "../ui/skeleton.tsx";
import { TextField } from "../ui/text-field.tsx";
import { withQueries } from "../with-queries.tsx";
import css from "./notices-section.module.css";
import { noticesText } from "./notices.text.ts";

const MissedMailField = lazyPart(async () => {
  const { MissedMailField: component } = await import("./missed-mail-field.tsx");
  return withQueries(component);
});

/** What one wants to be told of, on whatever device: it goes with the person. */
export function NoticesSection() {
  const t = useText(noticesText);
  const notices = useNotices();
  const isToldOfCalls = useCalls() ?? true;
  const [written, setWritten] = useState<string | null>(null);
  const shown = written ?? notices.keywords.join(", ");
  const keep = () => {
    if (written === null) return;
    setWritten(null);
    const keywords = wordsIn(written);
    if (keywords.join() !== notices.keywords.join()) chooseNotices({ ...notices, keywords });
  };
  return (
    <Section title={t.title} about={t.about}>
      <div className={css["choices"]}>
        <SelectField
          label={t.level}
          value={notices.level}
          onChange={({ target }) => {
            const level = (["everything", "mentions", "nothing"] as const).find(
              (each) => each === target.value,
            );
            if (level) chooseNotices({ level, keywords: [...notices.keywords] });
          }}
        >
          <option value="everything">{t.everything}</option>
          <option value="mentions">{t.mentions}</option>
          <option value="nothing">{t.nothing}</option>
        </SelectField>
        <CheckField
          label={t.calls}
          hint={t.callsAbout}
          isOn={isToldOfCalls}
          onChange={chooseCalls}
        />
        <TextField
          label={t.keywords}
          hint={t.keywordsAbout}
          value={shown}
          onChange={({ target }) => setWritten(target.value)}
          onBlur={keep}
          onKeyDown={({ key, nativeEvent }) => {
            if (key === "Enter" && !nativeEvent.isComposing) keep();
          }}
        />
        <Suspense fallback={<SkeletonRows rows={1} label={t.looking} />}>
          <MissedMailField />
        </Suspense>
      </div>
    </Section>
  );
}

/** Words are parted by commas or lines; of too many, and of too long ones, what fits is kept. */
function wordsIn(text: string): string[] {
  const words = text
    .split(/[,;\n]/)
    .map((word) => word.trim().slice(0, MAX_KEYWORD_LENGTH).toLowerCase())
    .filter((word) => word.length > 1);
  return [...new Set(words)].slice(0, MAX_KEYWORDS);
}
