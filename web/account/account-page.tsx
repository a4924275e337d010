import { useEffect } from "react";
import { useText } from "../i18n/i18n.ts";
import { WhenReached } from "../offline/when-reached.tsx";
import { Page, PageColumn } from "../shell/page.tsx";
import { accountText } from "./account-page.text.ts";
import { DataSection } from "./data-section.tsx";
import { DevicesSection } from "./devices-section.tsx";
import { PasskeysSection } from "./passkeys-section.tsx";
import { EmailSection } from "./email-section.tsx";
import { LinkedAccountsSection } from "./linked-accounts-section.tsx";
import { PasswordSection } from "./password-section.tsx";
import { ProfileSection } from "./profile-section.tsx";
import { ProveDialogs } from "./prove-dialog.tsx";
import { RecoverySection } from "./recovery-section.tsx";

/** Everything about oneself: who one is to others, how one signs in and where, and the way out. */
export function AccountPage() {
  const t = useText(accountText);
  useEffect(() => {
    document.title = t.title;
  }, [t]);
  return (
    <Page title={t.title}>
      <WhenReached>
        <PageColumn>
          <ProfileSection />
          <EmailSection />
          <PasskeysSection />
          <PasswordSection />
          <LinkedAccountsSection />
          <RecoverySection />
          <DevicesSection />
          <DataSection />
        </PageColumn>
      </WhenReached>
      <ProveDialogs />
    </Page>
  );
}
