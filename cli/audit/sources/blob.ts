// A container of Azure Storage as a place of Pulumi's files, found and opened by the variables that Pulumi reads.
import {
  BlobServiceClient,
  type ContainerClient,
  StorageSharedKeyCredential,
} from "@azure/storage-blob";
import { UserError } from "../../userError";
import type { Store, StoredFile } from "./store";

/**
 * Opens `azblob://container/prefix`; nothing is read yet.
 *
 * The account is `AZURE_STORAGE_ACCOUNT` or `?storage_account=`, the identity `AZURE_STORAGE_KEY`,
 * `AZURE_STORAGE_SAS_TOKEN` or `AZURE_STORAGE_CONNECTION_STRING`, or else that of the environment or of `az login`.
 *
 * @param pageSize how many names one answer lists
 */
export async function blobStore(
  source: string,
  env: NodeJS.ProcessEnv,
  { pageSize = 5_000 }: { readonly pageSize?: number } = {},
): Promise<Store> {
  const { host, pathname, searchParams } = new URL(source);
  const prefix = decodeURIComponent(pathname).replace(/^\/+|\/+$/g, "");
  const root = prefix === "" ? "" : `${prefix}/`;
  const container = await open(host, settingsOf(source, searchParams, env));
  return {
    name: `azblob://${host}${prefix === "" ? "" : `/${prefix}`}`,
    list: (folder) =>
      explained(source, async () => {
        const found: StoredFile[] = [];
        const names = { prefix: `${root}${folder === "" ? "" : `${folder}/`}` };
        for await (const page of container.listBlobsFlat(names).byPage({ maxPageSize: pageSize })) {
          for (const { name, properties } of page.segment.blobItems) {
            found.push({
              path: name.slice(root.length),
              size: properties.contentLength ?? 0,
              modifiedMs: properties.lastModified.getTime(),
              ...(properties.etag === undefined ? {} : { mark: properties.etag }),
            });
          }
        }
        return found;
      }),
    async read(path) {
      const { readableStreamBody } = await container.getBlobClient(`${root}${path}`).download();
      const parts: Buffer[] = [];
      for await (const part of readableStreamBody ?? []) parts.push(Buffer.from(part));
      return Buffer.concat(parts);
    },
  };
}

interface Settings {
  readonly url: string;
  readonly account: string;
  readonly key?: string | undefined;
  readonly sas?: string | undefined;
  readonly connection?: string | undefined;
}

/** As https://pkg.go.dev/gocloud.dev/blob/azureblob reads them. */
function settingsOf(source: string, query: URLSearchParams, env: NodeJS.ProcessEnv): Settings {
  const account = query.get("storage_account") || env.AZURE_STORAGE_ACCOUNT || "";
  const connection =
    env.AZURE_STORAGE_CONNECTION_STRING || env.AZURE_STORAGEBLOB_CONNECTIONSTRING || undefined;
  if (account === "" && connection === undefined) {
    throw new UserError(`${source}: no storage account is named`, {
      remedy: "set AZURE_STORAGE_ACCOUNT, or write azblob://CONTAINER?storage_account=ACCOUNT",
    });
  }
  const domain = query.get("domain") || env.AZURE_STORAGE_DOMAIN || "blob.core.windows.net";
  const protocol = query.get("protocol") || env.AZURE_STORAGE_PROTOCOL || "https";
  const isEmulator =
    /^(127\.0\.0\.1|localhost)/.test(domain) ||
    isTrue(query.get("localemu") ?? env.AZURE_STORAGE_IS_LOCAL_EMULATOR);
  const isCdn = isTrue(query.get("cdn") ?? env.AZURE_STORAGE_IS_CDN);
  const host = isEmulator ? `${domain}/${account}` : isCdn ? domain : `${account}.${domain}`;
  const { AZURE_STORAGE_KEY: key, AZURE_STORAGE_SAS_TOKEN: sas } = env;
  return { url: `${protocol}://${host}`, account, key, sas, connection };
}

function isTrue(value: string | undefined): boolean {
  return /^(1|t|true)$/i.test(value ?? "");
}

async function open(container: string, settings: Settings): Promise<ContainerClient> {
  const { url, account, key, sas, connection } = settings;
  const service = async () => {
    if (key) return new BlobServiceClient(url, new StorageSharedKeyCredential(account, key));
    if (sas) return new BlobServiceClient(`${url}?${sas.replace(/^\?/, "")}`);
    if (connection) return BlobServiceClient.fromConnectionString(connection);
    const { DefaultAzureCredential } = await import("@azure/identity");
    return new BlobServiceClient(url, new DefaultAzureCredential());
  };
  return (await service()).getContainerClient(container);
}

/** Turns what a user can correct into a UserError. The client's message would repeat the whole answer. */
async function explained<Result>(source: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    const { statusCode, code = "", name } = error as Error & { statusCode?: number; code?: string };
    const remedy = REMEDIES[statusCode ?? 0] ?? REMEDIES_BY_NAME[name] ?? REMEDIES_BY_NAME[code];
    if (remedy === undefined) throw error;
    const answer = [statusCode, code].filter((part) => part !== undefined && part !== "").join(" ");
    throw new UserError(`${source}: the container cannot be read (${answer || name})`, {
      remedy,
      cause: error,
    });
  }
}

const RIGHTS =
  "the identity needs the role Storage Blob Data Reader on the container; which one is used: AZURE_STORAGE_KEY, else AZURE_STORAGE_SAS_TOKEN, else that of `az login`";
const REMEDIES: Readonly<Record<number, string>> = {
  401: RIGHTS,
  403: RIGHTS,
  404: "check the container's name and the account, AZURE_STORAGE_ACCOUNT",
};
const REMEDIES_BY_NAME: Readonly<Record<string, string>> = {
  CredentialUnavailableError: RIGHTS,
  AggregateAuthenticationError: RIGHTS,
  AuthenticationError: RIGHTS,
  ENOTFOUND: "check the account, AZURE_STORAGE_ACCOUNT, and the network",
  ECONNREFUSED: "check AZURE_STORAGE_DOMAIN and the network",
};
