// How long a push takes to be pullable in the customer's registry, and 200 deliveries at once to be answered.
import { readFile } from "node:fs/promises";
import { request } from "node:https";
import { setTimeout } from "node:timers/promises";
import { createSecureContext, type SecureContext } from "node:tls";
import picocolors from "picocolors";
import { NotFound } from "../azure/registry/answers";
import { getManifest } from "../azure/registry/manifests";
import type { RegistrySession } from "../azure/registry/session";
import type { CommandContext } from "../cli/command";
import { onEmulator } from "../cli/story/onEmulator";
import { announce, connect, deploy, type HandedOver } from "../cli/story/sync/handshake";
import { pointTag, pushSigned } from "../cli/story/sync/images";
import { PREFIX, REPOSITORY } from "../cli/story/sync/scenario";
import { openStage, type Stage } from "../cli/story/sync/stage";
import { now } from "../clock";

/** How much is sent. */
export interface EventsSize {
  /** One after the other. */
  readonly pushes: number;
  /** All at once. */
  readonly deliveries: number;
}

/** Deploys both sides by the real engine, and measures. The emulator is another process, in which the workflows run, too. */
export async function measureEvents(size: EventsSize, signal: AbortSignal): Promise<void> {
  const context: CommandContext = {
    env: {},
    isTerminal: false,
    colors: picocolors.createColors(false),
    signal,
    print: () => {},
    progress: (line) => console.error(line),
  };
  await onEmulator(context, { customer: true }, async ({ engine, emulator }) => {
    const stage = await openStage({ engine, emulator }, context);
    await announce(stage);
    const handedOver = await deploy(stage);
    await connect(stage, handedOver.url);
    const used = () => processorMs(emulator.pid);
    await measurePushes(stage, size.pushes, used);
    await measureDeliveries(stage, handedOver, { count: size.deliveries, used });
  });
}

/** Processor time of the emulator until now; undefined where the system does not tell. */
type Used = () => Promise<number | undefined>;

async function measurePushes(stage: Stage, count: number, used: Used): Promise<void> {
  const session = stage.contoso.openSession();
  const before = await used();
  const taken: number[] = [];
  for (let at = 0; at < count; at += 1) {
    const start = performance.now();
    const pushed = await pushSigned(stage.vendor, `bench-${at}`);
    for (const reference of pushed.values()) await arrival(session, reference);
    taken.push(performance.now() - start);
  }
  table(
    "signed image for two platforms, from the first byte to the last of its manifests pullable",
    {
      pushes: String(count),
      ...spread(taken),
      "processor of the emulator, each": perOne(before, await used(), count),
    },
  );
}

async function measureDeliveries(
  stage: Stage,
  { url, header }: HandedOver,
  { count, used }: { count: number; used: Used },
): Promise<void> {
  const { control, vendor, ca } = stage;
  const tags = Array.from({ length: count }, (_, at) => `delivered-${at}`);
  // The webhook's own deliveries are lost: the benchmark sends them, so that it sees when each is answered.
  await control.addFault({ operation: "Webhooks_Deliver", delivery: "lost", times: "Infinity" });
  for (const tag of tags) await pointTag(vendor, tag, "1.0.0");
  const session = vendor.openSession();
  const { digest } = await getManifest(session, { repository: REPOSITORY, reference: "1.0.0" });
  const events = tags.map((tag) => eventOf({ tag, digest }, vendor.loginServer));
  const secureContext = createSecureContext({ ca });
  const before = await used();
  const start = performance.now();
  const own = process.cpuUsage();
  const answers = await Promise.all(
    events.map((event) => post({ url, header, secureContext, event })),
  );
  const { user, system } = process.cpuUsage(own);
  const untilAnswered = await used();
  const copies = stage.contoso.openSession();
  for (const tag of tags) await arrival(copies, tag);
  const ms = performance.now() - start;
  table(`${count} deliveries at once, each over a connection of its own`, {
    accepted: String(answers.filter(({ status }) => status === 202).length),
    ...spread(answers.map(({ ms }) => ms)),
    "slowest, once it is connected": seconds(Math.max(...answers.map(({ sentMs }) => sentMs))),
    "processor of the sender until then": seconds((user + system) / 1_000),
    "processor of the emulator until then": perOne(before, untilAnswered, 1),
    copied: String(tags.length),
    "all copied after": seconds(ms),
    "processor of the emulator in all": perOne(before, await used(), 1),
  });
}

function eventOf(target: { tag: string; digest: string }, host: string): string {
  return JSON.stringify({
    id: "00000000-0000-4000-8000-000000000000",
    timestamp: now({}).toISOString(),
    action: "push",
    target: { repository: REPOSITORY, ...target },
    request: { id: "0", host, method: "PUT", useragent: "bench" },
  });
}

/** Sends one event as a webhook does; the times are until its answer: from the beginning, and from the connection. */
function post(sent: { url: string; header: string; secureContext: SecureContext; event: string }) {
  const start = performance.now();
  let connected = start;
  return new Promise<{ status: number; ms: number; sentMs: number }>((resolve, reject) => {
    const headers = { "content-type": "application/json", "X-Registry-Sync": sent.header };
    const { secureContext } = sent;
    const options = { method: "POST", headers, agent: false, secureContext };
    const outgoing = request(sent.url, options, (response) => {
      response.resume().on("end", () => {
        const end = performance.now();
        resolve({
          status: response.statusCode ?? 0,
          ms: end - start,
          sentMs: end - connected,
        });
      });
    });
    outgoing.on("error", reject);
    outgoing.on("socket", (socket) => {
      socket.on("secureConnect", () => {
        connected = performance.now();
      });
    });
    outgoing.end(sent.event);
  });
}

/** Waits until a copy can be pulled. @throws when it does not come within two minutes */
async function arrival(session: RegistrySession, reference: string): Promise<void> {
  const image = { repository: `${PREFIX}${REPOSITORY}`, reference };
  for (const start = performance.now(); performance.now() - start < 120_000; ) {
    try {
      await getManifest(session, image);
      return;
    } catch (thrown) {
      if (!(thrown instanceof NotFound)) throw thrown;
    }
    await setTimeout(20);
  }
  throw new Error(`${image.repository}:${reference} was lost`);
}

/** From /proc, in ticks of ten milliseconds: https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html */
async function processorMs(pid: number): Promise<number | undefined> {
  const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => undefined);
  const [, , ...fields] = stat?.replace(/\(.*\)/, "()").split(" ") ?? [];
  const [user, system] = fields.slice(11, 13).map(Number);
  return user === undefined || system === undefined ? undefined : (user + system) * 10;
}

function perOne(before: number | undefined, after: number | undefined, count: number): string {
  return before === undefined || after === undefined ? "-" : seconds((after - before) / count);
}

function spread(taken: readonly number[]): Record<string, string> {
  const sorted = [...taken].sort((a, b) => a - b);
  const at = (part: number) => seconds(sorted[Math.floor((sorted.length - 1) * part)] ?? 0);
  return { fastest: at(0), median: at(0.5), slowest: at(1) };
}

function seconds(ms: number): string {
  return `${(ms / 1_000).toFixed(2)} s`;
}

function table(title: string, cells: Readonly<Record<string, string>>): void {
  console.log(title);
  for (const [name, value] of Object.entries(cells)) {
    console.log(`  ${name.padEnd(38)}${value.padStart(8)}`);
  }
}
