// The program's help: its options, and how to point tools at it.
import { join } from "node:path";
import { PROJECT_FOLDER } from "../projectFolder";
import type { Emulator } from "./emulator";
import type { Tenant } from "./world/tenantView";

/** Shown for --help and after wrong usage. */
export const HELP = `Usage: npm run emulator -- [options]

Starts Azure on localhost: Entra, Resource Manager, container registries and key
vaults.

  --port N             main port (default: any free one)
  --world FILE         load the world from FILE if it is there, and save it
                       there; it holds passwords
  --folder DIR         keep the certificate authority and the signing key in DIR
  --now ISO            what the clock shows at the start
  --repository NAME    a further repository with images (may be repeated)
  --customer           a customer's tenant beside the vendor's, with a registry
                       and a vault of its own
  --json               print one line of JSON when ready
  --exit-with-parent   end when standard input is closed
  --help               show this
`;

/** How to use a running emulator from a shell. */
export function describeUse(emulator: Emulator): string {
  const { url, caFile, registries, vaults } = emulator;
  const loginServer = registries[0]?.loginServer ?? "localhost:PORT";
  return `Azure on localhost is ready; end it with Ctrl-C.

  metadata, Entra, Resource Manager   ${url}
${emulator.tenants.map(describeAddresses).join("\n")}
  certificate authority               ${caFile}

Pulumi, and every SDK that reads these variables:

${Object.entries(emulator.environment)
  .map(([name, value]) => `  export ${name}=${value}`)
  .join("\n")}

Where Pulumi cannot download its plugins, its resources are served by stand-ins:

  export PATH=${join(PROJECT_FOLDER, "emulator", "plugins")}:$PATH
  export PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION=true

skopeo, crane and oras (SSL_CERT_FILE as above), with the name and a password of
a token. skopeo lists tags by default, which needs metadata/read, so it takes
--no-tags. oras uses HTTP for localhost by default, so it takes
--plain-http=false:

  skopeo inspect --no-tags --creds NAME:PASSWORD docker://${loginServer}/app/api:latest
  crane auth login ${loginServer} --username NAME --password PASSWORD
  crane manifest ${loginServer}/app/api:latest
  oras manifest fetch --plain-http=false --username NAME --password PASSWORD ${loginServer}/app/api:latest

docker:

  mkdir -p /etc/docker/certs.d/${loginServer}
  cp ${caFile} /etc/docker/certs.d/${loginServer}/ca.crt
  docker login ${loginServer} --username NAME --password-stdin

the Azure CLI, with a configuration of its own, and the variables above:

  export AZURE_CONFIG_DIR=$(mktemp -d)
  export AZURE_CORE_INSTANCE_DISCOVERY=false
  export REQUESTS_CA_BUNDLE=${caFile}
  az cloud register --name emulator --endpoint-resource-manager ${url}
  az cloud set --name emulator
  az login --service-principal --username $ARM_CLIENT_ID --password $ARM_CLIENT_SECRET --tenant $ARM_TENANT_ID

The line az keyvault secret --vault-name NAME looks for NAME.localhost; where
that leads nowhere:

${vaults.map(({ name }) => `  echo "127.0.0.1 ${name}.localhost" >> /etc/hosts`).join("\n")}

Python's azure-identity, azure-mgmt-containerregistry and
azure-keyvault-secrets, with REQUESTS_CA_BUNDLE as above:

  ClientSecretCredential(TENANT, CLIENT, SECRET, authority="${url}", disable_instance_discovery=True)
  ContainerRegistryManagementClient(CREDENTIAL, SUBSCRIPTION, base_url="${url}", credential_scopes=["${url}/.default"])
${vaults.map(({ uri }) => `  SecretClient("${uri}", CREDENTIAL, verify_challenge_resource=False)`).join("\n")}

@azure/keyvault-secrets needs { disableChallengeResourceVerification: true }
here, and only here.
${emulator.tenants.slice(1).map(describeOther).join("")}`;
}

function describeAddresses({ registries, vaults }: Tenant): string {
  return [
    ...registries.map(
      ({ name, loginServer }) => `  registry ${name.padEnd(27)}https://${loginServer}`,
    ),
    ...vaults.map(({ name, uri }) => `  vault ${name.padEnd(30)}${uri}`),
  ].join("\n");
}

function describeOther({ name, environment }: Tenant): string {
  const variables = Object.entries(environment).filter(([key]) => key.startsWith("ARM_"));
  return `
The tenant of ${name}, a customer:

${variables.map(([key, value]) => `  export ${key}=${value}`).join("\n")}
`;
}
