// The only public way into an environment.
import { Type } from 'typebox';
import { arn, cidr } from './common.ts';
import { section, text } from './field.ts';

export const ingressSection = section(
  {
    hostName: text('^([a-z0-9]([-a-z0-9]*[a-z0-9])?\\.)+[a-z]{2,}$', {
      description: 'Host name of the Airflow web interface and API.',
      accepted: 'a full DNS name in lower case',
      why: 'The load balancer routes by host name and serves the certificate for it.',
    }),
    certificateArn: arn('acm', 'ACM certificate for the host name, in the same account and region.'),
    inboundCidrs: Type.Array(cidr('Network that may connect.'), {
      minItems: 1,
      maxItems: 50,
      uniqueItems: true,
      description: 'Networks that may reach the load balancer on 443.',
      why: 'An empty list would open the load balancer to everybody; a security group has 60 rules by default.',
    }),
    openToInternetReason: Type.Optional(
      Type.String({
        minLength: 20,
        maxLength: 500,
        description: 'Why inboundCidrs may contain 0.0.0.0/0. Required then, refused otherwise.',
        why: 'A weaker choice is written down with its reason, so that a reviewer can judge it.',
      }),
    ),
  },
  { description: 'The only public way in.', tsName: 'Ingress' },
);
