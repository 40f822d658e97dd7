/** What an edge stands for that is no synapse of the network: it leads into a part or a relay, or out of a part. */
export const INNER = 0xffff_ffff;

const FIRST_CAPACITY = 1024;

/** Columns of synapses between numbered neurons; grows by doubling where room was not made before. */
export class Edges {
  count = 0;
  /** from[edge], to[edge] = numbers in the flat network, parts and relays behind the neurons of the file. */
  from = new Uint32Array(FIRST_CAPACITY);
  to = new Uint32Array(FIRST_CAPACITY);
  weight = new Float64Array(FIRST_CAPACITY);
  /** steps[edge] = delay of the synapse of the file; 1 of an inner edge. */
  steps = new Uint32Array(FIRST_CAPACITY);
  /** hops[edge] = inner edges on its way from its source to its target in the file: as many steps pass beside its own. */
  hops = new Uint32Array(FIRST_CAPACITY);
  /** projection[edge] = of the file; INNER where it is none of its synapses. */
  projection = new Uint32Array(FIRST_CAPACITY);

  add(from: number, to: number, weight: number, steps: number, hops: number, projection: number): void {
    const at = this.count++;
    if (at === this.from.length) this.#grow(2 * at);
    this.from[at] = from;
    this.to[at] = to;
    this.weight[at] = weight;
    this.steps[at] = steps;
    this.hops[at] = hops;
    this.projection[at] = projection;
  }

  /** From or into a part or a relay, one step. */
  addInner(from: number, to: number): void {
    this.add(from, to, 1, 1, 0, INNER);
  }

  /** Makes room for so many more. */
  reserve(more: number): void {
    if (this.count + more > this.from.length) this.#grow(this.count + more);
  }

  addAll(others: Edges): void {
    const { count } = others;
    this.reserve(count);
    this.from.set(others.from.subarray(0, count), this.count);
    this.to.set(others.to.subarray(0, count), this.count);
    this.weight.set(others.weight.subarray(0, count), this.count);
    this.steps.set(others.steps.subarray(0, count), this.count);
    this.hops.set(others.hops.subarray(0, count), this.count);
    this.projection.set(others.projection.subarray(0, count), this.count);
    this.count += count;
  }

  #grow(capacity: number): void {
    const whole = (old: Uint32Array): Uint32Array<ArrayBuffer> => {
      const grown = new Uint32Array(capacity);
      grown.set(old);
      return grown;
    };
    this.from = whole(this.from);
    this.to = whole(this.to);
    this.steps = whole(this.steps);
    this.hops = whole(this.hops);
    this.projection = whole(this.projection);
    const weight = new Float64Array(capacity);
    weight.set(this.weight);
    this.weight = weight;
  }
}
