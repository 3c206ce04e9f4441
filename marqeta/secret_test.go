package marqeta_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"carddeck/marqeta"
)

func TestSecretsDoNotPrintThemselves(t *testing.T) {
	t.Parallel()
	const word = "open-sesame"
	for _, v := range []any{
		marqeta.Config{AdminAccessToken: word},
		marqeta.GatewayFundingSourceRequest{BasicAuthPassword: word},
		marqeta.UserRequest{Password: word, SSN: word, Identifications: []marqeta.IdentificationRequest{{Value: word}}},
		marqeta.WebhookRequest{Config: &marqeta.WebhookConfigRequest{BasicAuthPassword: word, Secret: word}},
		marqeta.Simulation{CardOptions: &marqeta.SimulationCardOptions{PIN: word, CVV: word}, Webhook: &marqeta.SimulationWebhook{Password: word, Secret: word}},
		marqeta.LegacySimulation{PIN: word},
		marqeta.DirectDepositSimulation{AccountNumber: word},
	} {
		var log bytes.Buffer
		slog.New(slog.NewJSONHandler(&log, nil)).Info("x", "v", v)
		slog.New(slog.NewTextHandler(&log, nil)).Info("x", "v", v)
		text, _ := json.Marshal(v)
		for _, out := range []string{fmt.Sprint(v), fmt.Sprintf("%v %+v %#v", v, v, v), log.String(), string(text)} {
			if strings.Contains(out, word) {
				t.Errorf("%T prints its secret: %s", v, out)
			}
		}
	}
	secret := marqeta.Secret(word)
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d", "%t", "%20s", "%!"} {
		if out := fmt.Sprintf(verb, secret); strings.Contains(out, "sesame") || strings.Contains(out, "6f70656e") {
			t.Errorf("%s prints %s", verb, out)
		}
	}
	if secret.String() != "[secret]" || secret.Reveal() != word {
		t.Error("a secret cannot be revealed")
	}
}
