/** Characters that go to the file at once. */
const PIECE = 1 << 16;

/** Short texts, such as lines, as pieces that are worth a write. */
export function* joined(texts: Iterable<string>): Iterable<string> {
  let piece = '';
  for (const text of texts) {
    piece += text;
    if (piece.length < PIECE) continue;
    yield piece;
    piece = '';
  }
  if (piece !== '') yield piece;
}
