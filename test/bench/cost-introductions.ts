import { type FunctionName, functionLimits, type LocalDeployment } from '../support/lambda/deployment.ts';
import type { Played } from './cost-play.ts';
import {
  assumed,
  coldMilliseconds,
  gigabyteSecondsOf,
  type Line,
  line,
  millions,
  tableCallsOf,
  thousands,
  unitsOf,
} from './cost-reckoning.ts';
import prices from './prices.json' with { type: 'json' };

const functions = Object.keys(functionLimits) as FunctionName[];

/**
 * Calls of KMS at a start. The site: its sealed settings, the service's two keys, the data keys of a visitor and whoever they
 * see, the table's own key. The mail worker: one key of the service, one of a person, the table's. The others the table's.
 */
const kmsCallsOfAStart: Readonly<Record<FunctionName, number>> = {
  site: 1 + 2 + 2 + 1,
  mail: 1 + 1 + 1,
  'mail-events': 1,
  round: 1,
  clock: 0,
  stream: 0,
};

/** How often each function starts anew: every visit, every message and every change finds it asleep. */
const startsOf = (deployment: LocalDeployment, { visits }: Played): Record<FunctionName, number> => {
  const mails = deployment.mailCount();
  const rounds = deployment.invocations.filter(({ name }) => name === 'round').length;
  return {
    site: visits,
    mail: mails,
    // Both events of a mail come within seconds.
    'mail-events': mails,
    stream: mails + rounds,
    round: rounds,
    clock: 0,
  };
};

/** What the played people cost, for so many introductions. */
export const linesOfIntroductions = (
  deployment: LocalDeployment,
  played: Played,
  introductions: number,
): Line[] => {
  const factor = introductions / played.connected;
  const calls = (name: FunctionName) => deployment.invocations.filter((each) => each.name === name);
  const starts = startsOf(deployment, played);
  const mails = deployment.mailCount() * factor;
  const siteCalls = calls('site').length * factor;
  const events = mails * assumed.eventsOfAMail;
  const carried = starts.stream * factor;
  // A change is carried by itself, a message comes by itself, and what SES tells of it together.
  const workerCalls = carried + mails + mails + (calls('clock').length + starts.round) * factor;
  const coldStarts = functions.reduce((total, name) => total + starts[name], 0) * factor;
  const compute =
    factor *
    functions.reduce((total, name) => {
      const warm = calls(name).reduce((time, { cpuMilliseconds }) => time + cpuMilliseconds, 0);
      const others = tableCallsOf(deployment, name) + starts[name] * kmsCallsOfAStart[name];
      const waited =
        others * assumed.millisecondsOfACall +
        (name === 'mail' ? starts.mail * assumed.millisecondsOfSes : 0);
      return total + gigabyteSecondsOf(name, warm + starts[name] * coldMilliseconds(name), waited);
    }, 0);
  const { reads, writes } = unitsOf(deployment);
  const kms =
    factor *
    functions.reduce(
      (total, name) => total + starts[name] * kmsCallsOfAStart[name],
      deployment.kmsCalls.GenerateDataKey,
    );
  // Each is sent, received and deleted; what SES tells of a mail is received and deleted together.
  const sqs = carried * 3 + events + mails * 2;
  const requests = siteCalls + played.builtFiles * factor;
  const gigabytesOut =
    (siteCalls * assumed.kilobytesOfAnAnswer + played.browsers * factor * assumed.kilobytesOfBuiltFiles) /
    1e6;
  const logs = ((siteCalls + workerCalls) * assumed.logBytesOfACall) / 1e9;
  const { ses, dynamo, lambda, cloudFront } = prices;
  return [
    line('mails (SES)', mails, ses.message, `${thousands(mails)} messages`),
    line(
      'mails, bytes (SES)',
      (mails * assumed.kilobytesOfAMail) / 1e6,
      ses.gigabyteOut,
      `${assumed.kilobytesOfAMail} KB each`,
    ),
    line('table, written', writes * factor, dynamo.writeUnit, `${millions(writes * factor)} write units`),
    line('table, read', reads * factor, dynamo.readUnit, `${millions(reads * factor)} read units`),
    line(
      'functions, time',
      compute,
      lambda.gigabyteSecondArm,
      `${thousands(compute)} GB-s, ${thousands(coldStarts)} cold starts in them`,
    ),
    line(
      'functions, calls',
      siteCalls + workerCalls,
      lambda.request,
      `${thousands(siteCalls + workerCalls)} calls`,
    ),
    line('HTTP API', siteCalls, prices.apiGateway.request, `${thousands(siteCalls)} requests`),
    line('CloudFront, requests', requests, cloudFront.httpsRequest, `${thousands(requests)} requests`),
    line('CloudFront, bytes', gigabytesOut, cloudFront.gigabyteOut, `${gigabytesOut.toFixed(2)} GB`),
    line(
      'KMS calls',
      kms,
      prices.kms.request,
      `${thousands(kms)} calls: people's keys, the service's own at each start, the table's, settings`,
    ),
    line('queues (SQS)', sqs, prices.sqs.request, `${thousands(sqs)} requests`),
    line('events of SES (SNS)', events, prices.sns.publish, `${thousands(events)} events`),
    line('logs', logs, prices.cloudWatch.logGigabyte, `${logs.toFixed(3)} GB`),
  ];
};
