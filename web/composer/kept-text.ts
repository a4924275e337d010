/** Texts of this device by a name, under one prefix. Where storage is full or forbidden nothing is kept, and nothing fails. */
export function keptTexts(prefix: string) {
  return {
    get(key: string): string {
      try {
        return localStorage.getItem(prefix + key) ?? "";
      } catch {
        return "";
      }
    },
    /** An empty text is none. */
    set(key: string, text: string): void {
      try {
        if (text === "") localStorage.removeItem(prefix + key);
        else localStorage.setItem(prefix + key, text);
      } catch {
        // What does not fit lives as long as the page.
      }
    },
    keys(): string[] {
      try {
        return Object.keys(localStorage)
          .filter((key) => key.startsWith(prefix))
          .map((key) => key.slice(prefix.length));
      } catch {
        return [];
      }
    },
    clear(): void {
      for (const key of this.keys()) this.set(key, "");
    },
  };
}
