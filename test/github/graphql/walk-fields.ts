import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLNamedType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  isInterfaceType,
  isObjectType,
  type SelectionSetNode,
} from 'graphql'

interface SelectedField {
  readonly field: FieldNode
  /** Undefined for `__typename`. */
  readonly type: GraphQLOutputType | undefined
}

/**
 * Visits every field that a document asks for, at each place where a fragment puts it. What `enter` returns for a field is
 * handed to the fields inside it.
 */
export function walkFields<State>(
  schema: GraphQLSchema,
  document: DocumentNode,
  initial: State,
  enter: (field: FieldNode, type: GraphQLOutputType, state: State) => State,
): void {
  const walk = (set: SelectionSetNode | undefined, parent: GraphQLNamedType | undefined, state: State) => {
    for (const { field, type } of selectedFields(schema, document, set, parent)) {
      if (type !== undefined) walk(field.selectionSet, getNamedType(type), enter(field, type, state))
    }
  }
  for (const definition of document.definitions) {
    if (definition.kind !== 'OperationDefinition') continue
    walk(definition.selectionSet, schema.getRootType(definition.operation) ?? undefined, initial)
  }
}

/** The fields of a selection, those of its fragments among them. */
export function selectedFields(
  schema: GraphQLSchema,
  document: DocumentNode,
  set: SelectionSetNode | undefined,
  parent: GraphQLNamedType | undefined,
): readonly SelectedField[] {
  return (set?.selections ?? []).flatMap((selection): readonly SelectedField[] => {
    if (selection.kind === 'Field') {
      const fields = isObjectType(parent) || isInterfaceType(parent) ? parent.getFields() : {}
      return [{ field: selection, type: fields[selection.name.value]?.type }]
    }
    const fragment =
      selection.kind === 'InlineFragment' ? selection : fragmentOf(document, selection.name.value)
    const narrowed =
      fragment?.typeCondition === undefined ? parent : schema.getType(fragment.typeCondition.name.value)
    return selectedFields(schema, document, fragment?.selectionSet, narrowed)
  })
}

function fragmentOf(document: DocumentNode, name: string): FragmentDefinitionNode | undefined {
  for (const definition of document.definitions) {
    if (definition.kind === 'FragmentDefinition' && definition.name.value === name) return definition
  }
  return undefined
}
