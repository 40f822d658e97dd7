/** The form of the playground and where its answer goes; the lists are those of the command. */
import { PRESETS } from '@nmap/compiler';
import { presetNames, presetSummary } from '@nmap/hardware';
import { escapeHtml } from '../site/layout.mjs';
import { EXAMPLES } from './examples.mjs';

/** @param sizes of the scripts, in MB, for who wonders what was loaded */
export function pageBody(sizes) {
  const examples = EXAMPLES.map(({ title, hardware, preset }, at) =>
    option({ value: at, hardware, preset }, title, at === 0),
  );
  const chips = presetNames().map((name) => option({ value: name, title: presetSummary(name) }, name));
  const presets = Object.entries(PRESETS).map(([name, { summary }]) =>
    option({ value: name, title: summary }, name),
  );
  return `<h1>Playground</h1>
<p>The compiler in this tab: a network in, a verified placement and its report out. It is the same program as the command, and gives the same bytes
for the same file, chip, preset and seed. Nothing leaves this page: no file is sent anywhere, and there is nothing to install.</p>
<form id="job" class="job">
<fieldset><legend>Network</legend>
<label>Example <select id="example">${examples.join('')}<option value="">a file of my own</option></select></label>
<label>File <input id="network" type="file"></label>
<label class="check"><input id="clusters" type="checkbox"> its nodes are clusters already, one to a core</label>
</fieldset>
<fieldset><legend>Chip</legend>
<label>Preset <select id="hardware">${chips.join('')}<option value="">a file of my own</option></select></label>
<label>YAML file <input id="hardware-file" type="file" accept=".yaml,.yml"></label>
</fieldset>
<fieldset><legend>Search</legend>
<label>Preset <select id="preset">${presets.join('')}</select></label>
<label>Seed <input id="seed" type="number" min="0" step="1" value="1"></label>
<label class="check"><input id="split" type="checkbox"> split neurons that no core takes</label>
</fieldset>
<p class="actions"><button id="place" type="submit">Place</button> <button id="stop" type="button" disabled>Stop</button>
<span id="doing" role="status"></span></p>
<progress id="share" max="1" hidden></progress>
</form>
<section id="answer" hidden>
<h2 id="outcome" tabindex="-1"></h2>
<ul id="diagnostics" class="diagnostics"></ul>
<p id="files" class="files"></p>
<p id="again">The command for the same: <code id="command"></code></p>
<iframe id="report" title="Report of the placement" hidden></iframe>
</section>
<h2>What it reads</h2>
<p>Every <a href="formats.html">format of one file</a> that the command reads, packed with gzip or not; for HDF5 (NIR) a library of ${sizes.hdf5} MB is
loaded from this site's folder first, once. A network of several files (SONATA) and the exact passes, whose solver is not shipped, are for the command.
The compiler itself is ${sizes.compiler} MB. It computes in one thread; a large network takes longer than with the command, and what a tab may allocate is the limit.</p>
`;
}

function option(attributes, text, isSelected = false) {
  const { value, ...data } = attributes;
  const rest = Object.entries(data).map(
    ([name, each]) => ` ${name === 'title' ? name : `data-${name}`}="${escapeHtml(each)}"`,
  );
  return `<option value="${escapeHtml(String(value))}"${rest.join('')}${isSelected ? ' selected' : ''}>${escapeHtml(text)}</option>`;
}
