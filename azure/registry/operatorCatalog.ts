// A registry as the vendor's own people see it, with the identity of the environment: its repositories, their tags and manifests.

import { ContainerRegistryClient } from "@azure/container-registry";
import { AzureError, azureError } from "../azureError";
import type { Cloud } from "../cloud";
import { askArmFor } from "../resourceManager";
import { AccessRefused } from "./answers";
import { audienceIn, entraIdentity } from "./identities";
import { REPOSITORIES } from "./listForms";
import { type ListReading, requireListPages } from "./listPages";
import { listTagAttributes, MANIFESTS, newestTag, type TagAttributes } from "./lists";
import { RegistrySession } from "./session";

/** A manifest with what Microsoft's client says of it. */
export interface ListedManifest {
  /** `sha256:…` */
  digest: string;
  /** Those that point at it; none for a manifest without a tag. */
  tags: readonly string[];
  /** ISO 8601 instants. */
  createdTime: string;
  lastUpdateTime: string;
}

/** What can be asked of a registry; each throws an AzureError that names the role which is missing, or what else is in the way. */
export interface OperatorCatalog {
  /** Host and port: `vendorimages.azurecr.io`. */
  loginServer: string;
  /** Lists all repositories, sorted: a token cannot. */
  repositories(): Promise<string[]>;
  /** Lists a repository's tags by name; undefined where there is no such repository. */
  tags(repository: string): Promise<readonly TagAttributes[] | undefined>;
  /** Lists a repository's manifests by digest, those without a tag as well; undefined where there is no such repository. */
  manifests(repository: string): Promise<readonly ListedManifest[] | undefined>;
  /** The tag that was moved last; undefined where there is none. */
  newestTag(repository: string): Promise<TagAttributes | undefined>;
}

/** The built-in roles that may list repositories, and read tags, by the registry's mode: https://learn.microsoft.com/azure/container-registry/container-registry-rbac-built-in-roles-directory-reference */
const ROLES = {
  LegacyRegistryPermissions: {
    list: '"AcrPull" on the registry',
    read: '"AcrPull" on the registry',
  },
  AbacRepositoryPermissions: {
    list: '"Container Registry Repository Catalog Lister" on the registry',
    read: '"Container Registry Repository Reader" on the registry',
  },
};

/**
 * Asks Resource Manager where the registry is.
 *
 * Microsoft's client exchanges our access token for one of the registry's own, and lists repositories and manifests:
 * https://github.com/Azure/acr/blob/main/docs/AAD-OAuth.md. It lists the tags of one manifest, and not those of a
 * repository with their times, so these come through our own session.
 *
 * @param registryId ARM id
 * @throws AzureError that names the role which is missing, or what else is in the way
 */
export async function openOperatorCatalog(
  cloud: Cloud,
  registryId: string,
): Promise<OperatorCatalog> {
  const { loginServer, roles } = await readRegistry(cloud, registryId);
  const { clientOptions } = cloud.http;
  // One for each list, whose pages are looked at as they come.
  const clientFor = (reading: ListReading) =>
    new ContainerRegistryClient(`https://${loginServer}`, cloud.credential, {
      ...clientOptions,
      additionalPolicies: [
        ...clientOptions.additionalPolicies,
        { policy: requireListPages(reading), position: "perCall" },
      ],
      audience: audienceIn(cloud),
    });
  const session = new RegistrySession(entraIdentity(cloud, loginServer));
  const name = nameOf(registryId);
  return {
    loginServer,

    async repositories() {
      const names: string[] = [];
      const operation = `listing the repositories of ${name}`;
      const client = clientFor({ operation, path: "/_catalog", form: REPOSITORIES });
      try {
        for await (const each of client.listRepositoryNames()) names.push(each);
      } catch (thrown) {
        throw refused(operation, thrown, roles.list);
      }
      return names.sort();
    },

    tags: (repository) =>
      ofRepository(`listing the tags of ${repository}`, roles.read, () =>
        listTagAttributes(session, repository),
      ),

    manifests(repository) {
      const operation = `listing the manifests of ${repository}`;
      return ofRepository(operation, roles.read, async () => {
        const client = clientFor({ operation, path: "/_manifests", form: MANIFESTS });
        const manifests: ListedManifest[] = [];
        for await (const each of client.getRepository(repository).listManifestProperties()) {
          const { digest, tags, createdOn, lastUpdatedOn } = each;
          manifests.push({
            digest,
            tags,
            createdTime: createdOn.toISOString(),
            lastUpdateTime: lastUpdatedOn.toISOString(),
          });
        }
        return manifests;
      });
    },

    newestTag: (repository) =>
      ofRepository(`listing the tags of ${repository}`, roles.read, () =>
        newestTag(session, repository),
      ),
  };
}

/**
 * Lists all repositories.
 *
 * @param registryId ARM id
 * @returns their names, sorted
 * @throws AzureError that names the role which is missing, or what else is in the way
 */
export async function listRepositories(cloud: Cloud, registryId: string): Promise<string[]> {
  return (await openOperatorCatalog(cloud, registryId)).repositories();
}

async function readRegistry(cloud: Cloud, registryId: string) {
  const operation = `reading registry ${nameOf(registryId)}`;
  const { properties } = await askArmFor<{
    properties: { loginServer: string; roleAssignmentMode?: string };
  }>(cloud, {
    operation,
    at: registryId,
    apiVersion: "2025-11-01",
    role: '"Reader" on the registry',
    needs: ["properties.loginServer"],
  });
  const isAbac = properties.roleAssignmentMode === "AbacRepositoryPermissions";
  return {
    loginServer: properties.loginServer,
    roles: ROLES[isAbac ? "AbacRepositoryPermissions" : "LegacyRegistryPermissions"],
  };
}

/** @returns undefined where the registry does not know the repository */
async function ofRepository<Found>(
  operation: string,
  role: string,
  work: () => Promise<Found>,
): Promise<Found | undefined> {
  try {
    return await work();
  } catch (thrown) {
    const failure = refused(operation, thrown, role);
    if (failure.code === "NAME_UNKNOWN") return undefined;
    throw failure;
  }
}

/** Resource Manager knew the identity a moment ago, so that it is its rights that are refused. */
function refused(operation: string, thrown: unknown, role: string): AzureError {
  const advice = `give the identity the role ${role}`;
  if (thrown instanceof AccessRefused) {
    const { status, code } = thrown;
    return new AzureError({ operation, status, code, reason: "the registry refuses it", advice });
  }
  const failure = azureError(operation, thrown);
  return failure.status === 401 && failure.code !== undefined
    ? azureError(operation, thrown, { advice })
    : failure;
}

function nameOf(registryId: string): string {
  return registryId.split("/").at(-1) ?? registryId;
}
