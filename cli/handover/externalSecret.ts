// The manifests with which the External Secrets Operator fetches a customer's password. docs/customer.md shows them for an example.
import type { Places } from "./handover";

/** A service account, a store and the secret, as YAML: https://external-secrets.io/latest/provider/azure-key-vault/ */
export function externalSecretManifests(places: Places): string {
  const { tenantId, vaultUrl, secretName } = places;
  return `apiVersion: v1
kind: ServiceAccount
metadata:
  name: vendor-registry
  namespace: shop
  annotations:
    azure.workload.identity/client-id: <client id of the identity>
---
apiVersion: external-secrets.io/v1
kind: SecretStore
metadata:
  name: vendor-vault
  namespace: shop
spec:
  provider:
    azurekv:
      authType: WorkloadIdentity
      tenantId: ${tenantId}
      vaultUrl: ${vaultUrl}
      serviceAccountRef:
        name: vendor-registry
---
apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata:
  name: vendor-registry
  namespace: shop
spec:
  refreshInterval: 1h
  secretStoreRef:
    kind: SecretStore
    name: vendor-vault
  target:
    name: vendor-registry
    template:
      type: kubernetes.io/dockerconfigjson
      data:
        .dockerconfigjson: '${dockerConfig(places)}'
  data:
    - secretKey: password
      remoteRef:
        key: ${secretName}`;
}

/** The operator fills in the password; a name of a token needs no escaping in JSON, nor in YAML. */
function dockerConfig({ loginServer, username }: Places): string {
  return `{"auths":{"${loginServer}":{"username":"${username}","password":"{{ .password }}"}}}`;
}
