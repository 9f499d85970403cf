// The formats of texts and numbers that the API server checks, read as it reads them.
import { isIP, isIPv4, isIPv6 } from 'node:net';
import type { StructuralSchema } from './structural.ts';

/** What a value of a format looks like, with its article and an example; completes "is not …". */
interface Format {
  readonly example: string;
  readonly accepts: (text: string) => boolean;
}

const uuid = (version: string, variant: string) =>
  new RegExp(`^[0-9a-f]{8}-?[0-9a-f]{4}-?${version}[0-9a-f]{3}-?${variant}[0-9a-f]{3}-?[0-9a-f]{12}$`, 'i');
const matching = (pattern: RegExp) => (text: string) => pattern.test(text);

const dateTime =
  /^(\d{4})-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])[Tt]([01]\d|2[0-3]):[0-5]\d:([0-5]\d)(\.\d+)?([Zz]|[+-]([01]\d|2[0-3]):?[0-5]\d)$/;

/** Formats of texts by their name without dashes, which the API server ignores. */
const textFormats: Readonly<Record<string, Format>> = {
  datetime: { example: 'a date with time such as 2026-01-31T12:00:00Z', accepts: isDateTime },
  date: { example: 'a date such as 2026-01-31', accepts: (text) => isDateTime(`${text}T00:00:00Z`) },
  duration: { example: 'a duration such as 90s or 1h30m', accepts: isDuration },
  byte: {
    example: 'a text in base64',
    accepts: matching(/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/),
  },
  uri: { example: 'a URI such as https://example.org/', accepts: isUri },
  email: { example: 'an e-mail address', accepts: matching(/^[^\s@]+@[^\s@]+$/) },
  hostname: {
    example: 'a host name such as www.example.org',
    accepts: (text) =>
      text.length <= 255 &&
      /^[a-z\d]([a-z\d-]{0,61}[a-z\d])?(\.[a-z\d]([a-z\d-]{0,61}[a-z\d])?)*\.?$/i.test(text),
  },
  ipv4: { example: 'an IPv4 address such as 10.0.0.1', accepts: isIPv4 },
  ipv6: { example: 'an IPv6 address such as fd00::1', accepts: isIPv6 },
  cidr: { example: 'a network such as 10.0.0.0/16', accepts: isCidr },
  mac: {
    example: 'a MAC address such as 00:00:5e:00:53:01',
    accepts: matching(/^([0-9a-f]{2}([:-])[0-9a-f]{2}(\2[0-9a-f]{2}){4}|[0-9a-f]{4}(\.[0-9a-f]{4}){2})$/i),
  },
  uuid: { example: 'a UUID', accepts: matching(uuid('[0-9a-f]', '[0-9a-f]')) },
  uuid3: { example: 'a UUID of version 3', accepts: matching(uuid('3', '[0-9a-f]')) },
  uuid4: { example: 'a UUID of version 4', accepts: matching(uuid('4', '[89ab]')) },
  uuid5: { example: 'a UUID of version 5', accepts: matching(uuid('5', '[89ab]')) },
  hexcolor: { example: 'a colour such as #00ff00', accepts: matching(/^#?([0-9a-f]{3}|[0-9a-f]{6})$/i) },
  ssn: { example: 'a number such as 123-45-6789', accepts: matching(/^\d{3}[- ]?\d{2}[- ]?\d{4}$/) },
  k8sshortname: {
    example: 'a name of at most 63 lower-case letters, digits and dashes',
    accepts: matching(/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/),
  },
  k8slongname: {
    example: 'a name of at most 253 lower-case letters, digits, dashes and dots',
    accepts: (text) =>
      text.length <= 253 && /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/.test(text),
  },
  quantity: {
    example: 'a quantity such as 500m, 1.5 or 2Gi',
    accepts: matching(/^[+-]?(\d+\.?\d*|\.\d+)(([KMGTPE]i)|[numkMGTPE]|([eE][+-]?\d+))?$/),
  },
};

// Written without a dash both ways: `date-time` and `datetime` are the same format.
const normalized = (format: string) => format.replaceAll('-', '');

/** Formats that the API server knows by name and that say nothing about a text. */
const silent = new Set(['password', 'int32', 'int64', 'float', 'double', 'intorstring']);

/**
 * The example of the format that a value misses; undefined when it fits, or when the server does not
 * check the format, as is so for names that it does not know.
 */
export function missedFormat(schema: StructuralSchema, value: unknown): string | undefined {
  if (typeof value === 'number') return missedRange(schema, value);
  if (typeof value !== 'string' || schema.format === undefined) return undefined;
  const format = textFormats[normalized(schema.format)];
  return format === undefined || format.accepts(value) ? undefined : format.example;
}

/** True when the server checks a format that this file does not. */
export function isUncheckedFormat(format: string): boolean {
  const name = normalized(format);
  return serverOnly.has(name) && !silent.has(name);
}

const serverOnly = new Set(['bsonobjectid', 'isbn', 'isbn10', 'isbn13', 'creditcard', 'rgbcolor']);

const int32 = 2 ** 31;

function missedRange({ format }: StructuralSchema, value: number): string | undefined {
  if (format === 'int32' && (value < -int32 || value >= int32)) return 'a whole number of 32 bits';
  if (format === 'int64' && Math.abs(value) >= 2 ** 63) return 'a whole number of 64 bits';
  return undefined;
}

function isDateTime(text: string): boolean {
  const parts = dateTime.exec(text);
  if (!parts) return false;
  const [, year, month, day] = parts.map(Number);
  return (day ?? 0) <= new Date(Date.UTC(year ?? 0, month ?? 0, 0)).getUTCDate();
}

function isDuration(text: string): boolean {
  if (/^[+-]?(0|(\d+\.?\d*|\.\d+)(ns|us|µs|μs|ms|s|m|h))+$/.test(text)) return true;
  return (
    /(\d+)\s*([A-Za-zµ]+)/.test(text) &&
    /\d+\s*(ns|us|µs|ms|s|m|h|d|w|nano|micro|milli|sec|min|hour|hr|day|week|wk)/i.test(text)
  );
}

function isUri(text: string): boolean {
  return /^([a-z][a-z\d+.-]*:\S+|\/\S*)$/i.test(text);
}

function isCidr(text: string): boolean {
  const [address = '', bits = ''] = text.split('/');
  const version = isIP(address);
  return (
    version !== 0 &&
    /^\d{1,3}$/.test(bits) &&
    Number(bits) <= (version === 4 ? 32 : 128) &&
    text.split('/').length === 2
  );
}
