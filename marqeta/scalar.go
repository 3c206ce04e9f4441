package marqeta

import "encoding/json"

// Scalar is the text of a member that Marqeta sends as a string in one place and as
// a number or a boolean in another. It never fails to read; it is written as a string.
type Scalar string

func (s Scalar) String() string { return string(s) }

// UnmarshalJSON keeps a string's text, and any other value's JSON.
func (s *Scalar) UnmarshalJSON(b []byte) error {
	text, ok, err := jsonText(b)
	switch {
	case err != nil:
		*s = Scalar(b)
	case ok:
		*s = Scalar(text)
	}
	return nil
}

// Metadata is the operator's own name and value pairs on users and cards. Numbers and
// booleans are kept as their text.
type Metadata map[string]string

// UnmarshalJSON reads an object of scalars.
func (m *Metadata) UnmarshalJSON(b []byte) error {
	var pairs map[string]Scalar
	if err := json.Unmarshal(b, &pairs); err != nil {
		return err
	}
	if pairs == nil {
		return nil
	}
	*m = make(Metadata, len(pairs))
	for name, value := range pairs {
		(*m)[name] = string(value)
	}
	return nil
}
