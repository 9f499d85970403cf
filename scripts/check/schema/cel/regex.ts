// Functions on texts with patterns: find, findAll, and matches as Go understands patterns.
import type { Environment } from '@marcbachmann/cel-js';
import { compilePattern } from '../pattern.ts';

/** A pattern that JavaScript can't run: nothing is known of the text then. */
class UnsupportedPattern extends Error {
  override readonly name = 'UnsupportedPattern';
}

/** Adds the functions. https://kubernetes.io/docs/reference/using-api/cel/#kubernetes-regex-library */
export function registerRegex(environment: Environment): void {
  environment
    .registerFunction('string.matchesAsInGo(string): bool', (text: string, pattern: string) =>
      patternOf(pattern).test(text),
    )
    .registerFunction('string.find(string): string', (text: string, pattern: string) => {
      return patternOf(pattern).exec(text)?.[0] ?? '';
    })
    .registerFunction('string.findAll(string): list<string>', findAll)
    .registerFunction(
      'string.findAll(string, int): list<string>',
      (text: string, pattern: string, limit: bigint) => {
        const found = findAll(text, pattern);
        return limit < 0n ? found : found.slice(0, Number(limit));
      },
    );
}

function findAll(text: string, pattern: string): string[] {
  const { source, flags } = patternOf(pattern);
  return [...text.matchAll(new RegExp(source, `${flags}g`))].map(([match]) => match);
}

function patternOf(pattern: string): RegExp {
  const compiled = compilePattern(pattern);
  if (!compiled) throw new UnsupportedPattern(`the pattern ${pattern} can't be run here`);
  return compiled;
}
