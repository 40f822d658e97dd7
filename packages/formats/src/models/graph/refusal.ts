/**
 * A node that cannot be read, on its way from the rule that found out to whoever knows the node's
 * place in the file and turns it into a diagnostic. Never leaves the readers of models.
 */
export class Refusal extends Error {
  readonly code: string;
  readonly hint: string;

  constructor(code: string, reason: string, hint: string) {
    super(reason);
    this.code = code;
    this.hint = hint;
  }
}

/** Does something that spikes cannot express. */
export function noSpikes(reason: string, hint: string): Refusal {
  return new Refusal('E1803', reason, hint);
}

/** Is known, in a form that is not read. */
export function unreadForm(reason: string, hint: string): Refusal {
  return new Refusal('E1804', reason, hint);
}

/** Sizes that do not fit each other. */
export function badShape(
  reason: string,
  hint = 'The file is damaged, or was edited by hand: export the model again.',
): Refusal {
  return new Refusal('E1808', reason, hint);
}

/** `[1, 28, 28]`, for messages. */
export function shapeText(shape: readonly number[]): string {
  const shown = shape.length > 8 ? [...shape.slice(0, 8), '...'] : shape;
  return `[${shown.join(', ')}]`;
}
