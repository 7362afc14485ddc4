// Opens the history of a stack, wherever Pulumi keeps it.
import { existsSync } from "node:fs";
import { stat } from "node:fs/promises";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import envPaths from "env-paths";
import type { History } from "../../../audit/snapshot";
import type { CommandContext } from "../../command";
import { UserError } from "../../userError";
import { backendOf } from "./backendOf";
import { openIndex } from "./historyIndex";
import type { Store } from "./store";

/** Where the history is, and whose. */
export interface HistoryOptions {
  /**
   * A folder that holds `.pulumi`, `.pulumi` itself, or a copy of its history; `file://…`; `azblob://container/prefix`;
   * `https://…` or `cloud` for Pulumi Cloud. @default - the backend of the project's folder
   */
  readonly history?: string;
  /** `dev` or `customer-access/dev`. @default - the only one; of Pulumi Cloud the selected one */
  readonly stack?: string;
  /** The folder with Pulumi.yaml. @default "." */
  readonly folder?: string;
  /** Where the index is kept. @default - this project's folder in the user's cache */
  readonly cacheFolder?: string;
}

/** Reads the history. @throws UserError where there is none, or no single one */
export async function openHistory(
  options: HistoryOptions,
  context: Pick<CommandContext, "env" | "signal" | "progress">,
): Promise<History> {
  const folder = options.folder ?? ".";
  const source = options.history ?? (await backendOf(folder, context.env));
  if (/^https?:\/\/|^cloud$/.test(source)) {
    const { cloudHistory } = await import("./cloud.js");
    return cloudHistory(
      { ...options, folder, source, index: await indexOf(source, options) },
      context,
    );
  }
  const store = await storeOf(source, context.env);
  const { readStore } = await import("./readStore.js");
  return readStore(store, {
    stack: options.stack,
    signal: context.signal,
    index: await indexOf(store.name, options),
    onRead: progressOf(context),
  });
}

async function storeOf(source: string, env: NodeJS.ProcessEnv): Promise<Store> {
  if (source.startsWith("azblob://")) {
    const { blobStore } = await import("./blob.js");
    return blobStore(source, env);
  }
  const { folderStore } = await import("./folder.js");
  return folderStore(await existingFolder(source, env));
}

async function existingFolder(source: string, env: NodeJS.ProcessEnv): Promise<string> {
  const [, scheme = ""] = /^([a-z][a-z0-9+.-]+):\/\//i.exec(source) ?? [];
  if (scheme !== "" && scheme !== "file") {
    throw new UserError(`${source}: a history at ${scheme}:// cannot be read`, {
      remedy: COPY[scheme] ?? "copy its folder .pulumi, and name the copy",
    });
  }
  const path = scheme === "file" ? pathOf(source, env) : source;
  const folder = resolve(path);
  if (!existsSync(folder)) {
    const what = source.endsWith(folder) ? "such folder" : `folder ${folder}`;
    throw new UserError(`${source}: there is no ${what}`, {
      remedy: "name the folder that holds .pulumi, or a copy of .pulumi/history",
    });
  }
  if (!(await stat(folder)).isDirectory()) {
    throw new UserError(`${source}: is a file`, {
      remedy: "name the folder that holds .pulumi, or a copy of .pulumi/history",
    });
  }
  return folder;
}

const COPY: Readonly<Record<string, string>> = {
  s3: "copy its folder .pulumi, `aws s3 sync s3://BUCKET/.pulumi copy/.pulumi`, and name the folder `copy`",
  gs: "copy its folder .pulumi, `gcloud storage rsync --recursive gs://BUCKET/.pulumi copy/.pulumi`, and name the folder `copy`",
};

/** Pulumi's own addresses may be relative, or begin with the home: `file://./state`, `file://~`. */
function pathOf(source: string, { HOME = "" }: NodeJS.ProcessEnv): string {
  const [address = ""] = source.split("?");
  if (address.startsWith("file:///")) return fileURLToPath(address);
  return address.slice("file://".length).replace(/^~(?=\/|$)/, HOME);
}

function indexOf(place: string, { stack = "", cacheFolder }: HistoryOptions) {
  const folder = cacheFolder ?? envPaths("registry-customer-access", { suffix: "" }).cache;
  return openIndex(folder, `${place}\n${stack}`);
}

/** A line every few seconds, where it takes as long as that. */
function progressOf({ progress }: Pick<CommandContext, "progress">) {
  let last = performance.now();
  return (read: number, all: number) => {
    if (performance.now() - last < PROGRESS_MS) return;
    last = performance.now();
    progress(`read ${read} of ${all} runs`);
  };
}

const PROGRESS_MS = 3_000;
