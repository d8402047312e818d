import { describe, expect, test } from 'vitest';
import { synthesise } from '#test/support/templates.ts';
import { paces } from '../../../infra/firewall-rules.ts';

const { only, templates, stacks } = synthesise();
// biome-ignore lint/suspicious/noExplicitAny: as CloudFormation has it.
const rules: any[] = only('AWS::WAFv2::WebACL').Properties.Rules;

describe('the firewall', () => {
  test('stands where CloudFront takes it from', () => {
    expect(stacks.edge.region).toBe('us-east-1');
    expect(only('AWS::WAFv2::WebACL').Properties).toMatchObject({
      Scope: 'CLOUDFRONT',
      DefaultAction: { Allow: {} },
    });
  });

  const paceOf = (method: string, path: string): string | undefined =>
    paces.find(({ name, paths }) => {
      const { AndStatement } = rules.find((rule) => rule.Name === name).Statement.RateBasedStatement
        .ScopeDownStatement;
      const [methods, uris] = AndStatement.Statements.map(
        (each: { RegexMatchStatement: { RegexString: string } }) => each.RegexMatchStatement.RegexString,
      );
      expect(uris).toBe(paths);
      return new RegExp(methods).test(method) && new RegExp(uris).test(path);
    })?.name;

  test.each([
    ['post', '/in', 'SignIn'],
    ['post', '/es/in', 'SignIn'],
    ['post', '/api/sign-in/codes', 'SignIn'],
    ['post', '/api/sessions', 'SignIn'],
    ['get', '/in', undefined],
    ['post', '/apply/reach', 'Apply'],
    ['post', '/es/volunteer', 'Apply'],
    ['put', '/api/drafts/current', 'Apply'],
    ['post', '/api/newcomers', 'Apply'],
    ['post', '/my/concern', 'Concern'],
    ['post', '/es/my/concern', 'Concern'],
    ['post', '/inside', undefined],
    ['post', '/my', undefined],
    ['get', '/urgent', undefined],
  ])('counts %s %s as %s', (method, path, name) => expect(paceOf(method, path)).toBe(name));

  test('tells somebody who is too fast to wait, in both languages', () => {
    const limited = rules.filter(({ Statement }) => Statement.RateBasedStatement);
    expect(limited).toHaveLength(3);
    for (const { Action } of limited)
      expect(Action.Block.CustomResponse).toMatchObject({
        ResponseCode: 429,
        ResponseHeaders: [{ Name: 'retry-after', Value: '300' }],
      });
    const { Content } = only('AWS::WAFv2::WebACL').Properties.CustomResponseBodies.TooMany;
    expect(Content).toMatch(/wait.*\n.*Espere/s);
  });

  test('refuses nobody for what they wrote, and keeps no sample of it', () => {
    const common = rules.find(({ Name }) => Name === 'CommonRuleSet').Statement.ManagedRuleGroupStatement;
    const counted = common.RuleActionOverrides.filter(
      ({ ActionToUse }: { ActionToUse: object }) => 'Count' in ActionToUse,
    );
    expect(counted.map(({ Name }: { Name: string }) => Name)).toEqual(
      expect.arrayContaining(['SizeRestrictions_BODY', 'CrossSiteScripting_BODY']),
    );
    const configs = [only('AWS::WAFv2::WebACL').Properties, ...rules].map(
      ({ VisibilityConfig }) => VisibilityConfig.SampledRequestsEnabled,
    );
    expect(new Set(configs)).toEqual(new Set([false]));
  });
});

describe('the domain', () => {
  const told = Object.values({ ...templates.mail.Outputs, ...templates.site.Outputs }).map(({ Value }) =>
    JSON.stringify(Value),
  );
  const zone = { id: 'Z0123456789ABCDEFGHIJ', name: 'example.org' };

  test('without its zone, every record that it needs is told', () => {
    for (const words of [
      'CNAME',
      'alongside.example.org MX 10 feedback-smtp.us-east-1.amazonses.com',
      'v=spf1 include:amazonses.com',
      '_dmarc.alongside.example.org TXT',
      'v=DMARC1; p=quarantine',
    ])
      expect(
        told.some((each) => each.includes(words)),
        words,
      ).toBe(true);
    expect(templates.mail.Resources).not.toHaveProperty('AWS::Route53::RecordSet');
  });

  test('with it, they are made: three of DKIM, MAIL FROM, SPF, DMARC, and where the site is', () => {
    const made = synthesise({ hostedZone: zone }).ofType('AWS::Route53::RecordSet');
    const types = made.map(([, { Properties }]) => Properties.Type).sort();
    expect(types).toEqual(['A', 'AAAA', 'CNAME', 'CNAME', 'CNAME', 'MX', 'TXT', 'TXT']);
    expect(new Set(made.map(([, { Properties }]) => Properties.HostedZoneId))).toEqual(new Set([zone.id]));
  });

  test('its mail is sent under TLS, its bounces are kept back, and nobody is watched reading', () => {
    const set = only('AWS::SES::ConfigurationSet').Properties;
    expect(set.DeliveryOptions.TlsPolicy).toBe('REQUIRE');
    expect(set.SuppressionOptions.SuppressedReasons.sort()).toEqual(['BOUNCE', 'COMPLAINT']);
    const { MatchingEventTypes } = only('AWS::SES::ConfigurationSetEventDestination').Properties
      .EventDestination;
    expect(MatchingEventTypes.map((type: string) => type.toLowerCase()).sort()).toEqual([
      'bounce',
      'complaint',
      'delivery',
      'deliverydelay',
      'reject',
      'send',
    ]);
    expect(only('AWS::SES::EmailIdentity').Properties.MailFromAttributes.MailFromDomain).toBe(
      'mail.alongside.example.org',
    );
  });
});
