import { accuracy, type DataSet } from '@nmap/dnn';
import { wilson, type ShareInterval } from '@nmap/conversion';
import type { DeployInput } from './deploy-input.ts';
import { ladder, type Ladder } from './search/ladder.ts';
import { paretoFront, type DeployPoint } from './search/points.ts';
import { search, type OnTry, type Searched } from './search/search.ts';

export interface DeployRequest extends Omit<DeployInput, 'neededAccuracy'> {
  /** Share of accuracy that may be lost against the trained network: 0.01 is a point. */
  readonly tolerance: number;
  /** Pipeline of the ladder, and so of the chosen point, by text. */
  readonly finalPipeline: string;
}

export interface Deployment extends Searched {
  /** Of the trained network, on the images of the search and on those that were held back. */
  readonly dnnSearch: ShareInterval;
  readonly dnnHeld: ShareInterval;
  readonly neededAccuracy: number;
  readonly pareto: readonly DeployPoint[];
  /** Its last rung is the chosen point; null where nothing reached the accuracy. */
  readonly ladder: Ladder | null;
}

/** The whole search; every point of the ladder is placed with the final pipeline, verified and replayed. */
export async function deploy(request: DeployRequest, onTry: OnTry): Promise<Deployment> {
  const { tolerance, finalPipeline, ...rest } = request;
  const dnnSearch = accuracyOf(request, request.search);
  const dnnHeld = accuracyOf(request, request.held);
  const neededAccuracy = dnnSearch.share - tolerance;
  const input: DeployInput = { ...rest, neededAccuracy };
  const searched = await search(input, onTry);
  const { chosen } = searched;
  const climbed = chosen === null ? null : await ladder(chosen, { ...input, pipeline: finalPipeline }, onTry);
  return {
    ...searched,
    dnnSearch,
    dnnHeld,
    neededAccuracy,
    pareto: paretoFront(searched.points),
    ladder: climbed,
  };
}

function accuracyOf({ dnn }: DeployRequest, data: DataSet): ShareInterval {
  const { correct, count } = accuracy(dnn, data);
  return wilson(correct, count);
}
