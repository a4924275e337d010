import { RECEIPTS_UP_TO } from "#protocol/limits.ts";
import { useText } from "../i18n/i18n.ts";
import { chooseReceipts, useReceiptsShown } from "../receipts/receipts-choice.ts";
import { CheckField } from "../ui/check-field.tsx";
import { Section } from "../ui/section.tsx";
import { receiptsSectionText } from "./receipts-section.text.ts";

/** Whether one gives and takes read receipts: it goes with the person. */
export function ReceiptsSection() {
  const t = useText(receiptsSectionText);
  const isShown = useReceiptsShown();
  return (
    <Section title={t.title} about={t.about({ people: RECEIPTS_UP_TO })}>
      <CheckField label={t.shown} hint={t.shownAbout} isOn={isShown} onChange={chooseReceipts} />
    </Section>
  );
}
