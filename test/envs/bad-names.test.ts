// Names that could leave their folder, or that Kubernetes, AWS or git would refuse.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { type Changes, messageOf, sourcesWith } from './kit/change.ts';

/** What is changed in envs/prod.ts, and every line of the message. */
const cases: { name: string; changes: Changes; message: string[] }[] = [
  {
    name: 'folder above',
    changes: { name: '../x' },
    message: [
      'error envs/prod.ts: name [environment/wrong-form]',
      '  "../x" does not have the accepted form.',
      '  why: It names a folder under generated/ and is part of Kubernetes and AWS names, which allow nothing else.',
      '  fix: Use lower-case letters, digits and dashes, starting with a letter, at most 20 characters.',
    ],
  },
  {
    name: 'absolute path',
    changes: { name: '/etc/cron.d' },
    message: [
      'error envs/prod.ts: name [environment/wrong-form]',
      '  "/etc/cron.d" does not have the accepted form.',
      '  why: It names a folder under generated/ and is part of Kubernetes and AWS names, which allow nothing else.',
      '  fix: Use lower-case letters, digits and dashes, starting with a letter, at most 20 characters.',
    ],
  },
  {
    name: 'upper case',
    changes: { name: 'Prod' },
    message: [
      'error envs/prod.ts: name [environment/wrong-form]',
      '  "Prod" does not have the accepted form.',
      '  why: It names a folder under generated/ and is part of Kubernetes and AWS names, which allow nothing else.',
      '  fix: Use lower-case letters, digits and dashes, starting with a letter, at most 20 characters.',
    ],
  },
  {
    name: 'dot',
    changes: { name: 'prod.eu' },
    message: [
      'error envs/prod.ts: name [environment/wrong-form]',
      '  "prod.eu" does not have the accepted form.',
      '  why: It names a folder under generated/ and is part of Kubernetes and AWS names, which allow nothing else.',
      '  fix: Use lower-case letters, digits and dashes, starting with a letter, at most 20 characters.',
    ],
  },
  {
    name: 'starts with a digit',
    changes: { name: '1prod' },
    message: [
      'error envs/prod.ts: name [environment/wrong-form]',
      '  "1prod" does not have the accepted form.',
      '  why: It names a folder under generated/ and is part of Kubernetes and AWS names, which allow nothing else.',
      '  fix: Use lower-case letters, digits and dashes, starting with a letter, at most 20 characters.',
    ],
  },
  {
    name: 'ends with a dash',
    changes: { name: 'prod-' },
    message: [
      'error envs/prod.ts: name [environment/wrong-form]',
      '  "prod-" does not have the accepted form.',
      '  why: It names a folder under generated/ and is part of Kubernetes and AWS names, which allow nothing else.',
      '  fix: Use lower-case letters, digits and dashes, starting with a letter, at most 20 characters.',
    ],
  },
  {
    name: 'empty',
    changes: { name: '' },
    message: [
      'error envs/prod.ts: name [environment/wrong-form]',
      '  "" does not have the accepted form.',
      '  why: It names a folder under generated/ and is part of Kubernetes and AWS names, which allow nothing else.',
      '  fix: Use lower-case letters, digits and dashes, starting with a letter, at most 20 characters.',
    ],
  },
  {
    name: 'too long',
    changes: { name: 'production-of-the-research-teams' },
    message: [
      'error envs/prod.ts: name [environment/wrong-form]',
      '  "production-of-the-research-teams" has 32 characters.',
      '  why: It names a folder under generated/ and is part of Kubernetes and AWS names, which allow nothing else.',
      '  fix: Use lower-case letters, digits and dashes, starting with a letter, at most 20 characters.',
    ],
  },
  {
    name: 'line break at the end',
    changes: { name: 'prod\n' },
    message: [
      'error envs/prod.ts: name [environment/wrong-form]',
      '  "prod\\n" does not have the accepted form.',
      '  why: It names a folder under generated/ and is part of Kubernetes and AWS names, which allow nothing else.',
      '  fix: Use lower-case letters, digits and dashes, starting with a letter, at most 20 characters.',
    ],
  },
  {
    name: 'queue name with a slash',
    changes: { 'airflow.queues[0].name': 'gpu/large' },
    message: [
      'error envs/prod.ts: airflow.queues[0].name [environment/wrong-form]',
      '  "gpu/large" does not have the accepted form.',
      '  why: The name becomes part of Kubernetes and AWS names, which allow nothing else.',
      '  fix: Use lower-case letters, digits and dashes, starting with a letter, at most 40 characters.',
    ],
  },
  {
    name: 'account id of 11 digits',
    changes: { 'account.accountId': '77778888999' },
    message: [
      'error envs/prod.ts: account.accountId [environment/wrong-form]',
      '  "77778888999" does not have the accepted form.',
      '  why: The id is part of every ARN; a wrong one gives the rights to somebody else.',
      '  fix: Use 12 digits, in quotes.',
    ],
  },
  {
    name: 'DAG folder outside the repository',
    changes: { 'airflow.dags.path': 'dags/../../etc' },
    message: [
      'error envs/prod.ts: airflow.dags.path [environment/wrong-form]',
      '  "dags/../../etc" does not have the accepted form.',
      '  why: git-sync checks out this folder only, and Airflow reads nothing else.',
      '  fix: Use a relative path such as dags or src/dags.',
    ],
  },
  {
    name: 'revision that git would take for an option',
    changes: { 'delivery.targetRevision': '--upload-pack=touch /tmp/x' },
    message: [
      'error envs/prod.ts: delivery.targetRevision [environment/wrong-form]',
      '  "--upload-pack=touch /tmp/x" does not have the accepted form.',
      '  why: Argo CD asks the repository for exactly this name.',
      '  fix: Use a branch, tag or commit, such as main or v1.4.0.',
    ],
  },
  {
    name: 'repository URL with a token',
    changes: {
      'delivery.repository': 'https://bot:ghp_123@github.com/helical/helical-gitops.git',
    },
    message: [
      'error envs/prod.ts: delivery.repository [environment/wrong-form]',
      '  "https://bot:ghp_123@github.com/helical/helical-gitops.git" does not have the accepted form.',
      '  why: Argo CD syncs from here, and its project allows nothing else.',
      '  fix: Use an https or ssh git URL without user name, token or query.',
    ],
  },
  {
    name: 'host name in upper case',
    changes: { 'ingress.hostName': 'Airflow.helical.example' },
    message: [
      'error envs/prod.ts: ingress.hostName [environment/wrong-form]',
      '  "Airflow.helical.example" does not have the accepted form.',
      '  why: The load balancer routes by host name and serves the certificate for it.',
      '  fix: Use a full DNS name in lower case.',
    ],
  },
];

for (const { name, changes, message } of cases) {
  test(`a bad name: ${name}`, () => {
    assert.is(messageOf(sourcesWith({ 'envs/prod.ts': changes })), message.join('\n'));
  });
}

test.run();
