// The plugin's own executable as the engine runs it: a child process with a log to write to, driven over gRPC.

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { resolve } from "node:path";
import { createInterface } from "node:readline";
import {
  ChannelCredentials,
  Server,
  ServerCredentials,
  type ServerUnaryCall,
  type ServiceError,
  type sendUnaryData,
} from "@grpc/grpc-js";
import { EngineService } from "@pulumi/pulumi/proto/engine_grpc_pb";
import { type LogRequest, LogSeverity } from "@pulumi/pulumi/proto/engine_pb";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { type JavaScriptValue, Struct } from "google-protobuf/google/protobuf/struct_pb";

export type Properties = Record<string, unknown>;

/** A line that the engine's log received. */
export interface LogLine {
  severity: "info" | "warning";
  urn: string;
  message: string;
}

/** A running plugin with the engine's side of its log. */
export class Plugin {
  readonly client: ResourceProviderClient;
  /** What the engine's log received. */
  readonly log: LogLine[] = [];
  /** Everything that the process printed, and every message and log line that it sent. */
  readonly output: string[] = [];
  readonly process: ChildProcess;
  readonly #engine: Server;

  private constructor(running: { engine: Server; process: ChildProcess; port: string }) {
    this.#engine = running.engine;
    this.process = running.process;
    const credentials = ChannelCredentials.createInsecure();
    this.client = new ResourceProviderClient(`127.0.0.1:${running.port}`, credentials);
  }

  /** Runs the executable in another folder, with nothing but this environment. */
  static async start(environment: Record<string, string>): Promise<Plugin> {
    const received: LogRequest[] = [];
    const engine = new Server();
    const log: { receive(request: LogRequest): void } = { receive: (line) => received.push(line) };
    engine.addService(EngineService, {
      log(call: ServerUnaryCall<LogRequest, Empty>, callback: sendUnaryData<Empty>) {
        log.receive(call.request);
        callback(null, new Empty());
      },
      // The rest of the engine's service, which the plugin has no use for.
      getRootResource: refuse,
      setRootResource: refuse,
      startDebugging: refuse,
      requirePulumiVersion: refuse,
    });
    const enginePort = await new Promise<number>((resolve, reject) => {
      engine.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, port) =>
        error === null ? resolve(port) : reject(error),
      );
    });
    const executable = resolve(__dirname, "../../../../provider/pulumi-resource-acr-credentials");
    const child = spawn(executable, [`127.0.0.1:${enginePort}`], {
      cwd: "/",
      env: { PATH: process.env.PATH, HOME: process.env.HOME, ...environment },
      stdio: ["pipe", "pipe", "pipe"],
    });
    const lines = createInterface(child.stdout);
    const [port] = (await once(lines, "line")) as [string];
    const plugin = new Plugin({ engine, process: child, port });
    log.receive = (request) => plugin.receive(request);
    lines.on("line", (line) => plugin.output.push(line));
    child.stderr.on("data", (bytes: Buffer) => plugin.output.push(bytes.toString("utf8")));
    return plugin;
  }

  /** Makes one call; what comes back is kept in `output`. */
  async call<Response extends { toObject(): object }>(
    make: (
      client: ResourceProviderClient,
      done: (error: ServiceError | null, response: Response) => void,
    ) => unknown,
  ): Promise<Response> {
    return new Promise((resolve, reject) => {
      make(this.client, (error, response) => {
        if (error === null) {
          resolve(response);
        } else {
          this.output.push(
            error.message,
            error.details,
            JSON.stringify(error.metadata.get("grpc-status-details-bin")),
          );
          reject(error);
        }
      });
    });
  }

  /** Ends the plugin as the death of the engine does: by closing its input. */
  async close(): Promise<void> {
    this.client.close();
    if (this.process.exitCode === null) {
      const exited = once(this.process, "exit");
      this.process.stdin?.end();
      await exited;
    }
    this.#engine.forceShutdown();
  }

  private receive(request: LogRequest): void {
    const severity = request.getSeverity() === LogSeverity.WARNING ? "warning" : "info";
    const line = { severity, urn: request.getUrn(), message: request.getMessage() } as const;
    this.log.push(line);
    this.output.push(line.message);
  }
}

/** Properties as the engine sends them. */
export function struct(properties: Properties): Struct {
  return Struct.fromJavaScript(properties as Record<string, JavaScriptValue>);
}

/** Properties as the engine receives them, in their form on the wire. */
export function properties(value: Struct | undefined): Properties {
  return value?.toJavaScript() ?? {};
}

function refuse(_call: unknown, callback: sendUnaryData<Empty>): void {
  callback(new Error("the plugin has no use for this"));
}
