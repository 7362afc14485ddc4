// The lines for a customer's shell. docs/customer.md shows the same lines for an example, and a test compares them.
import type { Places } from "./handover";

/** Logs in to the vendor's tenant of Entra, to which the vault belongs, and reads the password into a variable. */
export function fetchLines({ tenantId, vaultName, secretName }: Places): string {
  return [
    `az login --tenant ${tenantId} --allow-no-subscriptions`,
    `password=$(az keyvault secret show --vault-name ${vaultName} --name ${secretName} --query value --output tsv)`,
  ].join("\n");
}

/** Reads a password that the vendor sent into the same variable. */
export const TYPE_LINE = "read -rs password";

/** Logs in to the registry and pulls. */
export function loginLines({ loginServer, username, image }: Places): string {
  return [
    `printf '%s' "$password" | docker login ${loginServer} --username ${username} --password-stdin`,
    `docker pull ${loginServer}/${image.repository}:${image.tag}`,
  ].join("\n");
}

/** Gets an access token for one repository, and with it a manifest. */
export function curlLines({ loginServer, username, image }: Places): string {
  const { repository, tag } = image;
  const scope = `repository:${repository}:pull`;
  return [
    `access=$(printf 'user = "%s:%s"' ${username} "$password" \\`,
    `  | curl --fail --silent --show-error --config - "https://${loginServer}/oauth2/token?service=${loginServer}&scope=${scope}" \\`,
    "  | jq --raw-output .access_token)",
    `curl --fail --silent --show-error --header "Authorization: Bearer $access" \\`,
    `  --header "Accept: ${ACCEPTED.join(", ")}" \\`,
    `  https://${loginServer}/v2/${repository}/manifests/${tag}`,
  ].join("\n");
}

/** A registry answers 404 to a request that does not accept the image's media type. */
const ACCEPTED = [
  "application/vnd.oci.image.index.v1+json",
  "application/vnd.oci.image.manifest.v1+json",
  "application/vnd.docker.distribution.manifest.list.v2+json",
  "application/vnd.docker.distribution.manifest.v2+json",
];

/** Makes the pull secret, or renews it. */
export function pullSecretLine({ loginServer, username }: Places): string {
  return `kubectl create secret docker-registry vendor-registry --namespace shop --docker-server=${loginServer} --docker-username=${username} --docker-password="$password" --dry-run=client --output yaml | kubectl apply --filename -`;
}

/** Lets all pods of a service account pull with it. */
export const SERVICE_ACCOUNT_LINE = `kubectl patch serviceaccount default --namespace shop --patch '{"imagePullSecrets": [{"name": "vendor-registry"}]}'`;
