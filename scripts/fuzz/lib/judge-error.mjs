/** As many diagnostics as one input may make: a few hundred of each code. */
const MOST_DIAGNOSTICS = 4000;
/** What a message never says of itself; an input that says it may be quoted. */
const OURS = [
  /\bundefined\b/,
  /\bNaN\b/,
  /\[object \w+\]/,
  /call stack/i,
  /is not a function/,
  /Cannot read propert/,
  /invariant/i,
  /\.(js|ts|mjs):\d+:\d+\)?$/m,
];
const LONGEST_MESSAGE = 2000;

/** What is wrong with the way an input was refused. @param {unknown} error @param {Buffer} bytes @param {readonly string[]} kinds */
export function faultsOfError(error, bytes, kinds) {
  if (error instanceof Error && error.name === 'ManifestError') {
    const { issues } = error;
    return [
      ...(issues.length === 0 ? ['a manifest error without an issue'] : []),
      ...(issues.length > MOST_DIAGNOSTICS ? [`${issues.length} issues`] : []),
      ...issues.flatMap(({ path, message }) => faultsOfText(`${path}: ${message}`, bytes)),
    ];
  }
  if (!(error instanceof Error) || error.name !== 'NmapError')
    return [`thrown: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`];
  const { kind, diagnostics } = error;
  return [
    ...(kinds.includes(kind)
      ? []
      : [`refused as ${kind}: ${diagnostics[0]?.code} ${diagnostics[0]?.message}`]),
    ...(diagnostics.length === 0 ? ['refused without a diagnostic'] : []),
    ...faultsOfDiagnostics(diagnostics, bytes),
  ];
}

/** @param {readonly import('@nmap/ir').Diagnostic[]} diagnostics @param {Buffer} bytes */
export function faultsOfDiagnostics(diagnostics, bytes) {
  const faults = diagnostics.length > MOST_DIAGNOSTICS ? [`${diagnostics.length} diagnostics`] : [];
  for (const { code, severity, where, message, hint } of diagnostics.slice(0, MOST_DIAGNOSTICS)) {
    if (!/^[EWN]\d{4}$/.test(code)) faults.push(`code ${code}`);
    if (code.startsWith('E5')) faults.push(`internal: ${code} ${message}`);
    if (!['error', 'warning', 'note'].includes(severity)) faults.push(`severity ${severity}`);
    if (typeof where !== 'string' || where === '') faults.push(`${code} is nowhere: ${message}`);
    faults.push(...faultsOfText(`${code} ${where}: ${message} ${hint ?? ''}`, bytes));
  }
  return faults;
}

/** @param {string} words @param {Buffer} bytes */
export function faultsOfText(words, bytes) {
  const text = words.replaceAll('JSON knows no NaN', '');
  const input = bytes.toString('utf8');
  const faults = OURS.filter(
    // A word that the input runs together with others is quoted from there, too.
    (pattern) => pattern.test(text) && !new RegExp(pattern.source.replaceAll('\\b', ''), 'i').test(input),
  ).map((pattern) => `the message matches ${pattern}: ${text.slice(0, 400)}`);
  if (text.length > LONGEST_MESSAGE)
    faults.push(`a message of ${text.length} characters: ${text.slice(0, 200)}`);
  return faults;
}
