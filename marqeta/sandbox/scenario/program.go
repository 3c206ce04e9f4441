package scenario

import (
	"context"
	"errors"
	"fmt"
	"net/http"

	"github.com/google/uuid"
)

// program is the card program of one run.
type program struct {
	card     string
	webhook  string
	endpoint *endpoint
}

// setUp makes the card program. stop ends its endpoint and switches its webhook off;
// what was made stays, to be looked at.
func (p *player) setUp(ctx context.Context) (stop func(), err error) {
	run := "scenario-" + uuid.NewString()[:18]
	if p.program.endpoint, err = listen(); err != nil {
		return nil, err
	}
	secret := "Aa1!" + uuid.NewString()
	source, product, user := run+"-gw", run+"-cp", run+"-us"
	p.program.card, p.program.webhook = run+"-ca", run+"-wh"
	address := p.program.endpoint.address
	for _, made := range []struct {
		path string
		body map[string]any
	}{
		{"/webhooks", map[string]any{"token": p.program.webhook, "name": run, "active": true, "events": []string{"transaction.*"},
			"config": map[string]any{"url": address + "/notifications", "basic_auth_username": "scenario", "basic_auth_password": secret}}},
		{"/fundingsources/programgateway", map[string]any{"token": source, "name": run, "active": true, "url": address + "/jit",
			"basic_auth_username": "scenario", "basic_auth_password": secret, "timeout_millis": 1000}},
		{"/cardproducts", map[string]any{"token": product, "name": run, "start_date": "2020-01-01", "config": map[string]any{
			"card_life_cycle": map[string]any{"activate_upon_issue": true},
			"jit_funding": map[string]any{"programgateway_funding_source": map[string]any{
				"enabled": true, "funding_source_token": source, "refunds_destination": "GATEWAY"}}}}},
		{"/users", map[string]any{"token": user, "first_name": "Scenario"}},
		{"/cards", map[string]any{"token": p.program.card, "user_token": user, "card_product_token": product}},
	} {
		if _, err := p.create(ctx, made.path, made.body); err != nil {
			return nil, errors.Join(err, p.tearDown(ctx))
		}
	}
	return func() { _ = p.tearDown(ctx) }, nil
}

// tearDown works also when the caller has gone away.
func (p *player) tearDown(ctx context.Context) error {
	_, _, err := p.api.Call(context.WithoutCancel(ctx), http.MethodPut, "/webhooks/"+p.program.webhook, map[string]any{"active": false})
	return errors.Join(err, p.program.endpoint.close())
}

// create posts something new and wants 201.
func (p *player) create(ctx context.Context, path string, body any) ([]byte, error) {
	status, answer, err := p.api.Call(ctx, http.MethodPost, path, body)
	switch {
	case err != nil:
		return nil, fmt.Errorf("POST %s: %w", path, err)
	case status != http.StatusCreated:
		return nil, fmt.Errorf("POST %s answered %d: %s", path, status, answer)
	}
	return answer, nil
}
