/** "127.0.0.1", "[::1]": an address that is a number. Browsers know passkeys by names. */
const NUMBER = /^[\d.]+$|^\[/;

/** Whether this browser can make and use passkeys on this page. */
export function arePasskeysHere(): boolean {
  return (
    window.isSecureContext &&
    typeof window.PublicKeyCredential === "function" &&
    !NUMBER.test(window.location.hostname)
  );
}
