// An alert on a metric; the part of the world that is about it.
import type { JsonObject } from "../http/request";

/** An alert, without what its place says. */
export interface MetricAlert {
  readonly name: string;
  readonly location: string;
  readonly tags: JsonObject;
  readonly properties: JsonObject;
}
