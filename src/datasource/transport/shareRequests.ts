import { abortError, type HttpRequest, type HttpResponse, type Send } from './http';

interface Flight {
  answer: Promise<HttpResponse>;
  controller: AbortController;
  waiting: number;
}

/**
 * Sends requests that are equal in method, URL and headers once while the first is under way, and gives each asker the
 * same answer. An asker that gives up rejects at once with an `AbortError`; the request itself is cancelled when nobody
 * waits for it any more.
 */
export function shareRequests(send: Send): Send {
  const flights = new Map<string, Flight>();

  const take = (request: HttpRequest): Flight => {
    const key = keyOf(request);
    const known = flights.get(key);
    if (known) {
      return known;
    }
    const controller = new AbortController();
    const answer = send(request, controller.signal);
    const flight = { answer, controller, waiting: 0 };
    flights.set(key, flight);
    const land = () => {
      if (flights.get(key) === flight) {
        flights.delete(key);
      }
    };
    controller.signal.addEventListener('abort', land, { once: true });
    answer.then(land, land);
    return flight;
  };

  return (request, signal) =>
    new Promise((resolve, reject) => {
      if (signal.aborted) {
        reject(abortError());
        return;
      }
      const flight = take(request);
      flight.waiting++;
      const leave = () => {
        flight.waiting--;
        reject(abortError());
        if (flight.waiting === 0) {
          flight.controller.abort();
        }
      };
      signal.addEventListener('abort', leave, { once: true });
      flight.answer.then(resolve, reject).finally(() => signal.removeEventListener('abort', leave));
    });
}

function keyOf({ method, url, headers }: HttpRequest): string {
  return JSON.stringify([method, url, Object.entries(headers).sort(([a], [b]) => (a < b ? -1 : 1))]);
}
