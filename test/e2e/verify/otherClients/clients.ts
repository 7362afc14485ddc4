// skopeo, crane, oras and the Azure CLI, each by its own commands.
import { spawnSync } from "node:child_process";
import { copyFile, mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Emulator } from "../../../../emulator/emulator";
import { isAzureCliInstalled, startAzureCli } from "../../../emulator/clients/azureCli";
import { EmulatedAzure } from "../../../emulator/useEmulator";
import { couldRun, type HandedOver, type OtherClient, REFUSED } from "./client";

/** Each with how to get it, for whoever has it not. */
export const CLIENTS: readonly {
  name: string;
  isThere(): boolean;
  install: string;
  open(emulator: Emulator): Promise<OtherClient>;
}[] = [
  {
    name: "skopeo",
    isThere: () => spawnSync("skopeo", ["--version"]).status === 0,
    install: "apt-get install skopeo",
    open: openSkopeo,
  },
  {
    name: "crane",
    isThere: () => spawnSync("crane", ["version"]).status === 0,
    install: "`.ci/run` builds it",
    open: openCrane,
  },
  {
    name: "oras",
    isThere: () => spawnSync("oras", ["version"]).status === 0,
    install: "`.ci/run` builds it",
    open: openOras,
  },
  {
    name: "the Azure CLI",
    isThere: isAzureCliInstalled,
    install: "`.ci/run` installs it",
    open: openAzureCli,
  },
];

async function openSkopeo({ caFile }: Emulator): Promise<OtherClient> {
  const folder = await mkdtemp(join(tmpdir(), "other-skopeo-"));
  const certificates = join(folder, "certificates");
  await mkdir(certificates);
  await copyFile(caFile, join(certificates, "ca.crt"));
  const run = (...args: string[]) =>
    couldRun("skopeo", args, {
      ...process.env,
      HOME: folder,
      REGISTRY_AUTH_FILE: join(folder, "auth"),
    });
  const as = ({ username, password }: HandedOver, prefix = "") => [
    `--${prefix}cert-dir`,
    certificates,
    `--${prefix}creds`,
    `${username}:${password}`,
  ];
  const at = ({ loginServer }: HandedOver, image: string) => `docker://${loginServer}/${image}`;
  return {
    pull: (who, image) => run("inspect", "--raw", "--no-tags", ...as(who), at(who, image)),
    tags: (who, repository) => run("list-tags", ...as(who), at(who, repository)),
    write: (who, image) =>
      run(
        ...["copy", "--all", ...as(who, "src-"), ...as(who, "dest-")],
        ...[at(who, image), at(who, tagged(image))],
      ),
    close: () => rm(folder, { recursive: true }),
  };
}

async function openCrane({ caFile }: Emulator): Promise<OtherClient> {
  const folder = await mkdtemp(join(tmpdir(), "other-crane-"));
  // One login for each customer, as the configuration of docker keeps it.
  const run = async (who: HandedOver, ...args: string[]) => {
    const home = join(folder, who.username);
    const env = { ...process.env, HOME: home, DOCKER_CONFIG: home, SSL_CERT_FILE: caFile };
    const { loginServer, username, password } = who;
    await mkdir(home, { recursive: true });
    await couldRun("crane", ["auth", "login", loginServer, "-u", username, "-p", password], env);
    return couldRun("crane", args, env);
  };
  const at = ({ loginServer }: HandedOver, image: string) => `${loginServer}/${image}`;
  return {
    pull: (who, image) => run(who, "manifest", at(who, image)),
    layer: (who, blob) => run(who, "blob", at(who, blob)),
    tags: (who, repository) => run(who, "ls", at(who, repository)),
    catalog: (who) => run(who, "catalog", who.loginServer),
    write: (who, image) => run(who, "tag", at(who, image), "written"),
    close: () => rm(folder, { recursive: true }),
  };
}

async function openOras({ caFile }: Emulator): Promise<OtherClient> {
  const folder = await mkdtemp(join(tmpdir(), "other-oras-"));
  const env = { ...process.env, HOME: folder, DOCKER_CONFIG: folder, SSL_CERT_FILE: caFile };
  const run = ({ username, password }: HandedOver, ...args: string[]) =>
    couldRun(
      "oras",
      [...args, "--plain-http=false", "--username", username, "--password", password],
      env,
    );
  const at = ({ loginServer }: HandedOver, image: string) => `${loginServer}/${image}`;
  return {
    pull: (who, image) => run(who, "manifest", "fetch", at(who, image)),
    layer: (who, blob) => run(who, "blob", "fetch", "--output", "/dev/null", at(who, blob)),
    tags: (who, repository) => run(who, "repo", "tags", at(who, repository)),
    catalog: (who) => run(who, "repo", "ls", who.loginServer),
    write: (who, image) => run(who, "tag", at(who, image), "written"),
    close: () => rm(folder, { recursive: true }),
  };
}

async function openAzureCli(emulator: Emulator): Promise<OtherClient> {
  const azure = EmulatedAzure.visit(emulator, "az");
  const cli = await startAzureCli(azure);
  const registry = emulator.registries[0]?.name ?? "";
  const run = ({ username, password }: HandedOver, line: string) =>
    cli.run(`az acr ${line} --username '${username}' --password '${password}' --output none`).then(
      () => true,
      (error: Error) => {
        if (REFUSED.test(error.message)) return false;
        throw error;
      },
    );
  return {
    pull: (who, image) => run(who, `manifest show --registry ${registry} --name ${image}`),
    tags: (who, repository) =>
      run(who, `repository show-tags --name ${registry} --repository ${repository}`),
    catalog: (who) => run(who, `repository list --name ${registry}`),
    write: (who, image) =>
      run(who, `repository update --name ${registry} --image ${image} --write-enabled false`),
    async close() {
      await cli.close();
      azure.leave();
    },
  };
}

function tagged(image: string): string {
  return `${image.replace(/[@:].*$/, "")}:written`;
}
