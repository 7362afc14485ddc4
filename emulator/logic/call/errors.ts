// What a workflow's own URLs answer when they refuse; statuses and codes are assumed where no source is named.
import { armError } from "../../http/errors";
import { Refusal } from "../../http/reply";

/** 404 for an id that no workflow has. */
export const workflowNotFound = (id: string) =>
  new Refusal(armError(404, "WorkflowNotFound", `The workflow '${id}' could not be found.`));

/** 404 for a trigger that the workflow has not. */
export const triggerNotFound = (workflow: string, trigger: string) =>
  new Refusal(
    armError(
      404,
      "WorkflowTriggerNotFound",
      `The workflow '${workflow}' trigger '${trigger}' could not be found.`,
    ),
  );

/** 401 beside a signature, documented as an error: https://learn.microsoft.com/azure/logic-apps/logic-apps-securing-a-logic-app#enable-azure-ad-inbound */
export const twoSchemes = () =>
  new Refusal(
    armError(
      401,
      "DirectApiAuthorizationRequired",
      "The request must be authenticated only by Shared Access scheme.",
    ),
  );

/** 401 for a signature that is missing, wrong, or too old. */
export const badSignature = () =>
  new Refusal(
    armError(401, "AuthorizationFailed", "The authentication credentials are not valid."),
  );

/** 401 for an address outside of the ranges. */
export const foreignAddress = (address: string) =>
  new Refusal(
    armError(
      401,
      "AuthorizationFailed",
      `The client IP address '${address}' is not in the allowed caller IP address ranges specified in the workflow access control configuration.`,
    ),
  );

/** 400 for a workflow that is disabled. */
export const triggerDisabled = (workflow: string, trigger: string) =>
  new Refusal(
    armError(
      400,
      "WorkflowTriggerIsNotEnabled",
      `Could not execute workflow trigger '${trigger}' of workflow '${workflow}' because it is not enabled.`,
    ),
  );

/** 405 for another method than the trigger's. */
export const wrongMethod = (trigger: string, method: string) =>
  new Refusal(
    armError(
      405,
      "TriggerRequestMethodNotValid",
      `The HTTP method of the request to trigger '${trigger}' must be '${method}'.`,
    ),
  );

/** 400 for a body that is not the JSON that it says it is. */
export const badContent = (trigger: string) =>
  new Refusal(
    armError(
      400,
      "InvalidRequestContent",
      `The content of the request to trigger '${trigger}' is not valid JSON.`,
    ),
  );

/** 400, documented: https://learn.microsoft.com/azure/connectors/connectors-native-reqres#add-request-trigger */
export const schemaMismatch = (trigger: string, details: string) =>
  new Refusal(
    armError(
      400,
      "TriggerInputSchemaMismatch",
      `The input body for trigger '${trigger}' of type 'Request' did not match its schema definition. Error details: '${details}'.`,
    ),
  );

/** 400 for a condition that cannot be evaluated. */
export const badCondition = (trigger: string, details: string) =>
  new Refusal(
    armError(
      400,
      "InvalidTemplate",
      `Unable to process template language expressions in trigger '${trigger}' conditions: '${details}'.`,
    ),
  );

/** 429, documented: https://learn.microsoft.com/azure/logic-apps/logic-apps-workflow-actions-triggers#change-waiting-runs */
export const tooManyRuns = (workflow: string) =>
  new Refusal(
    armError(
      429,
      "WorkflowRunsLimitExceeded",
      `The workflow '${workflow}' has too many waiting runs; no more are accepted.`,
    ),
  );

/** 504 for a Response that is late, documented: https://learn.microsoft.com/azure/connectors/connectors-native-reqres#add-a-response-action */
export const lateResponse = (id: string) =>
  armError(
    504,
    "GatewayTimeout",
    `The server did not receive a response from an upstream server. Request tracking id '${id}'.`,
  );

/** 502 for a run that ends without its Response. */
export const noResponse = (id: string) =>
  armError(
    502,
    "NoResponse",
    `The server did not receive a response from an upstream server. Request tracking id '${id}'.`,
  );
