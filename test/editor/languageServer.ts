// The real YAML language server, as an editor runs it: a child process that is spoken to over standard input and output.
import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

/** What is wrong at a place; lines and characters count from 0, as the protocol has it. */
export interface Diagnostic {
  readonly range: { readonly start: Position; readonly end: Position };
  readonly message: string;
  readonly severity: number;
}

/** A place in a text. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

/** A proposal of the editor. */
export interface Completion {
  readonly label: string;
  readonly documentation?: string | { readonly value: string };
}

const PROJECT = join(__dirname, "..", "..");
const SERVER = join(PROJECT, "node_modules/yaml-language-server/bin/yaml-language-server");

/** As an editor sets the server up that finds schemas by the first line of a file alone. */
const SETTINGS = {
  yaml: {
    validate: true,
    hover: true,
    completion: true,
    schemaStore: { enable: false },
    kubernetesCRDStore: { enable: false },
  },
};

/** Speaks the language server protocol: https://microsoft.github.io/language-server-protocol/specification */
export class LanguageServer {
  readonly #process: ChildProcessWithoutNullStreams;
  readonly #answers = new Map<number, (result: unknown) => void>();
  readonly #diagnostics = new Map<string, (found: Diagnostic[]) => void>();
  #received = Buffer.alloc(0);
  #last = 0;

  /** Starts the server, in a process that can reach nothing on the network. */
  static async start(): Promise<LanguageServer> {
    const server = new LanguageServer();
    await server.#ask("initialize", {
      processId: null,
      rootUri: pathToFileURL(PROJECT).href,
      capabilities: { textDocument: { hover: { contentFormat: ["markdown"] } } },
      workspaceFolders: null,
    });
    server.#tell("initialized", {});
    server.#tell("workspace/didChangeConfiguration", { settings: SETTINGS });
    return server;
  }

  private constructor() {
    const nowhere = "http://127.0.0.1:9";
    this.#process = spawn(process.execPath, [SERVER, "--stdio"], {
      cwd: PROJECT,
      env: { PATH: process.env.PATH, HTTP_PROXY: nowhere, HTTPS_PROXY: nowhere },
    });
    this.#process.stdout.on("data", (chunk: Buffer) => this.#receive(chunk));
  }

  /** Opens a text as if it stood in this file of the project, and returns all that the server finds wrong. */
  async open(file: string, text: string): Promise<Diagnostic[]> {
    const uri = uriOf(file);
    const found = new Promise<Diagnostic[]>((resolve) => this.#diagnostics.set(uri, resolve));
    this.#tell("textDocument/didOpen", {
      textDocument: { uri, languageId: "yaml", version: 1, text },
    });
    return found;
  }

  /** What may be written at a place of an open text. */
  async completions(file: string, position: Position): Promise<Completion[]> {
    const result = await this.#ask("textDocument/completion", {
      textDocument: { uri: uriOf(file) },
      position,
    });
    return (result as { items: Completion[] }).items;
  }

  /** What is shown of the word at a place of an open text. */
  async hover(file: string, position: Position): Promise<string | undefined> {
    const result = await this.#ask("textDocument/hover", {
      textDocument: { uri: uriOf(file) },
      position,
    });
    return (result as { contents?: { value: string } } | null)?.contents?.value;
  }

  async stop(): Promise<void> {
    const exited = once(this.#process, "exit");
    await this.#ask("shutdown", null);
    this.#tell("exit", null);
    await exited;
  }

  #ask(method: string, params: unknown): Promise<unknown> {
    const id = ++this.#last;
    const answer = new Promise((resolve) => this.#answers.set(id, resolve));
    this.#send({ id, method, params });
    return answer;
  }

  #tell(method: string, params: unknown): void {
    this.#send({ method, params });
  }

  #send(message: object): void {
    const body = Buffer.from(JSON.stringify({ jsonrpc: "2.0", ...message }));
    this.#process.stdin.write(`Content-Length: ${body.length}\r\n\r\n`);
    this.#process.stdin.write(body);
  }

  #receive(chunk: Buffer): void {
    this.#received = Buffer.concat([this.#received, chunk]);
    for (;;) {
      const end = this.#received.indexOf("\r\n\r\n");
      const [, length] =
        /Content-Length: (\d+)/.exec(this.#received.subarray(0, end).toString()) ?? [];
      const body = end + 4;
      if (end < 0 || length === undefined || this.#received.length < body + Number(length)) return;
      const text = this.#received.subarray(body, body + Number(length)).toString();
      this.#received = this.#received.subarray(body + Number(length));
      this.#take(JSON.parse(text) as Message);
    }
  }

  #take({ id, method, params, result }: Message): void {
    if (method === "textDocument/publishDiagnostics") {
      const { uri, diagnostics } = params as { uri: string; diagnostics: Diagnostic[] };
      this.#diagnostics.get(uri)?.(diagnostics);
    } else if (method !== undefined && id !== undefined) {
      // A question of the server, such as whether it may register something: nothing to add.
      this.#send({ id, result: null });
    } else if (typeof id === "number") {
      this.#answers.get(id)?.(result);
    }
  }
}

interface Message {
  readonly id?: number | string;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
}

function uriOf(file: string): string {
  return pathToFileURL(join(PROJECT, file)).href;
}
