import { CfnBudget } from 'aws-cdk-lib/aws-budgets';
import { Construct } from 'constructs';

/** An e-mail when the account's month costs more than was meant, and when it is going to. */
export class Budget extends Construct {
  constructor(scope: Construct, id: string, { dollars, to }: { dollars: number; to: string }) {
    super(scope, id);
    const subscribers = [{ subscriptionType: 'EMAIL', address: to }];
    const notice = (notificationType: 'ACTUAL' | 'FORECASTED') => ({
      notification: { notificationType, comparisonOperator: 'GREATER_THAN', threshold: 100 },
      subscribers,
    });
    new CfnBudget(this, 'Monthly', {
      budget: {
        budgetType: 'COST',
        timeUnit: 'MONTHLY',
        budgetLimit: { amount: dollars, unit: 'USD' },
      },
      notificationsWithSubscribers: [notice('ACTUAL'), notice('FORECASTED')],
    });
  }
}
