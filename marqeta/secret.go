package marqeta

import (
	"fmt"
	"io"
)

// Secret is a credential that never prints itself: in logs, under any verb of fmt and
// in JSON it is "[secret]". Reveal gives the text to the one place that sends it.
type Secret string

const masked = "[secret]"

// Reveal gives the secret text.
func (s Secret) Reveal() string { return string(s) }

// String hides the secret where a Stringer is asked.
func (Secret) String() string { return masked }

// Format hides the secret from every verb of fmt, the unfitting ones included.
func (Secret) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, masked) }

// MarshalText hides the secret from encoders and from slog.
func (Secret) MarshalText() ([]byte, error) { return []byte(masked), nil }
