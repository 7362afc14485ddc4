// The shell commands for acting as a customer of the emulated stack: read the password from the vault, log in, pull.

/** A customer who may log in, and where their things are. */
export interface CustomerPlaces {
  customerId: string;
  username: string;
  secretName: string;
  /** One that they may pull. */
  repository: string;
  /** Address of the vault, with a slash at the end. */
  vaultUri: string;
  /** Host and port of the registry. */
  loginServer: string;
  /** Entra's address, without a slash at the end. */
  entraUrl: string;
}

/** The commands, one a line, for a shell in which the emulator's variables are exported. */
export function becomeCustomer(places: CustomerPlaces): string[] {
  const { username, secretName, repository, vaultUri, loginServer, entraUrl } = places;
  const scope = `repository:${repository}:pull`;
  return [
    `token=$(${CURL} -d grant_type=client_credentials -d client_id="$ARM_CLIENT_ID" -d client_secret="$ARM_CLIENT_SECRET" -d scope=https://vault.azure.net/.default "${entraUrl}/$ARM_TENANT_ID/oauth2/v2.0/token" | ${field("access_token")})`,
    `password=$(${CURL} -H "Authorization: Bearer $token" "${vaultUri}secrets/${secretName}?api-version=7.6" | ${field("value")})`,
    `access=$(${CURL} --user "${username}:$password" "https://${loginServer}/oauth2/token?service=${loginServer}&scope=${scope}" | ${field("access_token")})`,
    `${CURL} -H "Authorization: Bearer $access" -H "Accept: application/vnd.oci.image.index.v1+json" https://${loginServer}/v2/${repository}/manifests/latest`,
    `skopeo inspect --no-tags --creds "${username}:$password" docker://${loginServer}/${repository}:latest`,
  ];
}

/** Fails on a refusal, and trusts the emulator's certificate whatever it was built with. */
const CURL = 'curl -fsS --cacert "$SSL_CERT_FILE"';

/** Picks one field of the JSON on standard input. */
function field(name: string): string {
  return `node -p 'JSON.parse(require("fs").readFileSync(0)).${name}'`;
}
