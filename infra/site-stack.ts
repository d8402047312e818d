import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { Certificate, CertificateValidation } from 'aws-cdk-lib/aws-certificatemanager';
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
  PriceClass,
  ResponseHeadersPolicy,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin, S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { BlockPublicAccess, Bucket, BucketEncryption, type IBucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import type { BuiltSite } from './built-site.ts';
import { securityHeaders } from './security-headers.ts';
import type { Stage } from './stages.ts';

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
  constructor(
    scope: Construct,
    id: string,
    { api, built, stage, ...props }: StackProps & { api: HttpApi; built: BuiltSite; stage: Stage },
  ) {
    super(scope, id, props);
    const { domain } = stage;
    const bucket = new Bucket(this, 'Files', {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      // CDK's own types do not fit each other under exactOptionalPropertyTypes.
    }) as IBucket;
    const certificate = new Certificate(this, 'Certificate', {
      domainName: domain,
      validation: CertificateValidation.fromDns(),
    });
    const distribution = new Distribution(this, 'Distribution', {
      comment: `Alongside: ${domain}`,
      domainNames: [domain],
      certificate,
      priceClass: PriceClass.PRICE_CLASS_100,
      defaultBehavior: this.#rendered(api),
      additionalBehaviors: this.#files(bucket, built),
    });
    new CfnOutput(this, 'PointTheDomainHere', { value: distribution.distributionDomainName });
    new CfnOutput(this, 'FilesBucket', { value: bucket.bucketName });
    new CfnOutput(this, 'DistributionId', { value: distribution.distributionId });
  }

  /** Pages and API of the function: one person's each, so nothing is kept. */
  #rendered(api: HttpApi): BehaviorOptions {
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
      origin: new HttpOrigin(`${api.apiId}.execute-api.${this.region}.${this.urlSuffix}`),
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
