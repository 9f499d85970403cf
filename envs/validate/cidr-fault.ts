// Says what is wrong with a text that should be an IPv4 network.
import { enclosingNetwork, formatCidr } from './cidr.ts';
import { show } from './show.ts';

/** What is wrong with `text`, which `parseCidr` refused, and how to write what was meant. */
export function cidrFault(text: string): { what: string; fix: string } {
  const network = enclosingNetwork(text);
  if (network) {
    return {
      what: `${show(text)} has host bits set.`,
      fix: `Use the network address: "${formatCidr(network)}".`,
    };
  }
  return {
    what: `${show(text)} is no IPv4 network.`,
    fix: 'Use four numbers from 0 to 255 without leading zeros, and a prefix from 0 to 32, such as 10.20.0.0/16.',
  };
}
