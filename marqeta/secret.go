package marqeta

// Secret is a credential that never prints itself: in logs, in %v and in JSON it
// is "[secret]". Reveal gives the text to the one place that sends it.
type Secret string

const masked = "[secret]"

// Reveal gives the secret text.
func (s Secret) Reveal() string { return string(s) }

// String hides the secret from fmt.
func (Secret) String() string { return masked }

// GoString hides the secret from %#v.
func (Secret) GoString() string { return masked }

// MarshalText hides the secret from encoders and from slog.
func (Secret) MarshalText() ([]byte, error) { return []byte(masked), nil }
