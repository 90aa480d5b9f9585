/** A question that was not answered as Postgres answers it. */
export interface Difference {
  asked: string;
  answer: string;
  expected: string;
}
