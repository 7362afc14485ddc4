// A network in which every answer to generateCredentials is changed on its way.

import type { HttpClient, PipelineResponse } from "@azure/core-rest-pipeline";

/** Carries requests as `network` does; `change` gets the text of each answer to generateCredentials. */
export function changedAnswers(network: HttpClient, change: (body: string) => string): HttpClient {
  return {
    async sendRequest(request): Promise<PipelineResponse> {
      const response = await network.sendRequest(request);
      if (!request.url.includes("/generateCredentials")) return response;
      return { ...response, bodyAsText: change(response.bodyAsText ?? "") };
    },
  };
}
