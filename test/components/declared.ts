// What a program declares, as Pulumi's engine would be told: recorded from the requests of a mocked run.

import * as pulumi from "@pulumi/pulumi";
import type {
  RegisterPackageRequest,
  RegisterResourceOutputsRequest,
  RegisterResourceRequest,
} from "@pulumi/pulumi/proto/resource_pb";
import { SECRET_ID } from "./customers";

/** One resource as the engine would be asked to register it. */
export interface Declared {
  type: string;
  name: string;
  /** The name of its parent; "" at the top. */
  parent: string;
  /** In their form on the wire. */
  inputs: Record<string, unknown>;
  /** What a component registers at its end. */
  outputs?: Record<string, unknown>;
  options: {
    protect: boolean;
    /** Names of resources, sorted. */
    dependsOn: string[];
    ignoreChanges: string[];
    aliases: number;
    /** The id under which it is adopted; absent for what is created. */
    import?: string;
    /** Only for what stays in Azure when it leaves the state. */
    retainOnDelete?: true;
    /** Only where azure-native's own order is overridden: the new one is made first. */
    deleteBeforeReplace?: false;
    /** Names of the hooks that may refuse a creation; absent where none does. */
    beforeCreate?: string[];
    /** The same of an update. */
    beforeUpdate?: string[];
  };
}

/** A plugin that a program ties to a parameter. */
export interface DeclaredPlugin {
  plugin: string;
  parameter: unknown;
}

/** Everything that a program declared. */
export interface Declarations {
  /** In the order of the requests. */
  resources: Declared[];
  plugins: DeclaredPlugin[];
  /** The name of the provider that a resource names, by the resource's name. */
  providers: Record<string, string>;
  /** What it asked a plugin, with which arguments. */
  asked: { function: string; args: unknown }[];
}

/** What Azure and the provider would give; by type, from the inputs. */
const OUTPUTS: Record<string, () => Record<string, unknown>> = {
  "acr-credentials:index:TokenSecret": () => ({
    username: "contoso-pull",
    secretId: SECRET_ID,
    secretVersion: "0123456789abcdef0123456789abcdef",
    isPublished: true,
    currentSlot: "password1",
    issuedAt: "2026-03-01T12:34:56.789Z",
    expiresAt: "2026-05-30T00:00:00Z",
    rotateOn: "2026-04-28",
  }),
  "acr-credentials:index:AccessGuard": () => ({ revision: 7, listedSince: {}, rightsSince: {} }),
  "random:index/randomString:RandomString": () => ({ result: "x7k2pd4q" }),
};

/** What the mocked provider answers in place of the usual outputs; to a question also a failure. */
export type Answers = Record<string, Record<string, unknown> | Error>;

/**
 * Runs a program against mocks and gives what it declared, in the order of the requests.
 *
 * It does not show that the engine accepts the resources, in which order it makes them, or that Azure does.
 */
export async function declared<Result>(
  program: () => Result,
  answers: Answers = {},
  isPreview = false,
): Promise<{ result: Result } & Declarations> {
  const declarations = await mocked(answers, isPreview);
  const result = program();
  await pulumi.runtime.disconnect();
  return { result, ...declarations };
}

/** Runs a program that is to fail, and gives its error and what it had declared until then. */
export async function refused(program: () => unknown): Promise<{ error: unknown } & Declarations> {
  const declarations = await mocked({}, false);
  try {
    program();
  } catch (error) {
    await pulumi.runtime.disconnect();
    return { error, ...declarations };
  }
  throw new Error("the program did not fail");
}

async function mocked(answers: Answers, isPreview: boolean): Promise<Declarations> {
  const asked: Declarations["asked"] = [];
  await pulumi.runtime.setMocks(
    {
      call({ token, inputs }) {
        asked.push({ function: token, args: inputs });
        const answer = answers[token] ?? inputs;
        // As gRPC has it.
        if (answer instanceof Error) throw Object.assign(answer, { details: answer.message });
        return answer;
      },
      newResource: ({ type, name, inputs, custom }) => ({
        id: custom ? `${name}-id` : undefined,
        state: { ...inputs, ...OUTPUTS[type]?.(), ...answers[type] },
      }),
    },
    "customer-access",
    "dev",
    isPreview,
  );
  return { ...record(), asked };
}

/** The value of an output that a program declared. */
export function resolved<Value>(output: pulumi.Output<Value>): Promise<Value> {
  return new Promise((resolve) => {
    output.apply((value) => resolve(value));
  });
}

type Done = (error: unknown, response: unknown) => void;

function record(): Omit<Declarations, "asked"> {
  const resources: Declared[] = [];
  const plugins: DeclaredPlugin[] = [];
  const providers: Record<string, string> = {};
  const monitor = pulumi.runtime.getMonitor();
  if (monitor === undefined) throw new Error("there is no monitor to record from");
  const registerResource = monitor.registerResource.bind(monitor) as (
    request: RegisterResourceRequest,
    done: Done,
  ) => unknown;
  const registerPackage = monitor.registerPackage.bind(monitor) as (
    request: RegisterPackageRequest,
    done: Done,
  ) => unknown;
  Object.assign(monitor, {
    registerResource(request: RegisterResourceRequest, done: Done) {
      resources.push(read(request));
      const provider = request.getProvider().split("::").at(-2);
      if (provider !== undefined) providers[request.getName()] = provider;
      return registerResource(request, done);
    },
    registerPackage(request: RegisterPackageRequest, done: Done) {
      const value = Buffer.from(request.getParameterization()?.getValue_asU8() ?? []);
      plugins.push({ plugin: request.getName(), parameter: JSON.parse(value.toString("utf8")) });
      return registerPackage(request, done);
    },
    registerResourceOutputs(request: RegisterResourceOutputsRequest, done: Done) {
      const name = nameOf(request.getUrn());
      const component = resources.find((each) => each.name === name && "outputs" in each === false);
      if (component !== undefined) component.outputs = request.getOutputs()?.toJavaScript() ?? {};
      done(null, {});
    },
  });
  return { resources, plugins, providers };
}

function read(request: RegisterResourceRequest): Declared {
  return {
    type: request.getType(),
    name: request.getName(),
    parent: nameOf(request.getParent()),
    inputs: request.getObject()?.toJavaScript() ?? {},
    options: {
      protect: request.getProtect() ?? false,
      dependsOn: request.getDependenciesList().map(nameOf).sort(),
      ignoreChanges: request.getIgnorechangesList(),
      aliases: request.getAliasesList().length + request.getAliasurnsList().length,
      ...(request.getImportid() === "" ? {} : { import: request.getImportid() }),
      ...(request.getRetainondelete() === true ? { retainOnDelete: true } : {}),
      ...(request.getDeletebeforereplacedefined() && !request.getDeletebeforereplace()
        ? { deleteBeforeReplace: false }
        : {}),
      ...named("beforeCreate", request.getHooks()?.getBeforeCreateList() ?? []),
      ...named("beforeUpdate", request.getHooks()?.getBeforeUpdateList() ?? []),
    },
  };
}

function named(
  key: "beforeCreate" | "beforeUpdate",
  hooks: string[],
): Partial<Declared["options"]> {
  return hooks.length === 0 ? {} : { [key]: hooks };
}

function nameOf(urn: string): string {
  return urn.split("::").at(-1) ?? "";
}
