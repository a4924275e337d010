import { WritingSection } from "../composer/writing-section.tsx";
import { useText } from "../i18n/i18n.ts";
import { Page, PageColumn } from "../shell/page.tsx";
import { AppearanceSection } from "./appearance-section.tsx";
import { KeyboardSection } from "./keyboard-section.tsx";
import { LanguageSection } from "./language-section.tsx";
import { push } from "../push/push-home.ts";
import { NoticesSection } from "./notices-section.tsx";
import { NotificationsSection } from "./notifications-section.tsx";
import { SoundsSection } from "./sounds-section.tsx";
import { ReceiptsSection } from "./receipts-section.tsx";
import { settingsText } from "./settings.text.ts";

/** How one likes Parley to be, on this device. Who one is to others is the account's page. */
export function SettingsPage() {
  const t = useText(settingsText);
  return (
    <Page title={t.title}>
      <PageColumn>
        <AppearanceSection />
        <LanguageSection />
        <NotificationsSection push={push} />
        <NoticesSection />
        <SoundsSection />
        <ReceiptsSection />
        <WritingSection />
        <KeyboardSection />
      </PageColumn>
    </Page>
  );
}
