/** What a node of NIR is to a network of neurons. */
export type NodeRole = 'input' | 'output' | 'graph' | 'neuron' | 'map';

export interface NodeType {
  readonly role: NodeRole;
  /** Arrays that it must have. */
  readonly needs: readonly string[];
  /** Arrays and texts that it may have. */
  readonly may: readonly string[];
}

/** Every node type of NIR 1.x. */
export const NODE_TYPES: Readonly<Record<string, NodeType>> = {
  Input: { role: 'input', needs: ['shape'], may: ['input_type', 'output_type'] },
  Output: { role: 'output', needs: ['shape'], may: ['input_type', 'output_type'] },
  NIRGraph: { role: 'graph', needs: ['edges'], may: ['nodes', 'version', 'input_type', 'output_type'] },
  Linear: { role: 'map', needs: ['weight'], may: [] },
  Affine: { role: 'map', needs: ['weight'], may: ['bias'] },
  Scale: { role: 'map', needs: ['scale'], may: [] },
  Delay: { role: 'map', needs: ['delay'], may: [] },
  Flatten: { role: 'map', needs: [], may: ['start_dim', 'end_dim', 'input_type'] },
  Conv1d: {
    role: 'map',
    needs: ['weight'],
    may: ['input_shape', 'stride', 'padding', 'dilation', 'groups', 'bias'],
  },
  Conv2d: {
    role: 'map',
    needs: ['weight'],
    may: ['input_shape', 'stride', 'padding', 'dilation', 'groups', 'bias'],
  },
  SumPool2d: { role: 'map', needs: ['kernel_size'], may: ['stride', 'padding'] },
  AvgPool2d: { role: 'map', needs: ['kernel_size'], may: ['stride', 'padding'] },
  Threshold: { role: 'neuron', needs: ['threshold'], may: [] },
  I: { role: 'neuron', needs: ['r'], may: [] },
  LI: { role: 'neuron', needs: ['tau', 'r', 'v_leak'], may: [] },
  IF: { role: 'neuron', needs: ['r', 'v_threshold'], may: ['v_reset'] },
  LIF: { role: 'neuron', needs: ['tau', 'r', 'v_leak', 'v_threshold'], may: ['v_reset'] },
  CubaLI: { role: 'neuron', needs: ['tau_syn', 'tau_mem', 'r', 'v_leak'], may: ['w_in'] },
  CubaLIF: {
    role: 'neuron',
    needs: ['tau_syn', 'tau_mem', 'r', 'v_leak', 'v_threshold'],
    may: ['v_reset', 'w_in'],
  },
};

/** Neurons that never fire: what they hand on are potentials. */
export const SILENT: readonly string[] = ['I', 'LI', 'CubaLI'];
