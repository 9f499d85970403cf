// The Karpenter node pools that pods and jobs run on.
import { Type } from 'typebox';
import { oneOf, section, text, withDefault } from './field.ts';

const capacityTypes = Type.Array(
  oneOf(['spot', 'on-demand'], {
    description: 'EC2 purchase option.',
    why: 'Karpenter knows these two here.',
  }),
  {
    minItems: 1,
    maxItems: 2,
    uniqueItems: true,
    description: 'EC2 purchase options. With both, Karpenter takes spot first.',
    why: 'With none Karpenter could start no node.',
  },
);

const nodeLimits = {
  cpuLimit: Type.Integer({
    minimum: 4,
    maximum: 20_000,
    unit: 'cores',
    description: 'Karpenter stops at this many cores.',
    why: 'It is the ceiling of the bill; a node has 4 cores or more.',
  }),
  memoryLimitGiB: Type.Integer({
    minimum: 16,
    maximum: 80_000,
    unit: 'GiB',
    description: 'Karpenter stops at this much memory.',
    why: 'It is the ceiling of the bill; a node with 4 cores has 16 GiB or so.',
  }),
  capacityTypes,
};

export const nodesSection = section(
  {
    amiAlias: text('^al2023@v20\\d{6}$', {
      description: 'Amazon Linux 2023 image of the nodes.',
      accepted: 'al2023@v and the date of a release, such as al2023@v20251112, never @latest',
      why: 'An unpinned image rolls every node on the day AWS publishes a new one.',
    }),
    general: section(
      {
        ...nodeLimits,
        instanceCategories: withDefault(
          Type.Array(
            oneOf(['c', 'm', 'r'], {
              description: 'Instance category.',
              why: 'General nodes are compute, general or memory optimised.',
            }),
            {
              minItems: 1,
              uniqueItems: true,
              description: 'EC2 instance categories.',
              why: 'With none Karpenter could start no node.',
            },
          ),
          { default: ['c', 'm', 'r'], source: 'Karpenter: a wide choice finds capacity' },
        ),
        volumeGiB: withDefault(
          Type.Integer({
            minimum: 20,
            maximum: 16_384,
            unit: 'GiB',
            description: 'Root volume of a node.',
            why: 'The system takes 20 GiB with its images; more than 16,384 is a digit too many.',
          }),
          {
            default: 100,
            source: 'decision: Airflow images take about 2 GiB, logs are shipped',
          },
        ),
      },
      { description: 'Nodes of Airflow and of CPU jobs.', tsName: 'GeneralNodes' },
    ),
    gpu: section(
      {
        ...nodeLimits,
        gpuLimit: Type.Integer({
          minimum: 0,
          maximum: 1000,
          unit: 'GPUs',
          description: 'Karpenter stops at this many GPUs; 0 means that there is no GPU pool.',
          why: 'GPU nodes are the largest part of the bill.',
        }),
        instanceFamilies: withDefault(
          Type.Array(
            oneOf(['g5', 'g6', 'g6e'], {
              description: 'GPU instance family.',
              why: 'These have NVIDIA GPUs with 24 GiB or more.',
            }),
            {
              minItems: 1,
              uniqueItems: true,
              description: 'EC2 GPU instance families.',
              why: 'With none Karpenter could start no node.',
            },
          ),
          {
            default: ['g5', 'g6', 'g6e'],
            source: 'AWS: NVIDIA A10G, L4 and L40S, all above the memory that scGPT needs',
          },
        ),
        volumeGiB: withDefault(
          Type.Integer({
            minimum: 50,
            maximum: 16_384,
            unit: 'GiB',
            description: 'Root volume of a node.',
            why: 'CUDA images alone take tens of GiB; more than 16,384 is a digit too many.',
          }),
          {
            default: 200,
            source: 'decision: GPU images and model weights take tens of GiB',
          },
        ),
      },
      { description: 'Nodes of GPU jobs.', tsName: 'GpuNodes' },
    ),
    disruptionFreeze: withDefault(
      section(
        {
          schedule: text('^\\S+ \\S+ \\S+ \\S+ \\S+$', {
            description: 'Cron expression in UTC at which the freeze starts.',
            accepted: 'five cron fields',
            why: 'Karpenter reads it as cron.',
          }),
          hours: Type.Integer({
            minimum: 1,
            maximum: 24,
            unit: 'hours',
            description: 'Length of the freeze.',
            why: 'Freezes of more than a day meet each other, and nodes would never be replaced.',
          }),
        },
        {
          description: 'When Karpenter must not replace nodes for cost or for a new image.',
          tsName: 'DisruptionFreeze',
        },
      ),
      {
        default: { schedule: '0 6 * * mon-fri', hours: 12 },
        source: 'decision: working hours, 06:00 to 18:00 UTC',
      },
    ),
  },
  { description: 'Karpenter node pools.', tsName: 'Nodes' },
);
