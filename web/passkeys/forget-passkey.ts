import { sendSignal } from "@simplewebauthn/browser";

/** Tells the browser that the server does not know this passkey, so that it is not offered for nothing again. */
export async function forgetPasskey(id: string, rpId: string): Promise<void> {
  try {
    await sendSignal({ signalName: "unknownCredential", rpID: rpId, credentialID: id });
  } catch {
    // A browser that takes no such word goes on offering it, and whoever chooses it is told again.
  }
}
