/** How many self-loops a note says were dropped. @param {readonly import('@nmap/ir').Diagnostic[]} diagnostics */
export function selfLoopsIn(diagnostics) {
  const note = diagnostics.find(({ code }) => code === 'W6083');
  return note === undefined ? 0 : Number(/^[\d,]+/.exec(note.message)[0].replaceAll(',', ''));
}
