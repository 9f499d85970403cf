// Field types that several sections of an environment share: CIDRs, ARNs, windows, retention, resources.
import { Type } from 'typebox';
import { oneOf, section, text } from './field.ts';

const dnsLabel = '^[a-z]([-a-z0-9]*[a-z0-9])?$';

const nameReason = 'The name becomes part of Kubernetes and AWS names, which allow nothing else.';

/** A DNS label (RFC 1123) that starts with a letter, because AWS names must. */
export const label = (description: string, { maxLength = 40, why = nameReason } = {}) =>
  text(dnsLabel, {
    description,
    maxLength,
    accepted: `lower-case letters, digits and dashes, starting with a letter, at most ${maxLength} characters`,
    why,
  });

/** An IPv4 network: octets up to 255, a prefix up to 32, and no host bits. */
export const cidr = (description: string) =>
  Type.String({
    format: 'ipv4-network',
    description,
    accepted: 'an IPv4 network such as 10.20.0.0/16',
    why: 'AWS refuses anything else, or reads it as another network than the one that was meant.',
  });

/** A repository that a program clones. A user name or token in the URL would be a secret in git. */
export const repository = (description: string, why: string) =>
  text(
    '^(https://[A-Za-z0-9.-]+(:\\d+)?/[^\\s@?#]+|ssh://git@[^\\s@:/]+(:\\d+)?/\\S+|git@[^\\s@:/]+:\\S+)$',
    {
      description,
      accepted: 'an https or ssh git URL without user name, token or query',
      why,
    },
  );

/** A branch, tag or commit. Git takes what starts with a dash for an option. */
export const revision = (description: string, why: string) =>
  text('^(?!.*(\\.\\.|//|\\.lock$|/$))[A-Za-z0-9_][A-Za-z0-9._/+-]*$', {
    description,
    maxLength: 200,
    accepted: 'a branch, tag or commit, such as main or v1.4.0',
    why,
  });

/** An ARN of one service. */
export const arn = (service: string, description: string) =>
  text(`^arn:aws[a-z-]*:${service}:[a-z0-9-]*:\\d{12}:.+$`, {
    description,
    accepted: `an ARN of ${service}, arn:aws:${service}:REGION:ACCOUNT:…`,
    why: 'AWS finds the resource by this name only.',
  });

/** Days that CloudWatch Logs keeps a log group; the guide asks for 7 to 180. */
export const logRetentionDays = (description: string) =>
  oneOf([7, 14, 30, 60, 90, 120, 150, 180], {
    description,
    unit: 'days',
    why: 'CloudWatch Logs refuses any other number of days, and the guide allows 7 to 180.',
  });

/** A daily window in UTC, `hh:mm-hh:mm`. */
export const dailyWindow = (description: string) =>
  text('^([01]\\d|2[0-3]):[0-5]\\d-([01]\\d|2[0-3]):[0-5]\\d$', {
    description,
    accepted: 'hh:mm-hh:mm in UTC, for example 02:00-03:00',
    why: 'RDS and ElastiCache refuse any other form.',
  });

/** A weekly window in UTC, `ddd:hh:mm-ddd:hh:mm`. */
export const weeklyWindow = (description: string) =>
  text(
    '^(mon|tue|wed|thu|fri|sat|sun):([01]\\d|2[0-3]):[0-5]\\d-(mon|tue|wed|thu|fri|sat|sun):([01]\\d|2[0-3]):[0-5]\\d$',
    {
      description,
      accepted: 'ddd:hh:mm-ddd:hh:mm in UTC, for example sun:04:00-sun:05:00',
      why: 'RDS and ElastiCache refuse any other form.',
    },
  );

/** CPU request and memory (request = limit) of one container. No CPU limit: throttling delays work without protecting anyone. */
export const containerResources = (description: string) =>
  section(
    {
      cpuMillis: Type.Integer({
        minimum: 10,
        maximum: 192_000,
        unit: 'millicores',
        description: 'CPU request in thousandths of a core.',
        why: 'Below 10 millicores the kernel gives no useful share; no EC2 instance type offers more than 192 cores.',
      }),
      memoryMiB: Type.Integer({
        minimum: 32,
        maximum: 1_572_864,
        unit: 'MiB',
        description: 'Memory request and limit.',
        why: 'Request and limit are equal, so a pod is never killed because a neighbour grew.',
      }),
    },
    {
      description,
      tsName: 'ContainerResources',
      tsDescription:
        'What one container asks for. It has no CPU limit: throttling delays work and protects nobody.',
    },
  );
