// The registry's answer to a request without the right access token: where to get one, and for which scope.

/** A `WWW-Authenticate` header of the scheme Bearer. */
export interface Challenge {
  /** The token endpoint: `https://vendorimages.azurecr.io/oauth2/token`. */
  realm: string;
  service: string;
  /** `repository:app/api:pull`; absent for `/v2/` alone. */
  scope?: string;
  /** `invalid_token` for one that is over, `insufficient_scope` for one that does not allow this. */
  error?: string;
}

/**
 * Reads the header.
 *
 * https://distribution.github.io/distribution/spec/auth/token/; a registry of Azure that is sent a token's name and
 * password directly answers with Basic, for which there is nothing to do: https://github.com/Azure/acr/issues/466
 *
 * @returns undefined for none, for another scheme, and for one without realm and service
 */
export function readChallenge(header: string | undefined): Challenge | undefined {
  const [, parameters] = /^\s*Bearer\s+(.*)$/is.exec(header ?? "") ?? [];
  const values = new Map(
    [...(parameters ?? "").matchAll(/([\w-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,]+))/g)].map(
      ([, name = "", quoted, plain = ""]) => [
        name.toLowerCase(),
        quoted?.replace(/\\(.)/g, "$1") ?? plain,
      ],
    ),
  );
  const [realm, service] = [values.get("realm"), values.get("service")];
  if (realm === undefined || service === undefined) return undefined;
  const [scope, error] = [values.get("scope"), values.get("error")];
  return {
    realm,
    service,
    ...(scope === undefined ? {} : { scope }),
    ...(error === undefined ? {} : { error }),
  };
}
