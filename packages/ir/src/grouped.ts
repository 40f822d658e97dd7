/** 1234567 -> `1,234,567`, the same in every locale. */
export function grouped(value: number): string {
  const text = String(value);
  return /^\d+$/.test(text) ? text.replace(/\B(?=(\d{3})+$)/g, ',') : text;
}
