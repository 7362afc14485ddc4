// The stand-in for random: values are made at create, kept in the state, and made again when any input changes.
import { propertyChanges } from "../propertyDiff";
import type {
  CheckRequest,
  CheckResult,
  CreateRequest,
  DiffRequest,
  DiffResult,
  Provider,
  ReadRequest,
  ResourceRequest,
  ResourceState,
  UpdateRequest,
} from "../provider";
import { reveal, withSecretsOf } from "../secrets";
import { type PropertyMap, Secret, UNKNOWN, Unknown } from "../wire";
import { randomId } from "./randomId";
import { randomPassword, randomString } from "./randomString";
import type { RandomType, RandomValue } from "./randomType";

const RANDOM_TYPES: Readonly<Record<string, RandomType>> = {
  "random:index/randomId:RandomId": randomId,
  "random:index/randomPassword:RandomPassword": randomPassword,
  "random:index/randomString:RandomString": randomString,
};

/** Serves RandomId, RandomPassword and RandomString. */
export class Random implements Provider {
  readonly name = "random";
  readonly version: string;

  constructor(options: { readonly version: string }) {
    this.version = options.version;
  }

  async configure(): Promise<void> {}

  check(request: CheckRequest): CheckResult {
    const inputs = reveal(request.news);
    const isKnown = !Object.values(inputs).some((value) => value instanceof Unknown);
    const type = typeOf(request);
    const reasons = isKnown ? type.failures(type.settings(inputs)) : [];
    return { inputs: request.news, failures: reasons.map((reason) => ({ reason })) };
  }

  diff(request: DiffRequest): DiffResult {
    const type = typeOf(request);
    const olds = without([...type.computed, "id", META], reveal(request.olds));
    const changes = [...propertyChanges(olds, type.settings(reveal(request.news)))];
    return {
      changes: new Map(changes.map(([path, change]) => [path, { change, replaces: true }])),
    };
  }

  async create(request: CreateRequest): Promise<ResourceState> {
    const type = typeOf(request);
    const settings = type.settings(reveal(request.inputs));
    const made = request.preview ? undefined : type.generate(settings);
    const outputs =
      made === undefined
        ? Object.fromEntries(["id", ...type.computed].map((name) => [name, UNKNOWN]))
        : stateOf(type, made);
    const all = markSecrets(type, { ...settings, ...outputs });
    return { id: made?.id ?? "", outputs: withSecretsOf(request.inputs, all) };
  }

  async read(request: ReadRequest) {
    if (Object.keys(request.outputs).length > 0) {
      return request;
    }
    const type = typeOf(request);
    const { inputs, ...adopted } = type.adopt(request.id);
    const outputs = { ...type.settings(inputs), ...stateOf(type, adopted) };
    return { id: adopted.id, inputs, outputs: markSecrets(type, outputs) };
  }

  async update({ type }: UpdateRequest): Promise<PropertyMap> {
    throw new Error(`${type} cannot be updated; every change of its inputs replaces it`);
  }

  async delete(): Promise<void> {}

  cancel(): void {}
}

function typeOf({ type }: ResourceRequest): RandomType {
  const known = RANDOM_TYPES[type];
  if (known === undefined) {
    throw new Error(
      `the stand-in for random does not know ${type}; it knows ${Object.keys(RANDOM_TYPES).join(", ")}`,
    );
  }
  return known;
}

/** Where the real plugin keeps the version of the resource in the Terraform provider. */
const META = "__meta";

/** What the real plugin keeps of a value beside its settings (provider/testdata of pulumi/pulumi-random; recorded). */
function stateOf({ schemaVersion }: RandomType, { id, outputs }: RandomValue): PropertyMap {
  const meta = { [META]: JSON.stringify({ schema_version: String(schemaVersion) }) };
  return { ...outputs, id, ...(schemaVersion === 0 ? {} : meta) };
}

function markSecrets(type: RandomType, outputs: PropertyMap): PropertyMap {
  return Object.fromEntries(
    Object.entries(outputs).map(([name, value]) => [
      name,
      type.secrets.includes(name) ? new Secret(value) : value,
    ]),
  );
}

function without(names: readonly string[], properties: PropertyMap): PropertyMap {
  return Object.fromEntries(Object.entries(properties).filter(([name]) => !names.includes(name)));
}
