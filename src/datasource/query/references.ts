/** A reference to a variable, in each form that Grafana knows: `$name`, `${name:format}`, `[[name]]`. */
export const references = /\$(\w+)|\$\{(\w+)(?:\.[^:^}]+)?(?::[^}]+)?\}|\[\[(\w+?)(?::\w+)?\]\]/g;
