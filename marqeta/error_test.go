package marqeta_test

import (
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"carddeck/marqeta"
)

func TestRefusals(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, answer, code, message string
		status                      int
		notFound, unknown           bool
	}{
		{"wrong credentials", "error-401.json", "401001", "Invalid credential has been detected", 401, false, false},
		{"missing in the body", "error-400.json", "400016", "Card product not found", 400, false, false},
		{"code of another family", "error-400-bulk.json", "404160", "Bulk issuance request not found", 400, false, false},
		{"missing in the path", "error-404.json", "404004", "Cardholder not found", 404, true, false},
		{"token used before", "error-409.json", "409001", "Token already associated with a different payload", 409, false, false},
		{"code as a number", "error-422.json", "422600", "Webhook operation failed", 422, false, false},
		{"a proxy's page", "error-502.html", "", "Bad Gateway", 502, false, true},
		{"platform error", "error-400.json", "400016", "Card product not found", 500, false, true},
		{"status without words", "error-502.html", "", "no words", 499, false, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			p := newPlatform(t, says(c.status, recorded(t, c.answer)))
			_, err := p.client(t).CreateCard(t.Context(), marqeta.CardRequest{UserToken: "u", CardProductToken: "cp"})
			e, ok := marqeta.AsError(fmt.Errorf("issue card: %w", err))
			if !ok {
				t.Fatalf("%v is no refusal", err)
			}
			if e.Status != c.status || e.Code != c.code || e.Message != c.message || e.Method != http.MethodPost || e.Path != "/cards" {
				t.Errorf("refusal is %+v", *e)
			}
			if marqeta.IsNotFound(err) != c.notFound || marqeta.OutcomeUnknown(err) != c.unknown {
				t.Errorf("not found %v, outcome unknown %v", marqeta.IsNotFound(err), marqeta.OutcomeUnknown(err))
			}
			if text := err.Error(); !strings.Contains(text, fmt.Sprint(c.status)) || !strings.Contains(text, c.message) || strings.Contains(text, "10.0.0.7") {
				t.Errorf("error says %q", text)
			}
		})
	}
}

func TestHostileRefusalIsBounded(t *testing.T) {
	t.Parallel()
	for _, body := range []string{
		refusal(strings.Repeat("4", 1<<16), strings.Repeat("é", 1<<16)), `{"error_code":{"a":1},"error_message":[1]}`, `null`, `[]`, "\xff\xfe", `{"error_code":null}`,
	} {
		p := newPlatform(t, says(400, body))
		_, err := p.client(t).User(t.Context(), "ada")
		e, ok := marqeta.AsError(err)
		if !ok || e.Message == "" || len(e.Message) > 510 || len(e.Code) > 60 {
			t.Errorf("%.40q gave %.200q", body, err)
		}
	}
}

func TestOtherErrorsAreNotOurs(t *testing.T) {
	t.Parallel()
	for _, err := range []error{nil, errors.New("disk full")} {
		if _, ok := marqeta.AsError(err); ok || marqeta.IsNotFound(err) || marqeta.OutcomeUnknown(err) {
			t.Errorf("%v is taken for an answer of the platform", err)
		}
	}
}
