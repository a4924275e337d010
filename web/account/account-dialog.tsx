import { DevicesDialog } from "./devices-dialog.tsx";
import { PasswordDialog } from "./password-dialog.tsx";
import { SignOutDialog } from "./sign-out-dialog.tsx";

type Asked = "devices" | "password" | "sign-out";

/** What one's own menu leads to: one chunk, loaded while nobody waits for it. */
export function AccountDialog({ asked, onClose }: { asked: Asked; onClose: () => void }) {
  if (asked === "devices") return <DevicesDialog onClose={onClose} />;
  if (asked === "password") return <PasswordDialog onClose={onClose} />;
  return <SignOutDialog onClose={onClose} />;
}
