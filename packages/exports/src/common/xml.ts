import { printable } from '@nmap/kernels';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** Text for an attribute or an element. XML has no word for most controls: they are shown as escapes. */
export function xmlText(text: string): string {
  return printable(text)
    .replace(/[\ufffe\uffff]/g, '\ufffd')
    .replace(/[&<>"']/g, (character) => ENTITIES[character]);
}

/** An element without content; attributes that are null are left out. */
export function emptyElement(
  name: string,
  attributes: Readonly<Record<string, string | number | null>>,
): string {
  return `<${name}${attributesText(attributes)}/>`;
}

/** The beginning of an element. */
export function opening(name: string, attributes: Readonly<Record<string, string | number | null>>): string {
  return `<${name}${attributesText(attributes)}>`;
}

function attributesText(attributes: Readonly<Record<string, string | number | null>>): string {
  return Object.entries(attributes)
    .filter(([, value]) => value !== null)
    .map(([name, value]) => ` ${name}="${xmlText(String(value))}"`)
    .join('');
}
