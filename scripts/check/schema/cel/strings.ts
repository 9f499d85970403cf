// The functions on texts that the language itself leaves to a library.
import type { Environment } from '@marcbachmann/cel-js';
import { formatText } from './format-text.ts';

/** Adds the functions. https://pkg.go.dev/github.com/google/cel-go/ext#Strings */
export function registerStrings(environment: Environment): void {
  class StringsNamespace {}
  environment
    .registerFunction('string.charAt(int): string', (text: string, index: bigint) => {
      const letters = [...text];
      if (index < 0n || index > BigInt(letters.length)) throw new Error(`index out of range: ${index}`);
      return letters[Number(index)] ?? '';
    })
    .registerFunction('string.replace(string, string): string', (text: string, from: string, to: string) =>
      text.split(from).join(to),
    )
    .registerFunction(
      'string.replace(string, string, int): string',
      (text: string, from: string, to: string, limit: bigint) => replaceSome(text, from, to, Number(limit)),
    )
    .registerFunction('string.reverse(): string', (text: string) => [...text].reverse().join(''))
    .registerFunction('string.format(list): string', formatText)
    .registerType('StringsNamespace', StringsNamespace)
    .registerConstant('strings', 'StringsNamespace', new StringsNamespace())
    .registerFunction('StringsNamespace.quote(string): string', (_: unknown, text: string) =>
      JSON.stringify(text),
    );
}

function replaceSome(text: string, from: string, to: string, limit: number): string {
  if (limit < 0) return text.split(from).join(to);
  const parts = text.split(from);
  const replaced = parts.slice(0, limit + 1).join(to);
  const rest = parts.slice(limit + 1);
  return rest.length > 0 ? [replaced, ...rest].join(from) : replaced;
}
