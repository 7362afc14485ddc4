// A network in which every answer to generateCredentials is changed on its way.

import {
  createDefaultHttpClient,
  type HttpClient,
  type PipelineResponse,
} from "@azure/core-rest-pipeline";

/** Carries requests over the network; `change` gets the text of each answer to generateCredentials. */
export function changedAnswers(change: (body: string) => string): HttpClient {
  const network = createDefaultHttpClient();
  return {
    async sendRequest(request): Promise<PipelineResponse> {
      const response = await network.sendRequest(request);
      if (!request.url.includes("/generateCredentials")) return response;
      return { ...response, bodyAsText: change(response.bodyAsText ?? "") };
    },
  };
}
