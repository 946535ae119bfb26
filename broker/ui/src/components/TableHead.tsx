/** The names of the columns of a table that keeps its roles where it is shown as cards. */
export function TableHead({ names }: { readonly names: readonly string[] }) {
  return (
    <thead role="rowgroup">
      <tr role="row">
        {names.map((name) => (
          <th key={name} role="columnheader" scope="col">
            {name}
          </th>
        ))}
      </tr>
    </thead>
  )
}
