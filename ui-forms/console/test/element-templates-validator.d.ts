declare module '@bpmn-io/element-templates-validator' {
  interface Result {
    valid: boolean
    errors: { message: string }[] | null
  }

  export function validateAllZeebe(templates: object[]): { valid: boolean; results: Result[] }
}
