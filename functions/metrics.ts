import { writeLine } from './write-line.ts';

/** Units as CloudWatch names them. */
type Unit = 'Seconds' | 'Count';
/** What is measured at one moment, by name. Numbers only: no person can stand in them. */
export type Figures = Readonly<Record<string, { readonly value: number; readonly unit: Unit }>>;
/** Writes figures down. */
export type Measure = (figures: Figures) => void;

/** CloudWatch's namespace of everything that is measured here; its one dimension is the stage. */
const namespace = 'Alongside';

/**
 * Measures by a line of the log in CloudWatch's embedded metric format, which needs no call and no right.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 * @param stage which deployment measures.
 */
export const createMeasure =
  (
    stage: string,
    write: (line: string) => void = writeLine,
    milliseconds: () => number = Date.now,
  ): Measure =>
  (figures) => {
    const entries = Object.entries(figures);
    write(
      JSON.stringify({
        _aws: {
          Timestamp: milliseconds(),
          CloudWatchMetrics: [
            {
              Namespace: namespace,
              Dimensions: [['Stage']],
              Metrics: entries.map(([Name, { unit }]) => ({ Name, Unit: unit })),
            },
          ],
        },
        Stage: stage,
        ...Object.fromEntries(entries.map(([name, { value }]) => [name, value])),
      }),
    );
  };
