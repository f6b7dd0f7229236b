import type { OpenAPIHono } from '@hono/zod-openapi'
import { HttpProblem } from './problem.ts'

/** Nothing answers `method` at `path`: 405 with what would, if anything would; else 404. */
export function nothingHere(app: OpenAPIHono, method: string, path: string): HttpProblem {
  const methods = app.openAPIRegistry.definitions.flatMap((definition) =>
    definition.type === 'route' && isAt(definition.route.path, path)
      ? [definition.route.method.toUpperCase()]
      : [],
  )
  if (methods.length === 0)
    return new HttpProblem(404, 'not-found', {
      ko: `${path}에는 아무것도 없습니다.`,
      en: `there is nothing at ${path}`,
    })
  const Allow = [...new Set(methods)].join(', ')
  const detail = {
    ko: `${path}에는 ${method} 요청을 할 수 없습니다. 쓸 수 있는 것: ${Allow}`,
    en: `${path} does not take ${method}, but ${Allow}`,
  }
  return new HttpProblem(405, 'method', detail, { headers: { Allow } })
}

/** `template` as OpenAPI writes it: `/api/v1/contacts/{id}`. */
function isAt(template: string, path: string): boolean {
  const [wanted, given] = [template.split('/'), path.split('/')]
  return (
    wanted.length === given.length && wanted.every((part, i) => part.startsWith('{') || part === given[i])
  )
}
