package marqeta

import (
	"bytes"
	"encoding/json"
	"strings"
)

// Members that a platform may echo and that nobody behind this client may see.
var secretMembers = [...]string{
	"basic_auth_password", "password", "secret", "client_secret",
	"cvv", "cvv_number", "chip_cvv_number", "chip_cvv_contactless_number", "3csc", "pin",
}

// redact masks the values of secret members and whole card numbers; every other byte
// stays as it came. Names are compared as encoding/json compares them, without regard
// to case. It works on any bytes: what is not JSON passes through.
func redact(body []byte) []byte {
	var out []byte
	done := 0
	for i := 0; ; {
		quote := bytes.IndexByte(body[i:], '"')
		if quote < 0 {
			break
		}
		start := i + quote
		end := stringEnd(body, start)
		value := skipSpace(body, end)
		if value == len(body) || body[value] != ':' {
			i = end
			continue
		}
		value = skipSpace(body, value+1)
		i = value
		mask := maskOf(textOf(body[start:end]))
		if mask == nil {
			continue
		}
		i = scalarEnd(body, value)
		if masked := mask(string(body[value:i])); masked != "" {
			out = append(append(out, body[done:value]...), masked...)
			done = i
		}
	}
	if done == 0 {
		return body
	}
	return append(out, body[done:]...)
}

func maskOf(name string) func(value string) string {
	if strings.EqualFold(name, "pan") {
		return maskPAN
	}
	for _, secret := range secretMembers {
		if strings.EqualFold(name, secret) {
			return maskSecret
		}
	}
	return nil
}

// maskPAN keeps the first six and the last four digits, as the platform's own mask
// does. What has fewer than twelve digits is no whole card number.
func maskPAN(value string) string {
	text := value
	if strings.HasPrefix(value, `"`) {
		text = textOf([]byte(value))
	}
	digits := strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, text)
	if len(digits) < 12 {
		return ""
	}
	return `"` + digits[:6] + strings.Repeat("_", len(digits)-10) + digits[len(digits)-4:] + `"`
}

func maskSecret(value string) string {
	switch value {
	case "", `""`, "null", "true", "false":
		return ""
	}
	return `"` + masked + `"`
}

func textOf(quoted []byte) string {
	var text string
	if json.Unmarshal(quoted, &text) != nil {
		return ""
	}
	return text
}

// stringEnd gives the position behind the string that begins at start.
func stringEnd(b []byte, start int) int {
	for i := start + 1; i < len(b); i++ {
		switch b[i] {
		case '\\':
			i++
		case '"':
			return i + 1
		}
	}
	return len(b)
}

// scalarEnd gives the position behind the string, number or word at start; start
// itself for an object or an array.
func scalarEnd(b []byte, start int) int {
	if start < len(b) && b[start] == '"' {
		return stringEnd(b, start)
	}
	if n := bytes.IndexAny(b[start:], ",:{}[]\" \t\r\n"); n >= 0 {
		return start + n
	}
	return len(b)
}

func skipSpace(b []byte, i int) int {
	for i < len(b) && (b[i] == ' ' || b[i] == '\t' || b[i] == '\r' || b[i] == '\n') {
		i++
	}
	return i
}
