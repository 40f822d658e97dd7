/**
 * Layers of a network: how many neurons lie on the longest way from a neuron without inputs, where neurons that reach
 * each other, a recurrent component, count as one and share a layer.
 *
 * **Source** components: R. Tarjan, "Depth-First Search and Linear Graph Algorithms", SIAM J. Comput. 1(2), 1972,
 * doi:10.1137/0201010, without recursion. Cost O(m).
 */
import { NONE } from '@nmap/kernels';
import type { Network } from '@nmap/ir';

/** layer[vertex], from 0; of external neurons NONE: they are sources of the layers, and in none. */
export function layersOf(network: Network): Uint32Array {
  const { vertexCount, external, inStart, inSource } = network;
  const component = componentsOf(network);
  // Tarjan numbers a component after all that it reaches: of its sources, each has a higher number or the same.
  const members = Array.from(component.keys()).filter((vertex) => external[vertex] === 0);
  members.sort((a, b) => component[b] - component[a] || a - b);
  const layerOfComponent = new Map<number, number>();
  for (let first = 0; first < members.length;) {
    const own = component[members[first]];
    let layer = 0;
    let end = first;
    for (; end < members.length && component[members[end]] === own; end++) {
      const vertex = members[end];
      for (let e = inStart[vertex]; e < inStart[vertex + 1]; e++) {
        const source = inSource[e];
        if (external[source] === 0 && component[source] !== own)
          layer = Math.max(layer, layerOfComponent.get(component[source])! + 1);
      }
    }
    layerOfComponent.set(own, layer);
    first = end;
  }
  const layer = new Uint32Array(vertexCount).fill(NONE);
  for (const vertex of members) layer[vertex] = layerOfComponent.get(component[vertex])!;
  return layer;
}

/** component[vertex]: a component has a lower number than those that reach it. */
function componentsOf({ vertexCount, outStart, outTarget }: Network): Uint32Array {
  const component = new Uint32Array(vertexCount).fill(NONE);
  const index = new Uint32Array(vertexCount).fill(NONE);
  const low = new Uint32Array(vertexCount);
  const next = outStart.slice(0, vertexCount);
  const open: number[] = [];
  const path: number[] = [];
  let visited = 0;
  let count = 0;
  for (let root = 0; root < vertexCount; root++) {
    if (index[root] !== NONE) continue;
    enter(root);
    while (path.length > 0) {
      const vertex = path[path.length - 1];
      if (next[vertex] < outStart[vertex + 1]) {
        const target = outTarget[next[vertex]++];
        if (index[target] === NONE) enter(target);
        else if (component[target] === NONE) low[vertex] = Math.min(low[vertex], index[target]);
        continue;
      }
      path.pop();
      if (path.length > 0) {
        const parent = path[path.length - 1];
        low[parent] = Math.min(low[parent], low[vertex]);
      }
      if (low[vertex] !== index[vertex]) continue;
      for (let member = -1; member !== vertex;) {
        member = open.pop()!;
        component[member] = count;
      }
      count++;
    }
  }
  return component;

  function enter(vertex: number): void {
    index[vertex] = visited;
    low[vertex] = visited++;
    open.push(vertex);
    path.push(vertex);
  }
}
