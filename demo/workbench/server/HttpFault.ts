/** An answer other than success, thrown by a handler and sent as JSON with Grafana's `message` field. */
export class HttpFault extends Error {
  constructor(
    readonly status: number,
    message: string,
    readonly details: Record<string, unknown> = {}
  ) {
    super(message);
  }

  /** What the browser gets. */
  body(): Record<string, unknown> {
    return { message: this.message, ...this.details };
  }
}

/** 403 in the shape of Grafana's access control; `action` is the permission that is missing. */
export function accessDenied(action: string): HttpFault {
  return new HttpFault(
    403,
    `You'll need additional permissions to perform this action. Permissions needed: ${action}`,
    {
      title: 'Access denied',
    }
  );
}
