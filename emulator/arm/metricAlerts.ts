// Alerts on metrics: kept as they were declared. None ever fires, because nothing is measured here.

import { json, Refusal, type Reply } from "../http/reply";
import { isObject, jsonBody, param, type Request } from "../http/request";
import type { MetricAlert } from "../world/metricAlert";
import type { World } from "../world/world";
import { invalidContent, resourceNotFound } from "./errors";
import { groupId, requireResourceGroup } from "./resources";

const TYPE = "Microsoft.Insights/metricAlerts";

/** GET …/metricAlerts/{rule}. */
export function getMetricAlert(request: Request, world: World): Reply {
  const { key, group, name } = placeOf(request, world);
  const found = world.metricAlerts.get(key);
  if (found === undefined) throw new Refusal(resourceNotFound(TYPE, name, group));
  return json(200, show(found, group, world));
}

/** PUT …/metricAlerts/{rule}: 200, also for a new one. */
export function putMetricAlert(request: Request, world: World): Reply {
  const { key, group, name } = placeOf(request, world);
  const { location, tags, properties } = jsonBody(request, invalidContent);
  if (typeof location !== "string" || !isObject(properties)) {
    throw new Refusal(invalidContent("The properties 'location' and 'properties' are required."));
  }
  const missing = REQUIRED.filter((each) => properties[each] === undefined);
  if (missing.length > 0) {
    throw new Refusal(invalidContent(`The properties '${missing.join("', '")}' are required.`));
  }
  const alert = { name, location, tags: isObject(tags) ? tags : {}, properties };
  world.metricAlerts.set(key, alert);
  return json(200, show(alert, group, world));
}

/** DELETE …/metricAlerts/{rule}: 204 when there is nothing. */
export function deleteMetricAlert(request: Request, world: World): Reply {
  return { status: world.metricAlerts.delete(placeOf(request, world).key) ? 200 : 204 };
}

const REQUIRED = [
  "criteria",
  "enabled",
  "evaluationFrequency",
  "scopes",
  "severity",
  "windowSize",
] as const;

function placeOf(request: Request, world: World) {
  const group = requireResourceGroup(request, world).name;
  const name = param(request, "rule");
  return { group, name, key: `${group}/${name}`.toLowerCase() };
}

function show({ name, location, tags, properties }: MetricAlert, group: string, world: World) {
  const id = `${groupId(world, group)}/providers/${TYPE}/${name}`;
  return { id, name, type: TYPE, location, tags, properties };
}
