import { Duration } from 'aws-cdk-lib';
import {
  HeadersFrameOption,
  HeadersReferrerPolicy,
  type ResponseHeadersPolicyProps,
} from 'aws-cdk-lib/aws-cloudfront';

/**
 * What built files carry; the function sends the same by itself (`functions/api/pipeline.ts`), and a test compares the two.
 */
export const securityHeaders: ResponseHeadersPolicyProps = {
  comment: 'Alongside: built files',
  securityHeadersBehavior: {
    contentSecurityPolicy: {
      contentSecurityPolicy:
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
      override: true,
    },
    strictTransportSecurity: {
      accessControlMaxAge: Duration.days(730),
      includeSubdomains: true,
      override: true,
    },
    contentTypeOptions: { override: true },
    frameOptions: { frameOption: HeadersFrameOption.DENY, override: true },
    referrerPolicy: { referrerPolicy: HeadersReferrerPolicy.SAME_ORIGIN, override: true },
  },
  customHeadersBehavior: {
    customHeaders: [
      { header: 'cross-origin-opener-policy', value: 'same-origin', override: true },
      { header: 'cross-origin-resource-policy', value: 'same-origin', override: true },
      {
        header: 'permissions-policy',
        value: 'camera=(), microphone=(), geolocation=(), payment=(), usb=(), interest-cohort=()',
        override: true,
      },
    ],
  },
};
