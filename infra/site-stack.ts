import { CfnOutput, Duration, Stack, type StackProps } from 'aws-cdk-lib';
import {
  AllowedMethods,
  type BehaviorOptions,
  CachePolicy,
  type CfnOriginRequestPolicy,
  Distribution,
  Function as EdgeFunction,
  FunctionCode,
  FunctionEventType,
  FunctionRuntime,
  OriginRequestCookieBehavior,
  OriginRequestHeaderBehavior,
  OriginRequestPolicy,
  OriginRequestQueryStringBehavior,
  OriginSslPolicy,
  PriceClass,
  ResponseHeadersPolicy,
  SecurityPolicyProtocol,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin, S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { BlockPublicAccess, Bucket, BucketEncryption, type IBucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import type { BuiltSite } from './built-site.ts';
import { SiteAddress } from './constructs/site-address.ts';
import type { EdgeStack } from './edge-stack.ts';
import { letThrough } from './let-through.ts';
import { securityHeaders } from './security-headers.ts';
import type { ServiceStack } from './service-stack.ts';
import type { Stage } from './stages.ts';

type Parts = {
  readonly service: ServiceStack;
  readonly edge: EdgeStack;
  readonly built: BuiltSite;
  readonly stage: Stage;
};

/** The header in which the function looks for the secret (`functions/site/origin-check.ts`). */
const originHeader = 'x-origin-secret';

/** CloudFront's quota of behaviours that every account has. */
const behavioursMax = 25;

/** Every header that the site's function reads, beside cookies; `Host` must be the API's own. */
const forwardedHeaders = [
  'accept',
  'accept-language',
  'cloudfront-viewer-address',
  'content-type',
  'idempotency-key',
  'origin',
  'sec-fetch-site',
];

/** `/how` is the file `how.html`, `/` is `index.html`. */
const pageFile =
  "function handler(e){var r=e.request;r.uri=r.uri==='/'?'/index.html':r.uri+'.html';return r}";

/** What people reach: CloudFront, with built files from a bucket and everything else from the site's function. */
export class SiteStack extends Stack {
  constructor(scope: Construct, id: string, { service, edge, built, stage, ...props }: StackProps & Parts) {
    super(scope, id, props);
    const { domain } = stage;
    const bucket = new Bucket(this, 'Files', {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      // A file that a page of an hour ago still asks for is there, and yesterday's site can be brought back.
      versioned: true,
      lifecycleRules: [{ noncurrentVersionExpiration: Duration.days(30) }],
      // CDK's own types do not fit each other under exactOptionalPropertyTypes.
    }) as IBucket;
    const distribution = new Distribution(this, 'Distribution', {
      comment: `Alongside: ${domain}`,
      domainNames: [domain],
      certificate: edge.certificate,
      minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
      webAclId: edge.firewall.attrArn,
      priceClass: PriceClass.PRICE_CLASS_100,
      defaultBehavior: this.#rendered(service),
      additionalBehaviors: this.#files(bucket, built),
    });
    const noAccessLog =
      'An access log holds network addresses and paths: who looked for help, and when. The alarms do without.';
    letThrough(bucket, { 'AwsSolutions-S1': noAccessLog });
    letThrough(distribution, {
      'AwsSolutions-CFR3': noAccessLog,
      'AwsSolutions-CFR1':
        'Somebody may ask for help from anywhere; who can be matched is not a question of where they are now.',
    });
    new SiteAddress(this, 'Address', { stage, distribution });
    new CfnOutput(this, 'SiteOrigin', { value: `https://${domain}` });
    new CfnOutput(this, 'FilesBucket', { value: bucket.bucketName });
    new CfnOutput(this, 'DistributionId', { value: distribution.distributionId });
  }

  /** Pages and API of the function: one person's each, so nothing is kept. */
  #rendered({ api, originSecrets }: ServiceStack): BehaviorOptions {
    const originRequestPolicy = new OriginRequestPolicy(this, 'ForwardedToFunction', {
      headerBehavior: OriginRequestHeaderBehavior.allowList(...forwardedHeaders),
      cookieBehavior: OriginRequestCookieBehavior.all(),
      queryStringBehavior: OriginRequestQueryStringBehavior.all(),
    });
    // The function compresses by itself. CloudFront takes this header where it does not compress; CDK does not know that.
    const policy = originRequestPolicy.node.defaultChild as CfnOriginRequestPolicy;
    policy.addPropertyOverride('OriginRequestPolicyConfig.HeadersConfig.Headers', [
      ...forwardedHeaders,
      'accept-encoding',
    ]);
    return {
      origin: new HttpOrigin(`${api.apiId}.execute-api.${this.region}.${this.urlSuffix}`, {
        // Without it the function refuses: it can be called past CloudFront, and past the firewall.
        customHeaders: { [originHeader]: originSecrets.sent },
        originSslProtocols: [OriginSslPolicy.TLS_V1_2],
      }),
      viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
      allowedMethods: AllowedMethods.ALLOW_ALL,
      cachePolicy: CachePolicy.CACHING_DISABLED,
      originRequestPolicy,
    };
  }

  /** One behaviour for each prerendered page and kind of file; whatever else is asked for, the function answers. */
  #files(bucket: IBucket, { pages, files }: BuiltSite): Record<string, BehaviorOptions> {
    if (pages.length + files.length > behavioursMax)
      throw new RangeError(
        `${pages.length + files.length} built paths are more than CloudFront's ${behavioursMax} behaviours.`,
      );
    const file: BehaviorOptions = {
      origin: S3BucketOrigin.withOriginAccessControl(bucket),
      viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
      cachePolicy: CachePolicy.CACHING_OPTIMIZED,
      responseHeadersPolicy: new ResponseHeadersPolicy(this, 'FileHeaders', securityHeaders),
    };
    const page: BehaviorOptions = {
      ...file,
      functionAssociations: [
        {
          eventType: FunctionEventType.VIEWER_REQUEST,
          function: new EdgeFunction(this, 'PageFile', {
            comment: 'The file of a prerendered page',
            code: FunctionCode.fromInline(pageFile),
            runtime: FunctionRuntime.JS_2_0,
          }),
        },
      ],
    };
    return Object.fromEntries([
      ...pages.map((path) => [path, page]),
      ...files.map((pattern) => [pattern, file]),
    ]);
  }
}
