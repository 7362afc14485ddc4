// Tells somebody when runs of a workflow fail.
import type { Workflow } from "@pulumi/azure-native/logic";
import { MetricAlert } from "@pulumi/azure-native/monitor";
import type * as pulumi from "@pulumi/pulumi";

/** Which workflow, and whom to tell. */
export interface FailedRunsAlertArgs {
  readonly resourceGroupName: pulumi.Input<string>;
  readonly workflow: Workflow;
  readonly actionGroupId: pulumi.Input<string>;
}

/**
 * An alert on each hour in which a run failed; replacing it changes nothing else.
 *
 * https://learn.microsoft.com/azure/azure-monitor/reference/supported-metrics/microsoft-logic-workflows-metrics
 */
export function failedRunsAlert(
  name: string,
  { resourceGroupName, workflow, actionGroupId }: FailedRunsAlertArgs,
  opts: pulumi.CustomResourceOptions,
): MetricAlert {
  return new MetricAlert(
    name,
    {
      ruleName: name,
      resourceGroupName,
      location: "global",
      description:
        "Copying images failed; the error of the failed run says why, and what to do. What changed in the last hours is copied by the next catch-up; run `npm run sync -- --apply` if this lasts longer.",
      enabled: true,
      severity: 2,
      scopes: [workflow.id],
      evaluationFrequency: "PT15M",
      windowSize: "PT1H",
      criteria: {
        odataType: "Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria",
        allOf: [
          {
            criterionType: "StaticThresholdCriterion",
            name: "failed-runs",
            metricName: "RunsFailed",
            operator: "GreaterThan",
            threshold: 0,
            timeAggregation: "Total",
          },
        ],
      },
      actions: [{ actionGroupId }],
    },
    opts,
  );
}
