import { connect, type SecureVersion } from "node:tls";

/**
 * The version of TLS that a server agrees to when it is offered this one alone. `ca`: the certificate to trust, where it is not one that
 * everybody does. @throws Error when it does not agree, or is not there.
 */
export function versionAgreed(
  url: string,
  version: SecureVersion,
  ca?: string,
): Promise<string | null> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const line = connect(
      {
        host: hostname,
        port: Number(port || 443),
        servername: hostname,
        ...(ca !== undefined && { ca }),
        minVersion: version,
        maxVersion: version,
        // Or this side would not even offer the old ones.
        ciphers: "DEFAULT@SECLEVEL=0",
      },
      () => {
        resolve(line.getProtocol());
        line.destroy();
      },
    );
    line.once("error", reject);
  });
}
