import type { CDPSession, Page } from "playwright-core";

/** Chromium's own authenticator in software: it keeps passkeys, and its finger is always the right one. */
export class VirtualAuthenticator {
  readonly #cdp: CDPSession;
  readonly #authenticatorId: string;

  private constructor(cdp: CDPSession, authenticatorId: string) {
    this.#cdp = cdp;
    this.#authenticatorId = authenticatorId;
  }

  static async plugInto(page: Page): Promise<VirtualAuthenticator> {
    const cdp = await page.context().newCDPSession(page);
    await cdp.send("WebAuthn.enable");
    const authenticator = new VirtualAuthenticator(cdp, await add(cdp));
    return authenticator;
  }

  /** Another device: the first one is left at home, with its passkeys. */
  async swap(): Promise<VirtualAuthenticator> {
    await this.#cdp.send("WebAuthn.removeVirtualAuthenticator", this.#which);
    return new VirtualAuthenticator(this.#cdp, await add(this.#cdp));
  }

  /** Whether the finger is laid on it by itself whenever it asks. */
  async touches(enabled: boolean): Promise<void> {
    await this.#cdp.send("WebAuthn.setAutomaticPresenceSimulation", { ...this.#which, enabled });
  }

  async verifies(isUserVerified: boolean): Promise<void> {
    await this.#cdp.send("WebAuthn.setUserVerified", { ...this.#which, isUserVerified });
  }

  async keeps(): Promise<number> {
    const { credentials } = await this.#cdp.send("WebAuthn.getCredentials", this.#which);
    return credentials.length;
  }

  get #which() {
    return { authenticatorId: this.#authenticatorId };
  }
}

async function add(cdp: CDPSession): Promise<string> {
  const { authenticatorId } = await cdp.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return authenticatorId;
}
