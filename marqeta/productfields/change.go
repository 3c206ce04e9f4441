package productfields

// Change is one member with its value before and after.
type Change struct {
	Field  Field
	Before string
	After  string
}

// Compare gives what differs, in the order of the table. Members that Marqeta sets are
// never part of it.
func Compare(before, after Values) []Change {
	var out []Change
	for _, f := range all {
		if b, a := before[f.Path], after[f.Path]; a != b && !f.Set {
			out = append(out, Change{f, b, a})
		}
	}
	return out
}

// Patch is the request that makes the changes and touches nothing else.
func Patch(changes []Change) *Document {
	out := &Document{}
	for _, c := range changes {
		out.set(c.Field.Path, c.Field.value(c.After))
	}
	return out
}
