package form

import (
	"bytes"
	"encoding/json"
	"net/http"
	"strings"

	"carddeck/marqeta"
	"carddeck/views/ui"
)

// Preview shows the request that a form will send, as JSON and as a curl line. The
// credentials in the line are names of variables, never the real ones.
func Preview(baseURL, method, path string, body any) ui.Request {
	text := pretty(body)
	return ui.Request{
		Method: method, Path: "/v3" + path, Body: text,
		Curl: "curl -X " + method + " " + shellQuote(baseURL+path) + " \\\n" +
			"  -u \"$MARQETA_APPLICATION_TOKEN:$MARQETA_ADMIN_ACCESS_TOKEN\" \\\n" +
			"  -H 'Content-Type: application/json' \\\n" +
			"  -d " + shellQuote(text),
	}
}

func pretty(body any) string {
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(body); err != nil {
		return "{}"
	}
	return strings.TrimSpace(out.String())
}

// shellQuote makes one word of a POSIX shell out of any text.
func shellQuote(s string) string { return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'" }

// MarqetaRefusal words what Marqeta said no to, with its own code and message, and what
// to do about it.
func MarqetaRefusal(nothing, reference string, e *marqeta.Error) ui.Refusal {
	cure := "Change the answer it speaks of and send the form again."
	if e.Status == http.StatusConflict {
		cure = "The token belongs to another object already: choose another token."
	}
	return ui.Refusal{
		Title:     nothing + ": Marqeta refused",
		Faults:    []ui.Fault{{Text: e.Words() + ". " + cure}},
		Reference: reference,
	}
}
