package certify

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"carddeck/marqeta/sandbox"
)

// platform is the card program that a run has for itself.
type platform struct {
	settings Settings
	run      string // no two runs have the same
	now      func() time.Time
	patience time.Duration
	line     *line
	notifier *notifier
	emulator *sandbox.Server
	told     []byte // the first notification that was taken, to be told again much later
	door     door
}

func newPlatform(s Settings, o Options, run string) (*platform, error) {
	p := &platform{settings: s, run: run, now: o.Now, patience: o.Patience, line: newLine(s, o.Now, o.Roots), notifier: newNotifier(s, o.Now, o.Roots), door: door{o.Roots, "80"}}
	var err error
	p.emulator, err = sandbox.New(sandbox.Options{Data: sandbox.InMemory, GatewayClient: &http.Client{Transport: p.line}})
	if err != nil {
		return nil, err
	}
	for _, m := range p.makers() {
		if status, answer := p.call(context.Background(), http.MethodPost, m.path, m.body); status != http.StatusCreated {
			p.close()
			return nil, fmt.Errorf("POST %s answered %d: %s", m.path, status, answer)
		}
	}
	return p, nil
}

func (p *platform) close() {
	p.line.client.CloseIdleConnections()
	p.notifier.client.CloseIdleConnections()
	_ = p.emulator.Close()
}

type fields = map[string]any

type maker struct {
	path string
	body fields
}

// makers give the program's objects. Its gateway's credentials stay outside: the line
// knows them.
func (p *platform) makers() []maker {
	s := p.settings
	out := []maker{
		{"/fundingsources/programgateway", fields{
			"token": s.Source, "name": "The gateway", "url": "https://gateway.invalid", "active": true, "timeout_millis": 7000,
			"basic_auth_username": "certify", "basic_auth_password": "Not-the-real-password-1",
		}},
		{"/cardproducts", fields{"token": s.Product, "name": "Certification", "start_date": "2020-01-01", "config": fields{
			"card_life_cycle":      fields{"activate_upon_issue": true},
			"poi":                  fields{"atm": true, "ecommerce": true, "other": fields{"allow": true}},
			"transaction_controls": fields{"accepted_countries_token": "decline_ofac_countries", "allow_quasi_cash": true, "enable_partial_auth_approval": true},
			"jit_funding": fields{"programgateway_funding_source": fields{
				"enabled": true, "always_fund": true, "funding_source_token": s.Source, "refunds_destination": "GATEWAY",
			}},
		}}},
	}
	for _, h := range []Holder{s.Funded, s.Little, s.Empty} {
		out = append(out,
			maker{"/users", fields{"token": h.User, "first_name": "Certification", "address1": "12 Elm Street", "postal_code": "94612"}},
			maker{"/cards", fields{"token": h.Card, "user_token": h.User, "card_product_token": s.Product}})
	}
	return out
}

// call asks the sandbox, without a network between.
func (p *platform) call(ctx context.Context, method, path string, body any) (int, []byte) {
	text, err := json.Marshal(body, json.Deterministic(true))
	if err != nil {
		return 0, []byte(err.Error())
	}
	req, err := http.NewRequestWithContext(ctx, method, "http://sandbox.invalid/v3"+path, bytes.NewReader(text))
	if err != nil {
		return 0, []byte(err.Error())
	}
	req.Header.Set("Content-Type", "application/json")
	req.SetBasicAuth(sandbox.DefaultApplicationToken.Reveal(), sandbox.DefaultAdminAccessToken.Reveal())
	w := &reply{header: http.Header{}, status: http.StatusOK}
	p.emulator.ServeHTTP(w, req)
	return w.status, w.body.Bytes()
}

// simulate sends a message over the program's card network and gives its transaction.
func (p *platform) simulate(ctx context.Context, kind string, body fields) (jsontext.Value, error) {
	body["currency_code"] = p.settings.Currency
	status, answer := p.call(ctx, http.MethodPost, "/simulations/cardtransactions/"+kind, body)
	var out struct {
		Transaction jsontext.Value `json:"transaction"`
	}
	if err := json.Unmarshal(answer, &out); err != nil || status != http.StatusCreated {
		return nil, fmt.Errorf("the sandbox could not simulate %s: %d %s", kind, status, clip(string(answer)))
	}
	return out.Transaction, nil
}

// reply is an answer in memory.
type reply struct {
	header http.Header
	status int
	body   bytes.Buffer
}

func (r *reply) Header() http.Header { return r.header }

func (r *reply) WriteHeader(status int) { r.status = status }

func (r *reply) Write(b []byte) (int, error) { return r.body.Write(b) }
