/** A refusal as Twilio words it. The numbers are real: https://www.twilio.com/docs/api/errors */
export type ApiError = { status: number; code: number; message: string }

export function apiError(status: number, code: number, message: string): ApiError {
  return { status, code, message }
}

export function errorBody(error: ApiError) {
  const { code, message, status } = error
  return { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status }
}

export const notAuthenticated = apiError(401, 20003, 'Authenticate')

export function notFound(path: string): ApiError {
  return apiError(404, 20404, `The requested resource ${path} was not found`)
}

export const notInProgress = apiError(400, 21220, 'Call is not in-progress. Cannot redirect.')

export const refuse = (error: ApiError) => Response.json(errorBody(error), { status: error.status })
