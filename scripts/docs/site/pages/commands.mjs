/** One page for each command, from the builders that read the command line. */
import { describeCommands } from '@nmap/cli';
import { tableOf } from '../markdown.mjs';

const SECTION = 'Commands';

export async function commandPages() {
  const commands = await describeCommands();
  const source = 'packages/cli/src/commands/table.ts';
  const rows = commands.map(({ name, usage, summary }) => [
    `[nmap ${name}](${name}.html)`,
    `\`${usage}\``,
    summary,
  ]);
  const markdown = `# All commands

\`nmap COMMAND --help\` prints each page. Every command takes \`--json\` (one object on stdout: see [--json](../files/json.html)),
\`--quiet\` and \`--verbose\`.

${tableOf(['command', 'form', 'what it does'], rows)}`;
  return [
    { path: 'commands/index.html', section: SECTION, title: 'All commands', markdown, source },
    ...commands.map((command) => ({
      path: `commands/${command.name}.html`,
      section: SECTION,
      title: command.name,
      markdown: pageOf(command),
      source,
    })),
  ];
}

function pageOf({ name, usage, summary, options, examples }) {
  const rows = options.map((option) => [
    option.isPositional ? `\`${option.name}\`` : `\`--${option.name}\``,
    option.type === 'flag' ? 'flag' : option.choices.length > 0 ? option.choices.join(', ') : option.type,
    option.isRequired ? 'must be given' : (option.usual ?? ''),
    option.description,
  ]);
  const lines = examples.map(({ line, description }) => `# ${description}\n${line}`).join('\n\n');
  return `# nmap ${name}

    nmap ${usage}

${summary}.

${rows.length === 0 ? '' : tableOf(['option', 'takes', 'default', 'effect'], rows)}
${lines === '' ? '' : `## Examples\n\n\`\`\`\`sh\n${lines}\n\`\`\`\`\n`}`;
}
