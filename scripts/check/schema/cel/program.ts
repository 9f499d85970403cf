// Compiles and runs one expression of CEL.
import { EvaluationError, type ParseResult } from '@marcbachmann/cel-js';
import { celEnvironment } from './environment.ts';

/** What `self` and `oldSelf` are. */
export interface Variables {
  readonly self: unknown;
  readonly oldSelf?: unknown;
}

/** What came of an expression. */
export type Outcome =
  | { readonly value: unknown }
  /** The expression fails on this value, as it would on the API server: a missing key, a division by zero. */
  | { readonly error: string }
  /** This project can't run the expression: it uses something of CEL that is not here. */
  | { readonly unsupported: string };

type Program = ParseResult | { readonly unsupported: string };

const programs = new Map<string, Program>();

/** Runs an expression. */
export function evaluateCel(expression: string, variables: Variables): Outcome {
  const program = programOf(expression);
  if (typeof program !== 'function') return program;
  try {
    return { value: program({ ...variables }) };
  } catch (error) {
    return outcomeOf(error);
  }
}

/** True when an expression compares an object with what was there before. */
export function isTransition(expression: string): boolean {
  return /\boldSelf\b/.test(expression.replace(texts, "''"));
}

/** The texts in an expression, in all ways to quote them. */
const texts =
  /[rR]?(?:"""[\s\S]*?"""|'''[\s\S]*?''')|[rR](?:"[^"]*"|'[^']*')|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/g;

/**
 * The expression with patterns as Go reads them: the library reads them as JavaScript does, where `[[:alpha:]]`
 * means something else, and does not let its function be replaced.
 */
function withPatternsOfGo(expression: string): string {
  const parts = new RegExp(`${texts.source}|\\.matches\\(`, 'g');
  return expression.replace(parts, (part) => (part === '.matches(' ? '.matchesAsInGo(' : part));
}

function programOf(expression: string): Program {
  const known = programs.get(expression);
  if (known) return known;
  const program = compile(expression);
  programs.set(expression, program);
  return program;
}

function compile(expression: string): Program {
  try {
    const parsed = celEnvironment().parse(withPatternsOfGo(expression));
    const { valid, error } = parsed.check();
    return valid ? parsed : { unsupported: error?.summary ?? 'it does not compile' };
  } catch (error) {
    return { unsupported: error instanceof Error ? firstLine(error.message) : String(error) };
  }
}

/** Errors that say that a function or operator is not here, not that the value is wrong. */
const ours = new Set(['no_matching_overload', 'unknown_variable', 'unknown_function', 'unsupported']);

function outcomeOf(error: unknown): Outcome {
  if (error instanceof EvaluationError && !ours.has(error.code)) return { error: error.summary };
  // The functions of this folder refuse a value with a plain error; anything else is a value they don't expect.
  if (error instanceof Error && error.name === 'Error') return { error: firstLine(error.message) };
  return { unsupported: error instanceof Error ? firstLine(error.message) : String(error) };
}

function firstLine(text: string): string {
  return text.split('\n')[0] ?? text;
}
